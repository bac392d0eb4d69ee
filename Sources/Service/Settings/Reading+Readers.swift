import DeviceKit

extension Reading {
    func checkScanner(_ device: Section, _ ports: inout PortClaims) -> Settings.CheckScanner? {
        let driver = device.choice("driver", Settings.CheckScanner.Driver.self)
        let fits: PortKind = driver == .excella ? .network : .bytes
        let port = port(device, line: (driver ?? .minimicr).line, fits: fits)
        ports.claim(device, port)
        guard let driver, let port else { return nil }
        return Settings.CheckScanner(driver: driver, port: port)
    }

    func scanner(_ device: Section, _ ports: inout PortClaims) -> Settings.Scanner? {
        let driver = device.choice("driver", Settings.Scanner.Driver.self)
        let port: PortAddress? =
            switch driver {
            case .wedge: keys(device)
            case .line, nil: port(device, line: LineSettings(.baud9600), fits: .bytes)
            }
        ports.claim(device, port)
        guard let driver, let port else { return nil }
        return Settings.Scanner(driver: driver, port: port)
    }

    /// A reader that types stands under the system's input devices, and has no line.
    private func keys(_ device: Section) -> PortAddress? {
        if device.has("line") {
            device.fault("line", "a reader that types has no line", allowed: "line together with driver line")
        }
        guard let word = device.word("port") else { return nil }
        guard !word.text.hasPrefix("usb "), !word.text.hasPrefix("tcp ") else {
            device.fault(
                "port", "a reader that types is no \(word.text.prefix(3)) port",
                allowed: "its input device, for example /dev/input/by-id/usb-Symbol_Bar_Code_Scanner-event-kbd")
            return nil
        }
        return path(device, "port").map { .keys(path: $0) }
    }
}
