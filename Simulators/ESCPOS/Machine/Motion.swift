/// One thing the mechanism does, in order.
enum Motion: Hashable, Sendable {
    /// Paper forward by rows, the first of them inked.
    case advance(rows: Int, ink: Bitmap?, items: [PrintedItem])
    case retreat(rows: Int)
    case cut(CutKind)
    /// NV memory is being written; the printer is deaf.
    case store
    case kick(Pulse)

    /// Paper rows it takes.
    var rows: Int {
        switch self {
        case .advance(let rows, _, _), .retreat(let rows): rows
        case .cut, .store, .kick: 0
        }
    }

    /// Rows that belong together: a started line is finished when the paper end sensor speaks.
    var inkedRows: Int {
        switch self {
        case .advance(_, let ink, _): ink?.height ?? 0
        case .retreat, .cut, .store, .kick: 0
        }
    }
}

/// A motion under way.
struct ActiveMotion: Hashable, Sendable {
    var motion: Motion
    var rowsDone = 0
    /// Since when it runs, and how many rows were done then; `nil` while it is held up.
    var runningSince: Duration?
    var rowsBefore = 0
}

/// GS V C: a cut that waits until the paper has come to the blade.
struct ReservedCut: Hashable, Sendable {
    var rowsLeft: Int
    var kind: CutKind
}

/// Current in a solenoid.
struct RunningPulse: Hashable, Sendable {
    var pulse: Pulse
    var began: Duration
    var hasActed = false
}

extension Duration {
    /// How many whole `unit`s fit; all of them if the unit is zero.
    func whole(_ unit: Duration) -> Int {
        let (span, one) = (attosecondCount, unit.attosecondCount)
        guard span > 0 else { return one == 0 ? Int.max : 0 }
        return one > 0 ? Int(clamping: span / one) : Int.max
    }

    private var attosecondCount: Int128 {
        Int128(components.seconds) * 1_000_000_000_000_000_000 + Int128(components.attoseconds)
    }
}
