public import Custody
public import Money
import Receipts

/// What a kiosk is told about itself when it starts. Limits are not here: they are policy, with history in the journal.
public struct KioskSettings: Hashable, Sendable {
    public var station: StationID
    public var office: OfficeID
    /// First part of every idempotency key.
    public var tenant: String
    public var utility: String
    public var officeName: String
    public var currency: Currency
    /// The drawer on the receipt printer, where there is one.
    public var drawer: Drawer?

    /// A kick-out drawer at a printer's connector.
    public struct Drawer: Hashable, Sendable {
        public var id: DrawerID
        public var connector: Int

        public init(id: DrawerID, connector: Int) { (self.id, self.connector) = (id, connector) }
    }

    public init(
        station: StationID, office: OfficeID, tenant: String, utility: String, officeName: String,
        currency: Currency, drawer: Drawer? = nil
    ) {
        (self.station, self.office, self.tenant, self.utility) = (station, office, tenant, utility)
        (self.officeName, self.currency, self.drawer) = (officeName, currency, drawer)
    }

    var place: ReceiptPlace { ReceiptPlace(utility: utility, office: officeName, kiosk: station.text) }
}

/// What the shell knows at the moment of an event: both clocks and the durable end of the journal.
public struct KioskContext: Hashable, Sendable {
    public var now: Now
    /// Entries in the journal.
    public var size: Int64
    /// The head of the chain in hex.
    public var head: String

    public init(now: Now, size: Int64, head: String) { (self.now, self.size, self.head) = (now, size, head) }
}
