import CoreLedger
import CoreLedgerSimulator
import Posting
import Testing

/// The stories of the model checker (`models/stories/P*.md`), each with the wrong rule, which loses, and with ours.
@Suite("Stories of the posting model")
struct StoryTests {
    private func post(_ core: inout SimulatedCore, _ sealed: SealedPosting, epoch: Int64 = 1) -> SimulatedCore.Answer {
        core.post(Bench.request(PostingEnvelope(sealed: sealed, senderEpoch: epoch)))
    }

    private func created(_ answer: SimulatedCore.Answer) -> Bool { if case .created = answer { true } else { false } }

    /// Sends what the relay wants sent and brings the answers back, until it wants nothing more.
    private func settle(_ bench: inout Bench) {
        for _ in 0..<50 {
            bench.announce()
            bench.pages()
            var moved = false
            for effect in bench.drain() {
                switch effect {
                case .post(let envelope, let attempt, _):
                    moved = true
                    let outcome: PostOutcome =
                        switch bench.core.post(Bench.request(envelope)) {
                        case .created(let reference): .created(CoreRef(reference))
                        case .alreadyPosted(let reference): .alreadyPosted(CoreRef(reference))
                        case .keyReused: .keyReused(existing: envelope.sealed.hash)
                        case .refused(let code): .refused(.accountClosed(code))
                        case .predecessorMissing(let keys): .predecessorMissing(keys.map { try! IdempotencyKey($0) })
                        case .fenced(let epoch): .fenced(by: epoch)
                        }
                    bench.answer((envelope, attempt), outcome)
                case .lookup(let key, let attempt, _):
                    moved = true
                    let outcome: LookupOutcome =
                        switch bench.core.lookup(key.description) {
                        case .posted(let reference, _):
                            .posted(
                                CoreRef(reference), Make.sealed(Int64(key.event.dropFirst())!, epoch: key.epoch).hash)
                        case .refused(let code): .refused(.accountClosed(code))
                        case .absent: .absent
                        }
                    bench.feed(.lookedUp(key, attempt: attempt, .init(outcome, life: bench.life), bench.jitter))
                case .registerGap: bench.feed(.gapRegistered)
                case .announce, .fetchItems, .posted, .rejected, .missing, .takenOver, .recall, .moneyAllowed,
                    .reconciled, .alarm, .wake:
                    break
                }
            }
            if !moved { bench.pass(.seconds(61)) }
        }
    }

    @Test("PA1: the fence by the key's epoch refuses the station's own old rows for ever")
    func storyPA1() {
        var wrong = SimulatedCore()
        wrong.switches.fencesByKey = true
        _ = wrong.announce(Make.station.description, epoch: 2)
        #expect(post(&wrong, Make.sealed(1), epoch: 2) == .fenced(2))

        var bench = Bench(epoch: 2, restored: true, rows: [Bench.row(1)])
        bench.feed(.started)
        settle(&bench)
        #expect(bench.core.posted.map(\.key) == [Make.key(1).description])
    }

    @Test("PA2: payment 2 overtakes payment 1, which a restore of the core has lost")
    func storyPA2() {
        let second = Bench.row(2, after: ["3001": Make.key(1)])
        for checks in [false, true] {
            var core = SimulatedCore()
            core.switches.checksPredecessors = checks
            core.backUp()
            _ = post(&core, Make.sealed(1))
            core.restore()
            #expect(created(post(&core, second.sealed)) == !checks)
        }
        var core = SimulatedCore()
        core.backUp()
        var bench = Bench(core: core)
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        bench.feed(.rowAdded(second))
        let first = bench.posts()[0]
        let answer = bench.core.post(Bench.request(first.envelope))
        bench.core.restore(admitted: false)
        guard case .created(let reference) = answer else { return }
        bench.answer(first, .created(CoreRef(reference)))
        settle(&bench)
        #expect(bench.core.posted.map(\.key) == [Make.key(1), Make.key(2)].map(\.description))
    }

    @Test("PA3, PA5: a request of the old life lands after its payment went to the gap register")
    func storyPA3() {
        for fences in [false, true] {
            var core = SimulatedCore()
            core.switches.fences = fences
            let late = Bench.request(PostingEnvelope(sealed: Make.sealed(1), senderEpoch: 1))
            _ = core.announce(Make.station.description, epoch: 2)
            // Here the station registers the gap of one payment.
            #expect(core.post(late) == (fences ? .fenced(2) : .created("R-" + late.hash.prefix(12))))
        }
    }

    @Test("PA4: a late posting of a lost payment counted twice, at the core and in the gap register")
    func storyPA4() {
        // The core's fence is lost with a restore, so the late request of epoch 1 is booked.
        var bench = Bench(epoch: 2, restored: true)
        bench.feed(.started)
        bench.announce()
        bench.pages()
        #expect(bench.effects.contains(.registerGap))
        var gap = 1
        bench.feed(.gapRegistered)
        #expect(created(post(&bench.core, Make.sealed(1), epoch: 2)))
        bench.feed(.reconcileAsked)
        bench.pages()
        for effect in bench.drain() {
            if case .takenOver(let item, let settlesGap) = effect {
                #expect(item.key == Make.key(1))
                if settlesGap { gap -= 1 }
            }
        }
        #expect(gap == 0)
    }

    @Test("PM1: one key used for two payments after a restore without a new epoch")
    func storyPM1() {
        var core = SimulatedCore()
        _ = post(&core, Make.sealed(1))
        let reused = post(&core, Make.sealed(1, cents: 4000))
        #expect(reused == .keyReused(Make.sealed(1).hash.description))
        #expect(created(post(&core, Make.sealed(1, epoch: 2, cents: 4000), epoch: 2)))
    }

