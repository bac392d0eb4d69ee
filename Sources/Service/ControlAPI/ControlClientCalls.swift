/// What can be asked.
extension ControlClient {
    /// How the whole station is.
    public func status() async throws(ClientFault) -> StatusView { try await get("/v1/status") }

    /// Every device.
    public func devices() async throws(ClientFault) -> [DeviceView] { try await get("/v1/devices") }

    /// Everything about one device.
    public func device(_ name: String) async throws(ClientFault) -> DeviceDetailView {
        try await get(devicePath(name))
    }

    /// A unit's papers.
    public func passport(_ device: String) async throws(ClientFault) -> PassportView {
        try await get(devicePath(device, "/passport"))
    }

    /// The last ten minutes on a device's wire, in the format of recordings.
    public func recording(_ device: String) async throws(ClientFault) -> String {
        try await text(devicePath(device, "/recording"))
    }

    private func devicePath(_ name: String, _ rest: String = "") -> String { "/v1/devices/\(Self.part(name))\(rest)" }

    /// What lies where.
    public func balances() async throws(ClientFault) -> BalancesView { try await get("/v1/balances") }

    /// The chain of facts behind a subject, `receipt:K07-000001`, or behind a bare receipt, claim code or visit.
    public func explain(_ subject: String) async throws(ClientFault) -> ExplainView {
        try await get("/v1/explain", query: "subject=" + Self.part(subject))
    }

    /// Every limit and time.
    public func policy() async throws(ClientFault) -> [PolicyView] { try await get("/v1/policy") }

    /// Every cash unit that the journal knows.
    public func cashUnits() async throws(ClientFault) -> [CashUnitView] { try await get("/v1/cash-units") }

    /// What a kiosk's page shows.
    public func kiosk(_ kiosk: String) async throws(ClientFault) -> KioskView { try await get(path(kiosk)) }

    /// The metrics as Prometheus text.
    public func metrics() async throws(ClientFault) -> String { try await text("/metrics") }

    /// The document of this interface, OpenAPI as YAML.
    public func document() async throws(ClientFault) -> String { try await text("/openapi.yaml") }

    private func path(_ kiosk: String, _ rest: String = "") -> String { "/v1/kiosks/\(Self.part(kiosk))\(rest)" }
}

/// What a customer does; each answers with the view after it.
extension ControlClient {
    /// Opens a visit.
    public func openVisit(_ kiosk: String, _ request: OpenVisit) async throws(ClientFault) -> KioskView {
        try await order("POST", path(kiosk, "/visit"), request)
    }

    /// Changes the language of the open visit.
    public func chooseLanguage(_ kiosk: String, _ request: ChooseLanguage) async throws(ClientFault) -> KioskView {
        try await order("PUT", path(kiosk, "/visit/language"), request)
    }

    /// Asks the ledger about an account.
    public func lookUp(_ kiosk: String, _ request: LookUpAccount) async throws(ClientFault) -> AccountView {
        try await order("POST", path(kiosk, "/lookups"), request)
    }

    /// Says what shall be paid.
    public func chooseAccounts(_ kiosk: String, _ request: ChooseAccounts) async throws(ClientFault) -> KioskView {
        try await order("PUT", path(kiosk, "/visit/accounts"), request)
    }

    /// Does one of the acts that need no words.
    public func act(_ kiosk: String, _ act: VisitAct) async throws(ClientFault) -> KioskView {
        try await order("POST", path(kiosk, "/visit/\(act.rawValue)"), NoDetails())
    }
}

/// What staff do.
extension ControlClient {
    /// A cash unit was put in.
    public func install(_ kiosk: String, _ request: InstallCashUnit) async throws(ClientFault) -> KioskStatusView {
        try await order("POST", path(kiosk, "/cash-unit/install"), request)
    }

    /// The cash unit is taken out.
    public func pull(_ kiosk: String, _ request: PullCashUnit) async throws(ClientFault) -> KioskStatusView {
        try await order("POST", path(kiosk, "/cash-unit/pull"), request)
    }

    /// The device's counter is taken as it is.
    public func adoptCounter(_ kiosk: String, _ request: ActOfPeople) async throws(ClientFault) -> KioskStatusView {
        try await order("POST", path(kiosk, "/acceptor/adopt"), request)
    }

