import CCNETDriver
import CCNETSimulator
import DeviceKit
import EBDSDriver
import EBDSSimulator
import ID003Driver
import ID003Simulator
import Money
import SSPDriver
import SSPSimulator
import SimulatorKit
import Testing

@testable import tillkeeper

/// A driver and its unit in virtual time, with nobody at the host's end for a while: there the doctor may ask.
private struct Night<Host: Dialogue, Device: SimulatedAcceptor>
where Host.Command == BillAcceptorCommand, Host.Report == BillAcceptorReport {
    let fresh: Host
    var host: Host
    var device: Device
    var now = Duration.zero
    var isLinked = false
    var reports: [BillAcceptorReport] = []
    private var wire: [(due: Duration, toHost: Bool, bytes: [UInt8])] = []

    init(_ host: Host, _ device: Device) { (fresh, self.host, self.device) = (host, host, device) }

    mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) {
        let step = host.on(event, now: now)
        host = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): if isLinked { wire.append((now + .milliseconds(2), false, bytes)) }
            case .report(let report): reports.append(report)
            case .discardInput, .fault: break
            }
        }
        // Units that repeat their word wait for this before they go on.
        for case .report(let report) in step.effects {
            switch report {
            case .remembered, .stacked, .returned: give(.command(.acknowledge))
            case .identified, .broken, .poweredUp, .accepting, .escrowed, .escrowedUnknown, .rejected, .outcomeMissing,
                .atRest, .status, .cheated:
                break
            }
        }
    }

    mutating func move(_ event: SimulatorEvent<AcceptorLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for case .send(let bytes) in step.effects { wire.append((now + .milliseconds(2), true, bytes)) }
    }

    mutating func pass(_ time: Duration, until found: ((Self) -> Bool)? = nil) {
        let end = now + time
        while found?(self) != true {
            let host = isLinked ? host.deadline : nil
            guard let due = [wire.first?.due, host, device.deadline].compactMap({ $0 }).min(), due <= end else {
                now = end
                return
            }
            now = max(now, due)
            if let first = wire.first, first.due <= now {
                wire.removeFirst()
                if !first.toHost { move(.received(first.bytes)) } else if isLinked { give(.received(first.bytes)) }
            } else if let host, host <= now {
                give(.time)
            } else {
                move(.time)
            }
        }
    }

    /// The service is gone: the dialogue and all that it knew, what was on the line with it.
    mutating func stopService() {
        (isLinked, wire, host, reports) = (false, [], fresh, [])
    }

    /// The doctor's questions as bytes on the line, each with its time; or only the time.
    mutating func doctor(asks: Bool, _ driver: String, instead: [UInt8]? = nil) {
        var plan = KnockPlan(driver, at: .serial(path: "/dev/x", Knock.languages(for: driver)[0].lines[0]))
        while let (_, knock) = plan.next {
            if asks { move(.received(instead ?? knock.question)) }
            wire.removeAll()
            pass(.milliseconds(500))
            wire.removeAll()
            plan.heard(.silence)
        }
    }

    mutating func startService() {
        isLinked = true
        give(.opened)
        give(.command(.settle))
        pass(.seconds(40)) { night in
            night.reports.contains { if case .atRest = $0 { true } else { false } }
        }
    }
}

/// What the doctor asks a validator takes nothing from what the service learns later: not a note in escrow, not a
/// credit that was on its way when the service fell.
@Suite struct HarmTests {
    /// Evening: a note in escrow, ordered into the box, and the service falls so long after the order. Morning: the
    /// service starts. What it hears is the same with the doctor's questions in between and without.
    private func breaches<Host: Dialogue, Device: SimulatedAcceptor>(
        _ driver: String, _ host: Host, _ device: Device, instead: [UInt8]? = nil
    ) -> [String] where Host.Command == BillAcceptorCommand, Host.Report == BillAcceptorReport {
        var evening = Night(host, device)
        evening.startService()
        evening.give(.command(.enable(Denomination.usNotes)))
        evening.pass(.seconds(2))
        evening.move(.lever(.insert(id: 1, .note(minorUnits: 2_000))))
        evening.pass(.seconds(20)) { night in
            night.reports.contains { if case .escrowed = $0 { true } else { false } }
        }
        guard let seen = evening.reports.compactMap({ if case .escrowed(_, let at) = $0 { at } else { nil } }).last
        else { return ["\(driver): no note in escrow: \(evening.reports.suffix(5))"] }

        var found: [String] = []
        var ordered = evening
        ordered.give(.command(.stack(seenAt: seen)))
        for cut in stride(from: 0, through: 6_000, by: 60) {
            for (name, start) in [("in escrow", evening), ("ordered", ordered)] where name == "ordered" || cut < 600 {
                var alone = start
                alone.pass(.milliseconds(cut))
                alone.stopService()
                let before = alone.device.notes
                var asked = alone
                asked.doctor(asks: true, driver, instead: instead)
                alone.doctor(asks: false, driver)
                // A unit that hears nobody for some seconds may give its note back; one that was asked need not.
                let same = asked.device.notes == alone.device.notes || asked.device.notes == before
                asked.startService()
                alone.startService()
                if !same || Self.news(asked.reports) != Self.news(alone.reports)
                    || asked.device.notes != alone.device.notes
                {
                    found.append(
                        "\(driver), \(name), cut \(cut) ms:\n  asked \(Self.news(asked.reports))\n  alone "
                            + "\(Self.news(alone.reports))")
                }
            }
        }
        return found
    }

    /// What a controller makes money of; states and times may differ by a poll.
    private static func news(_ reports: [BillAcceptorReport]) -> [String] {
        reports.compactMap { report in
            switch report {
            case .stacked, .returned, .outcomeMissing, .remembered, .atRest, .cheated, .rejected: "\(report)"
            case .identified, .broken, .poweredUp, .accepting, .escrowed, .escrowedUnknown, .status: nil
            }
        }
    }

    @Test func nothingIsTakenFromAnEBDSUnit() {
        #expect(breaches("ebds", EBDSDialogue(), EBDSDevice()).prefix(3) == [])
    }

    @Test func nothingIsTakenFromAnID003Unit() {
        #expect(breaches("id003", ID003Dialogue(), ID003Device()).prefix(3) == [])
    }

    @Test func nothingIsTakenFromACCNETUnit() {
        #expect(breaches("ccnet", CCNETDialogue(), CCNETDevice()).prefix(3) == [])
    }

    /// Questions that order something must not pass, or the four above show nothing.
    @Test func anOrderIsFound() {
        var poll = EBDSOmnibusCommand()
        (poll.escrowMode, poll.stack) = (true, true)
        let order = [false, true].flatMap { EBDSCommand(.omnibus(poll), ack: $0).encoded() }
        #expect(!breaches("ebds", EBDSDialogue(), EBDSDevice(), instead: order).isEmpty)
        let stack = ID003Command.stack1.encoded()
        #expect(!breaches("id003", ID003Dialogue(), ID003Device(), instead: stack).isEmpty)
        let reset = CCNETCommand(.reset).encoded()
        #expect(!breaches("ccnet", CCNETDialogue(), CCNETDevice(), instead: reset).isEmpty)
    }

    @Test func nothingIsTakenFromAnSSPUnit() {
        #expect(breaches("ssp", SSPDialogue(), SSPDevice()).prefix(3) == [])
    }
}
