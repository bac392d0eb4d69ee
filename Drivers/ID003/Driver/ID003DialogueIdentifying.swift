import DeviceKit
import Money

/// Who is there, and what it takes: questions and settings one by one, a look between any two.
extension ID003Dialogue {
    /// Acceptance off before anything else; then the questions.
    mutating func readStarting(_ state: ID003State, _ asked: ID003Exchange, _ now: Duration) {
        if inhibitTaken != true, attempts < configuration.tries, takesSettings(state) {
            call(for: .set(.inhibit(true)), asked, now)
        } else {
            attempts = 0
            phase = .identifying(.version)
            call(for: .query(.version), asked, now)
        }
    }

    /// A unit at power-up waits for its reset; one with a note in hand is not disturbed.
    func takesSettings(_ state: ID003State) -> Bool {
        switch state {
        case .idling, .disabled, .accepting, .rejecting, .returning, .initialising, .paused, .stackerFull,
            .stackerOpen:
            true
        case .escrow, .stacking, .vendValid, .stacked, .holding, .powerUp, .powerUpInAcceptor, .powerUpInStacker,
            .jamAcceptor, .jamStacker, .cheated, .failure, .communicationError, .invalidCommand, .recycler,
            .recyclerFailure:
            false
        }
    }

    mutating func told(version text: [UInt8], _ now: Duration, _ effects: inout Effects) {
        switch phase {
        case .identifying(.version):
            // Another unit than before the gap: what the last one said last is not this one's word.
            if !unit.version.isEmpty, unit.version != text { credit = .none }
            unit.version = text
            ask(.currencyTable)
        case .settling(var settling):
            settling.checksVersion = false
            phase = .settling(settling)
            guard text != unit.version else { return }
            credit = .none
            attempts = 0
            unit = ID003Unit()
            phase = .identifying(.version)
        case .closed, .quiet, .starting, .identifying(.currencyTable), .ready: break
        }
    }

    mutating func told(table rows: [ID003CurrencyRow], _ effects: inout Effects) {
        guard case .identifying(.currencyTable) = phase else { return }
        table = ID003NoteTable(rows, configuration.countries)
        unit.hasTable = true
        conclude(&effects)
    }

    private mutating func ask(_ query: ID003Query) {
        attempts = 0
        phase = .identifying(query)
    }

    /// Not answered, or refused: tried again after the next look, then left out.
    mutating func inVain(_ request: ID003Request, refused: Bool, _ effects: inout Effects) {
        attempts += 1
        guard refused || attempts >= configuration.tries else { return }
        switch (phase, request) {
        case (.starting, .set): attempts = configuration.tries
        case (.identifying(.version), .query(.version)): ask(.currencyTable)
        case (.identifying(.currencyTable), .query(.currencyTable)):
            table = ID003NoteTable(fallback: configuration.fallbackNotes)
            unit.hasTable = false
            conclude(&effects)
        case (.settling(var settling), .query(.version)):
            settling.checksVersion = false
            phase = .settling(settling)
            attempts = 0
        case (_, .set(let setting)): refuse(setting, &effects)
        case (_, .poll), (_, .stack), (_, .giveBack), (_, .hold), (_, .reset), (_, .acknowledge), (_, .query): break
        }
    }

    /// A setting the unit does not know is left out; only "inhibit" is never given up.
    private mutating func refuse(_ setting: ID003Setting, _ effects: inout Effects) {
        attempts = 0
        if setting.property == .inhibit { return }
        effects.append(.fault(WireFault("the unit does not take: \(setting)", setting.data)))
        if setting.property == .denominations { refusalTaken = setting.data.first }
        if settingsDue.first == setting { settingsDue.removeFirst() }
    }

    /// The unit echoed a setting.
    mutating func taken(_ setting: ID003Setting) {
        attempts = 0
        if settingsDue.first == setting { settingsDue.removeFirst() }
        switch setting.property {
        case .inhibit:
            inhibitTaken = setting == .inhibit(true)
            guard inhibitTaken == true, case .settling(var settling) = phase else { return }
            settling.inhibitsTaken += 1
            phase = .settling(settling)
        case .denominations: refusalTaken = setting.data.first
        case .security, .communicationMode, .direction, .optionalFunction, .barcodeFunction, .barcodeInhibit: break
        }
    }

    /// What the rig proved of this model.
    var behaviour: ID003Behaviour { configuration.behaviour ?? ID003Models.row(for: unit.version).behaviour }

    /// Says who is there, then settles.
    private mutating func conclude(_ effects: inout Effects) {
        attempts = 0
        unit.askAgain = stand != nil && (unit.version.isEmpty || !unit.hasTable)
        let model = ID003Models.row(for: unit.version)
        let text = String(decoding: unit.version.map { (0x20...0x7E).contains($0) ? $0 : 0x3F }, as: UTF8.self)
        let faces = table.faceValues
        let trust: TrustClass =
            switch configuration.stackOrder {
            case .stack1: .pulsesOnly  // credited at the lever, before the box: only small notes
            case .stack2: .creditRepeats
            }
        let identity = BillAcceptorIdentity(
            maker: model.maker, model: model.name, serial: configuration.serial, firmware: text,
            noteSet: Self.noteSet(text), denominations: faces?.minorUnits ?? [],
            currency: faces?.currency.code ?? "", trust: trust, counter: .none)
        settingsDue = configuration.settings
        beginSettling(checksVersion: false)
        report(.identified(identity), &effects)
    }

    /// `U(USA)-10-SS ...`: what stands in the first brackets.
    private static func noteSet(_ version: String) -> String {
        guard let open = version.firstIndex(of: "("), let end = version[open...].firstIndex(of: ")") else { return "" }
        return String(version[version.index(after: open)..<end])
    }
}
