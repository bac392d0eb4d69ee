import ArgumentParser
import ControlAPI

/// `tillkeeper device …`
struct DeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "The station's devices.",
        subcommands: [DeviceListCommand.self, DeviceRulesCommand.self, DeviceTryCommand.self])
}

/// `tillkeeper device list`
struct DeviceListCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every device: where it hangs, how it is, what it calls itself.",
        discussion: "Ends with 1 when a device is broken.")

    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let devices = try await service.ask { client async throws(ClientFault) in try await client.devices() }
        if form.json { try console.say(json: devices) } else { try console.say(Self.text(devices)) }
        return devices.contains { $0.health == .broken } ? .wrong : .well
    }

    static func text(_ devices: [DeviceView]) -> String {
        if devices.isEmpty { return "No devices. They are named in the settings, under devices." }
        var table = Table(
            [.left, .left, .left, .left, .left, .right], head: ["DEVICE", "PORT", "HEALTH", "FOR", "UNIT", "FAULTS"])
        for device in devices {
            let unit = [device.model, device.serial.map { "serial \($0)" }, device.firmware.map { "firmware \($0)" }]
            table.add([
                device.name, device.port, device.health.rawValue, Words.span(device.sinceSeconds),
                unit.compactMap { $0 }.joined(separator: ", "), Words.number(device.faults),
            ])
        }
        let words = devices.filter { $0.health != .well }.map { "\($0.name): \($0.words)" }
        return Words.lines(([table.text] + words).joined(separator: "\n"))
    }
}
