import CoreLedger
import CoreLedgerSimulator
import Posting
import Testing

@Suite("The relay, row by row")
struct RelayTests {
    private let reference = CoreRef("R-1")

    @Test("a payment sent before the fence of its epoch stands")
    func announcesFirst() {
        var bench = Bench(rows: [Bench.row(1)])
        bench.feed(.started)
        #expect(bench.effects.contains { if case .announce = $0 { true } else { false } })
        #expect(bench.posts().isEmpty)
    }

    @Test("two payments of one account on their way at once, or accounts waiting for each other")
    func lanes() {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        bench.feed(.rowAdded(Bench.row(2, after: ["3001": Make.key(1)])))
        bench.feed(.rowAdded(Bench.row(3, accounts: ["3002"])))
        bench.feed(.rowAdded(Bench.row(4, accounts: ["3001", "3002"])))
        let first = bench.posts()
        #expect(first.map(\.envelope.sealed.key) == [Make.key(1), Make.key(3)])
        bench.answer(first[1], .created(reference))
        #expect(bench.posts().isEmpty)
        bench.answer(first[0], .created(reference))
        let second = bench.posts()
        #expect(second.map(\.envelope.sealed.key) == [Make.key(2)])
        bench.answer(second[0], .created(reference))
        #expect(bench.posts().map(\.envelope.sealed.key) == [Make.key(4)])
    }

    @Test("a shut-off because the payment that stops it waits behind others")
    func urgent() {
        var bench = Bench()
        bench.feed(.started)
        for n in 1...20 { bench.feed(.rowAdded(Bench.row(Int64(n), accounts: ["a\(n)"]))) }
        bench.feed(.rowAdded(Bench.row(21, accounts: ["a21"], urgent: true)))
        bench.announce()
        let posts = bench.posts()
        #expect(posts.first?.envelope.sealed.key == Make.key(21))
        #expect(posts.count == 8)
    }

    @Test("an unknown result guessed instead of asked for")
    func unknown() throws {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        let first = bench.posts()[0]
        bench.pass(.seconds(10))
        #expect(bench.relay.metrics(now: bench.now).unknown == 1)
        bench.pass(.seconds(1))
        let effects = bench.drain()
        guard
            case .lookup(let key, let attempt, _)? = effects.first(where: {
                if case .lookup = $0 { true } else { false }
            })
        else {
            Issue.record("\(effects)")
            return
        }
        #expect(key == Make.key(1))
        bench.feed(.lookedUp(key, attempt: attempt, .init(.absent, life: bench.life), bench.jitter))
        let again = bench.posts()
        #expect(again.map(\.envelope) == [first.envelope])
        // The answer to the first try, late: the same bytes, so it counts.
        bench.answer(first, .created(reference))
        #expect(bench.drain().contains(.posted(Make.key(1), reference)))
        bench.answer(again[0], .alreadyPosted(reference))
        #expect(bench.drain().isEmpty)
    }

    @Test("a core that is hammered: waits 1, 2, 5, 10, 30, 60 and on")
    func schedule() {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        var waits: [Duration] = []
        for _ in 0..<8 {
            let post = bench.posts()[0]
            let sent = bench.now
            bench.feed(.failed(Make.key(1), attempt: post.attempt, .retry(after: nil), Jitter(0)))
            while !bench.effects.contains(where: { if case .post = $0 { true } else { false } }) {
                bench.now += .milliseconds(500)
                bench.feed(.time(Jitter(0)))
            }
            waits.append(bench.now - sent)
        }
        #expect(waits == [1, 2, 5, 10, 30, 60, 48, 48].map { .seconds($0) })
    }

    @Test("C14 a core that asks for a pause and gets none; twenty failures and still hammered")
    func breaker() {
        var bench = Bench()
        bench.start()
        for n in 1...30 { bench.feed(.rowAdded(Bench.row(Int64(n), accounts: ["a\(n)"]))) }
        var failures = 0
        let first = bench.posts()
        bench.feed(.failed(first[0].envelope.sealed.key, attempt: 1, .retry(after: .seconds(40)), bench.jitter))
        bench.pass(.seconds(5))
        #expect(bench.posts().isEmpty)
        for post in first.dropFirst() {
            bench.feed(.failed(post.envelope.sealed.key, attempt: 1, .unknown, bench.jitter))
        }
        failures = 8
        bench.pass(.seconds(36))
        while failures < 20 {
            let out = bench.drain()
            for effect in out {
                guard failures < 20 else { break }
                switch effect {
                case .post(let envelope, let attempt, _):
                    failures += 1
                    bench.feed(.failed(envelope.sealed.key, attempt: attempt, .unknown, bench.jitter))
                case .lookup(let key, let attempt, _):
                    failures += 1
                    bench.feed(.failed(key, attempt: attempt, .unknown, bench.jitter))
                default: break
                }
            }
            if failures < 20 { bench.pass(.seconds(1)) }
        }
        #expect(bench.relay.metrics(now: bench.now).breakerOpen)
        // What was on the way runs out; then one probe each ten seconds, no more.
        bench.pass(.seconds(11))
        _ = bench.drain()
        var probes = 0
        for _ in 0..<60 {
            bench.pass(.seconds(1))
            let out = bench.drain()
            for effect in out {
                switch effect {
                case .post(let envelope, let attempt, _):
                    probes += 1
                    bench.feed(.failed(envelope.sealed.key, attempt: attempt, .unknown, bench.jitter))
                case .lookup(let key, let attempt, _):
                    probes += 1
                    bench.feed(.failed(key, attempt: attempt, .unknown, bench.jitter))
                default: break
                }
            }
        }
        #expect((5...7).contains(probes))
        // The first answer lets everything go.
        while true {
            let out = bench.drain()
            if case .lookup(let key, let attempt, _)? = out.first(where: {
                if case .lookup = $0 { true } else { false }
            }) {
                bench.feed(.lookedUp(key, attempt: attempt, .init(.absent, life: bench.life), bench.jitter))
                break
            }
            if case .post(let envelope, let attempt, _)? = out.first(where: {
                if case .post = $0 { true } else { false }
            }) {
                bench.answer((envelope, attempt), .created(reference))
                break
            }
            bench.pass(.seconds(1))
        }
        #expect(!bench.relay.metrics(now: bench.now).breakerOpen)
        #expect(bench.relay.metrics(now: bench.now).onTheWay == 8)
    }

