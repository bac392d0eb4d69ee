extension CommandDecoder {
    /// - Source: receipt-printers.md 2.1 to 2.6, 3.1 to 3.4.
    func groupSeparator(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 2 else { return .needs(2) }
        switch bytes[1] {
        case 0x21: return fixed(bytes, 3) { $0[0] & 0x88 == 0 ? .style(.size($0[0])) : .nothing }
        case 0x24: return fixed(bytes, 4) { .layout(.pageVertical(word($0, 0))) }
        case 0x28: return bytes.count < 3 ? .needs(3) : counted(bytes, 3) { parenthesis(bytes[2], $0) }
        case 0x2A: return downloaded(bytes)
        case 0x2F: return fixed(bytes, 3) { $0[0] & 0xCC == 0 ? .printDownloaded($0[0] & 3) : .nothing }
        case 0x38: return longGraphics(bytes)
        case 0x3A, 0x63: return .run(.nothing, used: 2)
        case 0x42: return fixed(bytes, 3) { .style(.inverted($0[0] & 1 == 1)) }
        case 0x48: return fixed(bytes, 3) { choice($0[0], upTo: 3).map { .barcodeSetting(.text($0)) } ?? .nothing }
        case 0x49: return fixed(bytes, 3) { .identify($0[0]) }
        case 0x4C: return fixed(bytes, 4) { atLineStart || inPageMode ? .layout(.leftMargin(word($0, 0))) : .nothing }
        case 0x50: return fixed(bytes, 4) { .layout(.units(Int($0[0]), Int($0[1]))) }
        case 0x54, 0x62: return fixed(bytes, 3) { _ in .nothing }
        case 0x56: return cut(bytes)
        case 0x57: return fixed(bytes, 4) { atLineStart || inPageMode ? .layout(.areaWidth(word($0, 0))) : .nothing }
        case 0x5C:
            return fixed(bytes, 4) { .layout(.pageVerticalRelative(Int(Int16(truncatingIfNeeded: word($0, 0))))) }
        case 0x5E: return fixed(bytes, 5) { _ in .nothing }
        case 0x61: return fixed(bytes, 3) { .automaticStatus($0[0]) }
        case 0x65 where model.presenter != nil:
            guard bytes.count >= 3 else { return .needs(3) }
            return fixed(bytes, bytes[2] == 3 ? 4 : 3) { .ejector($0[0]) }
        case 0xE0 where model.presenter != nil: return fixed(bytes, 3) { .fullStatus($0[0] & 0x0F) }
        case 0x66: return fixed(bytes, 3) { font($0[0]).map { .barcodeSetting(.font($0)) } ?? .nothing }
        case 0x67: return counterRequest(bytes)
        case 0x68: return fixed(bytes, 3) { $0[0] > 0 ? .barcodeSetting(.height(Int($0[0]))) : .nothing }
        case 0x6B: return barcode(bytes)
        case 0x72: return fixed(bytes, 3) { choice($0[0], upTo: 4).map { .report(UInt8($0)) } ?? .nothing }
        case 0x76: return raster(bytes)
        case 0x77: return fixed(bytes, 3) { module($0[0]).map { .barcodeSetting(.module($0)) } ?? .nothing }
        case 0x7A: return fixed(bytes, 5) { _ in .nothing }
        case _: return .drop(2)
        }
    }

    /// 2...6, or 68...76 on newer models; anything else leaves the setting as it is.
    private func module(_ operand: UInt8) -> Int? {
        switch operand {
        case 1...6: Int(operand)
        case 68...76: max(1, (Int(operand) - 66) / 2)
        case _: nil
        }
    }

    /// GS ( x: the letter decides, the length was taken from the command.
    private func parenthesis(_ letter: UInt8, _ data: [UInt8]) -> Command {
        switch letter {
        case 0x44: .realTimeSwitches(data)
        case 0x48: model.hasProcessIDs ? .responses(data) : .nothing
        case 0x4C: .graphics(data)
        case 0x6B: data.count >= 2 ? .symbol(code: data[0], function: data[1], data: Array(data[2...])) : .nothing
        case _: .nothing
        }
    }

    private func longGraphics(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 3 else { return .needs(3) }
        guard bytes[2] == 0x4C else { return .drop(3) }
        guard bytes.count >= 7 else { return .needs(7) }
        let length = word(bytes, 3) | word(bytes, 5) << 16
        if length > Self.longest { return .run(.skip(length), used: 7) }
        guard bytes.count >= 7 + length else { return .needs(7 + length) }
        return .run(.graphics(Array(bytes[7..<(7 + length)])), used: 7 + length)
    }

    private func downloaded(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 4 else { return .needs(4) }
        let (across, down) = (Int(bytes[2]), Int(bytes[3]))
        guard across > 0, down > 0, down <= 48, across * down <= 1_536 else { return .drop(4) }
        let count = 4 + across * down * 8
        guard bytes.count >= count else { return .needs(count) }
        return .run(.downloadImage(across: across, down: down, data: Array(bytes[4..<count])), used: count)
    }

    /// GS V. An unknown form ends after its letter: the feed operand becomes text.
    private func cut(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 3 else { return .needs(3) }
        let form = bytes[2]
        if [0, 1, 48, 49].contains(form) {
            return .run(may(.cut(form & 1 == 0 ? .full : .partial, .here)), used: 3)
        }
        guard model.hasFeedingCuts, [65, 66, 97, 98, 103, 104].contains(form) else { return .drop(3) }
        guard bytes.count >= 4 else { return .needs(4) }
        let feed = bytes[3]
        let command: Command =
            switch form {
            case 65: .cut(.full, .feeding(feed))
            case 66: .cut(.partial, .feeding(feed))
            case 97: .cut(.full, .reserved(feed))
            case 98: .cut(.partial, .reserved(feed))
            case 103: .cut(.full, .feedingAndBack(feed))
            case _: .cut(.partial, .feedingAndBack(feed))
            }
        return .run(may(command), used: 4)
    }

    private func may(_ command: Command) -> Command { atLineStart || inPageMode ? command : .nothing }

    /// GS g 0 m nL nH and GS g 2 m nL nH: maintenance counters, not kept.
    private func counterRequest(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 3 else { return .needs(3) }
        guard bytes[2] == 0x30 || bytes[2] == 0x32 else { return .drop(3) }
        return fixed(bytes, 6) { _ in .nothing }
    }

    private func raster(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 4 else { return .needs(4) }
        guard bytes[2] == 0x30 else { return .drop(3) }
        guard let mode = choice(bytes[3], upTo: 3) else { return .drop(4) }
        guard bytes.count >= 8 else { return .needs(8) }
        let (across, rows) = (word(bytes, 4), word(bytes, 6))
        guard across > 0, rows > 0, rows <= 2_303 else { return .drop(8) }
        guard atLineStart || inPageMode else {
            return readings.lateRasterBecomesText ? .drop(8) : .run(.skip(across * rows), used: 8)
        }
        return .run(
            .raster(across: mode & 1 == 1 ? 2 : 1, down: mode & 2 == 2 ? 2 : 1, bytes: across, rows: rows), used: 8)
    }

    /// GS k. Not at the line start, with a wrong letter or a wrong length the operands become text.
    private func barcode(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 3 else { return .needs(3) }
        guard atLineStart || inPageMode else { return .drop(3) }
        switch bytes[2] {
        case 0...6:
            guard let end = bytes[3...].firstIndex(of: 0) else {
                return bytes.count > 260 ? .drop(3) : .needs(bytes.count + 1)
            }
            return barcode(bytes[2] + 65, Array(bytes[3..<end]), header: 3, used: end + 1)
        case 65...73:
            guard bytes.count >= 4 else { return .needs(4) }
            let count = Int(bytes[3])
            guard count > 0 else { return .drop(4) }
            guard bytes.count >= 4 + count else { return .needs(4 + count) }
            return barcode(bytes[2], Array(bytes[4..<(4 + count)]), header: 4, used: 4 + count)
        case _: return .drop(3)
        }
    }

    private func barcode(_ kind: UInt8, _ data: [UInt8], header: Int, used: Int) -> Verdict {
        do throws(BarcodeFault) {
            _ = try Barcode(Barcode.Kind(letter: kind), data)
            return .run(.barcode(kind, data), used: used)
        } catch {
            return .drop(header + error.good)
        }
    }
}

extension Barcode.Kind {
    /// The letter of GS k form B; anything above 72 counts as CODE128.
    init(letter: UInt8) {
        let kinds: [Barcode.Kind] = [.upcA, .upcE, .ean13, .ean8, .code39, .itf, .codabar, .code93, .code128]
        self = kinds[min(kinds.count - 1, max(0, Int(letter) - 65))]
    }
}
