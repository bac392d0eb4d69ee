extension MockUnit {
    /// A receipt printer of the printer class that knows the form of soft reset given.
    static func printer(
        _ name: String = "1-1", number: Int = 2, serial: String? = "SN0001", resetType: UInt8 = 0x21,
        code: [UInt8] = [7, 1, 2]
    ) -> MockUnit {
        let endpoints: [(UInt8, UInt8, UInt8)] = code == [7, 1, 1] ? [(1, 2, 64)] : [(1, 2, 64), (0x82, 2, 64)]
        return MockUnit(
            name, number: number, vendor: 0x04B8, product: 0x0202, serial: serial,
            interfaces: [Interface(code: code, endpoints: endpoints)]
        ) { setup, _ in
            switch (setup[0], setup[1]) {
            case (0xA1, 0):
                let text = Array("MFG:EPSON;CMD:ESC/POS;MDL:TM-MOCK;CLS:PRINTER;".utf8)
                return [0, UInt8(text.count + 2)] + text
            case (0xA1, 1): return [0x18]
            case (resetType, 2): return []
            default: return nil
            }
        }
    }

    /// A cash drawer with reports of 120 bytes both ways and no numbers, as `cash-drawers.md` 5 describes one.
    static func drawer(_ name: String = "1-2", number: Int = 3, hasOutput: Bool = true) -> MockUnit {
        let input: (UInt8, UInt8, UInt8) = (0x81, 3, 8)
        let description: [UInt8] =
            [0x06, 0xA0, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 120]
            + [0x09, 0x01, 0x81, 0x02, 0x09, 0x01, 0x91, 0x02, 0xC0]
        return MockUnit(
            name, number: number, vendor: 0x0D3A, product: 0x0206, serial: nil,
            interfaces: [
                Interface(
                    code: [3, 0, 0], extra: [9, 0x21, 0x11, 1, 0, 1, 0x22, UInt8(description.count), 0],
                    endpoints: hasOutput ? [input, (0x01, 3, 8)] : [input])
            ]
        ) { setup, data in
            switch (setup[0], setup[1], setup[3]) {
            case (0x81, 6, 0x22): description
            case (0x21, 9, 0x02): data.count == 120 ? [] : nil
            default: nil
            }
        }
    }

    /// A bill validator with a serial port of the communication class, that sends back what it gets.
    static func validator(_ name: String = "1-3", number: Int = 4, serial: String? = "NV 10") -> MockUnit {
        let functions: [UInt8] = [5, 0x24, 0, 0x10, 1, 5, 0x24, 1, 0, 1, 4, 0x24, 2, 2, 5, 0x24, 6, 0, 1]
        return MockUnit(
            name, number: number, vendor: 0x191C, product: 0x4104, serial: serial,
            interfaces: [
                Interface(code: [2, 2, 1], extra: functions, endpoints: [(0x83, 3, 8)]),
                Interface(code: [10, 0, 0], endpoints: [(0x01, 2, 64), (0x82, 2, 64)]),
            ]
        ) { setup, data in setup[0] == 0x21 && (setup[1] == 0x20 || setup[1] == 0x22) ? [] : nil }
    }
}
