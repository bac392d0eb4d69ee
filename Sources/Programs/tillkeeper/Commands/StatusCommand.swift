import ArgumentParser
import ControlAPI

/// `tillkeeper status`
struct StatusCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How the station is, at a glance.",
        discussion: """
            Ends with 1 when somebody should look: a device that is broken, a journal that takes no entries, notes in \
            doubt, payments that the core ledger rejected.
            """)

    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let status = try await service.ask { client async throws(ClientFault) in try await client.status() }
        if form.json { try console.say(json: status) } else { try console.say(Self.text(status)) }
        let broken = status.devices.contains { $0.health == .broken }
        let doubt = status.kiosk.inDoubt.count > 0
        return broken || doubt || !status.journal.writable || status.ledger.rejected > 0 ? .wrong : .well
    }

    static func text(_ status: StatusView) -> String {
        var table = Table([.left, .left])
        table.add(["station", "\(status.station), office \(status.office), epoch \(status.epoch)"])
        table.add(["service", "version \(status.version), up \(Words.span(status.uptimeSeconds))"])
        table.add(["business date", status.businessDate])
        table.add(["kiosk", kiosk(status.kiosk)])
        table.add(["cash unit", unit(status.kiosk.cashUnit)])
        let doubt = status.kiosk.inDoubt
        table.add(["in doubt", doubt.count == 0 ? "nothing" : "\(doubt.count) notes, \(Words.amount(doubt.amount))"])
        table.add(["journal", journal(status.journal)])
        table.add(["core ledger", ledger(status.ledger)])
        return Words.lines(table.text) + "\n\n" + DeviceListCommand.text(status.devices)
    }

    private static func kiosk(_ kiosk: KioskStatusView) -> String {
        let tenders = kiosk.tenders.map { tender in
            tender.offered
                ? "takes \(tender.tender.rawValue)"
                : "takes no \(tender.tender.rawValue): "
                    + tender.reasons.map { Words.key($0.rawValue) }.joined(separator: ", ")
        }
        let visit = kiosk.visit.map { ["visit \($0)"] } ?? []
        return ([Words.key(kiosk.phase.rawValue)] + visit + tenders).joined(separator: "; ")
    }

    private static func unit(_ unit: CashUnitFillView?) -> String {
        guard let unit else { return "none" }
        return "\(unit.serial), \(Words.number(unit.notes)) notes, \(Words.amount(unit.value)), \(unit.words)"
    }

    private static func journal(_ journal: JournalStatusView) -> String {
        let state = journal.writable ? "takes entries" : journal.problem ?? "takes no entries"
        return "\(Words.number(journal.size)) entries, head \(journal.head), \(state)"
    }

    private static func ledger(_ ledger: LedgerStatusView) -> String {
        let age = ledger.oldestSeconds.map { " (the oldest for \(Words.span($0)))" } ?? ""
        return "\(ledger.online ? "reached" : "not reached"), \(ledger.open) payments open\(age), "
            + "\(ledger.rejected) rejected"
    }
}
