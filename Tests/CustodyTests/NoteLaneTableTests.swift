import Custody
import Money
import Testing

/// Where the lane stands when the event comes. The count in the books is 7 unless the row says otherwise.
enum Stand: String, Sendable, CaseIterable {
    case recovering
    /// An earlier life left an intent of 20.00.
    case recoveringWithIntent
    case ready
    /// The order for a 20.00 went out.
    case stacking
    /// A 20.00 above the limit is on its way back.
    case returning
    case barred
    /// The acceptor was silent too long: its 20.00 is in doubt.
    case doubted
}

struct Row: Sendable, CustomTestStringConvertible {
    var stand: Stand
    var event: NoteEvent
    var does: String
    var ends: String
    var baseline: Int64? = 7
    var exact = true

    init(
        _ stand: Stand, _ event: NoteEvent, _ does: String, _ ends: String, baseline: Int64? = 7, exact: Bool = true
    ) {
        (self.stand, self.event, self.does, self.ends) = (stand, event, does, ends)
        (self.baseline, self.exact) = (baseline, exact)
    }

    var testDescription: String { "\(stand.rawValue), \(event), count \(baseline.map(String.init) ?? "none")" }

    /// The lane brought to where the row begins.
    func scene() throws -> Scene {
        var scene = try Scene(baseline: baseline, exact: exact)
        let twenty = NoteEvent.escrowed(usd(2_000), seenAt: .seconds(1))
        switch stand {
        case .recovering: break
        case .recoveringWithIntent: try scene.leaveIntent()
        case .ready: _ = try scene.feed(.atRest(counter: baseline))
        case .stacking:
            _ = try scene.feed(.atRest(counter: baseline))
            _ = try scene.feed(twenty)
        case .returning:
            _ = try scene.feed(.atRest(counter: baseline))
            scene.promise.limitLeft = usd(0)
            _ = try scene.feed(twenty)
            scene.promise.limitLeft = usd(100_000)
        case .barred: _ = try scene.feed(.atRest(counter: (baseline ?? 1) - 1))
        case .doubted:
            _ = try scene.feed(.atRest(counter: baseline))
            _ = try scene.feed(twenty)
            _ = try scene.feed(.broken)
            _ = try scene.feed(.unreachable)
            // It answers again, and says who it is before anything it says counts.
            _ = try scene.feed(.identified(acceptor, counterIsExact: exact))
        }
        return scene
    }
}

private let escrow20 = NoteEvent.escrowed(usd(2_000), seenAt: .seconds(9))
private let doubt = "doubt 20.00 deviceUnreachable @7"

/// Rules 1 to 9 and 13 of the checked models, one line each.
enum LaneTable {
    /// A talk that breaks, a power-up, a missing outcome: nothing is believed until the device is at rest (rule 4).
    static let breaks: [Row] = Stand.allCases.flatMap { stand in
        [NoteEvent.broken, .poweredUp, .outcomeMissing, .identified(acceptor, counterIsExact: true)].map {
            Row(stand, $0, "", "recovering")
        }
    }

    /// What a device knows at its start and wipes out with its reset: a fact before that (rules 9 to 11).
    static let remembered: [Row] =
        Stand.allCases.flatMap { stand in
            [true, false].map { notTaken in
                let does: String =
                    switch (stand, notTaken) {
                    case (.recoveringWithIntent, true), (.stacking, true), (.doubted, true): "returned deviceState"
                    case (.recoveringWithIntent, false), (.stacking, false), (.doubted, false):
                        "doubt 20.00 pastEscrowAtPowerUp @7"
                    default: ""
                    }
                return Row(stand, .remembered(notTaken: notTaken), does, "recovering")
            }
        }

    /// A rest that proves by itself that the open order was never carried out (rules 10, 11, 16).
    static let proofs: [Row] = [
        Row(.recovering, .atRest(counter: nil, provesNotTaken: true), "", "ready", baseline: nil),
        Row(
            .recoveringWithIntent, .atRest(counter: nil, provesNotTaken: true), "returned deviceState", "ready",
            baseline: nil),
        Row(
            .recoveringWithIntent, .atRest(counter: 7, provesNotTaken: true), "returned counter", "ready", exact: false),
        // A count that moved knows more than a unit that forgot.
        Row(.recoveringWithIntent, .atRest(counter: 8, provesNotTaken: true), "stacked 20.00 counter @8", "ready"),
        Row(.stacking, .atRest(counter: nil, provesNotTaken: true), "returned deviceState", "ready", baseline: nil),
        Row(.doubted, .atRest(counter: nil, provesNotTaken: true), "returned deviceState", "ready", baseline: nil),
    ]

