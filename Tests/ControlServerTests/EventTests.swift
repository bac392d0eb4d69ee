import ControlAPI
import Hummingbird
import HummingbirdTesting
import ServiceLifecycle
import Synchronization
import Testing

@testable import ControlServer

/// The limit is no promise of speed: it ends a test whose stream never does.
@Suite(.timeLimit(.minutes(1))) struct EventTests {
    @Test func aNewViewTakesThePlaceOfOneThatNobodyFetched() {
        let slot = EventSlot()
        slot.put(Samples.view(version: 1))
        slot.ping()
        slot.put(Samples.view(version: 2))
        slot.ping()
        let turn = slot.take()
        #expect(turn.view?.version == 2)
        #expect(turn.ping && !turn.ended)
        #expect(slot.take().view == nil)
        slot.put(Samples.view(version: 3))
        slot.end()
        #expect(slot.take().view?.version == 3, "the last view is not lost when the stream ends")
        #expect(slot.take().ended, "an end stays an end")
    }

    @Test func aSlowReaderGetsTheNewestViewAndNoOldOnes() async throws {
        let (views, desk) = AsyncStream<KioskView>.makeStream()
        let stream = EventStream(views: views, pingEvery: .seconds(3600))
        let reader = SlowReader()
        async let written: Void = {
            var writer: any ResponseBodyWriter = reader
            try await stream.write(to: &writer)
        }()
        desk.yield(Samples.view(version: 1))
        await reader.isStuck()
        for version in 2...50 { desk.yield(Samples.view(version: Int64(version))) }
        while stream.slot.waiting?.version != 50, !Task.isCancelled { await Task.yield() }
        desk.finish()
        reader.release()
        try await written
        #expect(reader.versions == [1, 50])
    }

    @Test func aReaderSeesTheViewAtOnceAndEachChange() async throws {
        let counter = Counter()
        let text = try await counter.server().application().test(.live) { client in
            async let answer = client.execute(uri: "/v1/events?kiosk=K-07", method: .get)
            await counter.desk.reader()
            counter.desk.close()
            return try await answer
        }
        #expect(text.headers[.contentType] == "text/event-stream; charset=utf-8")
        #expect(text.headers[.cacheControl] == "no-store")
        let data = String(decoding: try ControlJSON.encode(Samples.view()), as: UTF8.self)
        #expect(text.text == "event: kiosk\ndata: \(data)\n\n")
    }

    @Test func aSilentLineShowsThatItLives() async throws {
        let (views, desk) = AsyncStream<KioskView>.makeStream()
        let reader = SlowReader()
        reader.release()
        let stream = EventStream(views: views, pingEvery: .milliseconds(1))
        async let written: Void = {
            var writer: any ResponseBodyWriter = reader
            try await stream.write(to: &writer)
        }()
        while !reader.texts.contains(": ping\n\n"), !Task.isCancelled { await Task.yield() }
        desk.finish()
        try await written
    }

    @Test func aReaderThatLeavesEndsTheStream() async {
        let (views, desk) = AsyncStream<KioskView>.makeStream()
        let left = Mutex(false)
        desk.onTermination = { _ in left.withLock { $0 = true } }
        desk.yield(Samples.view())
        await #expect(throws: LeavingReader.Left.self) {
            var writer: any ResponseBodyWriter = LeavingReader()
            try await EventStream(views: views, pingEvery: .seconds(3600)).write(to: &writer)
        }
        #expect(left.withLock { $0 }, "the desk goes on feeding a stream that nobody reads")
    }

    @Test func anUnknownKioskIsRefusedBeforeTheStreamBegins() async throws {
        let counter = Counter()
        counter.desk.refuse(Problem(.notFound, "There is no kiosk K-99."))
        #expect(try await counter.refusal(.get, "/v1/events?kiosk=K-99").code == .notFound)
    }

    @Test func aServiceThatStopsEndsItsStreams() async throws {
        var counter = Counter()
        counter.settings.port = 0
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let server = try ControlServer(desk: counter.desk, settings: counter.settings, logger: Counter.quiet) {
            listening.yield($0)
        }
        let group = ServiceGroup(
            configuration: .init(services: [server.application()], logger: Counter.quiet))
        let desk = counter.desk
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                for await port in ports {
                    #expect(port > 0)
                    try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
                        async let answer = client.get("/v1/events?kiosk=K-07")
                        await desk.reader()
                        await group.triggerGracefulShutdown()
                        let status = try await answer.status
                        #expect(status == .ok)
                    }
                    return
                }
            }
            try await tasks.waitForAll()
        }
    }
}

/// A reader who takes the first piece and then nothing until released.
private final class SlowReader: ResponseBodyWriter, Sendable {
    private let pieces = Mutex<[String]>([])
    private let stuck = AsyncStream<Void>.makeStream()
    private let released = AsyncStream<Void>.makeStream()

    var texts: [String] { pieces.withLock { $0 } }
    var versions: [Int] {
        texts.compactMap { $0.firstMatch(of: /"version":(\d+)/).flatMap { Int($0.1) } }
    }

    func isStuck() async { for await _ in stuck.stream { return } }
    func release() { released.continuation.finish() }

    func write(_ buffer: ByteBuffer) async throws {
        pieces.withLock { $0.append(String(buffer: buffer)) }
        stuck.continuation.yield()
        for await _ in released.stream {}
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// A reader whose connection is gone.
private struct LeavingReader: ResponseBodyWriter {
    struct Left: Error {}

    func write(_ buffer: ByteBuffer) async throws { throw Left() }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
