/// How the next character looks.
struct StarStyle: Hashable, Sendable {
    var isSmall = false
    var isBold = false
    var isUnderlined = false
    var isOverlined = false
    var isInverted = false
    var across = 1
    var down = 1
    var space = 0

    /// Dots of one character across and down.
    var width: Int { ((isSmall ? 9 : 12) + space) * across }
    var height: Int { 24 * down }
}

/// The line that is being collected. It is on paper only when it is printed.
struct StarLine: Hashable, Sendable {
    private enum Mark: Hashable, Sendable {
        case sign(Unicode.Scalar, StarStyle)
        case picture(StarDots)
    }

    private struct Item: Hashable, Sendable {
        var x: Int
        var mark: Mark
    }

    private var items: [Item] = []
    /// Where the next character begins, in dots from the left edge of the print area.
    var position = 0

    var isEmpty: Bool { items.isEmpty }
    /// More marks than any line holds: it prints by itself.
    var isCrowded: Bool { items.count >= 512 }

    mutating func add(_ sign: Unicode.Scalar, _ style: StarStyle) {
        items.append(Item(x: position, mark: .sign(sign, style)))
        position += style.width
    }

    mutating func add(_ picture: StarDots) {
        items.append(Item(x: position, mark: .picture(picture)))
        position += picture.width
    }

    var height: Int {
        items.reduce(0) { most, item in
            switch item.mark {
            case .sign(_, let style): max(most, style.height)
            case .picture(let picture): max(most, picture.height)
            }
        }
    }

    private var end: Int {
        items.reduce(0) { most, item in
            switch item.mark {
            case .sign(_, let style): max(most, item.x + style.width)
            case .picture(let picture): max(most, item.x + picture.width)
            }
        }
    }

    /// The line as dots of the whole head, marks standing on a common lower edge, and as text in columns.
    func rendered(head: Int, left: Int, area: Int, align: Int, upsideDown: Bool) -> (ink: StarDots, text: String?) {
        let spare = max(0, area - end)
        let start = left + [0, spare / 2, spare][min(2, max(0, align))]
        let height = height
        var ink = StarDots(width: head, height: height)
        var text = ""
        var at = 0
        var found = false
        for item in items {
            let x = start + item.x
            switch item.mark {
            case .sign(let sign, let style):
                draw(sign, style, on: &ink, x: x, y: height - style.height)
                if x > at { text += String(repeating: " ", count: min(200, (x - at) / 12)) }
                text.unicodeScalars.append(sign)
                (at, found) = (x + style.width, true)
            case .picture(let picture):
                for y in 0..<picture.height {
                    for column in 0..<picture.width where picture[column, y] {
                        ink[x + column, height - picture.height + y] = true
                    }
                }
            }
        }
        if upsideDown { ink = ink.turned() }
        while text.last == " " { text.removeLast() }
        return (ink, found ? text : nil)
    }

    /// Letters of five by seven, each dot two by two in the cell of 12 by 24 (one by two in the small font's).
    private func draw(_ sign: Unicode.Scalar, _ style: StarStyle, on ink: inout StarDots, x: Int, y: Int) {
        let shape = StarLetters.shape(sign)
        let dot = style.isSmall ? 1 : 2
        let left = style.isSmall ? 2 : 1
        func rows(_ rows: [UInt8], from top: Int) {
            for (line, row) in rows.enumerated() {
                for column in 0..<5 where row & (16 >> UInt8(column)) != 0 {
                    let bold = style.isBold || style.isSmall ? 1 : 0
                    ink.fill(
                        x: x + (left + column * dot) * style.across, y: y + (top + line * 2) * style.down,
                        width: (dot + bold) * style.across, height: 2 * style.down)
                }
            }
        }
        rows(shape.body, from: 5)
        rows(shape.above, from: 1)
        rows(shape.below, from: 19)
        if style.isUnderlined { ink.fill(x: x, y: y + 22 * style.down, width: style.width, height: 2) }
        if style.isOverlined { ink.fill(x: x, y: y, width: style.width, height: 2) }
        if style.isInverted { ink.invert(x: x, y: y, width: style.width, height: style.height) }
    }
}

extension StarDots {
    /// Turned by half a turn.
    func turned() -> StarDots {
        var result = StarDots(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width where self[x, y] { result[width - 1 - x, height - 1 - y] = true }
        }
        return result
    }
}
