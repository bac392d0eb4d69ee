import DeviceKit
import Money

/// What the unit told about itself.
struct EBDSUnit: Hashable, Sendable {
    var serial = ""
    /// The serial number's answer as it came.
    var serialAnswer: [UInt8]?
    var type = ""
    var part = ""
    var variant = ""
    var capabilities: [UInt8] = []
    /// It answered the cash box total with a number.
    var hasCounter = false
}

/// Who is there: questions one by one; what a unit does not answer is skipped.
extension EBDSDialogue {
    mutating func beginIdentifying() {
        unit = EBDSUnit()
        silentOnce = nil
        table = EBDSNoteTable(values: configuration.fallbackNotes)
        extendedOn = false
        hand = .empty
        orderDue = false
        wanted = []
        enablesTaken = nil
        phase = .identifying(.serial)
    }

    /// Another unit may stand there now: nothing learnt holds.
    mutating func beginIdentifyingAnother() {
        policyOn = configuration.powerUpPolicy != .a
        policyEvidence = .untested
        early = []  // its count tells, or nobody
        beginIdentifying()
    }

    /// A reply came to a question; the wrong kind of reply is a refusal.
    mutating func answered(_ query: EBDSQuery, _ body: EBDSAnswer, _ now: Duration, _ effects: inout Effects) {
        let auxiliary: EBDSAuxiliaryAnswer? = if case .auxiliary(let answer) = body { answer } else { nil }
        switch phase {
        case .closed, .quiet, .starting, .ready: return
        case .settling: settlingAnswered(query, auxiliary, &effects)
        case .identifying(let current):
            guard current == query else { return }
            identify(query, body, auxiliary, &effects)
        }
    }

    private mutating func identify(
        _ query: EBDSQuery, _ body: EBDSAnswer, _ auxiliary: EBDSAuxiliaryAnswer?, _ effects: inout Effects
    ) {
        var taken = false
        switch query {
        case .serial:
            unit.serial = auxiliary?.text ?? ""
            unit.serialAnswer = auxiliary?.bytes
        case .acceptorType: unit.type = auxiliary?.text ?? ""
        case .applicationPart: unit.part = auxiliary?.text ?? ""
        case .variantName: unit.variant = auxiliary?.text ?? ""
        case .capabilities: unit.capabilities = auxiliary?.bytes ?? []
        case .counter:
            // A unit that gives one answer to every question (some send the software CRC) counts nothing.
            unit.hasCounter =
                auxiliary?.number != nil && auxiliary?.bytes != unit.serialAnswer && counterTrust != .none
        case .valueTable:
            if case .extended(.valueTable(_, let rows)) = body, let told = EBDSNoteTable(rows) {
                table = told
                taken = true
            }
        case .noteSpecification(let index):
            if case .extended(.noteSpecification(_, let note)) = body, note.index == index, !note.endsTable {
                table.rows.append(note.denomination)
                taken = true
            }
        }
        proceed(after: query, taken: taken, &effects)
    }

    private mutating func proceed(after query: EBDSQuery, taken: Bool, _ effects: inout Effects) {
        switch query {
        case .serial: phase = .identifying(.acceptorType)
        case .acceptorType: phase = .identifying(.applicationPart)
        case .applicationPart: phase = .identifying(.variantName)
        case .variantName:
            phase = .identifying(lastStatus?.tellsCapabilities == true ? .capabilities : .counter)
        case .capabilities: phase = .identifying(.counter)
        case .counter:
            phase = .identifying(configuration.extendedNotes == .yes ? .noteSpecification(1) : .valueTable)
        case .valueTable:
            if !taken, configuration.extendedNotes == .auto {
                phase = .identifying(.noteSpecification(1))
            } else {
                conclude(&effects)
            }
        case .noteSpecification(let index):
            if taken, index < 126 {
                phase = .identifying(.noteSpecification(index + 1))
            } else if index == 1, configuration.extendedNotes == .yes {
                phase = .identifying(.valueTable)  // refused: back to plain reporting
            } else {
                extendedOn = table.rows.contains { $0 != nil }
                conclude(&effects)
            }
        }
    }

    private var counterTrust: CounterTrust {
        configuration.counterTrust ?? EBDSModels.row(for: lastStatus?.model ?? 0).counter
    }

    /// Says who is there, then settles.
    private mutating func conclude(_ effects: inout Effects) {
        let model = EBDSModels.row(for: lastStatus?.model ?? 0)
        let counter = unit.hasCounter ? counterTrust : .none
        told = table.faces(extended: extendedOn)
        if !model.hasPolicies { policyEvidence = .refused }
        let identity = BillAcceptorIdentity(
            maker: model.maker, model: unit.type.isEmpty ? model.name : unit.type, serial: unit.serial,
            firmware: unit.part.isEmpty ? "revision \(hexByte(lastStatus?.revision ?? 0))" : unit.part,
            noteSet: unit.variant, denominations: told.map(\.minorUnits),
            currency: told.first?.currency.code ?? "", trust: EBDSModel.trust(counter: counter), counter: counter)
        beginSettling(checksSerial: false)
        report(.identified(identity), &effects)
        tellEarly(&effects)
    }

    /// Four sends without an answer, but the poll after them was answered: the unit does not know the question.
    mutating func mute(_ question: EBDSRequest, _ effects: inout Effects) {
        switch question {
        case .query(let query):
            switch phase {
            case .settling: settlingAnswered(query, nil, &effects)
            case .identifying(let current):
                guard current == query else { return }
                if query == .counter || query == .serial, silentOnce != query {
                    silentOnce = query  // so much hangs on it that it is asked once more
                } else {
                    identify(query, .auxiliary(EBDSAuxiliaryAnswer(bytes: [])), nil, &effects)
                }
            case .closed, .quiet, .starting, .ready: break
            }
        case .enables: enablesRefused()
        case .poll, .stack, .giveBack: break
        }
    }

    /// Extended enables: taken in an extended frame or with a plain status, refused with INVALID COMMAND.
    /// - Source: dossier 1.8, sub-type 03.
    mutating func enablesAnswered(_ body: EBDSAnswer) {
        switch body {
        case .omnibus(let status), .extended(.noteInhibits(let status)):
            if status.invalidCommand {
                enablesRefused()
            } else if status.moving || status.escrowed {
                enablesTaken = nil  // taken only while idle: ask again
            } else if case .ready = phase {
                enablesTaken = table.extendedEnables(for: wanted)
            }
        case .auxiliary: enablesRefused()
        case .extended, .calibrate, .firmware, .raw: break
        }
    }

    /// Perhaps its model wants them in another width; else notes cannot be chosen by row, but by value index.
    private mutating func enablesRefused() {
        if !table.takeOtherWidth() { extendedOn = false }
    }
}
