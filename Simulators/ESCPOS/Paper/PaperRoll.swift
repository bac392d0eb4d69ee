/// The roll, the paper path and what came out of it: the physical truth about paper.
///
/// The head prints on the row at `head`. The blade and the tear bar sit `bladeDistance` rows further down the path, so
/// a cut without feed goes through lines that were just printed, as in reality.
struct PaperRoll: Hashable, Sendable {
    /// Rows left before the end sensor looks through; below zero it is the tail under the head.
    private(set) var remaining: Int
    /// The piece that hangs out.
    private(set) var hanging: PaperPiece
    /// Row of `hanging` under the head.
    private(set) var head: Int
    /// Pieces that came off, oldest first.
    private(set) var loose: [PaperPiece] = []
    private static let mostItems = 4_000
    private let width: Int
    private let bladeDistance: Int
    private let tail: Int
    private let hangingLimit: Int
    private let looseLimit: Int

    init(width: Int, rows: Int, bladeDistance: Int, tail: Int, hangingLimit: Int, looseLimit: Int) {
        (self.width, self.bladeDistance, self.tail) = (width, bladeDistance, tail)
        (self.hangingLimit, self.looseLimit) = (max(hangingLimit, bladeDistance + 1), max(1, looseLimit))
        remaining = rows
        head = rows > 0 ? bladeDistance : 0
        hanging = PaperPiece(
            number: 1, bitmap: Bitmap(width: width, height: rows > 0 ? bladeDistance : 0), items: [], ending: .hanging)
    }

    var isAtEnd: Bool { remaining <= 0 }

    /// One row forward under the head, with ink or without; false if there is no paper left to move.
    mutating func advance(_ ink: ArraySlice<UInt8>?) -> Bool {
        guard remaining > -tail else { return false }
        remaining -= 1
        if head == hanging.bitmap.height { hanging.bitmap.extend(by: 1) }
        if let ink { hanging.bitmap.ink(ink, x: 0, y: head) }
        head += 1
        if hanging.bitmap.height > hangingLimit { detach(at: head - bladeDistance, .fell) }
        return true
    }

    /// One row back towards the roll; false when the edge of the paper is reached.
    mutating func retreat() -> Bool {
        guard head > 0 else { return false }
        (head, remaining) = (head - 1, remaining + 1)
        return true
    }

    /// Notes what will stand from the row under the head on.
    mutating func begin(_ item: PrintedItem) {
        var item = item
        item.top += head
        item.rowsShown = item.rows
        hanging.items.append(item)
        // Paper pulled back can be printed over for ever.
        if hanging.items.count > Self.mostItems { hanging.items.removeFirst(Self.mostItems / 2) }
    }

    /// Printing goes on after an interruption with so many rows of the motion done: what is still to come of this item
    /// stands on the paper that lies under the head now. On the paper where it began it stays the torn item it is.
    mutating func goOn(_ item: PrintedItem, after done: Int) {
        let shown = max(0, min(item.rows, done - item.top))
        let stands = hanging.items.contains { known in
            let end = known.top + known.rowsShown
            return known.content == item.content && known.top <= head && (head < end || head == end && !known.isWhole)
        }
        guard shown < item.rows, !stands else { return }
        var rest = item
        (rest.top, rest.rowsShown) = (head + max(0, item.top - done), item.rows - shown)
        hanging.items.append(rest)
    }

    /// Printing stopped at this row: what would have come below it is not there.
    mutating func interrupt() {
        for index in hanging.items.indices where hanging.items[index].top + hanging.items[index].rows > head {
            hanging.items[index].rowsShown = min(
                hanging.items[index].rowsShown, max(0, head - hanging.items[index].top))
        }
        hanging.items.removeAll { $0.rowsShown == 0 }
    }

    /// Blade or hand at the tear bar. False if no paper lies beyond it.
    mutating func sever(_ ending: PaperPiece.Ending) -> Bool { detach(at: head - bladeDistance, ending) }

    /// A new roll is threaded in, up to the tear bar.
    mutating func load(rows: Int) {
        if hanging.bitmap.height > 0 { detach(at: hanging.bitmap.height, isAtEnd ? .rollEnd : .torn) }
        remaining = max(0, rows)
        guard rows > 0 else { return }
        hanging.bitmap.extend(by: bladeDistance)
        head = bladeDistance
    }

    /// The roll is unwound behind our back.
    mutating func shrink(to rows: Int) { remaining = min(remaining, rows) }

    /// All pieces, the hanging one last, as they look at this moment.
    var visible: [PaperPiece] {
        guard hanging.bitmap.height > 0 else { return loose }
        var now = self
        now.interrupt()
        return loose + [now.hanging]
    }

    /// Somebody takes the loose pieces away.
    mutating func collect() { loose.removeAll() }

    @discardableResult
    private mutating func detach(at row: Int, _ ending: PaperPiece.Ending) -> Bool {
        guard row > 0, row <= hanging.bitmap.height else { return false }
        var off = hanging
        off.bitmap = hanging.bitmap.rows(0..<row)
        off.ending = ending
        off.items = hanging.items.compactMap { $0.within(0..<row) }
        hanging.bitmap = hanging.bitmap.rows(row..<hanging.bitmap.height)
        hanging.items = hanging.items.compactMap { $0.within(row..<Int.max) }
        hanging.number += 1
        head = max(0, head - row)
        loose.append(off)
        if loose.count > looseLimit { loose.removeFirst(loose.count - looseLimit) }
        return true
    }
}

extension PrintedItem {
    /// The part of it that lies in these rows, counted from the first of them.
    fileprivate func within(_ range: Range<Int>) -> PrintedItem? {
        let shown = (top..<(top + rowsShown)).clamped(to: range)
        guard !shown.isEmpty else { return nil }
        var part = self
        part.top = top - range.lowerBound
        part.rowsShown = shown.count
        return part
    }
}
