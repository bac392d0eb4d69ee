import A776Frame

/// What a host sends. Only the bytes; what may be sent when is the dialogue's business.
/// - Source: shared dossier `check-scanners.md` 2.1 to 2.4 (A776-PG00001 C).
public enum A776Command: Hashable, Sendable {
    /// `1D 49 n`: who are you; 1 the type (2B: A776), 2 what is built in.
    case identify(UInt8)
    /// `1B 77 01`: wait for a check, read its line, tell it, hold the check.
    case readMICR
    /// `1B 77 02`: position the check (B780).
    case positionCheck
    /// `1B 77 52`: tell the last line again.
    case resendMICR
    /// `1B 77 46`: turn the check over.
    case flip
    /// `1B 77 47`: turn the check over and say how it went.
    case flipAnswering
    /// `1B 77 50` saved, or `1B 77 70` until power-off: letters of a format up to `0D`; none is raw.
    case micrFormat(saved: Bool, [UInt8])
    /// `1B 73`: one word of the exception table. `1B 6A`: ask for it.
    case writeWord(UInt8, UInt8, at: UInt8)
    /// See `writeWord`.
    case readWord(UInt8)
    /// `1D B1`, `B2`, `B3`: settings of the imager, by their code.
    case imagerSetting(UInt8, [UInt8])
    /// `1D B4` preset tags, `1D B6` attach tags, `1D C5` binarise: a code and counted bytes.
    case counted(UInt8, [UInt8])
    /// `1D C5` by the other reading of its two bytes: which picture, then the kind (1, or 2 and a threshold).
    case binarise(index: UInt16, [UInt8])
    /// `1D B7`: how is the imager. Answered in its turn: all that was sent before is done then.
    case imagerStatus
    /// `1D B8`: wait for a check and scan it.
    case scan(send: UInt8, entry: UInt8, sides: UInt8)
    /// `1D B9`: send a stored picture.
    case sendImage(sides: UInt8, keep: UInt8, m: UInt8, index: UInt16, p: UInt16)
    /// `1D BB`: free one picture.
    case free(UInt16)
    /// `1D BC`: free all pictures.
    case freeAll(UInt8)
    /// `1D BD`: which pictures are stored.
    case list
    /// `10 04 n`: a status at once.
    case realTimeStatus(UInt8)
    /// `10 05 n`: 3 ends the wait for a check, 6 ends the sending of a picture.
    case realTimeCancel(UInt8)
    /// `1C`: what follows is printed on the check.
    case selectSlip
    /// `1B 66`: how long to wait for a slip, and how long before it is drawn in.
    case slipWait(UInt8, UInt8)
    /// `1B 63 30`: where paper comes from.
    case paperSource(UInt8)
    /// `1B 43`: how far to eject.
    case ejectLength(UInt8)
    /// `1B 71`: let the check go.
    case release
    /// Printable characters.
    case text([UInt8])
    /// `0A`: print the line.
    case lineFeed

    /// The bytes on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .identify(let n): [0x1D, 0x49, n]
        case .readMICR: [0x1B, 0x77, 0x01]
        case .positionCheck: [0x1B, 0x77, 0x02]
        case .resendMICR: [0x1B, 0x77, 0x52]
        case .flip: [0x1B, 0x77, 0x46]
        case .flipAnswering: [0x1B, 0x77, 0x47]
        case .micrFormat(let saved, let letters): [0x1B, 0x77, saved ? 0x50 : 0x70] + letters + [0x0D]
        case .writeWord(let one, let two, let place): [0x1B, 0x73, one, two, place]
        case .readWord(let place): [0x1B, 0x6A, place]
        case .imagerSetting(let code, let values): [0x1D, code] + values
        case .counted(let code, let bytes):
            [0x1D, code, UInt8(truncatingIfNeeded: bytes.count), UInt8(truncatingIfNeeded: bytes.count >> 8)] + bytes
        case .binarise(let index, let values): [0x1D, 0xC5] + Self.low(index) + values
        case .imagerStatus: [0x1D, 0xB7]
        case .scan(let send, let entry, let sides): [0x1D, 0xB8, send, entry, sides]
        case .sendImage(let sides, let keep, let m, let index, let p):
            [0x1D, 0xB9, sides, keep, m] + Self.low(index) + Self.low(p)
        case .free(let index): [0x1D, 0xBB] + Self.low(index)
        case .freeAll(let m): [0x1D, 0xBC, m]
        case .list: [0x1D, 0xBD]
        case .realTimeStatus(let n): [0x10, 0x04, n]
        case .realTimeCancel(let n): [0x10, 0x05, n]
        case .selectSlip: [0x1C]
        case .slipWait(let m, let n): [0x1B, 0x66, m, n]
        case .paperSource(let n): [0x1B, 0x63, 0x30, n]
        case .ejectLength(let n): [0x1B, 0x43, n]
        case .release: [0x1B, 0x71]
        case .text(let bytes): bytes
        case .lineFeed: [0x0A]
        }
    }

    private static func low(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
}

