public import DeviceKit
import Money

typealias AcceptorStage = any Stage<BillAcceptorCommand, BillAcceptorReport>
typealias AcceptorStory = Story<BillAcceptorCommand, BillAcceptorReport>

extension Sheet where Command == BillAcceptorCommand, Report == BillAcceptorReport {
    /// Note acceptors. `note`: what the person has in hand, in minor units.
    public static func acceptor(note: Int64 = 500) -> Sheet {
        Sheet(
            quiet: [.enable(Denomination.usNotes), .settle, .acknowledge, .disable],
            replies: acknowledging, works: { AcceptorStep.rest($0) != nil },
            unit: { report in
                guard case .identified(let who) = report else { return nil }
                return [
                    Fact("maker", who.maker), Fact("model", who.model), Fact("serial", who.serial),
                    Fact("firmware", who.firmware), Fact("noteSet", who.noteSet), Fact("class", who.trust.rawValue),
                    Fact("counter", who.counter.rawValue), Fact("currency", who.currency),
                    Fact("notes", who.denominations.map { "\($0)" }.joined(separator: " ")),
                ]
            },
            remembersAtMost: 60_000, parting: [.disable],
            stories: AcceptorStep.stories(note))
    }

    /// Units that repeat their word wait for this before they go on.
    static func acknowledging(_ report: BillAcceptorReport) -> [BillAcceptorCommand] {
        switch report {
        case .remembered, .stacked, .returned: [.acknowledge]
        case .identified, .broken, .poweredUp, .accepting, .escrowed, .escrowedUnknown, .rejected, .outcomeMissing,
            .atRest, .status, .cheated:
            []
        }
    }
}

/// Steps that several stories of acceptors share.
enum AcceptorStep {
    static func rest(_ report: BillAcceptorReport) -> (counter: Int64?, Bool)? {
        if case .atRest(let counter, _) = report { (counter, true) } else { nil }
    }

    static func settle(_ stage: AcceptorStage) throws(StepEnd) -> Int64? {
        stage.forget()
        stage.tell(.settle)
        return try stage.expect("rest", within: .seconds(60), rest).counter
    }

    /// Takes notes from now on; quick hands wait until the unit says so.
    static func enable(_ stage: AcceptorStage) throws(StepEnd) {
        _ = try settle(stage)
        stage.forget()
        stage.tell(.enable(Denomination.usNotes))
        _ = stage.comes(within: .seconds(5)) { report in
            if case .status(let status) = report { status.activity == .idle } else { false }
        }
    }

    /// A note in escrow, and when it was seen.
    static func escrow(_ stage: AcceptorStage, _ note: Int64) throws(StepEnd) -> Duration {
        try enable(stage)
        let seen: (Denomination?, Duration) = try stage.hand(
            .insertNote(minorUnits: note), until: "a note in escrow", within: .seconds(30)
        ) { report in
            if case .escrowed(let note, let seenAt) = report { return (note, seenAt) }
            if case .escrowedUnknown(let seenAt) = report { return (nil, seenAt) }
            return nil
        }
        guard let value = seen.0 else { throw .failed("the unit did not name the note") }
        guard value.minorUnits == note else { throw .failed("the note was read as \(value)") }
        return seen.1
    }

    static func stories(_ note: Int64) -> [AcceptorStory] {
        [
            AcceptorStory("rest", "Asked to settle, it comes to rest.") { stage throws(StepEnd) in
                _ = try settle(stage)
            },
            AcceptorStory(
                "giveBack", "A note is read, held in escrow and given back; its count stands still.", giveBack(note)),
            AcceptorStory("stack", "A note is read, held and stacked on order; its count goes up by one.", stack(note)),
            AcceptorStory("refuse", "Paper that is no money never becomes a note.", refuse),
            AcceptorStory("closed", "While it is disabled it takes nothing.", closed(note)),
            AcceptorStory(
                "lossInEscrow", "The link is lost with a note in escrow: the note goes back, nothing is counted.",
                lossInEscrow(note)),
            AcceptorStory("cashUnit", "The cash box out and in again is seen.", cashUnit),
            AcceptorStory("power", "Switched off and on again, it says so and comes back to rest.", power),
        ]
    }

