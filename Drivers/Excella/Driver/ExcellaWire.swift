public import DeviceKit
public import ExcellaFrame

/// Who spoke.
public enum ExcellaDirection: String, Hashable, Sendable { case host, device }

/// What bytes on the line of an Excella are.
public enum ExcellaMessage: Hashable, Sendable {
    /// A whole request or answer.
    case http(HTTPMessage)
    /// The same, written another way than ours (chunks, other ends of lines): kept as it came.
    case otherHTTP(HTTPMessage, [UInt8])
    /// The content of one, alone.
    case document(ExcellaXML)
    /// First parse statuses, one beside the other, as a table of the papers prints them.
    case parseStatuses([String])

    /// The very bytes it came from.
    public func encoded() -> [UInt8] {
        switch self {
        case .http(let message): message.encoded()
        case .otherHTTP(_, let bytes): bytes
        case .document(let document): document.encoded()
        case .parseStatuses(let words): Array(words.joined(separator: " ").utf8)
        }
    }
}

extension ExcellaMessage: CustomStringConvertible {
    /// For a technician. Lines and texts of checks are not among the words.
    public var description: String {
        switch self {
        case .http(let message), .otherHTTP(let message, _):
            return message.startLine + ", \(message.body.count) bytes"
        case .parseStatuses(let words): return "\(words.count) parse statuses"
        case .document(let document):
            if document.root.name == "DeviceSettings" {
                let keys = document.root.elements.flatMap { section in
                    section.elements.filter { !$0.name.hasSuffix("Data") }.map { "\($0.name)=\($0.text)" }
                }
                return "scan: " + keys.joined(separator: " ")
            }
            guard document.root.name == "DeviceInformation" else { return "state of the unit, alone" }
            let status = document.root.first("CommandStatus")
            let code = status?.first("ReturnCode")?.text ?? "none"
            return "answer: code \(code) \(status?.first("ReturnMsg")?.text ?? "")"
        }
    }
}

/// The driver's view of the wire, without state.
public enum ExcellaWire {
    /// Reads one whole HTTP message, or the content of one alone.
    /// - Throws: `WireFault` for bytes that are neither, and for a document that only the other side may send.
    public static func decode(direction: ExcellaDirection, bytes: [UInt8]) throws(WireFault) -> ExcellaMessage {
        if let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }), first == 0x3C {
            do throws(ExcellaXMLFault) {
                let document = try ExcellaXML(bytes)
                let roots = direction == .host ? ["DeviceSettings"] : ["DeviceInformation", "DeviceStatus"]
                guard roots.contains(document.root.name) else { throw .notOfThisForm }
                return .document(document)
            } catch { throw WireFault(error.rawValue, Array(bytes.prefix(64))) }
        }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
        if words.count > 1,
            words.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        {
            let statuses = ExcellaMessage.parseStatuses(words)
            if statuses.encoded() == bytes { return statuses }
        }
        var parser = HTTPParser(readsAnswers: direction == .device)
        parser.append(bytes)
        switch parser.next() {
        case .message(let message):
            if message.encoded() == bytes { return .http(message) }
            guard !parser.isInside else { throw WireFault("bytes after the message", []) }
            return .otherHTTP(message, bytes)
        case .fault(let fault): throw WireFault(fault.rawValue, Array(bytes.prefix(64)))
        case nil:
            if let message = parser.finish(), message.encoded() == bytes { return .http(message) }
            throw WireFault(bytes.isEmpty ? "no bytes" : "the message is cut short", Array(bytes.prefix(64)))
        }
    }
}
