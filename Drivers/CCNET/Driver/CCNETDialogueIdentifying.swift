import DeviceKit
import Money
import WireKit

/// Who is there: acceptance off, then questions one by one; what a unit does not answer is skipped.
extension CCNETDialogue {
    mutating func beginIdentifying() {
        forgetNote()
        unit.hasCounter = false
        misses = 0
        pollDue = false
        phase = .identifying(.disable)
    }

    /// A note in escrow goes back first; a moving one is waited for, because then the unit answers no questions.
    func identifyingRequest(_ question: CCNETQuestion) -> CCNETRequest {
        guard let state = lastState else { return .poll }
        switch state {
        case .escrow, .holding: return .giveBack
        case .accepting, .stacking, .returning, .busy, .rejecting, .pause, .suspected: return .poll
        case .idling: return .enable([])
        case .stacked, .returned:
            // The word stands until it is durable, and for that the unit must have a name. RESET does not wipe it out
            // where the unit is what its papers say, and an initialising unit answers.
            if question == .identification, misses >= configuration.tries { return .reset }
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize, .disabled, .cassetteFull, .cassetteOut,
            .validatorJam, .cassetteJam, .cheated, .failure, .counterfeitHeld:
            break
        }
        switch question {
        case .disable: return .enable([])
        case .identification: return .identification
        case .billTable: return .billTable
        case .security: return .security(configuration.highSecurity ? (0..<UInt8(maskBytes * 8)).map { $0 } : [])
        case .counter: return .counter
        }
    }

    /// An answer of its own kind, or a refusal.
    mutating func answered(
        _ request: CCNETRequest, _ answer: CCNETAnswer, _ now: Duration, _ effects: inout Effects
    ) {
        if case .enable(let types) = request {
            enableAnswered(types, answer)
            return
        }
        switch phase {
        case .closed, .quiet, .starting, .remembering, .ready: return
        case .settling: settlingCounted(number(answer), &effects)
        case .identifying(let question): identify(question, answer, &effects)
        }
    }

    private mutating func enableAnswered(_ types: [UInt8], _ answer: CCNETAnswer) {
        if answer == .acknowledged { enabledTaken = types }
        pollDue = true
        if case .identifying(.disable) = phase { proceed(to: .identification) }
    }

    private mutating func identify(_ question: CCNETQuestion, _ answer: CCNETAnswer, _ effects: inout Effects) {
        var taken = false
        switch (question, answer) {
        case (.identification, .identification(let told)):
            let serial = told.serial.isEmpty ? Hex.text(told.asset, separator: "") : told.serial
            // Another unit's word about a note is another word.
            if serial != unit.serial { word = nil }
            (unit.part, unit.serial, unit.asset) = (told.part, serial, told.asset)
            taken = true
        case (.billTable, .billTable(let told)):
            table = told.notes(configuration.countries)
            maskBytes = told.rows.count / 8
            taken = true
        case (.security, .acknowledged): taken = true
        case (.counter, .data):
            unit.hasCounter = number(answer) != nil
            taken = unit.hasCounter
        case (.disable, _), (.identification, _), (.billTable, _), (.security, _), (.counter, _): break
        }
        if taken { return proceed(after: question, &effects) }
        // Refused: not now, or not at all. The next poll shows which.
        misses += 1
        pollDue = true
        giveUp(question, &effects)
    }

    /// Asked often enough while the unit could have answered: it does not know the question.
    mutating func giveUp(_ question: CCNETQuestion, _ effects: inout Effects) {
        guard misses >= configuration.tries else { return }
        switch question {
        case .disable: break
        case .identification:
            if lastState?.isWord == true { return }  // it may answer when it has been started anew
            if !unit.serial.isEmpty { word = nil }
            unit = CCNETUnit()
        case .billTable:
            table = configuration.fallbackNotes
            maskBytes = 3
        case .security: break
        case .counter: unit.hasCounter = false
        }
        proceed(after: question, &effects)
    }

    private mutating func proceed(after question: CCNETQuestion, _ effects: inout Effects) {
        switch question {
        case .disable: proceed(to: .identification)
        case .identification: proceed(to: .billTable)
        case .billTable: proceed(to: .security)
        case .security: if counterSource == .none { conclude(&effects) } else { proceed(to: .counter) }
        case .counter: conclude(&effects)
        }
    }

    private mutating func proceed(to question: CCNETQuestion) {
        misses = 0
        phase = .identifying(question)
    }

    /// Says who is there; then what the unit knew at power-up, if anything; then settles.
    private mutating func conclude(_ effects: inout Effects) {
        let counter = unit.hasCounter ? configuration.counterTrust ?? model.counterTrust : .none
        let faces = faceValues
        let identity = BillAcceptorIdentity(
            maker: model.maker, model: unit.part.isEmpty ? model.name : unit.part, serial: unit.serial,
            firmware: unit.part, noteSet: "", denominations: faces.minorUnits,
            currency: faces.currency?.code ?? "", trust: CCNETModel.trust(keepsInProcess: keepsInProcess),
            counter: counter)
        report(.identified(identity), &effects)
        // What the controller has not called durable is told to it once more: it recovers now, and knows a repetition.
        if word?.isDurable == false { word = nil }
        guard let memory = memory(counter) else { return beginSettling() }
        phase = .remembering
        report(.remembered(memory), &effects)
    }

    /// Rule 11: what the power-up report proves about an open order; durable before the RESET.
    private func memory(_ counter: CounterTrust) -> PowerUpMemory? {
        switch startup?.state {
        case .powerUpInValidator: .notTaken  // RESET gives that note back
        case .powerUp: keepsInProcess ? .notTaken : counter == .none ? .mayBeTaken : nil
        case .powerUpInStacker: nil  // it will be told as stacked
        case nil, .initialize, .idling, .accepting, .stacking, .returning, .disabled, .holding, .busy, .rejecting,
            .cassetteFull, .cassetteOut, .validatorJam, .cassetteJam, .cheated, .pause, .failure, .escrow, .stacked,
            .returned, .suspected, .counterfeitHeld:
            nil
        }
    }

    /// Ascending, each once; of the currency the table begins with.
    private var faceValues: (currency: Currency?, minorUnits: [Int64]) {
        let notes = table.compactMap(\.self)
        guard let currency = notes.first?.currency else { return (nil, []) }
        var units: [Int64] = []
        for note in notes.sorted() where note.currency == currency && units.last != note.minorUnits {
            units.append(note.minorUnits)
        }
        return (currency, units)
    }

    /// The counter's number in an answer.
    private func number(_ answer: CCNETAnswer) -> Int64? {
        guard case .data(let data) = answer else { return nil }
        switch counterSource {
        case .none: return nil
        case .stackedNotes: return data.count == 2 ? Self.number(data) : nil
        case .statistics(let at, let bytes):
            guard at >= 0, (1...7).contains(bytes), at <= data.count - bytes else { return nil }
            return Self.number(Array(data[at..<(at + bytes)]))
        }
    }

    private static func number(_ bytes: [UInt8]) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
}