    private static func giveBack(_ note: Int64) -> (AcceptorStage) throws(StepEnd) -> Void {
        { stage throws(StepEnd) in
            let before = try settle(stage)
            _ = try escrow(stage, note)
            stage.forget()
            stage.tell(.giveBack)
            try stage.expect("the note's return", within: .seconds(20), where: { $0 == .returned })
            try stage.hand(.takeNote)
            let after = try settle(stage)
            guard before == after else { throw .failed("the count went from \(told(before)) to \(told(after))") }
        }
    }

    private static func stack(_ note: Int64) -> (AcceptorStage) throws(StepEnd) -> Void {
        { stage throws(StepEnd) in
            let before = try settle(stage)
            let seenAt = try escrow(stage, note)
            stage.forget()
            stage.tell(.stack(seenAt: seenAt))
            let value: Denomination? = try stage.expect("the word that it is stacked", within: .seconds(20)) { report in
                if case .stacked(let value) = report { .some(value) } else { nil }
            }
            guard value == nil || value?.minorUnits == note else {
                throw .failed("it says that it stacked \(told(value))")
            }
            let after = try settle(stage)
            guard let before, let after else { return }
            guard after == before + 1 else { throw .failed("the count went from \(before) to \(after)") }
        }
    }

    private static func refuse(_ stage: AcceptorStage) throws(StepEnd) {
        try enable(stage)
        let isMoney: Bool = try stage.hand(.insertWorthlessPaper, until: "a refusal", within: .seconds(30)) { report in
            switch report {
            case .rejected: false
            case .escrowed, .escrowedUnknown, .stacked: true
            case .identified, .broken, .poweredUp, .accepting, .returned, .outcomeMissing, .remembered, .atRest,
                .status, .cheated:
                nil
            }
        }
        if isMoney { throw .failed("it took worthless paper for money") }
        _ = try settle(stage)
    }

    private static func closed(_ note: Int64) -> (AcceptorStage) throws(StepEnd) -> Void {
        { stage throws(StepEnd) in
            _ = try settle(stage)
            stage.forget()
            try stage.hand(.insertNote(minorUnits: note))
            let took = stage.comes(within: .seconds(5)) { report in
                switch report {
                case .escrowed, .escrowedUnknown, .stacked: true
                case .identified, .broken, .poweredUp, .accepting, .returned, .rejected, .outcomeMissing, .remembered,
                    .atRest, .status, .cheated:
                    false
                }
            }
            if took { throw .failed("it took a note while it was disabled") }
            try stage.hand(.takeNote)
        }
    }

    private static func lossInEscrow(_ note: Int64) -> (AcceptorStage) throws(StepEnd) -> Void {
        { stage throws(StepEnd) in
            let before = try settle(stage)
            _ = try escrow(stage, note)
            stage.close()
            try stage.open()
            try stage.hand(.takeNote)
            let after = try settle(stage)
            guard before == after else { throw .failed("the count went from \(told(before)) to \(told(after))") }
        }
    }

    private static func cashUnit(_ stage: AcceptorStage) throws(StepEnd) {
        _ = try settle(stage)
        for (hand, isIn) in [(Hand.removeCashUnit, false), (.insertCashUnit, true)] {
            let what = isIn ? "the box in its place" : "the box out"
            try stage.hand(
                hand, until: what, within: .seconds(60),
                where: { report in
                    if case .status(let status) = report { status.cashUnitPresent == isIn } else { false }
                })
        }
        _ = try settle(stage)
    }

    private static func power(_ stage: AcceptorStage) throws(StepEnd) {
        _ = try settle(stage)
        stage.expectLoss(true)
        defer { stage.expectLoss(false) }
        try stage.hand(
            .powerOff, until: "the loss of the unit", within: .seconds(60),
            where: { report in
                if case .broken = report { true } else { false }
            })
        stage.forget()
        try stage.hand(.powerOn)
        try stage.open()
        _ = try settle(stage)
    }

    static func told(_ value: (some Any)?) -> String { value.map { "\($0)" } ?? "not told" }
}
