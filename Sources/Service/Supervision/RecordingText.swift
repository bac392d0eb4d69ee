extension Recording {
    /// The first line of every recording; the number is the version of the format.
    public static let firstLine = "tillkeeper recording 1"

    /// The recording as a file: UTF-8, lines ended by a line feed, one way to write each recording.
    ///
    ///     tillkeeper recording 1
    ///     kind billAcceptor
    ///     device validator
    ///     driver ebds
    ///     port /dev/ttyS0 (9600 7E1)
    ///     unit serial 123456
    ///     setting trust B
    ///     program tillkeeperd 0.3.0
    ///     began 2026-11-21T12:00:00.000Z
    ///     cause The acceptor reported a jam.
    ///
    ///     0 = opened /dev/ttyS0 (9600 7E1)
    ///     12 > 02 08 10 7f 1c 10 03 6b
    ///     31 < 02 0b 20 xx xx 00 +14
    ///     end 3
    ///
    /// `>` goes to the device, `<` comes from it, `=` is in words; `xx` is a masked byte, `+14` says that 14 more were
    /// not kept. The last line counts the chunks, so that a file that was cut off is seen. In texts a backslash and
    /// control characters are written `\u{5c}`.
    public var text: String {
        var lines = [Self.firstLine]
        for (name, value) in header.lines { lines.append(value.isEmpty ? name : "\(name) \(Self.escaped(value))") }
        lines.append("")
        for chunk in chunks { lines.append(chunk.line) }
        lines.append("end \(chunks.count)")
        return lines.joined(separator: "\n") + "\n"
    }

    static func escaped(_ text: String) -> String {
        var written = ""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x5C || (0x7F...0x9F).contains(scalar.value) {
                written += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                written.unicodeScalars.append(scalar)
            }
        }
        return written
    }
}

extension Recording.Header {
    /// Names and values in the order of the file.
    var lines: [(name: String, value: String)] {
        var lines = [("kind", kind), ("device", device), ("driver", driver), ("port", port)]
        lines += unit.map { ("unit", "\($0.name) \($0.value)") }
        lines += settings.map { ("setting", "\($0.name) \($0.value)") }
        lines.append(("program", program))
        if let began { lines.append(("began", began)) }
        if let cause { lines.append(("cause", cause)) }
        return lines
    }
}

extension Recording.Chunk {
    var line: String {
        switch event {
        case .sent(let bytes): "\(milliseconds) >\(bytes.hex)"
        case .received(let bytes): "\(milliseconds) <\(bytes.hex)"
        case .mark(let words): words.isEmpty ? "\(milliseconds) =" : "\(milliseconds) = \(Recording.escaped(words))"
        }
    }
}

extension Recording.Bytes {
    /// A blank and two figures for each byte, and how many are left out.
    var hex: String {
        let figures = Array("0123456789abcdef")
        var written = ""
        for byte in content {
            written.append(" ")
            if let byte {
                written.append(figures[Int(byte >> 4)])
                written.append(figures[Int(byte & 15)])
            } else {
                written += "xx"
            }
        }
        return omitted == 0 ? written : written + " +\(omitted)"
    }
}
