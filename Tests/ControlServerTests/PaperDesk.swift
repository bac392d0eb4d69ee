import ControlAPI
import ControlServer
import Synchronization

/// A desk of paper: answers with samples, remembers what it was asked, refuses what it is told to refuse.
final class PaperDesk: Desk {
    private struct Book {
        var calls: [String] = []
        var refusal: Problem?
        var view = Samples.view()
        var readers: [AsyncStream<KioskView>.Continuation] = []
    }

    private let book = Mutex(Book())
    private let arrived = AsyncStream<Void>.makeStream()

    /// What was asked, in order: method, the part of the path, the body.
    var calls: [String] { book.withLock { $0.calls } }

    func refuse(_ problem: Problem) { book.withLock { $0.refusal = problem } }

    /// Shows another view to everybody who follows.
    func show(_ view: KioskView) {
        book.withLock { book in
            book.view = view
            for reader in book.readers { reader.yield(view) }
        }
    }

    func close() { book.withLock { for reader in $0.readers { reader.finish() } } }

    /// Returns when somebody began to follow the views.
    func reader() async { for await _ in arrived.stream { return } }

    private func answer<Value>(_ call: String, _ value: Value) throws(Problem) -> Value {
        let refusal = book.withLock { book in
            book.calls.append(call)
            return book.refusal
        }
        if let refusal { throw refusal }
        return value
    }

    func view(kiosk: String) async throws(Problem) -> KioskView {
        try answer("view \(kiosk)", book.withLock { $0.view })
    }

    func views(kiosk: String) async throws(Problem) -> AsyncStream<KioskView> {
        let (stream, reader) = AsyncStream<KioskView>.makeStream()
        book.withLock { book in
            book.readers.append(reader)
            reader.yield(book.view)
        }
        arrived.continuation.yield()
        return try answer("views \(kiosk)", stream)
    }

    func openVisit(kiosk: String, _ request: OpenVisit) async throws(Problem) -> KioskView {
        try answer("openVisit \(kiosk) \(request.language)", Samples.view())
    }

    func chooseLanguage(kiosk: String, _ request: ChooseLanguage) async throws(Problem) -> KioskView {
        try answer("chooseLanguage \(kiosk) \(request.language)", Samples.view())
    }

    func lookUp(kiosk: String, _ request: LookUpAccount) async throws(Problem) -> AccountView {
        try answer("lookUp \(kiosk) \(request.text)", Samples.account)
    }

    func chooseAccounts(kiosk: String, _ request: ChooseAccounts) async throws(Problem) -> KioskView {
        let wanted = request.accounts.map { "\($0.account)=\($0.wanted.map { "\($0.minorUnits)" } ?? "owed")" }
        return try answer("chooseAccounts \(kiosk) \(wanted.joined(separator: ","))", Samples.view())
    }

    func act(kiosk: String, _ act: VisitAct) async throws(Problem) -> KioskView {
        try answer("\(act) \(kiosk)", Samples.view())
    }
}

extension PaperDesk {
    func install(kiosk: String, _ request: InstallCashUnit) async throws(Problem) -> KioskStatusView {
        try answer("install \(kiosk) \(request.serial) \(request.seal) \(request.by)", Samples.kioskStatus)
    }

    func pull(kiosk: String, _ request: PullCashUnit) async throws(Problem) -> KioskStatusView {
        try answer("pull \(kiosk) \(request.seal) \(request.by)", Samples.kioskStatus)
    }

    func adoptCounter(kiosk: String, _ request: ActOfPeople) async throws(Problem) -> KioskStatusView {
        try answer("adoptCounter \(kiosk) \(request.by)", Samples.kioskStatus)
    }

    func openDrawer(kiosk: String, _ request: OpenDrawer) async throws(Problem) -> DrawerAnswer {
        try answer("openDrawer \(kiosk) \(request.drawer) \(request.request)", Samples.drawer)
    }

    func tryDevice(_ device: String, _ request: TryDevice) async throws(Problem) -> TryAnswer {
        try answer("tryDevice \(device) \(request.request) \(request.by)", Samples.tried)
    }

