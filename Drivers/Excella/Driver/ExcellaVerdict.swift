import DeviceKit

/// What the end of a scan means, by return code, state of the unit and, where both say little, its words.
///
/// The papers lack most numbers from 200 to 449, so an unknown one is first held against the evidence.
/// - Source: shared dossier `check-scanners.md` 3.3, 3.4.
enum ExcellaVerdict: Hashable, Sendable {
    /// The check went through.
    case good
    /// It did not, and why.
    case failed(CheckFailureReason)
    /// The unit asks to try once more.
    case again

    /// - Parameters:
    ///   - state: the newest answer with a state of the unit; may be the same as `reply`.
    ///   - waited: the unit's own wait for a check had run out when the answer came.
    static func of(
        _ reply: ExcellaReply, state: ExcellaReply?, waited: Bool, learnt: [ExcellaConfiguration.LearntCode]
    ) -> ExcellaVerdict {
        guard let code = reply.returnCode else { return .failed(.deviceFailure) }
        if code == 0 { return reply.responseType == "CHECK" ? .good : .failed(.deviceFailure) }
        let known = learnt.first { $0.code == code }?.reason
        if let known, known != .noCheck { return .failed(known) }
        switch code {
        case 102, 103, 150...199, 405: return .failed(.deviceFailure)
        case 105: return .failed(.jam)
        default: break
        }
        // "No check" and "once more" send another pass into the path: never while it is open or not clear.
        if state?.guideOpen == true { return .failed(.coverOpen) }
        if state?.pathBlocked == true { return .failed(.jam) }
        if let known { return .failed(known) }
        switch code {
        case 101: return .failed(.deviceFailure)
        case 104: return .again
        case 208: return .failed(.noCheck)
        default: break
        }
        if let reason = reason(reply.returnMessage) { return .failed(reason) }
        // nothing went in, and the wait was over: there was no check
        if (200..<300).contains(code), waited, reply.size == nil, reply.rawLine == nil { return .failed(.noCheck) }
        return .failed(.deviceFailure)
    }

    /// Words that leave no doubt.
    private static func reason(_ message: String) -> CheckFailureReason? {
        let words = message.utf8.split { !(0x41...0x5A).contains($0 & 0xDF) }
            .map { String(decoding: $0.map { $0 | 0x20 }, as: UTF8.self) }
        func says(_ word: String) -> Bool { words.contains { $0.hasPrefix(word) } }
        if says("double") { return .doubleFeed }
        if says("jam") { return .jam }
        if says("guide") || says("cover") { return .coverOpen }
        if says("timeout") || says("timed") { return .noCheck }
        return nil
    }
}
