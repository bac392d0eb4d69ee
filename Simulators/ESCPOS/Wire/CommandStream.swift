/// The command in the making, and the bytes that still belong to a swallowed one.
struct CommandStream: Hashable, Sendable {
    private var pending: [UInt8] = []
    private var wanted = 1
    private var toSkip = 0

    /// Nothing half-received.
    var isIdle: Bool { pending.isEmpty && toSkip == 0 }
    /// Bytes of an unfinished command that left the receive buffer already.
    var held: Int { pending.count }

    mutating func skip(_ count: Int) { toSkip = max(0, count) }

    /// The next whole command, taking what it needs from the buffer; `nil` until more bytes come.
    mutating func next(from buffer: inout ReceiveBuffer, _ decoder: CommandDecoder) -> Command? {
        while true {
            if toSkip > 0 {
                let leftover = min(toSkip, pending.count)
                pending.removeFirst(leftover)
                toSkip -= leftover
                toSkip -= buffer.take(toSkip).count
                if toSkip > 0 { return nil }
            }
            if pending.count < wanted { pending.append(contentsOf: buffer.take(wanted - pending.count)) }
            guard pending.count >= wanted else { return nil }
            switch decoder.verdict(pending) {
            case .needs(let count):
                // A table that asks for what it already has would stop the printer for ever.
                if count > pending.count { wanted = count } else { pending.removeFirst() }
            case .drop(let count):
                pending.removeFirst(min(max(1, count), pending.count))
                wanted = 1
            case .run(let command, let used):
                pending.removeFirst(min(max(1, used), pending.count))
                wanted = 1
                return command
            }
        }
    }

    /// Raw image bytes: leftovers of the decoder first, then the buffer.
    mutating func data(_ most: Int, from buffer: inout ReceiveBuffer) -> [UInt8] {
        let first = Array(pending.prefix(most))
        pending.removeFirst(first.count)
        return first + buffer.take(most - first.count)
    }
}
