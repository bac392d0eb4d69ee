/// Cuts the byte stream into commands. Total: any bytes give a command, a wish for more, or are let go as text.
///
/// Where an operand is out of range the command stops there, and what follows is read afresh, mostly as text.
///
/// - Source: receipt-printers.md 1 (out-of-range) and 2.
struct CommandDecoder {
    enum Verdict: Hashable {
        /// Look again when there are so many bytes in all.
        case needs(Int)
        case run(Command, used: Int)
        /// The first bytes mean nothing; the rest is read afresh.
        case drop(Int)
    }

    let model: ESCPOSModel
    let readings: ESCPOSReadings
    /// Nothing is in the line buffer.
    let atLineStart: Bool
    let inPageMode: Bool

    /// Longest command that is collected whole; longer ones are skipped.
    static let longest = 600_000

    func verdict(_ bytes: [UInt8]) -> Verdict {
        guard let first = bytes.first else { return .needs(1) }
        switch first {
        case 0x20...0xFF where first != 0x7F: return .run(.text(first), used: 1)
        case 0x09: return .run(.tab, used: 1)
        case 0x0A: return .run(.lineFeed, used: 1)
        case 0x0C: return .run(.formFeed, used: 1)
        case 0x18: return .run(.cancel, used: 1)
        case 0x10: return realTime(bytes)
        case 0x1B: return escape(bytes)
        case 0x1C: return fileSeparator(bytes)
        case 0x1D: return groupSeparator(bytes)
        case _: return .drop(1)
        }
    }

    /// Real-time requests were carried out when they arrived; here they are stepped over.
    private func realTime(_ bytes: [UInt8]) -> Verdict {
        switch RealTimeSyntax.length(bytes) {
        case .unknown: .drop(1)
        case .needs(let count): bytes.count < count ? .needs(count) : .drop(count)
        }
    }

    // MARK: - Tools for the tables

    /// `make` once `count` bytes are there.
    func fixed(_ bytes: [UInt8], _ count: Int, _ make: ([UInt8]) -> Command?) -> Verdict {
        guard bytes.count >= count else { return .needs(count) }
        guard let command = make(Array(bytes[2..<count])) else { return .drop(count) }
        return .run(command, used: count)
    }

    /// A command that carries its length in two bytes at `index`.
    func counted(_ bytes: [UInt8], _ index: Int, _ make: ([UInt8]) -> Command) -> Verdict {
        guard bytes.count >= index + 2 else { return .needs(index + 2) }
        let count = index + 2 + word(bytes, index)
        guard bytes.count >= count else { return .needs(count) }
        return .run(make(Array(bytes[(index + 2)..<count])), used: count)
    }

    func word(_ bytes: [UInt8], _ index: Int) -> Int { Int(bytes[index]) | Int(bytes[index + 1]) << 8 }

    /// 0, 1, 2 ... as number or as digit.
    func choice(_ operand: UInt8, upTo limit: UInt8) -> Int? {
        if operand <= limit { return Int(operand) }
        return (0x30...(0x30 + limit)).contains(operand) ? Int(operand) - 0x30 : nil
    }
}
