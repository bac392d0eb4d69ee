/// One thing the mechanism does, in order.
enum StarMotion: Hashable, Sendable {
    /// Paper forward by rows, the first of them inked.
    case advance(rows: Int, ink: StarDots?, item: StarItem?)
    /// More dots on the row that was printed last.
    case overprint([UInt8])
    case cut(StarCut)
    case kick(Int)
    /// ETB: counts, now that all before it is on paper.
    case check
    case reply([UInt8])

    var rows: Int {
        if case .advance(let rows, _, _) = self { rows } else { 0 }
    }

    /// Rows that belong together: a started line is finished when the paper end sensor speaks.
    var inkedRows: Int {
        if case .advance(_, let ink, _) = self { ink?.height ?? 0 } else { 0 }
    }
}

/// A motion under way.
struct StarActiveMotion: Hashable, Sendable {
    var motion: StarMotion
    var rowsDone = 0
    /// Since when it runs, and how many rows were done then; `nil` while it is held up.
    var runningSince: Duration?
    var rowsBefore = 0
}

extension Duration {
    /// How many whole `unit`s fit.
    func whole(_ unit: Duration) -> Int {
        let (span, one) = (attosecondCount, unit.attosecondCount)
        guard span > 0 else { return one == 0 ? Int.max : 0 }
        return one > 0 ? Int(clamping: span / one) : Int.max
    }

    private var attosecondCount: Int128 {
        Int128(components.seconds) * 1_000_000_000_000_000_000 + Int128(components.attoseconds)
    }
}
