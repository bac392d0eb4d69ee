extension ESCPOSDevice {
    /// GS ( L and GS 8 L.
    ///
    /// - Source: receipt-printers.md 2.5.
    mutating func graphics(_ data: [UInt8]) {
        guard data.count >= 2, data[0] == 0x30 else { return }
        let rest = Array(data[2...])
        switch data[1] {
        case 0, 48: reply(capacity(0x30, configuration.model.nvBytes))
        case 3, 51: reply(capacity(0x31, max(0, configuration.model.nvBytes - nv.used)))
        case 2, 50: printGraphics()
        case 64: if rest == Array("KC".utf8) { listKeys() }
        case 65: if rest == Array("CLR".utf8) { store { $0.graphics.removeAll() } }
        case 66: if rest.count >= 2 { store { $0.graphics.removeAll { $0.key == Array(rest[..<2]) } } }
        case 67: defineGraphic(rest)
        case 69: printStored(rest)
        case 112: bufferGraphics(rest)
        case _: break
        }
    }

    /// Function 112: 30 bx by c xL xH yL yH d...; kept until function 50.
    private mutating func bufferGraphics(_ data: [UInt8]) {
        guard data.count >= 8, data[0] == 0x30, (1...2).contains(data[1]), (1...2).contains(data[2]),
            (49...52).contains(data[3]), let picture = picture(data, at: 4), picture.width <= 2_047,
            picture.height <= 1_662 / Int(data[2])
        else { return }
        memory.graphics = picture.scaled(across: Int(data[1]), down: Int(data[2]))
    }

    private func picture(_ data: [UInt8], at index: Int) -> Bitmap? {
        guard data.count >= index + 4 else { return nil }
        let (width, height) = (
            Int(data[index]) | Int(data[index + 1]) << 8, Int(data[index + 2]) | Int(data[index + 3]) << 8
        )
        guard width > 0, height > 0, data.count - index - 4 >= (width + 7) / 8 * height else { return nil }
        return Bitmap(width: width, height: height, packed: data[(index + 4)...])
    }

    private mutating func printGraphics() {
        guard memory.line.isEmpty, let picture = memory.graphics else { return }
        memory.graphics = nil
        printBlock(picture, content: .image)
    }

    /// Function 67: 30 k1 k2 b xL xH yL yH c d...; replaces what the key held, and all FS q images.
    private mutating func defineGraphic(_ data: [UInt8]) {
        guard data.count >= 9, data[0] == 0x30, isKey(data[1], data[2]), data[3] == 1 else { return }
        var layout = data
        layout.remove(at: 8)
        guard (49...52).contains(data[8]), let picture = picture(layout, at: 4) else { return }
        let key = [data[1], data[2]]
        let room = configuration.model.nvBytes
        store { nv in
            nv.graphics.removeAll { $0.key == key }
            guard nv.used + picture.bytes.count + 24 <= room else { return }
            let place = nv.graphics.firstIndex { $0.key.lexicographicallyPrecedes(key) == false } ?? nv.graphics.count
            nv.graphics.insert(NVMemory.Graphic(key: key, bitmap: picture), at: place)
            nv.bitImages.removeAll()
        }
    }

    private func isKey(_ first: UInt8, _ second: UInt8) -> Bool {
        (0x20...0x7E).contains(first) && (0x20...0x7E).contains(second)
    }

    private mutating func store(_ change: (inout NVMemory) -> Void) {
        change(&nv)
        enqueue(.store)
    }

    private mutating func printStored(_ data: [UInt8]) {
        guard data.count >= 4, memory.line.isEmpty, (1...2).contains(data[2]), (1...2).contains(data[3]),
            let graphic = nv.graphics.first(where: { $0.key == [data[0], data[1]] })
        else { return }
        printBlock(graphic.bitmap.scaled(across: Int(data[2]), down: Int(data[3])), content: .image)
    }

    private func capacity(_ id: UInt8, _ bytes: Int) -> [UInt8] { [0x37, id] + Array("\(bytes)".utf8) + [0] }

    private mutating func listKeys() {
        // Forty keys fit one block; the status byte says whether more blocks follow.
        let keys = nv.graphics.map(\.key)
        var start = 0
        repeat {
            let end = min(start + 40, keys.count)
            reply([0x37, 0x72, end < keys.count ? 0x41 : 0x40] + keys[start..<end].flatMap { $0 } + [0])
            start = end
        } while start < keys.count
    }

    /// FS q replaces all its images, and the NV graphics.
    mutating func defineBitImages(_ images: [BitImage]) {
        store { nv in
            nv.graphics.removeAll()
            nv.bitImages = images.map(\.bitmap)
        }
    }
}

extension BitImage {
    /// Columns become rows.
    var bitmap: Bitmap {
        var picture = Bitmap(width: across * 8, height: down * 8)
        for x in 0..<picture.width {
            for y in 0..<picture.height {
                let index = x * down + y / 8
                if index < data.count, data[index] & (0x80 >> UInt8(y % 8)) != 0 { picture[x, y] = true }
            }
        }
        return picture
    }
}