    static let escrows: [Row] = [
        Row(.recovering, escrow20, "", "recovering"),
        Row(.recoveringWithIntent, escrow20, "", "recovering"),
        Row(.ready, escrow20, "intended 20.00 @7; STACK", "stacking"),
        Row(.ready, escrow20, "intended 20.00 @-; STACK", "stacking", baseline: nil),
        // One intent, one order: an escrow that is still shown asks the count, never the motor (rule 1).
        Row(.stacking, escrow20, "settle", "recovering"),
        Row(.returning, escrow20, "intended 20.00 @7; STACK", "stacking"),
        Row(.barred, escrow20, "", "barred"),
        Row(.doubted, escrow20, "", "recovering"),
        Row(.recovering, .escrowedUnknown, "", "recovering"),
        Row(.recoveringWithIntent, .escrowedUnknown, "", "recovering"),
        Row(.ready, .escrowedUnknown, "give back", "returning ?"),
        Row(.stacking, .escrowedUnknown, "settle", "recovering"),
        Row(.returning, .escrowedUnknown, "give back", "returning ?"),
        Row(.barred, .escrowedUnknown, "", "barred"),
        Row(.doubted, .escrowedUnknown, "", "recovering"),
    ]

    static let stacked: [Row] = [
        // With an intent it is always evidence, also after a restart (rule 6); without one it books nothing (rule 8).
        Row(.recoveringWithIntent, .stacked(usd(2_000)), "stacked 20.00 reported @8", "recovering"),
        Row(.recoveringWithIntent, .stacked(nil), "stacked 20.00 reported @8", "recovering"),
        Row(.recoveringWithIntent, .stacked(usd(2_000)), "stacked 20.00 reported @-", "recovering", baseline: nil),
        Row(.stacking, .stacked(usd(2_000)), "stacked 20.00 reported @8", "ready"),
        Row(.stacking, .stacked(nil), "stacked 20.00 reported @8", "ready"),
        // The value comes from the intent; another one in the frame is an alarm.
        Row(.stacking, .stacked(usd(5_000)), "stacked 20.00 reported @8; alarm valueDiffers", "ready"),
        Row(
            .recoveringWithIntent, .stacked(usd(100)), "stacked 20.00 reported @8; alarm valueDiffers", "recovering"),
        Row(.doubted, .stacked(usd(2_000)), "stacked 20.00 reported @8", "recovering"),
        Row(.recovering, .stacked(usd(2_000)), "alarm stackedUnordered", "recovering"),
        Row(.recovering, .stacked(nil), "alarm stackedUnordered", "recovering"),
        Row(.ready, .stacked(usd(2_000)), "alarm stackedUnordered; settle", "recovering"),
        Row(.ready, .stacked(nil), "alarm stackedUnordered; settle", "recovering"),
        Row(.returning, .stacked(usd(2_000)), "alarm stackedUnordered; settle", "recovering"),
        Row(.barred, .stacked(usd(2_000)), "alarm stackedUnordered", "barred"),
    ]

    static let returned: [Row] = [
        // In recovery it may belong to another note (rule 5).
        Row(.recovering, .returned, "", "recovering"),
        Row(.recoveringWithIntent, .returned, "", "recovering"),
        Row(.doubted, .returned, "", "recovering"),
        Row(.ready, .returned, "", "ready"),
        Row(.barred, .returned, "", "barred"),
        Row(.stacking, .returned, "returned reported", "ready"),
        Row(.returning, .returned, "given back 20.00 limit", "ready"),
    ]

    static let unreachable: [Row] = [
        Row(.recovering, .unreachable, "", "recovering"),
        Row(.recoveringWithIntent, .unreachable, "\(doubt); settle", "recovering"),
        Row(.ready, .unreachable, "", "recovering"),
        Row(.stacking, .unreachable, "\(doubt); settle", "recovering"),
        Row(.returning, .unreachable, "", "recovering"),
        Row(.barred, .unreachable, "", "recovering"),
        Row(.doubted, .unreachable, "", "recovering"),
    ]

