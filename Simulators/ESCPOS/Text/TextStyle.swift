/// How the next character looks.
struct TextStyle: Hashable, Sendable {
    var font = CharacterFont.a
    var isBold = false
    var isDoubleStrike = false
    var underline = 0
    var isInverted = false
    var across = 1
    var down = 1
    var rightSpace = 0
    var isTurned = false
    var isUpsideDown = false

    /// Dots that a character takes along the line and above it.
    var width: Int { (isTurned ? font.height : font.width) * across + rightSpace * across }
    var height: Int { (isTurned ? font.width : font.height) * down }
    /// From the top of the cell to the line the letters stand on.
    var ascent: Int { font.height * 19 / 24 * down }

    mutating func apply(_ change: StyleChange) {
        switch change {
        case .printMode(let n):
            font = n & 0x01 != 0 ? .b : .a
            isBold = n & 0x08 != 0
            (down, across) = (n & 0x10 != 0 ? 2 : 1, n & 0x20 != 0 ? 2 : 1)
            underline = n & 0x80 != 0 ? max(1, underline) : 0
        case .size(let n): (across, down) = (Int(n >> 4 & 7) + 1, Int(n & 7) + 1)
        case .font(let font): self.font = font
        case .bold(let on): isBold = on
        case .doubleStrike(let on): isDoubleStrike = on
        case .underline(let dots): underline = dots
        case .inverted(let on): isInverted = on
        case .upsideDown(let on): isUpsideDown = on
        case .turned(let on): isTurned = on
        case .rightSpace(let dots): rightSpace = dots
        }
    }

    /// The cell of a sign as dots.
    func cell(_ sign: UInt32) -> Bitmap {
        var cell = Bitmap(width: font.width + (isTurned ? 0 : rightSpace), height: font.height)
        draw(sign, on: &cell, x: 0, y: 0)
        if isInverted { cell = cell.inverted() }
        if isTurned { cell = cell.turned(quarters: 1) }
        return cell.scaled(across: across, down: down)
    }

    /// Whether a character can be drawn without a cell of its own.
    var isPlain: Bool { across == 1 && down == 1 && !isInverted && !isTurned }

    /// The sign in its natural size.
    func draw(_ sign: UInt32, on canvas: inout Bitmap, x: Int, y: Int) {
        let rows = GlyphTable.rows(sign, font)
        let isHeavy = isBold || isDoubleStrike
        for (line, row) in rows.enumerated() where row != 0 {
            canvas.ink(bits: isHeavy ? row | row >> 1 : row, x: x, y: y + line)
        }
        guard underline > 0, !isInverted, !isTurned else { return }
        for line in (font.height - min(2, underline))..<font.height {
            canvas.fill(x: x, y: y + line, width: font.width + rightSpace, height: 1)
        }
    }
}

extension Bitmap {
    /// Sixteen dots of row `y` from `x` on, leftmost in the highest bit.
    mutating func ink(bits: UInt16, x: Int, y: Int) {
        ink(CollectionOfOne(UInt8(bits >> 8)), x: x, y: y)
        let low = UInt8(bits & 0xFF)
        if low != 0 { ink(CollectionOfOne(low), x: x + 8, y: y) }
    }
}
