public import Custody
public import Money
import Receipts

/// What a kiosk is told about itself when it starts. Limits are not here: they are policy, with history in the journal.
public struct KioskSettings: Hashable, Sendable {
    /// Names the journal, and is the kiosk's name on page and paper.
    public var station: StationID
    /// Whose books it feeds.
    public var office: OfficeID
    /// First part of every idempotency key.
    public var tenant: String
    /// The name at the head of pages and receipts.
    public var utility: String
    /// As the receipt says it, for people.
    public var officeName: String
    /// The only one it takes.
    public var currency: Currency
    /// The cash drawers, in the order of the settings.
    public var drawers: [Drawer]
    /// Whether a reader of bills and stubs is fitted.
    public var hasScanner: Bool

    /// A cash drawer.
    public struct Drawer: Hashable, Sendable {
        /// Its name in journal and orders.
        public var id: DrawerID
        /// What opens it.
        public var place: Place

        /// What opens a drawer.
        public enum Place: Hashable, Sendable {
            /// The receipt printer, through connector 1 or 2. Both connectors share one sense line.
            case printer(connector: Int)
            /// A board with a line of its own.
            case ownLine
        }

        /// A drawer and where it hangs.
        public init(id: DrawerID, place: Place) { (self.id, self.place) = (id, place) }

        /// Whether the receipt printer opens it.
        public var isAtPrinter: Bool {
            switch place {
            case .printer: true
            case .ownLine: false
            }
        }
    }

    /// Everything a kiosk must know of itself.
    public init(
        station: StationID, office: OfficeID, tenant: String, utility: String, officeName: String,
        currency: Currency, drawers: [Drawer] = [], hasScanner: Bool = false
    ) {
        (self.station, self.office, self.tenant, self.utility) = (station, office, tenant, utility)
        (self.officeName, self.currency) = (officeName, currency)
        (self.drawers, self.hasScanner) = (drawers, hasScanner)
    }

    var place: ReceiptPlace { ReceiptPlace(utility: utility, office: officeName, kiosk: station.text) }
}

/// What the shell knows at the moment of an event: both clocks and the durable end of the journal.
public struct KioskContext: Hashable, Sendable {
    /// For durations and for what people read.
    public var now: Now
    /// Entries in the journal.
    public var size: Int64
    /// The head of the chain in hex.
    public var head: String

    /// Clocks and journal, read together before the event is taken.
    public init(now: Now, size: Int64, head: String) { (self.now, self.size, self.head) = (now, size, head) }
}
