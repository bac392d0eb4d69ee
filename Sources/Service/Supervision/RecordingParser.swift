/// A file that is no recording: which line, and what is wrong with it.
public struct RecordingFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    /// A sentence for whoever opened the file.
    public let reason: String

    /// The sentence with its line.
    public var description: String { "Line \(line) of the recording: \(reason)" }
}

extension Recording {
    /// Reads a recording's file. Strict: what is accepted is what `text` would write, and nothing else.
    public init(text: String) throws(RecordingFault) {
        var parser = RecordingParser(text)
        self = try parser.recording()
    }
}

/// Reads line by line; holds the place for the sentence.
private struct RecordingParser {
    private var rest: Substring.UTF8View.SubSequence
    private var number = 0

    init(_ text: String) { rest = text[...].utf8[...] }

    mutating func recording() throws(RecordingFault) -> Recording {
        guard try line() == Recording.firstLine else {
            throw fault("The file does not begin with \"\(Recording.firstLine)\".")
        }
        var recording = Recording(try header())
        while true {
            let line = try line()
            if line.begins("end") {
                guard line == "end \(recording.chunks.count)" else {
                    throw fault("The file counts other chunks than the \(recording.chunks.count) that stand in it.")
                }
                guard rest.isEmpty else { throw fault("Something stands behind the end.") }
                return recording
            }
            let chunk = try chunk(line)
            if let last = recording.chunks.last, chunk.milliseconds < last.milliseconds {
                throw fault("The time goes back.")
            }
            recording.append(chunk)
        }
    }

    // MARK: The header

    private mutating func header() throws(RecordingFault) -> Recording.Header {
        let kind = try value("kind", try line())
        let device = try value("device", try line())
        let driver = try value("driver", try line())
        let port = try value("port", try line())
        var header = Recording.Header(kind: kind, device: device, driver: driver, port: port, program: "")
        var next = try line()
        while next.begins("unit ") {
            header.unit.append(try setting("unit", next))
            next = try line()
        }
        while next.begins("setting ") {
            header.settings.append(try setting("setting", next))
            next = try line()
        }
        header.program = try value("program", next)
        next = try line()
        if next == "began" || next.begins("began ") {
            header.began = try value("began", next)
            next = try line()
        }
        if next == "cause" || next.begins("cause ") {
            header.cause = try value("cause", next)
            next = try line()
        }
        guard next.isEmpty else { throw fault("\"\(next)\" is no line of the header in its place.") }
        return header
    }

    private func value(_ name: String, _ line: String) throws(RecordingFault) -> String {
        if line == name { return "" }
        guard line.begins(name + " ") else { throw fault("Here should stand \"\(name)\".") }
        let value = try unescaped(Substring(line.utf8.dropFirst(name.utf8.count + 1)))
        guard !value.isEmpty else { throw fault("A blank stands behind \"\(name)\" and nothing else.") }
        return value
    }

    private func setting(_ name: String, _ line: String) throws(RecordingFault) -> Recording.Setting {
        let both = try value(name, line)
        let parts = both.words(2)
        guard parts.count == 2 else { throw fault("The \(name) has no value.") }
        let setting = Recording.Setting(String(parts[0]), String(parts[1]))
        guard setting.name == parts[0] else { throw fault("\"\(parts[0])\" is no name.") }
        return setting
    }

    // MARK: Chunks

    private func chunk(_ line: String) throws(RecordingFault) -> Recording.Chunk {
        let parts = line.words(3)
        guard parts.count >= 2, let milliseconds = canonicalNumber(parts[0]) else {
            throw fault("A chunk is milliseconds, a direction and bytes.")
        }
        guard milliseconds <= Recording.longestMilliseconds else {
            throw fault("No recording is longer than \(Recording.longestMilliseconds / 86_400_000) days.")
        }
        switch parts[1] {
        case "=":
            let words = parts.count == 3 ? try unescaped(parts[2]) : ""
            if parts.count == 3, words.isEmpty { throw fault("A blank stands at the end.") }
            return Recording.Chunk(milliseconds, .mark(words))
        case ">": return Recording.Chunk(milliseconds, .sent(try bytes(parts)))
        case "<": return Recording.Chunk(milliseconds, .received(try bytes(parts)))
        default: throw fault("\"\(parts[1])\" is no direction; \">\", \"<\" and \"=\" are.")
        }
    }

    private func bytes(_ parts: [Substring]) throws(RecordingFault) -> Recording.Bytes {
        guard parts.count == 3 else { return Recording.Bytes(content: []) }
        var content: [UInt8?] = []
        var omitted = 0
        let words = parts[2].words(.max)
        for (place, word) in words.enumerated() {
            if place == words.count - 1, word.hasPrefix("+") {
                guard let count = canonicalNumber(word.dropFirst()), (1...Recording.mostOmitted).contains(count) else {
                    throw fault("\"\(word)\" does not say how many bytes were left out.")
                }
                omitted = Int(count)
            } else if word == "xx" {
                content.append(nil)
            } else {
                let figures = Array(word.utf8)
                guard figures.count == 2, let high = figures[0].figure, let low = figures[1].figure else {
                    throw fault("\"\(word)\" is no byte: two of 0-9a-f, or xx.")
                }
                content.append(high << 4 | low)
            }
        }
        return Recording.Bytes(content: content, omitted: omitted)
    }

    /// Written as `text` writes it: no sign, no leading nought.
    private func canonicalNumber(_ text: Substring) -> Int64? {
        guard let number = Int64(text), number >= 0, String(number) == text else { return nil }
        return number
    }

    // MARK: Lines and texts

    private mutating func line() throws(RecordingFault) -> String {
        number += 1
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            throw fault("The file ends too early; it was cut off.")
        }
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest = rest[rest.index(after: end)...]
        return line
    }

    private func unescaped(_ text: Substring) throws(RecordingFault) -> String {
        var read = ""
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "\\" else {
                read.unicodeScalars.append(scalar)
                continue
            }
            guard scalars.popFirst() == "u", scalars.popFirst() == "{", let end = scalars.firstIndex(of: "}"),
                let value = UInt32(String(scalars[..<end]), radix: 16), let named = Unicode.Scalar(value)
            else { throw fault("A backslash stands where none is written.") }
            read.unicodeScalars.append(named)
            scalars = scalars[scalars.index(after: end)...]
        }
        guard Recording.escaped(read).unicodeScalars.elementsEqual(text.unicodeScalars) else {
            throw fault("A control character or a needless \\u{...} stands in a text.")
        }
        return read
    }

    private func fault(_ reason: String) -> RecordingFault { RecordingFault(line: number, reason: reason) }
}

extension UInt8 {
    fileprivate var figure: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}

/// By bytes: to a `Character` a blank before a combining accent is no blank.
extension StringProtocol {
    fileprivate func begins(_ start: String) -> Bool { utf8.starts(with: start.utf8) }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate func words(_ most: Int) -> [Substring] {
        Substring(self).utf8.split(separator: 0x20, maxSplits: most - 1, omittingEmptySubsequences: false)
            .map { Substring($0) }
    }
}