    @Test("PM2: asking before fencing, so that a late request lands between")
    func storyPM2() {
        var bench = Bench(epoch: 2, restored: true)
        bench.feed(.started)
        let first = bench.drain().filter {
            switch $0 {
            case .announce, .fetchItems: true
            default: false
            }
        }
        #expect(first.count == 1)
        guard case .announce(let call, _, _)? = first.first else {
            Issue.record("asked before the fence stood")
            return
        }
        bench.feed(.announced(call: call, .init(.standing, life: bench.life), Bench.capabilities, bench.jitter))
        #expect(bench.effects.contains { if case .fetchItems = $0 { true } else { false } })
    }

    @Test("PM3: a new key on a retry posts twice")
    func storyPM3() {
        var wrong = SimulatedCore()
        #expect(created(post(&wrong, Make.sealed(1))))
        #expect(created(post(&wrong, Make.sealed(2))))

        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        let sent = bench.posts()[0]
        _ = bench.core.post(Bench.request(sent.envelope))
        bench.pass(.seconds(10))
        settle(&bench)
        #expect(bench.core.posted.count == 1)
        #expect(bench.relay.metrics(now: bench.now).posted == 1)
    }

    @Test("PM4: unknown taken for lost books the money twice")
    func storyPM4() {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        let sent = bench.posts()[0]
        _ = bench.core.post(Bench.request(sent.envelope))
        bench.pass(.seconds(100_000))
        #expect(!bench.effects.contains { if case .rejected = $0 { true } else { false } })
        settle(&bench)
        #expect(bench.relay.metrics(now: bench.now).posted == 1)
        #expect(bench.relay.metrics(now: bench.now).rejected == 0)
    }

    @Test("PM5: a posted payment lost for ever because nobody compares again")
    func storyPM5() {
        var core = SimulatedCore()
        core.backUp()
        var bench = Bench(core: core)
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        settle(&bench)
        #expect(bench.core.posted.count == 1)
        bench.core.restore(admitted: false)
        #expect(bench.core.posted.isEmpty)
        bench.pass(.seconds(15 * 60))
        settle(&bench)
        #expect(bench.core.posted.count == 1)
    }

    @Test("PM6: the second payment on its way before the first has its answer")
    func storyPM6() {
        var wrong = SimulatedCore()
        wrong.switches.checksPredecessors = false
        #expect(created(post(&wrong, Make.sealed(2, after: ["3001": Make.key(1)]))))

        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        bench.feed(.rowAdded(Bench.row(2, after: ["3001": Make.key(1)])))
        #expect(bench.posts().count == 1)
    }

    @Test("PM7: money taken after a restore before everything is settled")
    func storyPM7() {
        var bench = Bench(epoch: 2, restored: true)
        #expect(!bench.relay.moneyAllowed)
        bench.feed(.started)
        #expect(!bench.relay.moneyAllowed)
        bench.announce()
        #expect(!bench.relay.moneyAllowed)
        bench.pages()
        #expect(!bench.relay.moneyAllowed)
        bench.feed(.gapRegistered)
        #expect(bench.relay.moneyAllowed)
        #expect(bench.effects.contains(.moneyAllowed))
    }

    @Test("rule 20: posted before a restore of the core, believed for ever")
    func otherLife() {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        let post = bench.posts()[0]
        bench.life = CoreLife(instance: "core", restoreMark: "1")
        bench.answer(post, .created(CoreRef("R-1")))
        let effects = bench.drain()
        #expect(effects.contains(.alarm(.coreChanged(bench.life))))
        #expect(!effects.contains { if case .posted = $0 { true } else { false } })
        #expect(effects.contains { if case .announce = $0 { true } else { false } })
    }

    @Test("a payment whose predecessor was lost by a restore waits for ever, or overtakes")
    func lostPredecessor() {
        // Payment 2 named payment 1; the journal lost 1, the core refused and then forgot it.
        let second = Bench.row(2, after: ["3001": Make.key(1)])
        var bench = Bench(epoch: 2, rows: [second])
        bench.feed(.started)
        bench.announce()
        bench.pages()
        let sent = bench.posts()[0]
        bench.answer(sent, .predecessorMissing([Make.key(1)]))
        #expect(bench.drain().contains(.recall(Make.key(1))))
        bench.feed(.recalled(Make.key(1), nil))
        settle(&bench)
        #expect(bench.core.posted.map(\.key) == [Make.key(2).description])
        #expect(post(&bench.core, Make.sealed(1), epoch: 2) == .refused("ABANDONED"))
    }

    @Test("a false alarm: a payment answered while the pages were being read is called missing")
    func answeredMeanwhile() {
        var bench = Bench()
        bench.feed(.started)
        bench.announce()
        bench.feed(.rowAdded(Bench.row(1)))
        let effects = bench.drain()
        for effect in effects {
            guard case .post(let envelope, let attempt, _) = effect else { continue }
            bench.answer((envelope, attempt), .created(CoreRef("R-1")))
        }
        for effect in effects {
            guard case .fetchItems(let call, _, _, _) = effect else { continue }
            bench.feed(.page(call: call, .init(items: [], next: nil, life: bench.life), bench.jitter))
        }
        #expect(!bench.drain().contains(.missing(Make.key(1))))
        // The next comparison began after it: now it counts.
        bench.feed(.reconcileAsked)
        bench.pages()
        #expect(bench.drain().contains(.missing(Make.key(1))))
    }
}
