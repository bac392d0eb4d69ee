extension CommandDecoder {
    /// - Source: receipt-printers.md 2.1 (Kanji), 2.5 (FS p, FS q), 3.3 (FS g).
    func fileSeparator(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 2 else { return .needs(2) }
        switch bytes[1] {
        case 0x26, 0x2E: return .run(.nothing, used: 2)
        case 0x21, 0x2D, 0x43, 0x57: return fixed(bytes, 3) { _ in .nothing }
        case 0x53, 0x3F: return fixed(bytes, 4) { _ in .nothing }
        case 0x28: return bytes.count < 3 ? .needs(3) : counted(bytes, 3) { _ in .nothing }
        case 0x32: return fixed(bytes, 4 + 72) { _ in .nothing }
        case 0x67: return userMemory(bytes)
        case 0x70:
            return fixed(bytes, 4) {
                guard let mode = choice($0[1], upTo: 3), atLineStart || inPageMode else { return .nothing }
                return .printBitImage(Int($0[0]), mode: UInt8(mode))
            }
        case 0x71: return bitImages(bytes)
        case _: return .drop(2)
        }
    }

    private func bitImages(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 3 else { return .needs(3) }
        guard bytes[2] > 0 else { return .drop(3) }
        var images: [BitImage] = []
        var index = 3
        for _ in 0..<bytes[2] {
            guard bytes.count >= index + 4 else { return .needs(index + 4) }
            let (across, down) = (word(bytes, index), word(bytes, index + 2))
            guard (1...1_023).contains(across), (1...288).contains(down) else { return .drop(index + 4) }
            let count = across * down * 8
            // More than the memory holds: what follows cannot be kept, nor can it be told apart from text.
            guard index + 4 + count <= model.nvBytes + 2_048 else { return .run(.skip(count), used: index + 4) }
            guard bytes.count >= index + 4 + count else { return .needs(index + 4 + count) }
            images.append(
                BitImage(across: across, down: down, data: Array(bytes[(index + 4)..<(index + 4 + count)])))
            index += 4 + count
        }
        return .run(atLineStart ? .defineBitImages(images) : .nothing, used: index)
    }

    private func userMemory(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count >= 4 else { return .needs(4) }
        guard bytes[2] == 0x31 || bytes[2] == 0x32, bytes[3] == 0 else { return .drop(4) }
        guard bytes.count >= 10 else { return .needs(10) }
        let (address, count) = (word(bytes, 4) | word(bytes, 6) << 16, word(bytes, 8))
        let fits = address < NVMemory.userBytes && count > 0 && address + count <= NVMemory.userBytes
        if bytes[2] == 0x32 {
            return fits && count <= 80 ? .run(.userRead(address: address, count: count), used: 10) : .drop(10)
        }
        guard fits else { return .drop(10) }
        guard bytes.count >= 10 + count else { return .needs(10 + count) }
        return .run(.userWrite(address: address, data: Array(bytes[10..<(10 + count)])), used: 10 + count)
    }
}