    /// Rule 7: +1 stacked, +0 returned only where the count is exact, more and less never a credit.
    static let restWithIntent: [Row] = [Stand.recoveringWithIntent, .stacking].flatMap { stand in
        [
            Row(stand, .atRest(counter: 8), "stacked 20.00 counter @8", "ready"),
            Row(stand, .atRest(counter: 8), "stacked 20.00 counter @8", "ready", exact: false),
            Row(stand, .atRest(counter: 7), "returned counter", "ready"),
            Row(stand, .atRest(counter: 7), "doubt 20.00 counterNotProven @7", "ready", exact: false),
            Row(stand, .atRest(counter: 9), "doubt 20.00 counterJumped @8; unclaimed 1 x ? K-07-0001 @9", "ready"),
            Row(stand, .atRest(counter: 12), "doubt 20.00 counterJumped @8; unclaimed 4 x ? K-07-0001 @12", "ready"),
            Row(stand, .atRest(counter: 6), "doubt 20.00 counterJumped @7; alarm counterWentBack", "barred"),
            Row(stand, .atRest(counter: 0), "doubt 20.00 counterJumped @7; alarm counterWentBack", "barred"),
            // Its next word would have this note in it: the count begins anew.
            Row(stand, .atRest(counter: nil), "doubt 20.00 noCounter @-", "ready"),
            Row(stand, .atRest(counter: nil), "doubt 20.00 noCounter @-", "ready", baseline: nil),
            Row(stand, .atRest(counter: 5), "doubt 20.00 noCounter @5", "ready", baseline: nil),
        ]
    }

    static let restWithoutIntent: [Row] = [Stand.recovering, .ready, .returning].flatMap { stand in
        [
            Row(stand, .atRest(counter: 7), "", "ready"),
            Row(stand, .atRest(counter: 8), "unclaimed 1 x ? K-07-0001 @8", "ready"),
            Row(stand, .atRest(counter: 10), "unclaimed 3 x ? K-07-0001 @10", "ready"),
            Row(stand, .atRest(counter: 6), "alarm counterWentBack", "barred"),
            Row(stand, .atRest(counter: nil), "", "ready"),
            Row(stand, .atRest(counter: nil), "", "ready", baseline: nil),
            Row(stand, .atRest(counter: 41), "adopted @41", "ready", baseline: nil),
        ]
    }

    /// What a doubt of a silent device still says at its first rest, and only then.
    static let restWithDoubt: [Row] = [
        Row(.doubted, .atRest(counter: 8), "stacked 20.00 counter @8", "ready"),
        Row(.doubted, .atRest(counter: 7), "returned counter", "ready"),
        Row(.doubted, .atRest(counter: 7), "adopted @7", "ready", exact: false),
        Row(.doubted, .atRest(counter: 9), "unclaimed 1 x ? K-07-0001 @9; adopted @9", "ready"),
        Row(.doubted, .atRest(counter: 6), "alarm counterWentBack", "barred"),
        Row(.doubted, .atRest(counter: nil), "adopted @-", "ready"),
        Row(.doubted, .atRest(counter: nil), "adopted @-", "ready", baseline: nil),
    ]

    static let restBarred: [Row] = [6, 7, 8, nil].map { Row(.barred, .atRest(counter: $0), "", "barred") }

    static let all: [Row] =
        breaks + remembered + proofs + escrows + stacked + returned + unreachable + restWithIntent + restWithoutIntent
        + restWithDoubt
        + restBarred
}

@Suite("The rules of the note lane, line by line")
struct NoteLaneTableTests {
    @Test("a note credited without proof, or lost without a word", arguments: LaneTable.all)
    func row(_ row: Row) throws {
        var scene = try row.scene()
        let before = scene.held
        let effects = try scene.feed(row.event)
        #expect(words(effects) == row.does)
        #expect(Self.name(scene.lane.phase) == row.ends)
        // Money is held for the visit exactly when a fact says that the note was stacked.
        #expect(scene.held - before == (row.does.contains("stacked 20.00") ? 2_000 : 0))
        #expect(
            !(effects.contains { if case .order(.stack) = $0 { true } else { false } }) || row.does.hasSuffix("STACK"))
    }

    @Test("a combination of phase and event that nobody has thought about")
    func tableIsComplete() {
        func kind(_ event: NoteEvent) -> String { String(describing: event).split(separator: "(")[0].description }
        let kinds = Set(LaneTable.all.map { kind($0.event) })
        #expect(kinds.count == 11)
        for stand in Stand.allCases {
            #expect(Set(LaneTable.all.filter { $0.stand == stand }.map { kind($0.event) }) == kinds, "\(stand)")
        }
    }

    @Test("a lane that is called quiet while a note is on its way")
    func quiet() throws {
        let quiet: Set<Stand> = [.ready, .barred]
        for stand in Stand.allCases {
            let scene = try Row(stand, .broken, "", "").scene()
            #expect(scene.lane.isQuiet == quiet.contains(stand), "\(stand)")
        }
    }

    private static func name(_ phase: NoteLane.Phase) -> String {
        switch phase {
        case .recovering: "recovering"
        case .ready: "ready"
        case .stacking: "stacking"
        case .returning(let amount, _): amount == nil ? "returning ?" : "returning"
        case .barred: "barred"
        }
    }
}
