import Controller
import CoreLedger
import Custody
import LedgerSQLite
import Logging
import OrderedCollections

/// The practice office begins with customers, and with a cash unit that two practised people have put in.
enum PracticeStart {
    static let cashUnit = CashUnitID(known: "C-8841")

    static func prepare(_ station: StationController, _ ledger: LedgerSQLite, _ logger: Logger) async {
        do {
            let today = try CalendarDay(BusinessDate(of: WallClock.moment()).description)
            let added = try await ledger.add(PracticeOffice.customers(around: today) + PracticeOffice.scenarioCustomers)
            if added > 0 { logger.info("the practice office has \(added) made-up customers") }
        } catch {
            logger.error("the practice customers could not be added: \(error)")
        }
        guard await station.machine.books.cashUnits.isEmpty else { return }
        await station.hear(
            .staff(
                .install(
                    cashUnit, seal: "S-10001", by: [PersonID(known: "p.ruiz"), PersonID(known: "m.chen")])))
    }
}
