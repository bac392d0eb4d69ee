/// Finds HTTP messages in a stream cut anywhere, in bounded room. Total: any bytes give a message, "need more" or a
/// fault.
public struct HTTPParser: Hashable, Sendable {
    /// Answers may end with the connection; requests never do.
    public let readsAnswers: Bool
    private var buffer: [UInt8] = []
    private var start = 0
    private var scanned = 0
    private var stage = Stage.head
    private var head: HTTPMessage?
    private var body: [UInt8] = []
    private var fault: HTTPFault?

    /// Longest head, with all fields.
    public static let maximumHead = 16_384
    /// Most fields.
    public static let maximumFields = 64
    /// Longest content: a colour picture of the longest check is smaller.
    public static let maximumBody = 8 << 20

    private enum Stage: Hashable, Sendable { case head, length(Int), chunkSize, chunk(Int), chunkEnd, trailer, toEnd }

    /// What the bytes turned out to be.
    public enum Item: Hashable, Sendable {
        /// A whole message.
        case message(HTTPMessage)
        /// From here on nothing can be read; told once.
        case fault(HTTPFault)
    }

    /// Nothing received yet.
    public init(readsAnswers: Bool) { self.readsAnswers = readsAnswers }

    /// A message has begun and is not whole.
    public var isInside: Bool { fault == nil && (head != nil || buffer.count > start) }

    /// Takes what arrived, cut anywhere.
    public mutating func append(_ bytes: [UInt8]) { if fault == nil { buffer += bytes } }

    /// The next item; `nil`: more bytes are needed.
    public mutating func next() -> Item? {
        guard fault == nil else { return nil }
        do throws(HTTPFault) {
            while let done = try step() { if let message = done.message { return .message(message) } }
            return nil
        } catch {
            fault = error
            (buffer, start, body) = ([], 0, [])
            return .fault(error)
        }
    }

    /// The connection ended: an answer without a length is whole now.
    public mutating func finish() -> HTTPMessage? {
        guard fault == nil, stage == .toEnd, let head else { return nil }
        defer { self = HTTPParser(readsAnswers: readsAnswers) }
        return HTTPMessage(head.startLine, fields: head.fields, body: body + buffer[start...])
    }

    private struct Done { var message: HTTPMessage? }

    /// One step forward; `nil`: more bytes are needed.
    private mutating func step() throws(HTTPFault) -> Done? {
        switch stage {
        case .head: return try readHead()
        case .length(let length):
            guard buffer.count - start >= length else { return nil }
            body = take(length)
            return end(chunked: false)
        case .chunkSize:
            guard let line = try line(atMost: 64) else { return nil }
            let digits = line.prefix { $0 != 0x3B && $0 != 0x20 }
            guard !digits.isEmpty, digits.count <= 7,
                let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
                size >= 0
            else { throw .chunk }
            guard body.count + size <= Self.maximumBody else { throw .bodyTooLong }
            stage = size == 0 ? .trailer : .chunk(size)
        case .chunk(let size):
            guard buffer.count - start >= size else { return nil }
            body += take(size)
            stage = .chunkEnd
        case .chunkEnd:
            guard let line = try line(atMost: 2) else { return nil }
            guard line.isEmpty else { throw .chunk }
            stage = .chunkSize
        case .trailer:
            guard let line = try line(atMost: 1024) else { return nil }
            if line.isEmpty { return end(chunked: true) }
        case .toEnd:
            guard buffer.count - start + body.count <= Self.maximumBody else { throw .bodyTooLong }
            return nil
        }
        return Done()
    }

    private mutating func readHead() throws(HTTPFault) -> Done? {
        // empty lines before a start line are passed over
        while start < buffer.count, buffer[start] == 0x0D || buffer[start] == 0x0A { start += 1 }
        guard let end = endOfHead() else {
            guard buffer.count - start <= Self.maximumHead else { throw .headTooLong }
            return nil
        }
        guard end - start <= Self.maximumHead else { throw .headTooLong }
        var lines = buffer[start..<end].split(separator: 0x0A).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        start = end
        scanned = 0
        lines.removeAll { $0.isEmpty }
        guard let first = lines.first, lines.count <= Self.maximumFields + 1 else { throw .headTooLong }
        var fields: [HTTPMessage.Field] = []
        for line in lines.dropFirst() { fields.append(try Self.field(line)) }
        let message = HTTPMessage(first, fields: fields)
        let isAnswer = message.status != nil
        let isRequest = first.hasSuffix(" HTTP/1.1") || first.hasSuffix(" HTTP/1.0")
        guard readsAnswers ? isAnswer : isRequest else { throw .startLine }
        if let status = message.status, (100..<200).contains(status) { return Done() }
        head = message
        stage = try Self.stage(message, readsAnswers)
        return Done()
    }

    private static func stage(_ message: HTTPMessage, _ isAnswer: Bool) throws(HTTPFault) -> Stage {
        if let status = message.status, status == 204 || status == 304 { return .length(0) }
        let lengths = message.fields.filter { HTTPMessage.isSame($0.name, "Content-Length") }
        if let coding = message.field("Transfer-Encoding") {
            // two ways to say where the content ends are one too many
            guard lengths.isEmpty, HTTPMessage.isSame(coding, "chunked") else { throw .length }
            return .chunkSize
        }
        guard let first = lengths.first else { return isAnswer ? .toEnd : .length(0) }
        let digits = first.value.utf8
        guard lengths.allSatisfy({ $0.value == first.value }), !digits.isEmpty, digits.count <= 9,
            digits.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(first.value)
        else { throw .length }
        guard length <= maximumBody else { throw .bodyTooLong }
        return .length(length)
    }

    private static func field(_ line: String) throws(HTTPFault) -> HTTPMessage.Field {
        guard let colon = line.utf8.firstIndex(of: 0x3A), colon != line.startIndex,
            line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }),
            !line[..<colon].utf8.contains(0x20), !line[..<colon].utf8.contains(0x09)
        else { throw .field }
        let value = line[line.utf8.index(after: colon)...].utf8
            .drop { $0 == 0x20 || $0 == 0x09 }
        let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 }
        let trimmed = end.map { value[...$0] } ?? value[value.endIndex...]
        return HTTPMessage.Field(String(line[..<colon]), String(decoding: trimmed, as: UTF8.self))
    }

    /// The place behind the empty line; every byte is looked at once.
    private mutating func endOfHead() -> Int? {
        var place = max(start, scanned)
        defer { scanned = place }
        while place < buffer.count {
            if buffer[place] == 0x0A {
                let before = place > start && buffer[place - 1] == 0x0D ? place - 1 : place
                if before > start, buffer[before - 1] == 0x0A { return place + 1 }
            }
            place += 1
        }
        return nil
    }

    private mutating func line(atMost limit: Int) throws(HTTPFault) -> ArraySlice<UInt8>? {
        let window = buffer[start...].prefix(limit + 2)
        guard let end = window.firstIndex(of: 0x0A) else {
            guard window.count < limit + 2 else { throw .chunk }
            return nil
        }
        let line = buffer[start..<end]
        start = end + 1
        return line.last == 0x0D ? line.dropLast() : line
    }

    private mutating func end(chunked: Bool) -> Done {
        let message = head.map {
            HTTPMessage($0.startLine, fields: $0.fields, body: body, wasChunked: chunked)
        }
        (head, body, stage) = (nil, [], .head)
        if start > 0 {
            buffer.removeFirst(start)
            (start, scanned) = (0, 0)
        }
        return Done(message: message)
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        defer { start += count }
        return Array(buffer[start..<(start + count)])
    }
}
