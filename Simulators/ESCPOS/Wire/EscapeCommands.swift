extension CommandDecoder {
    /// - Source: receipt-printers.md 2.1, 2.5, 2.6, 3.3; cash-drawers.md 3.
    func escape(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 2 else { return .needs(2) }
        switch bytes[1] {
        case 0x0C: return .run(.formFeedKeeping, used: 2)
        case 0x20: return fixed(bytes, 3) { .style(.rightSpace(Int($0[0]))) }
        case 0x21: return fixed(bytes, 3) { .style(.printMode($0[0])) }
        case 0x24: return fixed(bytes, 4) { .layout(.absolute(word($0, 0))) }
        case 0x25, 0x3F, 0x46, 0x72: return fixed(bytes, 3) { _ in .nothing }
        case 0x26: return userCharacters(bytes)
        case 0x28: return bytes.count < 3 ? .needs(3) : counted(bytes, 3) { _ in .nothing }
        case 0x2A: return columnImage(bytes)
        case 0x2D: return fixed(bytes, 3) { choice($0[0], upTo: 2).map { .style(.underline($0)) } ?? .nothing }
        case 0x32: return .run(.layout(.pitch(nil)), used: 2)
        case 0x33: return fixed(bytes, 3) { .layout(.pitch(Int($0[0]))) }
        case 0x3D: return fixed(bytes, 3) { .selectPeripheral($0[0]) }
        case 0x40: return .run(.initialise, used: 2)
        case 0x44: return tabStops(bytes)
        case 0x45: return fixed(bytes, 3) { .style(.bold($0[0] & 1 == 1)) }
        case 0x47: return fixed(bytes, 3) { .style(.doubleStrike($0[0] & 1 == 1)) }
        case 0x4A: return fixed(bytes, 3) { .feed(.units(Int($0[0]))) }
        case 0x4B: return fixed(bytes, 3) { .feed(.reverseUnits(Int($0[0]))) }
        case 0x4C: return .run(atLineStart && !inPageMode ? .pageMode : .nothing, used: 2)
        case 0x4D: return fixed(bytes, 3) { font($0[0]).map { .style(.font($0)) } ?? .nothing }
        case 0x52: return fixed(bytes, 3) { .international($0[0]) }
        case 0x53: return .run(.standardMode, used: 2)
        case 0x54: return fixed(bytes, 3) { choice($0[0], upTo: 3).map { .pageDirection($0) } ?? .nothing }
        case 0x56: return fixed(bytes, 3) { choice($0[0], upTo: 2).map { .style(.turned($0 > 0)) } ?? .nothing }
        case 0x57: return pageArea(bytes)
        case 0x5C: return fixed(bytes, 4) { .layout(.relative(Int(Int16(truncatingIfNeeded: word($0, 0))))) }
        case 0x61:
            return fixed(bytes, 3) {
                atLineStart || inPageMode ? choice($0[0], upTo: 2).map { .layout(.justify($0)) } ?? .nothing : .nothing
            }
        case 0x63: return panel(bytes)
        case 0x64: return fixed(bytes, 3) { .feed(.lines(Int($0[0]))) }
        case 0x65: return fixed(bytes, 3) { .feed(.reverseLines(Int($0[0]))) }
        case 0x66: return fixed(bytes, 4) { _ in .nothing }
        case 0x69, 0x6D: return .run(legacyCut(bytes[1]), used: 2)
        case 0x70: return kick(bytes)
        case 0x71: return .run(.nothing, used: 2)
        case 0x74: return fixed(bytes, 3) { .codePage($0[0]) }
        case 0x75: return fixed(bytes, 3) { $0[0] == 0 || $0[0] == 0x30 ? .report(2) : .nothing }
        case 0x76: return .run(.report(1), used: 2)
        case 0x7B: return fixed(bytes, 3) { atLineStart ? .style(.upsideDown($0[0] & 1 == 1)) : .nothing }
        case _: return .drop(2)
        }
    }

    func font(_ operand: UInt8) -> CharacterFont? {
        switch operand {
        case 0, 0x30: .a
        case 1, 0x31: .b
        case _: nil
        }
    }

    private func legacyCut(_ code: UInt8) -> Command {
        atLineStart && model.hasCutter ? .cut(code == 0x6D ? .partial : .full, .here) : .nothing
    }

    /// ESC p always takes two times; a wrong pin stops it and the times become text.
    private func kick(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 3 else { return .needs(3) }
        guard let connector = ESCPOSConnector(operand: bytes[2]) else { return .drop(3) }
        return fixed(bytes, 5) { .pulse(Pulse(connector: connector, t1: $0[1], t2: $0[2])) }
    }

    private func panel(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 4 else { return .needs(4) }
        switch bytes[2] {
        case 0x34: return .run(.stopsOnNearEnd(bytes[3] & 0x03 != 0), used: 4)
        case 0x30, 0x31, 0x33, 0x35: return .run(.nothing, used: 4)
        case _: return .drop(3)
        }
    }

    private func tabStops(_ bytes: [UInt8]) -> Verdict {
        var stops: [Int] = []
        for index in 2..<max(2, min(bytes.count, 35)) {
            let stop = Int(bytes[index])
            if stop == 0 { return .run(.layout(.tabs(stops)), used: index + 1) }
            if stop <= stops.last ?? 0 || stops.count == 32 { return .run(.layout(.tabs(stops)), used: index) }
            stops.append(stop)
        }
        return .needs(bytes.count + 1)
    }

    private func columnImage(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 3 else { return .needs(3) }
        guard [0, 1, 32, 33].contains(bytes[2]) else { return .drop(3) }
        guard bytes.count >= 5 else { return .needs(5) }
        guard bytes[4] <= 7 else { return .drop(5) }
        let tall = bytes[2] >= 32
        let count = 5 + word(bytes, 3) * (tall ? 3 : 1)
        guard bytes.count >= count else { return .needs(count) }
        return .run(.columns(tall: tall, dense: bytes[2] & 1 == 1, data: Array(bytes[5..<count])), used: count)
    }

    private func pageArea(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 6 else { return .needs(6) }
        guard word(bytes, 2) < model.printWidthDots, word(bytes, 4) < PageBuffer.mostRows else { return .drop(6) }
        return fixed(bytes, 10) {
            let (width, height) = (word($0, 4), word($0, 6))
            return width > 0 && height > 0
                ? .pageArea(x: word($0, 0), y: word($0, 2), width: width, height: height) : nil
        }
    }

    /// User-defined characters are read to their end and not kept.
    private func userCharacters(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 5 else { return .needs(5) }
        let (rows, first, last) = (Int(bytes[2]), bytes[3], bytes[4])
        guard (1...3).contains(rows), first >= 0x20, last >= first, last <= 0x7E else { return .drop(5) }
        var index = 5
        for _ in first...last {
            guard bytes.count > index else { return .needs(index + 1) }
            guard bytes[index] <= 12 else { return .drop(index + 1) }
            index += 1 + Int(bytes[index]) * rows
        }
        return bytes.count < index ? .needs(index) : .run(.nothing, used: index)
    }
}
