public import Custody
import DeviceKit
import Money
import OrderedCollections

/// Why cash cannot be taken now. The page has one sentence for each.
public enum TenderReason: String, Hashable, Sendable, CaseIterable {
    /// The devices: printer, acceptor, the cash unit behind it.
    case printerNoPaper, printerTrouble, acceptorTrouble, acceptorStarting, cashUnitFull, cashUnitMissing
    /// A device was set aside after repeated faults, and nobody has released it: acceptor, printer.
    case acceptorSetAside, printerSetAside
    /// The station: a cash unit it does not know, its journal, the office, the time without the ledger, the note path.
    case cashUnitUnknown, journalNotWritable, officeClosed, offlineLimit, jam, limitReached, noteInDoubtPath
    /// It is finding out what happened before (`recovering`), or people must look or have stopped it (`staff`).
    case recovering, staff
    /// The acceptor cannot prove what it took (class C), and the office has set no limit for its notes.
    case noNoteLimit
}

extension KioskMachine {
    /// Everything that speaks against taking a note now, most lasting first; empty: cash is offered.
    public func cashReasons(_ now: Now) -> [TenderReason] {
        var reasons: [TenderReason] = []
        if stopping { reasons.append(.staff) }
        if store.problem != nil { reasons.append(.journalNotWritable) }
        if !moneyAllowed { reasons.append(.recovering) }
        reasons += acceptorReasons + cashUnitReasons + printerReasons
        if offlineTooLong(now) { reasons.append(.offlineLimit) }
        return reasons
    }

    /// Devices by the names that the settings give them.
    static let acceptorName = DeviceID(known: "validator")
    static let printerName = DeviceID(known: "printer")
    static let scannerName = DeviceID(known: "scanner")

    private var acceptorReasons: [TenderReason] {
        if books.quarantined[Self.acceptorName] != nil { return [.acceptorSetAside] }
        if claimed.contains(Self.acceptorName) { return [.staff] }
        if acceptor.broken != nil { return [.acceptorTrouble] }
        guard acceptor.identity != nil, let status = acceptor.status else { return [.acceptorStarting] }
        if status.failed { return [.acceptorTrouble] }
        if noteLimit == 0 { return [.noNoteLimit] }
        var reasons: [TenderReason] = []
        if status.jammed { reasons.append(.jam) }
        switch lane.phase {
        case .barred: reasons.append(.staff)
        case .recovering: reasons.append(hasOpenIntent ? .recovering : .acceptorStarting)
        case .ready, .stacking, .returning: break
        }
        return reasons
    }

    private var cashUnitReasons: [TenderReason] {
        guard let fill = books.cashUnitFill else { return [.cashUnitUnknown] }
        if let status = acceptor.status, !status.cashUnitPresent { return [.cashUnitMissing] }
        return fill.isFull || acceptor.status?.cashUnitFull == true ? [.cashUnitFull] : []
    }

    private var printerReasons: [TenderReason] {
        guard books.policy[.receiptRequired] == 1 else { return [] }
        if books.quarantined[Self.printerName] != nil { return [.printerSetAside] }
        if claimed.contains(Self.printerName) { return [.staff] }
        guard printer.broken == nil, let status = printer.status else { return [.printerTrouble] }
        if status.ready { return [] }
        // While a job is printing a printer may be busy without anything being wrong.
        if printer.job != nil, status.paper != .end, status.coverOpen == false, status.error == nil { return [] }
        return status.paper == .end ? [.printerNoPaper] : [.printerTrouble]
    }

    private func offlineTooLong(_ now: Now) -> Bool {
        guard !ledgerOnline else { return false }
        let waiting = books.outbox.values.reduce(Int64(0)) { sum, row in
            row.allocations.reduce(sum) { $0 + $1.toBill.minorUnits + $1.toCredit.minorUnits }
        }
        guard waiting < books.policy[.offlineCashLimit] else { return true }
        guard let oldest = books.outbox.values.first?.committedAt, now.wall.quality != .untrusted else { return false }
        return now.wall.utcMilliseconds - oldest.utcMilliseconds > books.policy[.offlineHours] * 3_600_000
    }

    /// Whether any acceptor has an intent without outcome.
    public var hasOpenIntent: Bool { books.acceptors.values.contains { $0.open != nil } }
}
