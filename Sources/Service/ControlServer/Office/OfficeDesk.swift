public import ControlAPI
public import Controller
public import CoreLedger
import Custody
public import Journal
import Money
import OrderedCollections
public import Posting

/// The desk of one station: asks and orders the station's controller, the journal, the ledger and the relay.
public struct OfficeDesk: Desk {
    let station: StationController
    let settings: KioskSettings
    let journal: any JournalKeeping & Sendable
    let ledger: any CoreLedger
    let relay: RelayService
    let version: String
    let window: any DeviceWindow
    let tries: LookupTries
    let startedAt: ContinuousClock.Instant

    /// `devices` looks at the station's lines, on its thread. `version` is the program's.
    public init(
        station: StationController, settings: KioskSettings, journal: any JournalKeeping & Sendable,
        ledger: any CoreLedger, relay: RelayService, version: String,
        devices: any DeviceWindow
    ) {
        (self.station, self.settings, self.journal, self.ledger) = (station, settings, journal, ledger)
        (self.relay, self.version, window) = (relay, version, devices)
        (tries, startedAt) = (LookupTries(), .now)
    }

    func check(_ kiosk: String) throws(Problem) {
        guard kiosk == settings.station.text else {
            throw Problem(.notFound, "There is no kiosk \(kiosk) here. This station is \(settings.station).")
        }
    }

    func page() async -> KioskOnPage { KioskOnPage(machine: await station.machine, now: await station.now) }

    func order(_ command: CustomerCommand) async throws(Problem) -> KioskView {
        do throws(Custody.Refusal) {
            return KioskOnPage(machine: try await station.obey(command), now: await station.now).view
        } catch {
            throw Problem(error)
        }
    }

    @discardableResult
    func order(_ command: StaffCommand) async throws(Problem) -> KioskMachine {
        do throws(Custody.Refusal) { return try await station.obey(command) } catch { throw Problem(error) }
    }
}
