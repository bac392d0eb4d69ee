import Controller
import CoreLedgerSimulator
import Custody
import DeviceKit
import SimulatorKit
import Journal
import Money
import OrderedCollections

/// What must be true when the world has come to rest, before and after the last count.
extension StormWorld {
    /// The box is what is credited, in doubt, and registered as found; note by note and cash unit by cash unit.
    func judgeAtRest() throws(StormFailure) {
        let strays = try judgeNotes()
        // All units together: what fell in just before a pull is seen by the counter after it.
        let registered = oracle.unclaimed.reduce(0) { $0 + $1.count }
        if strays.count > registered {
            throw failure(.lost("\(strays.count) notes have no record, \(registered) are registered as found"))
        }
        if strays.count < registered {
            throw failure(.doubled("\(registered) notes are registered as found, \(strays.count) are there"))
        }
        if weather.counter == .exact, !weather.strokes.contains(.swap), !weather.strokes.contains(.stackUnordered) {
            for (note, doubt) in kiosk.books.doubts where kiosk.books.installed == doubt.cashUnit {
                throw failure(.books("\(note) is still in doubt (\(doubt.reason)), and the count is exact"))
            }
        }
        try judgePostings()
    }

    /// Note by note; returns the pieces in a box that no record owns.
    private func judgeNotes() throws(StormFailure) -> [Int] {
        var strays: [Int] = []
        var open: Int?
        for piece in device.notes {
            let word = oracle.word(about: piece.id)
            let isInBox = Oracle.lies(piece.id, inBoxOf: device)
            switch (isInBox, word) {
            case (true, .credited), (true, .doubted), (false, .doubted), (false, .returned), (false, nil): break
            case (false, .found) where piece.place == .withStaff: break
            case (true, .returned): throw failure(.lost("piece \(piece.id) is in the box and written off"))
            case (true, nil): strays.append(piece.id)  // a fished one fell in, too
            case (false, .credited), (false, .found), (true, .found):
                throw failure(.doubled("piece \(piece.id) is credited and \(Oracle.whereIs(piece.id, device))"))
            case (true, .intended): throw failure(.lost("piece \(piece.id) is in the box, its intent without outcome"))
            case (false, .intended): open = piece.id
            }
        }
        if let open { throw failure(.books("piece \(open) has an open intent at rest")) }
        return strays
    }

    /// The journal is whole, and the books are what it says.
    private func judgeBooks() throws(StormFailure) {
        guard let journal else { throw failure(.stuck("no journal")) }
        var books = StationState(currency: .usd)
        do {
            let head = try journal.disk.verify { _ in true }
            if head != journal.disk.head { throw failure(.books("the chain ends elsewhere than its head")) }
            for entry in try journal.disk.entries(from: 1, limit: .max) {
                try books.apply(entry.fact, at: entry.moment)
            }
            if fault == nil {
                if books != kiosk.books { throw failure(.books("the books are not what the journal says")) }
                let folded = try BookFolding.fold(journal, .usd)
                if folded != kiosk.books { throw failure(.books("the books are not what snapshot and journal say")) }
            }
        } catch let failure as StormFailure { throw failure } catch { throw failure(.books("\(error)")) }
        var sum: Int64 = 0
        for (_, balance) in kiosk.books.balances { sum += balance.minorUnits }
        if sum != 0 { throw failure(.books("the balances sum up to \(sum)")) }
    }

    /// The ledger has each payment of the journal once, with the very bytes, and nothing else.
    private func judgePostings() throws(StormFailure) {
        var posted: Set<String> = []
        for row in core.posted {
            guard posted.insert(row.key).inserted else { throw failure(.doubled("\(row.key) is posted twice")) }
            guard let payment = oracle.payment(row.key) else {
                throw failure(.posting("\(row.key) is at the core and not in the journal"))
            }
            if payment.rejected { throw failure(.doubled("\(row.key) is posted and unidentified")) }
            if payment.body != row.body { throw failure(.posting("\(row.key) has other bytes at the core")) }
        }
        for payment in oracle.payments where !payment.rejected && !posted.contains(payment.key) {
            throw failure(.posting("\(payment.key) is paid and not at the core"))
        }
    }

    /// The last pull, counted by two.
    func countAll(_ limit: Int) throws(StormFailure) {
        staff.nextPull = 1
        beginPull()
        try rest(limit)
    }

    /// Money that was counted is money in the books; a doubt that a count can settle is settled.
    func judgeAfterCount() throws(StormFailure) {
        _ = try judgeNotes()
        try judgeBooks()
        try judgePostings()
        var truth: Int64 = 0
        for unit in staff.units { truth += device.total(of: unit) }
        for (unit, record) in kiosk.books.cashUnits where record.stage == .pulled || record.stage == .counting {
            throw failure(.stuck("\(unit) was not counted"))
        }
        for piece in device.notes where oracle.word(about: piece.id) == .found { truth += piece.paper.minorUnits ?? 0 }
        let booked = kiosk.books.balance(.vaultHoldCash).minorUnits
        if booked < truth { throw failure(.lost("counted \(truth), the books have \(booked)")) }
        if booked > truth { throw failure(.doubled("counted \(truth), the books have \(booked)")) }
    }

    func result() -> StormResult {
        for row in core.posted { for byte in row.key.utf8 { trace.mix(UInt64(byte)) } }
        if let head = journal?.head { for byte in head.text.utf8 { trace.mix(UInt64(byte)) } }
        var lost = 0
        var doubled = 0
        for piece in device.notes {
            let isInBox = Oracle.lies(piece.id, inBoxOf: device)
            switch oracle.word(about: piece.id) {
            case .returned: lost += isInBox ? 1 : 0
            case .credited: doubled += isInBox ? 0 : 1
            case .intended, .doubted, .found, nil: break
            }
        }
        return StormResult(
            seed: seed, wire: weather.unit.wire, notes: fed, cuts: cuts, lost: lost, doubled: doubled,
            credited: oracle.records.count { $0.word == .credited },
            doubts: oracle.doubtsMade, found: oracle.unclaimed.reduce(0) { $0 + Int($1.count) }, steps: steps,
            payments: oracle.payments.count,
            lasted: now, hash: trace.hash)
    }
}
