import StarFrame

/// Follows both directions of a Star printer's wire and says in words what passes. Bytes to print are only counted.
/// - Source: shared dossier `receipt-printers.md` 4.1, 4.2.
package struct StarTalk: Hashable, Sendable {
    /// So long after the last byte a job counts as sent.
    private static let pauseAfter: Duration = .milliseconds(250)

    private var jobBytes = 0
    private var lastByte: Duration = .zero

    /// Nothing heard yet.
    package init() {}

    /// When `pause` is wanted.
    package var deadline: Duration? { jobBytes > 0 ? lastByte + Self.pauseAfter : nil }

    /// Bytes from the host. Requests come by themselves; among the bytes of a job they are not looked for.
    package mutating func heard(_ bytes: [UInt8], at now: Duration) -> [WireWords] {
        if let words = Self.request(bytes) { return [words] }
        lastByte = now
        jobBytes += bytes.count
        return []
    }

    /// What was sent, once nothing has followed it for a while.
    package mutating func pause(_ now: Duration) -> WireWords? {
        guard let deadline, deadline <= now else { return nil }
        defer { jobBytes = 0 }
        return WireWords("job \(jobBytes) bytes")
    }

    /// One answer of the printer, whole.
    package func answered(_ bytes: [UInt8]) -> WireWords {
        guard let first = bytes.first else { return WireWords("nothing", topic: "nothing") }
        if bytes.count >= StarFrame.shortest, StarFrame.opensStatus(first) {
            return WireWords(Self.report(bytes), topic: "report")
        }
        switch (first, bytes.count) {
        case (0x1B, _): return WireWords("name told", topic: "name")
        case (_, 1) where first & 0x10 != 0:
            return WireWords(
                first & 0x08 != 0 ? "paper out" : first & 0x04 != 0 ? "paper near its end" : "paper present",
                topic: "paper")
        case (_, 1): return WireWords(first & 0x04 != 0 ? "not ready" : "ready", topic: "enquiry")
        case (_, _): return WireWords("\(bytes.count) bytes in answer", topic: "bytes")
        }
    }

    private static func request(_ bytes: [UInt8]) -> WireWords? {
        switch bytes {
        case [0x05]: WireWords("state asked", topic: "enquiry")
        case [0x04]: WireWords("paper asked", topic: "paper")
        case [0x1B, 0x06, 0x01]: WireWords("status asked", topic: "status")
        case [0x17]: WireWords("asked whether it is printed")
        case [0x07], [0x1C]: WireWords("drawer pulse")
        case [0x1A], [0x19]: WireWords("pulse for the second drawer")
        case [0x1B, 0x06, 0x18]: WireWords("all forgotten")
        case _ where bytes.starts(with: [0x1B, 0x1E, 0x61]) && bytes.count == 4:
            WireWords("status reports set", topic: "reports")
        case _ where bytes.starts(with: [0x1B, 0x23, 0x2A]): WireWords("name asked", topic: "name")
        case _: nil
        }
    }

    private static func report(_ bytes: [UInt8]) -> String {
        var parts = [bytes[5] & 0x08 != 0 ? "paper out" : bytes[5] & 0x04 != 0 ? "paper near its end" : "paper present"]
        parts.append(bytes[2] & 0x20 == 0 ? "cover shut" : "cover open")
        if bytes[3] & 0x08 != 0 { parts.append("cutter error") }
        if bytes[3] & 0x60 != 0 { parts.append("error") }
        if bytes[2] & 0x08 != 0 { parts.append("not ready") }
        if bytes[2] & 0x02 != 0 { parts.append("printed up to here") }
        parts.append(bytes[2] & 0x04 != 0 ? "drawer wire on" : "drawer wire off")
        return parts.joined(separator: ", ")
    }
}
