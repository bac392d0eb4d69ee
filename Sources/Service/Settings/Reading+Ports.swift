import DeviceKit

/// What a driver can speak through.
enum PortKind {
    /// Bytes both ways: a serial line or a network port.
    case bytes
    /// Bytes both ways, or the printer class of USB.
    case printer
    /// Reports of USB, or what stands for them: a path or a network port.
    case reports
    /// The network only.
    case network

    func takes(_ address: PortAddress) -> Bool {
        switch (self, address) {
        case (_, .tcp): true
        case (.network, .serial), (.network, .usb), (_, .keys): false
        case (.bytes, .serial), (.printer, .serial), (.reports, .serial): true
        case (.bytes, .usb(_, .line)), (.printer, .usb(_, .line)), (.printer, .usb(_, .printer)),
            (.reports, .usb(_, .hid)):
            true
        case (.bytes, .usb(_, .printer)), (.bytes, .usb(_, .hid)), (.printer, .usb(_, .hid)),
            (.reports, .usb(_, .line)), (.reports, .usb(_, .printer)):
            false
        }
    }

    var allowed: String {
        switch self {
        case .bytes: "a path, tcp host:port, or usb line"
        case .printer: "a path, tcp host:port, usb printer or usb line"
        case .reports: "usb hid, for example usb hid 0d3a:0201"
        case .network: "tcp host:port, for example tcp 192.168.1.101:80"
        }
    }
}

extension Reading {
    /// A port that this kind of device can be behind.
    func port(_ device: Section, line standard: LineSettings, fits kind: PortKind) -> PortAddress? {
        guard let port = port(device, line: standard) else { return nil }
        guard kind.takes(port) else {
            device.fault("port", "such a device is not behind a port of this kind", allowed: kind.allowed)
            return nil
        }
        return port
    }

    /// A port as it is written: a path of the file system, `tcp host:port`, or `usb printer|hid|line` with an identity. A
    /// line setting belongs to paths and to `usb line` only.
    private func port(_ device: Section, line standard: LineSettings) -> PortAddress? {
        let line = device.has("line") ? line(device) : standard
        guard let word = device.word("port") else { return nil }
        if word.text.hasPrefix("usb ") { return usb(device, word.text, line) }
        guard word.text.hasPrefix("tcp ") || word.text.hasPrefix("tcp:") else {
            guard let path = path(device, "port"), let line else { return nil }
            return .serial(path: path, line)
        }
        if device.has("line") {
            device.fault("line", "a network port has no line", allowed: "line together with a path as port")
        }
        guard let address = Self.network(word.text.dropFirst(4)) else {
            device.fault(
                "port", "\(device.shown(word.text)) is no network port",
                allowed: "tcp host:port, for example tcp 192.168.1.20:9100 or tcp [::1]:9100")
            return nil
        }
        return address
    }

    private func usb(_ device: Section, _ text: String, _ line: LineSettings?) -> PortAddress? {
        // A line setting that is no line setting has its fault already.
        guard let line else { return nil }
        guard let address = PortAddress(usb: text, line: line) else {
            device.fault(
                "port", "\(device.shown(text)) is no USB port",
                allowed: "usb printer, usb hid or usb line, then vendor:product in hexadecimal, then serial, port or "
                    + "interface with its value, for example usb printer 04b8:0e15 serial SN0001")
            return nil
        }
        switch address {
        case .usb(_, .printer), .usb(_, .hid):
            if device.has("line") {
                device.fault(
                    "line", "this USB port has no line", allowed: "line together with a path or usb line as port")
            }
        case .serial, .tcp, .usb(_, .line), .keys: break
        }
        return address
    }

    private func line(_ device: Section) -> LineSettings? {
        guard let word = device.word("line") else { return nil }
        if let line = LineSettings(word.text) { return line }
        let speeds = LineSpeed.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
        device.fault(
            "line", "\(device.shown(word.text)) is no line setting",
            allowed: "speed, data bits, parity, stop bits, as in 9600 7E1 or 38400 8N1 CTS; speeds \(speeds)")
        return nil
    }

    private static func network(_ text: Substring) -> PortAddress? {
        guard let colon = text.lastIndex(of: ":"), let port = Host.port(text[text.index(after: colon)...]) else {
            return nil
        }
        let host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inside = String(host.dropFirst().dropLast())
            return Host.isIPv6(inside) ? .tcp(host: inside, port: port) : nil
        }
        return Host.isName(host) ? .tcp(host: host, port: port) : nil
    }
}

/// Which device took which port first. Two drivers on one line would read each other's answers.
struct PortClaims {
    private var taken: [(device: String, name: String, spot: Spot?)] = []

    mutating func claim(_ device: Section, _ address: PortAddress?) {
        guard let address else { return }
        let name: String
        switch address {
        case .serial(let path, _), .keys(let path): name = path
        case .tcp(let host, let port): name = "tcp \(host.lowercased()):\(port)"
        case .usb(let identity, _): name = "usb \(identity)"
        }
        if let first = taken.first(where: { $0.name == name }) {
            let line = first.spot.map { " (line \($0.line))" } ?? ""
            device.fault("port", "\(first.device)\(line) is on this port already", allowed: "one port for each device")
        }
        taken.append((device.path, name, device.place(of: "port")))
    }
}
