public import ControlAPI
import Controller
import Custody
import Journal
import Money
import OrderedCollections
import Posting

/// Numbers for a Prometheus, text format 0.0.4. Amounts are in minor units: no fraction stands near money.
extension OfficeDesk {
    public func metrics() async throws(Problem) -> String {
        let status = try await status()
        let machine = await station.machine
        var text = MetricsText()
        text.gauge("tillkeeper_uptime_seconds", "Time since the service started.", status.uptimeSeconds)
        text.gauge("tillkeeper_journal_entries", "Facts in the journal.", status.journal.size)
        text.gauge(
            "tillkeeper_journal_writable", "1 while the journal can be written.", status.journal.writable ? 1 : 0)
        text.gauge(
            "tillkeeper_cash_offered", "1 while the kiosk takes notes.",
            status.kiosk.tenders.first?.offered == true ? 1 : 0)
        text.gauge("tillkeeper_notes_in_doubt", "Notes nobody can place.", status.kiosk.inDoubt.count)
        text.gauge(
            "tillkeeper_in_doubt_minor_units", "Their value.", status.kiosk.inDoubt.amount.minorUnits)
        text.gauge("tillkeeper_cash_unit_notes", "Notes in the cash unit.", status.kiosk.cashUnit?.notes ?? 0)
        text.gauge(
            "tillkeeper_cash_unit_minor_units", "Their value.", status.kiosk.cashUnit?.value.minorUnits ?? 0)
        text.gauge(
            "tillkeeper_cash_unit_nearly_full", "1 when it should be changed soon.",
            status.kiosk.cashUnit?.nearlyFull == true ? 1 : 0)
        text.gauge("tillkeeper_outbox_open", "Payments the core ledger has not answered.", status.ledger.open)
        text.gauge(
            "tillkeeper_outbox_oldest_seconds", "Age of the oldest of them.", status.ledger.oldestSeconds ?? 0)
        text.gauge("tillkeeper_ledger_online", "1 while the core ledger answers.", status.ledger.online ? 1 : 0)
        text.gauge("tillkeeper_receipts_total", "Receipt numbers taken.", machine.books.receiptsTaken)
        for device in status.devices {
            let label = "{device=\"\(device.name)\"}"
            text.sample("tillkeeper_device_well", label, device.health == .well ? 1 : 0)
            text.sample("tillkeeper_device_faults_total", label, device.faults)
            text.sample("tillkeeper_device_opens_total", label, device.opens)
            text.sample("tillkeeper_device_bytes_received_total", label, device.bytesReceived)
            text.sample("tillkeeper_device_bytes_sent_total", label, device.bytesSent)
        }
        return text.text
    }
}

/// Lines of the text format.
struct MetricsText {
    private(set) var text = ""

    mutating func gauge(_ name: String, _ help: String, _ value: Int64) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(name) \(value)\n"
    }

    mutating func sample(_ name: String, _ labels: String, _ value: Int64) { text += "\(name)\(labels) \(value)\n" }
}
