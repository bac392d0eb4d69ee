/// The line that is being collected. It is on paper only when it is printed.
struct LineBuffer: Hashable, Sendable {
    private enum Mark: Hashable, Sendable {
        case sign(UInt32, TextStyle)
        case picture(Bitmap)
    }

    private struct Item: Hashable, Sendable {
        var x: Int
        var mark: Mark
    }

    private var items: [Item] = []
    /// Where the next character begins, in dots from the left edge of the print area.
    var position = 0
    private var end = 0

    /// More marks on one line than any sensible job has; beyond it the line prints by itself.
    private static let mostItems = 512

    var isEmpty: Bool { items.isEmpty }
    var isCrowded: Bool { items.count >= Self.mostItems }

    mutating func add(_ sign: UInt32, _ style: TextStyle) {
        items.append(Item(x: position, mark: .sign(sign, style)))
        advance(style.width)
    }

    mutating func add(_ picture: Bitmap) {
        items.append(Item(x: position, mark: .picture(picture)))
        advance(picture.width)
    }

    private mutating func advance(_ dots: Int) {
        position += dots
        end = max(end, position)
    }

    mutating func clear() { self = LineBuffer() }

    /// Height of the highest mark.
    var height: Int {
        items.reduce(0) { height, item in
            switch item.mark {
            case .sign(_, let style): max(height, style.height)
            case .picture(let picture): max(height, picture.height)
            }
        }
    }

    /// The line as dots of the whole head, marks standing on a common lower edge, and as text in columns.
    func rendered(head: Int, margin: Int, area: Int, justify: Int) -> (ink: Bitmap, text: String?) {
        let height = height
        let spare = max(0, area - end)
        let start = margin + [0, spare / 2, spare][min(2, max(0, justify))]
        var ink = Bitmap(width: head, height: height)
        var isUpsideDown = false
        for item in items {
            switch item.mark {
            case .sign(let sign, let style):
                isUpsideDown = isUpsideDown || style.isUpsideDown
                let top = height - style.height
                if style.isPlain {
                    style.draw(sign, on: &ink, x: start + item.x, y: top)
                } else {
                    ink.ink(style.cell(sign), x: start + item.x, y: top)
                }
            case .picture(let picture): ink.ink(picture, x: start + item.x, y: height - picture.height)
            }
        }
        return (isUpsideDown ? ink.turned(quarters: 2) : ink, text(start: start))
    }

    /// Characters in their order, gaps as blanks of the character that follows; `nil` without any character.
    func text(start: Int) -> String? {
        var text = ""
        var at = 0
        var found = false
        for item in items {
            guard case .sign(let sign, let style) = item.mark else { continue }
            let x = start + item.x
            let cell = max(1, style.font.width)
            if x > at { text += String(repeating: " ", count: min(200, (x - at) / cell)) }
            text.unicodeScalars.append(Unicode.Scalar(sign) ?? "\u{FFFD}")
            at = x + style.width
            found = true
        }
        return found ? String(text.reversed().drop { $0 == " " }.reversed()) : nil
    }
}
