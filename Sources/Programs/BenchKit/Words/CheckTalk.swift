import A776Frame
import ExcellaFrame

/// Follows both directions of the check scanner's wire and says in words what passes. A line is told by its length
/// only: it names a person's account.
/// - Source: shared dossier `check-scanners.md` 2, 3, 5.
package enum CheckTalk: Hashable, Sendable {
    case a776(A776Talk)
    case excella(ExcellaTalk)
    case miniMICR(MiniMICRTalk)

    package init(_ kind: CheckScannerKind) {
        switch kind {
        case .a776: self = .a776(A776Talk())
        case .excella: self = .excella(ExcellaTalk())
        case .minimicr: self = .miniMICR(MiniMICRTalk())
        }
    }

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        switch self {
        case .a776(var talk):
            defer { self = .a776(talk) }
            return talk.heard(bytes)
        case .excella(var talk):
            defer { self = .excella(talk) }
            return talk.heard(bytes)
        case .miniMICR(let talk): return talk.heard(bytes)
        }
    }

    /// Bytes from the device.
    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        switch self {
        case .a776(var talk):
            defer { self = .a776(talk) }
            return talk.answered(bytes)
        case .excella(var talk):
            defer { self = .excella(talk) }
            return talk.answered(bytes)
        case .miniMICR(let talk): return talk.answered(bytes)
        }
    }
}

/// Words for the A776.
package struct A776Talk: Hashable, Sendable {
    private var blocks = A776BlockParser()

    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        switch (bytes.first, bytes.dropFirst().first, bytes.dropFirst(2).first) {
        case (0x10, 0x04, _): [WireWords("state asked", topic: "state")]
        case (0x10, 0x05, _): [WireWords("stop waiting for a check")]
        case (0x1B, 0x77, 0x01): [WireWords("read a check")]
        case (0x1B, 0x77, 0x52): [WireWords("last line asked again")]
        case (0x1B, 0x77, 0x46), (0x1B, 0x77, 0x47): [WireWords("turn the check over")]
        case (0x1B, 0x77, _): [WireWords("the reader of the line is set up", topic: "reader")]
        case (0x1B, 0x71, _): [WireWords("let the check out")]
        case (0x1B, 0x66, _), (0x1B, 0x63, _): [WireWords("station of the check chosen", topic: "station")]
        case (0x1D, 0x49, _): [WireWords("name asked", topic: "name")]
        case (0x1D, 0xB7, _): [WireWords("state of the cameras asked", topic: "cameras")]
        case (0x1D, 0xB8, _): [WireWords("take pictures of both sides")]
        case (0x1D, 0xB9, _): [WireWords("picture asked")]
        case (0x1D, 0xBB, _), (0x1D, 0xBC, _): [WireWords("pictures to be forgotten")]
        case (_, _, _): [WireWords("\(bytes.count) bytes, print or set", topic: "print")]
        }
    }

    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        guard bytes.first == 0x1D || blocks.pending > 0 else {
            switch bytes.count {
            case 1: return [WireWords("state told", topic: "told")]
            case 2: return [WireWords("result \(bytes[0])")]
            default: return [WireWords("line read, \(bytes.count) characters")]
            }
        }
        return blocks.items(bytes).map { item in
            switch item {
            case .block(let block): Self.told(pictureOf: block.image?.count ?? 0)
            case .stray(let bytes): .noise(bytes.count)
            }
        }
    }

    private static func told(pictureOf size: Int) -> WireWords {
        size > 0 ? WireWords("picture, \(size) bytes") : WireWords("block told", topic: "block")
    }
}

/// Words for the Excella.
package struct ExcellaTalk: Hashable, Sendable {
    private var requests = HTTPParser(readsAnswers: false)
    private var answers = HTTPParser(readsAnswers: true)

    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        requests.append(bytes)
        var words: [WireWords] = []
        while let item = requests.next() {
            switch item {
            case .message(let message): words.append(Self.said(message))
            case .fault:
                requests = HTTPParser(readsAnswers: false)
                words.append(.noise(bytes.count))
            }
        }
        return words
    }

    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        answers.append(bytes)
        var words: [WireWords] = []
        while let item = answers.next() {
            switch item {
            case .message(let message): words.append(Self.told(message))
            case .fault:
                answers = HTTPParser(readsAnswers: true)
                words.append(.noise(bytes.count))
            }
        }
        return words
    }

    private static func said(_ message: HTTPMessage) -> WireWords {
        let line = message.startLine
        if line.contains("DeviceScan") { return WireWords("scan a check") }
        if line.contains("DeviceStatus") { return WireWords("state asked", topic: "state") }
        if line.contains("/chkimg/") { return WireWords("picture asked") }
        return WireWords("a request it does not know", topic: "unknown")
    }

    private static func told(_ message: HTTPMessage) -> WireWords {
        if message.field("Content-Type") == "image/tiff" {
            return WireWords("picture, \(message.body.count) bytes")
        }
        let text = String(decoding: message.body, as: UTF8.self)
        func value(_ key: String) -> String? {
            guard let start = text.firstRange(of: "<\(key)>"), let end = text.firstRange(of: "</\(key)>") else {
                return nil
            }
            guard start.upperBound <= end.lowerBound else { return nil }
            return String(text[start.upperBound..<end.lowerBound])
        }
        switch (value("ResponseType"), value("ReturnCode")) {
        case ("CHECK", "0"): return WireWords("check scanned, line of \(value("MICRRaw")?.count ?? 0) characters")
        case (_, "0"): return WireWords("state told", topic: "told")
        case (_, let code): return WireWords("no check: \(value("ReturnMsg") ?? "") (\(code ?? "no code"))")
        }
    }
}

/// Words for the Mini MICR.
package struct MiniMICRTalk: Hashable, Sendable {
    package func heard(_ bytes: [UInt8]) -> [WireWords] {
        [WireWords("order of \(bytes.count) characters", topic: "order \(bytes.count)")]
    }

    package func answered(_ bytes: [UInt8]) -> [WireWords] {
        bytes.count > 12
            ? [WireWords("line told, \(bytes.count) characters")]
            : [WireWords("answer of \(bytes.count) characters", topic: "answer \(bytes.count)")]
    }
}
