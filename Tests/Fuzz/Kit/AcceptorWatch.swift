import DeviceKit
import Money

/// What a driver may never do, whatever its unit says: move cash or take notes without being asked, speak on a closed
/// line, or tell of money that nobody told it of.
/// - Source: `DeviceKit/BillAcceptor.swift`; models/README.md section 4, rules 1, 2 and 4.
struct AcceptorWatch {
    private var isOpen = false
    private var isClosing = false
    /// This step brought bytes.
    private var heard = 0
    /// The controller wants notes, and rest was told since the line was opened.
    private var mayEnable = false
    private var hasRested = false
    /// Orders to stack that the controller gave for an escrow that was told, and that no frame has carried yet.
    private var openOrders = 0
    /// Every escrow told in this connection.
    private var escrows: [Duration] = []
    /// The newest one.
    private(set) var lastEscrow: Duration?
    private var known: [Int64]?
    private var told = 0

    mutating func before(_ event: DialogueEvent<BillAcceptorCommand>) {
        heard = 0
        told = 0
        isClosing = false
        switch event {
        case .opened:
            self = AcceptorWatch()
            isOpen = true
        case .closed:
            isClosing = isOpen
            isOpen = false
            (openOrders, mayEnable, hasRested, escrows) = (0, false, false, [])
        case .received(let bytes): heard = bytes.count
        case .time: break
        case .command(.enable(let notes)): if !notes.isEmpty, hasRested { mayEnable = true }
        case .command(.stack(let seenAt)): if escrows.contains(seenAt) { openOrders += 1 }
        case .command(.settle), .command(.disable), .command(.giveBack), .command(.acknowledge): break
        }
    }

    mutating func sent(_ asked: Asked) throws(Broken) {
        try promise(isOpen, "bytes on a closed line")
        if asked.stacks {
            try promise(openOrders > 0, "a note was ordered into the box, and nobody had asked for it")
            openOrders -= 1
        }
        if asked.enables { try promise(mayEnable, "notes are taken in before the unit came to rest") }
    }

    mutating func reported(_ report: BillAcceptorReport, at now: Duration) throws(Broken) {
        try promise(isOpen || isClosing, "a report about a closed line: \(report)")
        switch report {
        case .identified(let identity):
            known = identity.denominations
            (openOrders, mayEnable) = (0, false)
            try promise(identity.denominations == identity.denominations.sorted(), "face values out of order")
        case .escrowed(let note, let seenAt):
            try promise(heard > 0, "an escrow without a byte")
            try promise(seenAt <= now, "an escrow seen in the future")
            try check(note)
            escrows.append(seenAt)
            if escrows.count > 64 { escrows.removeFirst() }
            lastEscrow = seenAt
        case .escrowedUnknown(let seenAt): try promise(seenAt <= now, "an escrow seen in the future")
        case .stacked(let note):
            told += 1
            try promise(heard > 0, "a stacked note without a byte")
            try promise(told <= heard / 5 + 60, "more stacked notes than frames")
            try promise(known != nil, "money before the unit told who it is")
            if let note { try check(note) }
        case .atRest(let counter, _):
            hasRested = true
            try promise(counter.map { $0 >= 0 } ?? true, "a count below zero")
        case .returned: try promise(heard > 0, "a returned note without a byte")
        case .broken, .poweredUp: mayEnable = false
        case .remembered, .outcomeMissing, .accepting, .rejected, .status, .cheated: break
        }
    }

    private func check(_ note: Denomination) throws(Broken) {
        guard let known else { throw Broken("money before the unit told who it is") }
        try promise(known.contains(note.minorUnits), "\(note) is none of the unit's notes")
    }
}
