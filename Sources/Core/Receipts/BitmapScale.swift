extension Bitmap {
    /// The picture no wider than this, in proportion; itself when it already fits. A dot of the smaller picture is black
    /// when at least half of the dots it stands for are.
    public func fitted(width limit: Int) -> Bitmap {
        guard limit > 0, width > limit else { return self }
        let newHeight = max(1, height * limit / width)
        let newStride = (limit + 7) / 8
        var packed = [UInt8](repeating: 0, count: newStride * newHeight)
        for y in 0..<newHeight {
            let top = y * height / newHeight
            let bottom = max(top + 1, (y + 1) * height / newHeight)
            for x in 0..<limit {
                let left = x * width / limit
                let right = max(left + 1, (x + 1) * width / limit)
                var black = 0
                for sourceY in top..<bottom {
                    for sourceX in left..<right where self[sourceX, sourceY] { black += 1 }
                }
                if black * 2 >= (bottom - top) * (right - left) {
                    packed[y * newStride + x / 8] |= 0x80 >> UInt8(x % 8)
                }
            }
        }
        return Bitmap(width: limit, height: newHeight, rows: packed) ?? self
    }

    /// The picture with every dot as a square of this many dots.
    public func enlarged(_ factor: Int) -> Bitmap {
        guard factor > 1 else { return self }
        let newStride = (width * factor + 7) / 8
        var packed: [UInt8] = []
        packed.reserveCapacity(newStride * height * factor)
        for y in 0..<height {
            let start = packed.count
            packed.append(contentsOf: repeatElement(0, count: newStride))
            for x in 0..<width where self[x, y] {
                for dot in (x * factor)..<((x + 1) * factor) { packed[start + dot / 8] |= 0x80 >> UInt8(dot % 8) }
            }
            // Rows of one module are alike: copy instead of drawing again.
            for _ in 1..<factor {
                for column in 0..<newStride { packed.append(packed[start + column]) }
            }
        }
        return Bitmap(width: width * factor, height: height * factor, rows: packed) ?? self
    }
}
