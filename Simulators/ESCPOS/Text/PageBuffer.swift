/// A page of page mode: nothing is on paper before it is printed as a whole.
///
/// - Source: receipt-printers.md 2.6.
struct PageBuffer: Hashable, Sendable {
    /// Longest page.
    static let mostRows = 1_662

    private struct Area: Hashable, Sendable { var x, y, width, height: Int }

    private let width: Int
    private var canvas: Bitmap
    private var layer: Bitmap
    private var area: Area
    private var direction = 0
    private var extent = 0
    private var run = LineBuffer()
    /// Cursor along and across the writing direction; `y` is where letters stand.
    var x = 0
    var y: Int
    private(set) var items: [PrintedItem] = []

    private static let mostItems = 2_000
    private static let firstBaseline = 19

    init(width: Int) {
        self.width = width
        canvas = Bitmap(width: width, height: Self.mostRows)
        area = Area(x: 0, y: 0, width: width, height: Self.mostRows)
        layer = Bitmap(width: width, height: Self.mostRows)
        y = Self.firstBaseline
    }

    /// Dots along a line in the present direction.
    var lineWidth: Int { direction % 2 == 0 ? area.width : area.height }

    mutating func setArea(x: Int, y: Int, width: Int, height: Int) {
        settle()
        area = Area(x: x, y: y, width: min(width, self.width - x), height: min(height, Self.mostRows - y))
        fresh()
    }

    mutating func setDirection(_ direction: Int) {
        settle()
        self.direction = direction
        fresh()
    }

    /// CAN: the area is emptied.
    mutating func cancel() {
        fresh()
        run.clear()
        let rows = area.y..<(area.y + area.height)
        items.removeAll { rows.contains($0.top) }
        canvas.erase(x: area.x, y: area.y, width: area.width, height: area.height)
    }

    mutating func add(_ sign: UInt32, _ style: TextStyle) {
        if x + style.width > lineWidth { newLine(style.height) }
        layer.ink(style.cell(sign), x: x, y: y - style.ascent)
        if run.isCrowded { endRun() }
        run.position = x
        run.add(sign, style)
        x += style.width
    }

    /// A picture that stands on the cursor.
    mutating func add(_ picture: Bitmap, _ content: PrintedItem.Content) {
        let top = max(0, y - picture.height)
        layer.ink(picture, x: x, y: top)
        note(content, top: top, rows: picture.height)
        x += picture.width
    }

    mutating func newLine(_ pitch: Int) {
        endRun()
        (x, y) = (0, min(Self.mostRows, y + pitch))
    }

    mutating func moveVertically(to position: Int) {
        endRun()
        y = min(Self.mostRows, max(0, position))
    }

    /// What will stand on paper, from the top of the page to the end of the lowest area.
    mutating func printed() -> (ink: Bitmap, items: [PrintedItem]) {
        settle()
        return (canvas.rows(0..<extent), items)
    }

    private mutating func fresh() {
        let turned = direction % 2 == 1
        layer = Bitmap(width: turned ? area.height : area.width, height: turned ? area.width : area.height)
        (x, y) = (0, Self.firstBaseline)
    }

    private mutating func settle() {
        endRun()
        let ink = layer.turned(quarters: [0, 3, 2, 1][direction])
        guard ink.bytes.contains(where: { $0 != 0 }) else { return }
        canvas.ink(ink, x: area.x, y: area.y)
        extent = max(extent, area.y + area.height)
    }

    private mutating func endRun() {
        if let text = run.text(start: 0) { note(.text(text), top: max(0, y - Self.firstBaseline), rows: 24) }
        run.clear()
    }

    private mutating func note(_ content: PrintedItem.Content, top: Int, rows: Int) {
        guard items.count < Self.mostItems else { return }
        items.append(
            PrintedItem(content: content, top: area.y + (direction == 0 ? top : 0), rows: rows, rowsShown: rows))
    }
}
