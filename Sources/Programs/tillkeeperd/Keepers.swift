import Controller
import Custody
import Journal
import JournalStore
import Logging
import Posting
import ServiceLifecycle

/// Looks after the store in idle moments, and keeps the station open until everything else has ended.
struct StationKeeper: Service {
    let station: StationController
    let store: JournalStore
    let reserve: Int64

    /// Room for the facts of the longest visit, many times over.
    private static let leastFree: Int64 = 16 << 20

    func run() async throws {
        for await _ in AsyncTimerSequence(every: .seconds(2)).cancelOnGracefulShutdown() {
            store.tend()
            await station.hear(.storeWarning(warning))
        }
    }

    private var warning: String? {
        if let refusal = store.refusal { return refusal.description }
        guard let room = store.room else { return "the disk of the journal does not answer" }
        guard room.free >= Self.leastFree else {
            return "the disk of the journal is nearly full (\(room.free >> 20) MiB free): make room"
        }
        return nil
    }
}

/// Signs what the journal is, every hour in which something was written and at the end of each life.
struct CheckpointKeeper: Service {
    let store: JournalStore
    let key: CheckpointKey
    let logger: Logger

    func run() async throws {
        var signed = store.head.size
        sign()
        for await _ in AsyncTimerSequence(every: .seconds(3_600)).cancelOnGracefulShutdown() {
            guard store.head.size != signed else { continue }
            signed = store.head.size
            sign()
        }
        sign()
    }

    private func sign() {
        do {
            try store.keep(try key.sign(store.checkpoint(at: WallClock.moment())))
        } catch {
            logger.error("the journal's checkpoint was not kept: \(error)")
        }
    }
}

/// Runs the relay and tells the station whether the core ledger answers.
struct RelayKeeper: Service {
    let relay: RelayService
    let station: StationController

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await relay.run() }
            group.addTask {
                var last: Bool?
                for await _ in AsyncTimerSequence(every: .seconds(1)).cancelOnGracefulShutdown() {
                    let metrics = await relay.metrics
                    let online = metrics.link != .failing && metrics.link != .stopped
                    if online != last { await station.hear(.ledger(online: online)) }
                    last = online
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}

/// Ticks until its task is cancelled.
struct AsyncTimerSequence: AsyncSequence {
    let every: Duration

    init(every: Duration) { self.every = every }

    struct Iterator: AsyncIteratorProtocol {
        let every: Duration

        mutating func next() async -> Void? {
            do { try await Task.sleep(for: every) } catch { return nil }
            return ()
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(every: every) }
}
