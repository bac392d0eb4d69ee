/// Follows both directions of the printer's wire and says in words what passes. Bytes to print are only counted.
/// - Source: shared dossier `receipt-printers.md` 3.1 to 3.4.
package struct PrinterTalk: Hashable, Sendable {
    /// So long after the last byte a job counts as sent.
    private static let pauseAfter: Duration = .milliseconds(250)

    /// A real-time request in the making.
    private var begun: [UInt8] = []
    /// How DLE EOT was asked in the bytes the printer is about to answer.
    private var questions: [UInt8] = []
    private var jobBytes = 0
    /// The first bytes tell a question from a job.
    private var head: [UInt8] = []
    private var lastByte: Duration = .zero

    /// Nothing heard yet.
    package init() {}

    /// When `pause` is wanted.
    package var deadline: Duration? { jobBytes > 0 ? lastByte + Self.pauseAfter : nil }

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8], at now: Duration) -> [WireWords] {
        lastByte = now
        return bytes.compactMap { take($0) }
    }

    /// One byte; words when it completes a request. Operands that follow DLE DC4 are counted as job bytes, they are few.
    private mutating func take(_ byte: UInt8) -> WireWords? {
        switch begun.count {
        case 0 where byte == 0x10: begun = [byte]
        case 0: count(byte)
        case 1 where byte == 0x04 || byte == 0x05 || byte == 0x14: begun.append(byte)
        case 1:
            count(0x10)
            begun = []
            return take(byte)
        case _:
            let kind = begun[1]
            begun = []
            return request(kind, byte)
        }
        return nil
    }

    /// What was sent, once nothing has followed it for a while.
    package mutating func pause(_ now: Duration) -> WireWords? {
        guard let deadline, deadline <= now else { return nil }
        defer {
            jobBytes = 0
            head = []
        }
        guard jobBytes <= 16 else { return WireWords("job \(jobBytes) bytes") }
        switch (head.first, head.last) {
        case (0x1D, 0x49): return WireWords("name asked", topic: "name")
        case (0x1D, 0x61): return WireWords("status reports set", topic: "reports")
        case (0x1D, 0x72): return WireWords("paper sensor asked", topic: "sensor")
        case (0x1D, 0x28): return WireWords("asked whether it is printed")
        case (0x1B, 0x70): return WireWords("drawer pulse")
        case (_, _): return WireWords("job \(jobBytes) bytes")
        }
    }

    /// The questions have been answered, or never will be.
    package mutating func forgetQuestions() { questions = [] }

    private mutating func count(_ byte: UInt8) {
        jobBytes += 1
        if head.count < 2 { head.append(byte) }
    }

    private mutating func request(_ kind: UInt8, _ operand: UInt8) -> WireWords {
        switch kind {
        case 0x04:
            questions.append(operand)
            return WireWords("status asked", topic: "status")
        case 0x05: return WireWords("asked to go on after an error")
        default: return WireWords(operand == 1 ? "drawer pulse" : "urgent command")
        }
    }

    /// One answer of the printer, whole.
    package mutating func answered(_ bytes: [UInt8]) -> WireWords {
        guard let first = bytes.first else { return WireWords("nothing", topic: "nothing") }
        switch (first, bytes.count) {
        case (_, 1) where first & 0x93 == 0x12:
            guard let question = questions.first else { return WireWords("status", topic: "status") }
            questions.removeFirst()
            return WireWords(Self.status(question, first), topic: "status \(question)")
        case (_, 1): return WireWords("one byte in answer", topic: "byte")
        case (_, 4) where first & 0x93 == 0x10: return WireWords(Self.report(bytes), topic: "report")
        case (0x5F, _): return WireWords("name \(String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self))")
        case (0x37, _) where bytes[1] == 0x22: return WireWords("all printed up to here")
        case (0x37, _) where bytes[1] == 0x23: return WireWords("stopped")
        case (0x37, _) where bytes[1] == 0x25: return WireWords("buffer is empty")
        case (_, _): return WireWords("\(bytes.count) bytes in answer", topic: "bytes")
        }
    }

    private static func status(_ question: UInt8, _ byte: UInt8) -> String {
        switch question {
        case 1: byte & 0x08 == 0 ? "ready" : "not ready"
        case 2: byte & 0x04 == 0 ? "cover shut" : "cover open"
        case 3: byte & 0x68 == 0 ? "no error" : byte & 0x08 != 0 ? "cutter error" : "error"
        case 4: byte & 0x60 != 0 ? "paper out" : byte & 0x0C != 0 ? "paper near its end" : "paper present"
        default: "status"
        }
    }

    private static func report(_ bytes: [UInt8]) -> String {
        var parts = [bytes[2] & 0x0C != 0 ? "paper out" : bytes[2] & 0x03 != 0 ? "paper near its end" : "paper present"]
        parts.append(bytes[0] & 0x20 == 0 ? "cover shut" : "cover open")
        if bytes[1] & 0x08 != 0 { parts.append("cutter error") }
        if bytes[1] & 0x60 != 0 { parts.append("error") }
        if bytes[0] & 0x08 != 0 { parts.append("not ready") }
        parts.append(bytes[0] & 0x04 == 0 ? "drawer wire low" : "drawer wire high")
        return parts.joined(separator: ", ")
    }
}