    @Test("money that nobody owns after a refusal; a refused payment sent again under another key")
    func rejected() {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        bench.feed(.rowAdded(Bench.row(2, after: ["3001": Make.key(1)])))
        let post = bench.posts()[0]
        bench.answer(post, .refused(.accountClosed("3001")))
        let effects = bench.drain()
        #expect(effects.contains(.rejected(Make.key(1), .accountClosed("3001"))))
        // The chain goes on over it.
        guard case .post(let envelope, _, _)? = effects.first(where: { if case .post = $0 { true } else { false } })
        else {
            Issue.record("\(effects)")
            return
        }
        #expect(envelope.abandoned == [AbandonedKey(key: Make.key(1), requires: [])])
        // Not stored: asked again, and the refusal comes again.
        bench.feed(.notStored(Make.key(1), bench.jitter))
        bench.pass(.seconds(2))
        #expect(bench.relay.metrics(now: bench.now).rejected == 0)
    }

    @Test(
        "a stopped account forgotten, or sent on without a person",
        arguments: [
            PostOutcome.refused(.invalid("x")), .refused(.controlClosed("K-07/C-8841")),
            .refused(.dateClosed(Make.day)),
            .keyReused(existing: Make.sealed(9).hash),
        ])
    func stopped(outcome: PostOutcome) {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        bench.feed(.rowAdded(Bench.row(2, after: ["3001": Make.key(1)])))
        bench.feed(.rowAdded(Bench.row(3, accounts: ["3002"])))
        let posts = bench.posts()
        bench.answer(posts[0], outcome)
        #expect(bench.effects.contains { if case .alarm = $0 { true } else { false } })
        bench.answer(posts[1], .created(reference))
        bench.pass(.seconds(7200))
        #expect(bench.posts().isEmpty)
        #expect(bench.relay.metrics(now: bench.now).stopped == 1)
        bench.feed(.released(Make.key(1)))
        guard
            case .lookup(_, let attempt, _)? = bench.drain().last(where: {
                if case .lookup = $0 { true } else { false }
            })
        else {
            Issue.record("not asked first")
            return
        }
        bench.feed(.lookedUp(Make.key(1), attempt: attempt, .init(.absent, life: bench.life), bench.jitter))
        #expect(bench.posts().map(\.envelope.sealed) == [posts[0].envelope.sealed])
    }

    @Test("an unposted payment that nobody hears of; one parked before its time")
    func ages() {
        var bench = Bench()
        bench.feed(.rowAdded(Bench.row(1)))
        bench.feed(.started)
        bench.pass(.seconds(15 * 60))
        #expect(bench.drain().contains(.alarm(.late(Make.key(1), escalated: false))))
        bench.pass(.seconds(4 * 3600))
        #expect(bench.drain().contains(.alarm(.late(Make.key(1), escalated: true))))
        #expect(bench.relay.metrics(now: bench.now).oldestUnposted == bench.now)
        bench.feed(.parkAsked(Make.key(1)))
        #expect(bench.drain().contains(.alarm(.notParked(Make.key(1)))))
        bench.pass(.seconds(72 * 3600))
        bench.feed(.parkAsked(Make.key(1)))
        #expect(bench.relay.metrics(now: bench.now).parked == 1)
        #expect(bench.relay.metrics(now: bench.now).unposted == 1)
        #expect(bench.relay.moneyAllowed)
    }

    @Test("rows sent to a core where nothing could ever be settled")
    func unsafeCore() {
        var bench = Bench(rows: [Bench.row(1)])
        bench.feed(.started)
        guard case .announce(let call, _, _)? = bench.drain().first else { return }
        var abilities = Bench.capabilities
        (abilities.idempotency, abilities.lookupByKey) = (.window(.seconds(86_400)), false)
        bench.feed(.announced(call: call, .init(.standing, life: bench.life), abilities, bench.jitter))
        #expect(bench.drain() == [.alarm(.coreStopped(.cannotBeSafe))])
        bench.pass(.seconds(3600))
        #expect(bench.posts().isEmpty)
    }

    @Test("money taken by a station whose newer self is at work")
    func fencedOut() {
        var bench = Bench()
        bench.start()
        bench.feed(.rowAdded(Bench.row(1)))
        let post = bench.posts()[0]
        bench.answer(post, .fenced(by: 2))
        #expect(bench.effects.contains(.alarm(.fenced(by: 2))))
        #expect(!bench.relay.moneyAllowed)
        bench.feed(.resumed)
        bench.pass(.seconds(600))
        #expect(bench.posts().isEmpty)
    }
}
