/// Strokes as straight pieces, in 64ths of a dot: all letters are drawn with whole numbers.
struct StrokePath: Sendable {
    struct Point: Hashable, Sendable { var x, y: Int }
    /// Pieces to be gone over with a round pen; a dot is a piece of no length.
    private(set) var pieces: [(from: Point, to: Point)] = []

    /// Reads the notation of `Strokes`; unknown characters are skipped.
    init(_ notation: String) {
        for stroke in notation.split(separator: "/") {
            var last: Point?
            var control: Point?
            var drawn = false
            for token in stroke.split(separator: " ") {
                let isControl = token.first == "~"
                guard let point = Self.point(token.drop { $0 == "~" }) else { continue }
                if isControl {
                    control = point
                } else if let from = last {
                    curve(from, control, point)
                    (last, control, drawn) = (point, nil, true)
                } else {
                    last = point
                }
            }
            if !drawn, let last { pieces.append((last, last)) }
        }
    }

    private static func point(_ text: Substring) -> Point? {
        let values = text.utf8.compactMap { byte -> Int? in
            switch byte {
            case 0x30...0x39: Int(byte) - 0x30
            case 0x61...0x6F: Int(byte) - 0x61 + 10
            case _: nil
            }
        }
        return values.count == 2 ? Point(x: values[0] * 64, y: values[1] * 64) : nil
    }

    private mutating func curve(_ from: Point, _ control: Point?, _ to: Point) {
        guard let control else { return pieces.append((from, to)) }
        let steps = 8
        var last = from
        for step in 1...steps {
            let (a, b, c) = ((steps - step) * (steps - step), 2 * step * (steps - step), step * step)
            let next = Point(
                x: (a * from.x + b * control.x + c * to.x) / (steps * steps),
                y: (a * from.y + b * control.y + c * to.y) / (steps * steps))
            pieces.append((last, next))
            last = next
        }
    }

    /// Every point moved.
    func mapped(_ move: (Point) -> Point) -> StrokePath {
        var result = self
        result.pieces = pieces.map { (move($0.from), move($0.to)) }
        return result
    }

    static func + (left: StrokePath, right: StrokePath) -> StrokePath {
        var result = left
        result.pieces += right.pieces
        return result
    }

    /// Rows of at most 16 dots, leftmost dot in the highest bit, drawn with a pen of that radius (64ths of a dot).
    func rows(width: Int, height: Int, radius: Int) -> [UInt16] {
        (0..<height).map { y in
            (0..<width).reduce(UInt16(0)) { row, x in
                touches(Point(x: x * 64 + 32, y: y * 64 + 32), radius) ? row | 0x8000 >> UInt16(x) : row
            }
        }
    }

    private func touches(_ p: Point, _ radius: Int) -> Bool {
        pieces.contains { piece in
            let (dx, dy) = (piece.to.x - piece.from.x, piece.to.y - piece.from.y)
            let (px, py) = (p.x - piece.from.x, p.y - piece.from.y)
            let length = dx * dx + dy * dy
            let along = px * dx + py * dy
            if length == 0 || along <= 0 { return px * px + py * py <= radius * radius }
            if along >= length {
                let (ex, ey) = (p.x - piece.to.x, p.y - piece.to.y)
                return ex * ex + ey * ey <= radius * radius
            }
            let cross = px * dy - py * dx
            return cross * cross <= radius * radius * length
        }
    }
}
