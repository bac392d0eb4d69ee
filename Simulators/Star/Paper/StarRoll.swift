/// The roll, the paper path and what came out of it: the physical truth about paper.
///
/// The head prints at the end of `hanging`. Blade and tear bar sit `bladeDistance` rows further down the path, so a cut
/// without feed goes through lines that were just printed, as in reality.
struct StarRoll: Hashable, Sendable {
    /// Rows left before the end sensor looks through; below zero it is the tail under the head.
    private(set) var remaining: Int
    private(set) var hanging: StarPiece
    private(set) var loose: [StarPiece] = []
    private let bladeDistance: Int
    private let tail: Int
    private let kept: Int

    init(_ configuration: StarConfiguration) {
        let model = configuration.model
        bladeDistance = max(1, model.bladeDistanceDots)
        tail = configuration.tailMillimetres * StarModel.dotsPerMillimetre
        kept = max(1, configuration.keptPieces)
        remaining = configuration.rollMillimetres * StarModel.dotsPerMillimetre
        let dots = StarDots(width: model.printWidthDots, height: remaining > 0 ? bladeDistance : 0)
        hanging = StarPiece(number: 1, dots: dots, items: [], ending: .hanging)
    }

    var isAtEnd: Bool { remaining <= 0 }

    /// One row forward under the head, with ink or without; false if there is no paper left to move.
    mutating func advance(_ ink: ArraySlice<UInt8>?) -> Bool {
        guard remaining > -tail else { return false }
        remaining -= 1
        hanging.dots.extend(by: 1)
        if let ink { hanging.dots.ink(ink, y: hanging.dots.height - 1) }
        // Two metres of paper do not hang: they lie on the floor.
        if hanging.dots.height > 16_000 { _ = sever(.torn) }
        return true
    }

    /// Dots over what stands in the newest row, as `k` rows of raster mode do.
    mutating func overprint(_ ink: ArraySlice<UInt8>) { hanging.dots.ink(ink, y: hanging.dots.height - 1) }

    /// Notes what will stand from the next row on. Rows of dots that follow each other are one picture.
    mutating func begin(_ item: StarItem) {
        if item.content == .image, item.rows == 1, endsInImage { return lengthenImage() }
        var item = item
        (item.top, item.rowsShown) = (hanging.dots.height, item.rows)
        hanging.items.append(item)
        if hanging.items.count > 4_000 { hanging.items.removeFirst(2_000) }
    }

    /// Printing goes on after an interruption with so many rows of the item done: what is still to come of it stands on
    /// the paper that lies under the head now. On the paper where it began it stays the torn item it is.
    mutating func goOn(_ item: StarItem, after done: Int) {
        let head = hanging.dots.height
        let stands = hanging.items.contains { known in
            let end = known.top + known.rowsShown
            return known.content == item.content && known.top <= head && (head < end || head == end && !known.isWhole)
        }
        guard done < item.rows, !stands else { return }
        var rest = item
        (rest.top, rest.rowsShown) = (head, item.rows - done)
        hanging.items.append(rest)
    }

    /// Printing stopped here: what would have come below is not there.
    mutating func interrupt() { Self.interrupt(&hanging) }

    private static func interrupt(_ piece: inout StarPiece) {
        let height = piece.dots.height
        for index in piece.items.indices where piece.items[index].top + piece.items[index].rows > height {
            let shown = max(0, height - piece.items[index].top)
            piece.items[index].rowsShown = min(piece.items[index].rowsShown, shown)
        }
        piece.items.removeAll { $0.rowsShown <= 0 }
    }

    /// Blade or hand at the tear bar. False if no paper lies beyond it.
    mutating func sever(_ ending: StarPiece.Ending) -> Bool {
        let row = hanging.dots.height - bladeDistance
        guard row > 0 else { return false }
        detach(at: row, ending)
        return true
    }

    /// A new roll is threaded in, up to the tear bar; zero takes it out.
    mutating func load(rows: Int) {
        interrupt()
        if hanging.dots.height > 0 { detach(at: hanging.dots.height, .rollEnd) }
        remaining = max(0, rows)
        if rows > 0 { hanging.dots.extend(by: bladeDistance) }
    }

    mutating func shrink(to rows: Int) { remaining = min(remaining, rows) }

    mutating func collect() { loose = [] }

    /// All pieces, the hanging one last, as they look at this moment.
    var visible: [StarPiece] {
        guard hanging.dots.height > 0 else { return loose }
        var now = hanging
        Self.interrupt(&now)
        return loose + [now]
    }

    private mutating func detach(at row: Int, _ ending: StarPiece.Ending) {
        var off = hanging
        off.dots = hanging.dots.rows(0..<row)
        off.items = hanging.items.compactMap { $0.within(0..<row) }
        off.ending = ending
        hanging.items = hanging.items.compactMap { $0.within(row..<Int.max) }
        hanging.dots = hanging.dots.rows(row..<hanging.dots.height)
        hanging.number += 1
        loose.append(off)
        if loose.count > kept { loose.removeFirst() }
    }
}

extension StarRoll {
    /// The newest thing on the paper is a picture that ends here: the next row belongs to it.
    fileprivate var endsInImage: Bool {
        guard let last = hanging.items.last, last.content == .image else { return false }
        return last.top + last.rows == hanging.dots.height
    }

    /// The picture goes on.
    fileprivate mutating func lengthenImage() {
        hanging.items[hanging.items.count - 1].rows += 1
        hanging.items[hanging.items.count - 1].rowsShown += 1
    }
}
