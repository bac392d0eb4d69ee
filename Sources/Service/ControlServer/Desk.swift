public import ControlAPI

/// Who answers behind the counter: everything that can be asked and ordered through the control interface.
///
/// The server reads requests, refuses malformed ones and writes answers; what is true and what is allowed is decided
/// here. Every refusal is a `Problem`. Methods are called from many tasks at once.
public protocol Desk: KioskDesk, StaffDesk, StationDesk, DeviceDesk {}

/// What a kiosk's page asks and orders. An unknown kiosk is refused with `notFound`.
public protocol KioskDesk: Sendable {
    /// All that the kiosk shows, as it is now.
    func view(kiosk: String) async throws(Problem) -> KioskView

    /// The view as it is now, at once, and then after each change. Ends when the desk closes. A slow reader may miss
    /// views, never the newest.
    func views(kiosk: String) async throws(Problem) -> AsyncStream<KioskView>

    /// Opens a visit; `visitOpen` when there is one.
    func openVisit(kiosk: String, _ request: OpenVisit) async throws(Problem) -> KioskView

    /// Changes the language of the open visit.
    func chooseLanguage(kiosk: String, _ request: ChooseLanguage) async throws(Problem) -> KioskView

    /// Asks the ledger about what was typed or scanned: `accountUnknown`, `checkDigitWrong`, `tooManyTries`,
    /// `ledgerUnavailable`.
    func lookUp(kiosk: String, _ request: LookUpAccount) async throws(Problem) -> AccountView

    /// Replaces what the customer wants to pay.
    func chooseAccounts(kiosk: String, _ request: ChooseAccounts) async throws(Problem) -> KioskView

    /// Begins to take notes, gives back, finishes, cancels (`moneyInside` when something is counted), asks for more
    /// time, prints a copy, closes.
    func act(kiosk: String, _ act: VisitAct) async throws(Problem) -> KioskView
}

/// What staff order. Acts on custody need two people (`twoPeople`); who counts is not who pulled (`samePair`).
public protocol StaffDesk: Sendable {
    /// A cash unit was put in.
    func install(kiosk: String, _ request: InstallCashUnit) async throws(Problem) -> KioskStatusView

    /// The cash unit is taken out and sealed.
    func pull(kiosk: String, _ request: PullCashUnit) async throws(Problem) -> KioskStatusView

    /// The device's counter is taken as it is.
    func adoptCounter(kiosk: String, _ request: ActOfPeople) async throws(Problem) -> KioskStatusView

    /// Opens a drawer, once for each request.
    func openDrawer(kiosk: String, _ request: OpenDrawer) async throws(Problem) -> DrawerAnswer

    /// Tries a device: a slip, a drawer, or one check.
    func tryDevice(_ device: String, _ request: TryDevice) async throws(Problem) -> TryAnswer

    /// The holders offer a cash unit to others.
    func offer(unit: String, _ request: OfferCashUnit) async throws(Problem) -> CashUnitView

    /// The holders take their offer back.
    func withdraw(unit: String) async throws(Problem) -> CashUnitView

    /// The takers take it; `sealDiffers` when the seal is another.
    func accept(unit: String, _ request: AcceptCashUnit) async throws(Problem) -> CashUnitView

    /// Counting begins; what is expected is frozen.
    func beginCount(unit: String, _ request: ActOfPeople) async throws(Problem) -> CashUnitView

    /// One person's blind count.
    func submitCount(unit: String, _ request: SubmitCount) async throws(Problem) -> CashUnitView

    /// Books what both counted.
    func settle(unit: String) async throws(Problem) -> CountResultView

    /// The note of a doubt was found in the path.
    func foundNote(note: String, _ request: ActOfPeople) async throws(Problem) -> KioskStatusView

    /// Sets the day to which money belongs.
    func openBusinessDay(_ request: OpenBusinessDay) async throws(Problem) -> StatusView

    /// Changes one limit or time; `notFound` for a key that is none.
    func setPolicy(key: String, _ request: SetPolicy) async throws(Problem) -> PolicyView

    /// Gives the money of a visit without account to an account.
    func claim(visit: String, _ request: ClaimVisit) async throws(Problem) -> ClaimAnswer
}

/// What staff and machines ask about the station.
public protocol StationDesk: Sendable {
    /// How the whole station is.
    func status() async throws(Problem) -> StatusView

    /// Every device.
    func devices() async throws(Problem) -> [DeviceView]

    /// What lies where.
    func balances() async throws(Problem) -> BalancesView

    /// The chain of facts behind a subject; a bare text is tried as receipt, claim code and visit.
    func explain(subject: String) async throws(Problem) -> ExplainView

    /// Every cash unit that the journal knows.
    func cashUnits() async throws(Problem) -> [CashUnitView]

    /// Every limit and time.
    func policy() async throws(Problem) -> [PolicyView]

    /// Prometheus text, version 0.0.4.
    func metrics() async throws(Problem) -> String
}

/// What is asked and ordered about one device; `notFound` for a name that no device has.
public protocol DeviceDesk: Sendable {
    /// Everything about it.
    func device(_ name: String) async throws(Problem) -> DeviceDetailView

    /// The last ten minutes on its wire as the text of a recording; `notFound` for a device that has no wire of its own.
    func recording(device: String) async throws(Problem) -> String

    /// Sets it aside; `notNow` when it is.
    func setAside(device: String, _ request: SetDeviceAside) async throws(Problem) -> DeviceDetailView

    /// Answers for it; `notNow` when it is not set aside.
    func release(device: String, _ request: ReleaseDevice) async throws(Problem) -> DeviceDetailView

    /// Lets somebody have it for himself; `claimed` when somebody else has it.
    func claim(device: String, _ request: ClaimDevice) async throws(Problem) -> DeviceDetailView

    /// Takes it back from its owner; `claimed` when it is another's, `notNow` when it is nobody's.
    func endClaim(device: String, _ request: EndClaim) async throws(Problem) -> DeviceDetailView

    /// A full roll is in it; `notFound` when it is no printer.
    func fitPaper(device: String, _ request: FitPaper) async throws(Problem) -> DeviceDetailView

    /// The papers of the unit there; `notFound` while it has not said who it is.
    func passport(device: String) async throws(Problem) -> PassportView

    /// Takes papers from another station into those that are here.
    func takePassport(_ request: TakePassport) async throws(Problem) -> PassportView
}
