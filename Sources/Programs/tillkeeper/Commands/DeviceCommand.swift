import ArgumentParser
import ControlAPI

/// `tillkeeper device …`
struct DeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "The station's devices.",
        subcommands: [
            DeviceListCommand.self, DeviceShowCommand.self, DeviceSetAsideCommand.self, DeviceReleaseCommand.self,
            DeviceClaimCommand.self, DeviceGiveBackCommand.self, DevicePaperCommand.self, DevicePassportCommand.self,
            DeviceTryCommand.self, DeviceRulesCommand.self,
            DeviceConformCommand.self, DeviceRecordCommand.self, DeviceReplayCommand.self,
        ])
}

/// `tillkeeper device list`
struct DeviceListCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every device: how far it is trusted, how it is, what is left in it.",
        discussion: "Ends with 1 when a device is broken or set aside. `device show NAME` says everything.")

    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let devices = try await service.ask { client async throws(ClientFault) in try await client.devices() }
        if form.json { try console.say(json: devices) } else { try console.say(Self.text(devices)) }
        return devices.contains { $0.health == .broken || $0.quarantine != nil } ? .wrong : .well
    }

    static func text(_ devices: [DeviceView]) -> String {
        if devices.isEmpty { return "No devices. They are named in the settings, under devices." }
        var table = Table(
            [.left, .left, .left, .left, .left, .right, .left, .left],
            head: ["DEVICE", "TRUST", "HEALTH", "FOR", "SUPPLIES", "FAULTS", "UNIT", "PORT"])
        for device in devices {
            let unit = [device.model, device.serial.map { "serial \($0)" }, device.firmware.map { "firmware \($0)" }]
            table.add([
                device.name, device.trust?.rawValue ?? "", health(device), Words.span(device.sinceSeconds),
                device.supplies ?? "", Words.number(device.faults), unit.compactMap { $0 }.joined(separator: ", "),
                device.port,
            ])
        }
        let words = devices.flatMap { device in
            (device.quarantine.map { ["\(device.name) is set aside: \($0)"] } ?? [])
                + (device.health == .well ? [] : ["\(device.name): \(device.words)"])
        }
        return Words.lines(([table.text] + words).joined(separator: "\n"))
    }

    static func health(_ device: DeviceView) -> String {
        device.health.rawValue + (device.quarantine == nil ? "" : ", set aside")
    }
}