extension A776Command {
    /// Reads one command from the front; `nil`: these bytes begin none, or are cut short.
    static func read(_ bytes: ArraySlice<UInt8>) -> (command: A776Command, count: Int)? {
        let all = Array(bytes.prefix(64))
        guard let first = all.first else { return nil }
        func at(_ place: Int) -> UInt8? { place < all.count ? all[place] : nil }
        switch first {
        case 0x0A: return (.lineFeed, 1)
        case 0x1C: return (.selectSlip, 1)
        case 0x20...0x7E:
            let text = bytes.prefix { (0x20...0x7E).contains($0) }
            return (.text(Array(text)), text.count)
        case 0x10:
            guard let kind = at(1), let n = at(2) else { return nil }
            return kind == 0x04 ? (.realTimeStatus(n), 3) : kind == 0x05 ? (.realTimeCancel(n), 3) : nil
        case 0x1B: return escape(bytes, all)
        case 0x1D: return group(bytes, all)
        default: return nil
        }
    }

    private static func escape(_ bytes: ArraySlice<UInt8>, _ all: [UInt8]) -> (command: A776Command, count: Int)? {
        guard all.count >= 2 else { return nil }
        switch (all[1], all.count) {
        case (0x71, _): return (.release, 2)
        case (0x66, 4...): return (.slipWait(all[2], all[3]), 4)
        case (0x63, 4...): return all[2] == 0x30 ? (.paperSource(all[3]), 4) : nil
        case (0x43, 3...): return (.ejectLength(all[2]), 3)
        case (0x73, 5...): return (.writeWord(all[2], all[3], at: all[4]), 5)
        case (0x6A, 3...): return (.readWord(all[2]), 3)
        case (0x77, 3...): break
        default: return nil
        }
        switch all[2] {
        case 0x01: return (.readMICR, 3)
        case 0x02: return (.positionCheck, 3)
        case 0x52: return (.resendMICR, 3)
        case 0x46: return (.flip, 3)
        case 0x47: return (.flipAnswering, 3)
        case 0x50, 0x70:
            let letters = bytes.dropFirst(3).prefix { $0 != 0x0D }
            guard letters.count + 3 < bytes.count, letters.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                return nil
            }
            return (.micrFormat(saved: all[2] == 0x50, Array(letters)), letters.count + 4)
        default: return nil
        }
    }

    private static func group(_ bytes: ArraySlice<UInt8>, _ all: [UInt8]) -> (command: A776Command, count: Int)? {
        func word(_ place: Int) -> UInt16 { UInt16(all[place]) | UInt16(all[place + 1]) << 8 }
        guard all.count >= 2 else { return nil }
        switch (all[1], all.count) {
        case (0x49, 3...): return (.identify(all[2]), 3)
        case (0xB1, 4...): return (.imagerSetting(0xB1, Array(all[2..<4])), 4)
        case (0xB2, 3...): return all[2] <= 50 ? (.imagerSetting(0xB2, [all[2]]), 3) : nil
        case (0xB3, 5...): return all[4] <= 5 ? (.imagerSetting(0xB3, Array(all[2..<5])), 5) : nil
        case (0xB4, 4...), (0xB6, 4...), (0xC5, 4...):
            let body = bytes.dropFirst(4).prefix(Int(word(2)))
            if body.count == Int(word(2)), !(all[1] == 0xC5 && body.isEmpty) {
                return (.counted(all[1], Array(body)), 4 + body.count)
            }
            // Kind 1 stands alone, kind 2 has its threshold behind it.
            guard all[1] == 0xC5, all.count > 4, (1...2).contains(all[4]) else { return nil }
            let values = Int(all[4])
            guard all.count >= 4 + values else { return nil }
            return (.binarise(index: word(2), Array(all[4..<(4 + values)])), 4 + values)
        case (0xB7, _): return (.imagerStatus, 2)
        case (0xB8, 5...):
            guard all[2] <= 1, [1, 2, 3, 6].contains(all[3]), all[4] <= 2 else { return nil }
            return (.scan(send: all[2], entry: all[3], sides: all[4]), 5)
        case (0xB9, 9...):
            guard all[2] <= 2 else { return nil }
            return (.sendImage(sides: all[2], keep: all[3], m: all[4], index: word(5), p: word(7)), 9)
        case (0xBB, 4...): return (.free(word(2)), 4)
        case (0xBC, 3...): return (.freeAll(all[2]), 3)
        case (0xBD, _): return (.list, 2)
        default: return nil
        }
    }
}
