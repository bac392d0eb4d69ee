import ArgumentParser
import ConformKit
import DeviceKit
import Glibc
import Money
import Settings

/// Which device is meant: one of a settings file, or a driver and a port by hand.
struct DeviceChoice {
    let name: String
    let entry: DriverEntry
    let port: PortAddress
    let words: [Fact]
    /// Path of the file that holds the unit's own key.
    var encryptionKey: String?
    /// Where the service of these settings listens.
    var service: String?
    /// The journal of the station whose acceptor this is; `nil`: another device, or nobody's.
    var journal: Journal?

    /// Where a station writes down its notes, and in what money.
    struct Journal {
        let store: String
        let currency: Currency
    }
}

/// The options that name a device.
struct DeviceOption: ParsableArguments {
    @Argument(help: "The device's name: validator, printer, the drawer's id, check-scanner, scanner.")
    var device: String?
    @Option(help: "The settings file that the device stands in.")
    var config: String?
    @Option(help: "Without a settings file: the driver's name, for example ebds.")
    var driver: String?
    @Option(help: "Without a settings file: a path, \"tcp host:port\", or \"usb hid 0519:1011\".")
    var port: String?
    @Option(help: "Without a settings file: the line, for example \"9600 7E1\"; standard as units leave the factory.")
    var line: String?
    @Option(name: .customLong("set"), help: "Without a settings file: what the driver is told, as name=value.")
    var settings: [String] = []

    func choice() throws(Refusal) -> DeviceChoice {
        if let config {
            guard driver == nil, port == nil, line == nil, settings.isEmpty else {
                throw Refusal("With --config everything comes from the file: leave the other options out.", .unusable)
            }
            return try fromFile(config)
        }
        guard let driver, let port else {
            throw Refusal(
                "Name the settings file with --config, or the driver and the port with --driver and --port.",
                .unusable)
        }
        guard let entry = DriverEntry.named(driver) else {
            throw Refusal(
                "There is no driver \(Words.line(driver)); there are "
                    + DriverEntry.all.map(\.name).joined(separator: ", ") + ".", .unusable)
        }
        var (words, key): ([Fact], String?) = ([], nil)
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Refusal("--set takes name=value, not \(Words.line(setting)).", .unusable)
            }
            if parts[0] == "encryptionKey", entry.takesKey {
                key = parts[1]
            } else {
                words.append(Fact(parts[0], parts[1]))
            }
        }
        let address = try Self.address(port, line, entry)
        var choice = DeviceChoice(
            name: device ?? driver, entry: entry, port: address, words: words, encryptionKey: key)
        if entry.kind == "billAcceptor" { choice.journal = try StationOfPort.journal(at: address) }
        return choice
    }

    /// A port as the settings write it.
    static func address(_ port: String, _ line: String?, _ entry: DriverEntry) throws(Refusal) -> PortAddress {
        var settings = entry.line ?? LineSettings(.baud9600)
        if let line {
            guard let read = LineSettings(line) else {
                throw Refusal("\(Words.line(line)) is no line; write it as in 9600 7E1.", .unusable)
            }
            settings = read
        }
        if port.hasPrefix("usb ") {
            guard let address = PortAddress(usb: port, line: settings) else {
                throw Refusal("\(Words.line(port)) is no USB port; write it as in usb hid 0519:1011.", .unusable)
            }
            return address
        }
        if port.hasPrefix("tcp ") {
            let text = port.dropFirst(4)
            guard let colon = text.lastIndex(of: ":"), let number = UInt16(text[text.index(after: colon)...]),
                number > 0, colon > text.startIndex
            else { throw Refusal("\(Words.line(port)) is no network port; write tcp host:port.", .unusable) }
            let host = text[..<colon]
            let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
            return .tcp(host: String(isBracketed ? host.dropFirst().dropLast() : host), port: number)
        }
        guard port.hasPrefix("/") else {
            throw Refusal("\(Words.line(port)) is no port: a path, tcp host:port, or usb.", .unusable)
        }
        return entry.name == "wedge" ? .keys(path: port) : .serial(path: port, settings)
    }

    private func fromFile(_ file: String) throws(Refusal) -> DeviceChoice {
        let text = try InputFile.text(file)
        let settings: Settings
        do throws(SettingsFaults) { settings = try Settings.read(text: text, file: file) } catch {
            throw Refusal("\(Words.line(file)) has faults. Ask tillkeeper config check.", .unusable)
        }
        let known = DeviceChoice.all(settings.devices)
        let names = known.map(\.name).joined(separator: ", ")
        guard let device else { throw Refusal("Name one of the devices: \(names).", .unusable) }
        guard var choice = known.first(where: { $0.name == device }) else {
            throw Refusal(
                "\(Words.line(file)) has no device \(Words.line(device)) on a port of its own; it has \(names).",
                .unusable)
        }
        choice.service = settings.serviceAddress
        if choice.entry.kind == "billAcceptor" { choice.journal = settings.journal }
        return choice
    }
}

/// Whose acceptor stands at a port that was named by hand: that of this machine's own station, or nobody's.
enum StationOfPort {
    /// Where the settings of a station lie.
    static let standard = "/etc/tillkeeper/tillkeeper.yaml"

    /// The journal of the station whose acceptor is at this port; `nil`: there is no station here, or it is another port.
    /// Refuses when there are settings and they do not tell: it may be that acceptor.
    static func journal(
        at port: PortAddress, settings file: String = standard
    ) throws(Refusal) -> DeviceChoice.Journal? {
        guard access(file, F_OK) == 0 || errno != ENOENT else { return nil }
        let settings: Settings
        do { settings = try Settings.read(text: try InputFile.text(file), file: file) } catch {
            throw Refusal(
                "\(file) cannot be read, and this may be the acceptor in it, with a note that is not settled. Ask tillkeeper "
                    + "config check, or somebody who may read it.", .unusable)
        }
        guard let own = settings.devices.validator?.port, real(own.place) == real(port.place) else { return nil }
        return settings.journal
    }

    /// A lasting name and the node that it leads to are one port.
    private static func real(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

extension Settings {
    fileprivate var journal: DeviceChoice.Journal { DeviceChoice.Journal(store: store.path, currency: currency) }
}
