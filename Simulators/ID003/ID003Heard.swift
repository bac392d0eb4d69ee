import ID003Frame

/// A host's frame as this make understands it.
/// - Source: shared dossier `bill-acceptors.md` 2.2.
enum ID003Heard: Hashable, Sendable {
    enum Order: Hashable, Sendable { case stack1, stack2, giveBack, hold([UInt8]), wait }

    case poll
    case reset
    case order(Order)
    case acknowledge
    /// 80 to 87, by the last digit.
    case get(Int)
    /// C0 to C7, by the last digit.
    case set(Int, [UInt8])
    case version, bootVersion, currencyTable
    /// Well formed and without a meaning here: recycler orders too.
    case unknown

    init(_ frame: ID003Frame) {
        let isBare = frame.data.isEmpty
        switch frame.code {
        case 0x11 where isBare: self = .poll
        case 0x40 where isBare: self = .reset
        case 0x41 where isBare: self = .order(.stack1)
        case 0x42 where isBare: self = .order(.stack2)
        case 0x43 where isBare: self = .order(.giveBack)
        case 0x44 where frame.data.count <= 1: self = .order(.hold(frame.data))
        case 0x45 where isBare: self = .order(.wait)
        case 0x50 where isBare: self = .acknowledge
        case 0x80...0x87 where isBare: self = .get(Int(frame.code & 7))
        case 0x88 where isBare: self = .version
        case 0x89 where isBare: self = .bootVersion
        case 0x8A where isBare: self = .currencyTable
        case 0xC0...0xC7 where ID003Heard.fits(frame): self = .set(Int(frame.code & 7), frame.data)
        default: self = .unknown
        }
    }

    /// One byte for switches and modes, two for masks; the optional function comes in either width.
    private static func fits(_ frame: ID003Frame) -> Bool {
        switch frame.code & 7 {
        case 0, 1, 6: frame.data.count == 2
        case 5: frame.data.count == 1 || frame.data.count == 2
        default: frame.data.count == 1
        }
    }
}
