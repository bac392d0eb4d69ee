import Supervision

/// Two rows of messages, the recorded and the sent ones, laid beside each other.
enum Compared {
    /// How far one row may be ahead before its messages count as others.
    private static let lookAhead = 4

    static func differences(
        _ recorded: [(milliseconds: Int64, bytes: Recording.Bytes)], _ sent: [(milliseconds: Int64, bytes: [UInt8])]
    ) -> [Replay.Difference] {
        var (found, then, now) = ([Replay.Difference](), 0, 0)
        while then < recorded.count, now < sent.count {
            if fits(recorded[then].bytes, sent[now].bytes) {
                (then, now) = (then + 1, now + 1)
                continue
            }
            let extra = (1...lookAhead).first { ahead in
                now + ahead < sent.count && fits(recorded[then].bytes, sent[now + ahead].bytes)
            }
            let missing = (1...lookAhead).first { ahead in
                then + ahead < recorded.count && fits(recorded[then + ahead].bytes, sent[now].bytes)
            }
            switch (extra, missing) {
            case (let extra?, let missing) where extra <= missing ?? .max:
                for _ in 0..<extra {
                    found.append(
                        Replay.Difference(milliseconds: sent[now].milliseconds, recorded: nil, sent: sent[now].bytes))
                    now += 1
                }
            case (_, let missing?):
                for _ in 0..<missing {
                    found.append(lacking(recorded[then]))
                    then += 1
                }
            case (_, nil):
                found.append(
                    Replay.Difference(
                        milliseconds: recorded[then].milliseconds, recorded: recorded[then].bytes.content,
                        sent: sent[now].bytes))
                (then, now) = (then + 1, now + 1)
            }
        }
        found += recorded[then...].map(lacking)
        // What it says after the recording's end nobody has recorded.
        let end = recorded.last?.milliseconds ?? .max
        found += sent[now...].filter { $0.milliseconds < end }.map {
            Replay.Difference(milliseconds: $0.milliseconds, recorded: nil, sent: $0.bytes)
        }
        return found
    }

    private static func lacking(_ recorded: (milliseconds: Int64, bytes: Recording.Bytes)) -> Replay.Difference {
        Replay.Difference(milliseconds: recorded.milliseconds, recorded: recorded.bytes.content, sent: nil)
    }

    private static func fits(_ recorded: Recording.Bytes, _ sent: [UInt8]) -> Bool {
        recorded.content.count + recorded.omitted == sent.count
            && zip(recorded.content, sent).allSatisfy { $0 == nil || $0 == $1 }
    }
}