    func offer(unit: String, _ request: OfferCashUnit) async throws(Problem) -> CashUnitView {
        try answer("offer \(unit) \(request.to) \(request.purpose)", Samples.unit)
    }

    func withdraw(unit: String) async throws(Problem) -> CashUnitView { try answer("withdraw \(unit)", Samples.unit) }

    func accept(unit: String, _ request: AcceptCashUnit) async throws(Problem) -> CashUnitView {
        try answer("accept \(unit) \(request.by) \(request.seal)", Samples.unit)
    }

    func beginCount(unit: String, _ request: ActOfPeople) async throws(Problem) -> CashUnitView {
        try answer("beginCount \(unit) \(request.by)", Samples.unit)
    }

    func submitCount(unit: String, _ request: SubmitCount) async throws(Problem) -> CashUnitView {
        try answer("submitCount \(unit) \(request.by) \(request.counts.map(\.pieces))", Samples.unit)
    }

    func settle(unit: String) async throws(Problem) -> CountResultView { try answer("settle \(unit)", Samples.result) }

    func foundNote(note: String, _ request: ActOfPeople) async throws(Problem) -> KioskStatusView {
        try answer("foundNote \(note) \(request.by)", Samples.kioskStatus)
    }

    func openBusinessDay(_ request: OpenBusinessDay) async throws(Problem) -> StatusView {
        try answer("openBusinessDay \(request.date)", Samples.status)
    }

    func setPolicy(key: String, _ request: SetPolicy) async throws(Problem) -> PolicyView {
        try answer("setPolicy \(key) \(request.value)", Samples.policy)
    }

    func claim(visit: String, _ request: ClaimVisit) async throws(Problem) -> ClaimAnswer {
        try answer("claim \(visit) \(request.account)", Samples.claim)
    }

    func status() async throws(Problem) -> StatusView { try answer("status", Samples.status) }
    func devices() async throws(Problem) -> [DeviceView] { try answer("devices", [Samples.device]) }
    func device(_ name: String) async throws(Problem) -> DeviceDetailView {
        try answer("device \(name)", Samples.detail)
    }
    func setAside(device: String, _ request: SetDeviceAside) async throws(Problem) -> DeviceDetailView {
        try answer("setAside \(device) \(request.words) \(request.by)", Samples.detail)
    }
    func release(device: String, _ request: ReleaseDevice) async throws(Problem) -> DeviceDetailView {
        try answer("release \(device) \(request.by)", Samples.detail)
    }
    func claim(device: String, _ request: ClaimDevice) async throws(Problem) -> DeviceDetailView {
        try answer("claim device \(device) \(request.owner) \(request.seconds)", Samples.detail)
    }
    func endClaim(device: String, _ request: EndClaim) async throws(Problem) -> DeviceDetailView {
        try answer("endClaim \(device) \(request.owner)", Samples.detail)
    }
    func fitPaper(device: String, _ request: FitPaper) async throws(Problem) -> DeviceDetailView {
        try answer("fitPaper \(device) \(request.metres) \(request.by)", Samples.detail)
    }
    func passport(device: String) async throws(Problem) -> PassportView {
        try answer("passport \(device)", Samples.passport)
    }
    func takePassport(_ request: TakePassport) async throws(Problem) -> PassportView {
        try answer("takePassport \(request.passport.serial ?? "-")", Samples.passport)
    }
    func recording(device: String) async throws(Problem) -> String {
        try answer("recording \(device)", "tillkeeper recording 1\n")
    }
    func balances() async throws(Problem) -> BalancesView { try answer("balances", Samples.balances) }
    func explain(subject: String) async throws(Problem) -> ExplainView {
        try answer("explain \(subject)", Samples.explanation)
    }
    func cashUnits() async throws(Problem) -> [CashUnitView] { try answer("cashUnits", [Samples.unit]) }
    func policy() async throws(Problem) -> [PolicyView] { try answer("policy", [Samples.policy]) }
    func metrics() async throws(Problem) -> String { try answer("metrics", "tillkeeper_notes_total 4\n") }
}
