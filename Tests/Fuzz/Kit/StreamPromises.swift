/// What a parser made of the bytes at the head of a stream.
enum Piece: Hashable {
    /// A whole message, as it would be written again.
    case message([UInt8])
    /// Bytes that were skipped.
    case skipped([UInt8])

    var count: Int {
        switch self {
        case .message(let bytes), .skipped(let bytes): bytes.count
        }
    }
}

/// What holds of every parser of a stream, whatever the wire.
struct StreamPromises<Parser> {
    let fresh: @Sendable () -> Parser
    let append: @Sendable (inout Parser, [UInt8]) -> Void
    let next: @Sendable (inout Parser) -> Piece?
    let pending: @Sendable (Parser) -> Int
    /// Every byte comes out again, in a message or as skipped.
    var keepsBytes = true

    /// No byte is lost or invented, the parser comes to an end, and cutting the stream changes no message.
    func hold(_ bytes: [UInt8]) throws(Broken) {
        var parser = fresh()
        append(&parser, bytes)
        let whole = try drain(&parser, atMost: bytes.count)
        let told = whole.reduce(0) { $0 + $1.count } + pending(parser)
        if keepsBytes { try promise(told == bytes.count, "\(bytes.count) bytes went in, \(told) came out") }
        var (slow, cut) = (fresh(), [Piece]())
        for byte in bytes {
            append(&slow, [byte])
            cut += try drain(&slow, atMost: bytes.count)
        }
        try promise(messages(cut) == messages(whole), "cut bytes give other messages")
        if keepsBytes { try promise(pending(slow) == pending(parser), "cut bytes leave another rest") }
    }

    private func drain(_ parser: inout Parser, atMost count: Int) throws(Broken) -> [Piece] {
        var pieces: [Piece] = []
        while let piece = next(&parser) {
            pieces.append(piece)
            try promise(pieces.count <= count, "more pieces than bytes")
        }
        return pieces
    }

    private func messages(_ pieces: [Piece]) -> [[UInt8]] {
        pieces.compactMap { if case .message(let bytes) = $0 { bytes } else { nil } }
    }
}