    /// Opens a drawer.
    public func openDrawer(_ kiosk: String, _ request: OpenDrawer) async throws(ClientFault) -> DrawerAnswer {
        try await order("POST", path(kiosk, "/drawer/open"), request)
    }

    /// Tries a device.
    public func tryDevice(_ device: String, _ request: TryDevice) async throws(ClientFault) -> TryAnswer {
        try await order("POST", "/v1/devices/\(Self.part(device))/try", request)
    }

    /// Offers a cash unit to others.
    public func offer(_ unit: String, _ request: OfferCashUnit) async throws(ClientFault) -> CashUnitView {
        try await order("POST", unitPath(unit, "offer"), request)
    }

    /// Takes an offer back.
    public func withdraw(_ unit: String) async throws(ClientFault) -> CashUnitView {
        try await order("POST", unitPath(unit, "withdraw"), NoDetails())
    }

    /// Takes what was offered.
    public func accept(_ unit: String, _ request: AcceptCashUnit) async throws(ClientFault) -> CashUnitView {
        try await order("POST", unitPath(unit, "accept"), request)
    }

    /// Begins to count; what is expected is frozen now.
    public func beginCount(_ unit: String, _ request: ActOfPeople) async throws(ClientFault) -> CashUnitView {
        try await order("POST", unitPath(unit, "count"), request)
    }

    /// One person's blind count.
    public func submitCount(_ unit: String, _ request: SubmitCount) async throws(ClientFault) -> CashUnitView {
        try await order("POST", unitPath(unit, "counts"), request)
    }

    /// Books what was counted.
    public func settle(_ unit: String) async throws(ClientFault) -> CountResultView {
        try await order("POST", unitPath(unit, "settle"), NoDetails())
    }

    /// The note of a doubt was found in the path.
    public func foundNote(_ note: String, _ request: ActOfPeople) async throws(ClientFault) -> KioskStatusView {
        try await order("POST", "/v1/notes/\(Self.part(note))/found", request)
    }

    /// Sets the day to which money belongs.
    public func openBusinessDay(_ request: OpenBusinessDay) async throws(ClientFault) -> StatusView {
        try await order("POST", "/v1/business-day", request)
    }

    /// Changes one limit or time.
    public func setPolicy(_ key: String, _ request: SetPolicy) async throws(ClientFault) -> PolicyView {
        try await order("PUT", "/v1/policy/\(Self.part(key))", request)
    }

    /// Gives the money of a visit without account to an account.
    public func claim(_ visit: String, _ request: ClaimVisit) async throws(ClientFault) -> ClaimAnswer {
        try await order("POST", "/v1/visits/\(Self.part(visit))/claim", request)
    }

    private func unitPath(_ unit: String, _ act: String) -> String { "/v1/cash-units/\(Self.part(unit))/\(act)" }
}

/// What staff do about devices; each answers with the device after it.
extension ControlClient {
    /// Sets a device aside.
    public func setAside(_ device: String, _ request: SetDeviceAside) async throws(ClientFault) -> DeviceDetailView {
        try await order("POST", "/v1/devices/\(Self.part(device))/quarantine", request)
    }

    /// Answers for a device that was set aside.
    public func release(_ device: String, _ request: ReleaseDevice) async throws(ClientFault) -> DeviceDetailView {
        try await order("POST", "/v1/devices/\(Self.part(device))/release", request)
    }

    /// Takes a device for oneself; refused as `claimed` when somebody else has it.
    public func claimDevice(_ device: String, _ request: ClaimDevice) async throws(ClientFault) -> DeviceDetailView {
        try await order("POST", "/v1/devices/\(Self.part(device))/claim", request)
    }

    /// Gives a device back.
    public func endClaim(_ device: String, _ request: EndClaim) async throws(ClientFault) -> DeviceDetailView {
        try await order("POST", "/v1/devices/\(Self.part(device))/claim/end", request)
    }

    /// A full roll is in the printer.
    public func fitPaper(_ device: String, _ request: FitPaper) async throws(ClientFault) -> DeviceDetailView {
        try await order("POST", "/v1/devices/\(Self.part(device))/paper", request)
    }

    /// Takes papers that came with a unit into those that are here.
    public func takePassport(_ request: TakePassport) async throws(ClientFault) -> PassportView {
        try await order("POST", "/v1/passports", request)
    }
}
