import ControlAPI
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// Server-sent events of one kiosk: whole views, the newest always, older ones only while the reader keeps up.
struct EventStream: Sendable {
    let views: AsyncStream<KioskView>
    let pingEvery: Duration
    let slot = EventSlot()

    /// The answer; its body lasts until the reader leaves, the desk closes or the service stops.
    func response() -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await write(to: &writer)
                try await writer.finish(nil)
            })
    }

    /// Reads the desk without ever waiting for the reader, and the reader's turn takes what is newest then.
    func write(to writer: inout any ResponseBodyWriter) async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await view in views { slot.put(view) }
                    slot.end()
                }
                group.addTask {
                    while !Task.isCancelled {
                        try await Task.sleep(for: pingEvery)
                        slot.ping()
                    }
                }
                defer { group.cancelAll() }
                for await _ in slot.turns {
                    let turn = slot.take()
                    if let view = turn.view {
                        try await writer.write(try Self.event(view))
                    } else if turn.ping {
                        try await writer.write(ByteBuffer(string: ": ping\n\n"))
                    }
                    if turn.ended { return }
                }
            }
        } onGracefulShutdown: {
            slot.end()
        }
    }

    private static func event(_ view: KioskView) throws -> ByteBuffer {
        var buffer = ByteBuffer(string: "event: kiosk\ndata: ")
        buffer.writeBytes(try ControlJSON.encode(view))
        buffer.writeString("\n\n")
        return buffer
    }
}

/// Room for one view: a newer one takes the place of one that nobody fetched. A ping never does.
final class EventSlot: Sendable {
    /// What a reader finds when it is its turn.
    struct Turn: Sendable {
        var view: KioskView?
        var ping = false
        var ended = false
    }

    /// One element whenever there is something to take; several puts may share one.
    let turns: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let held = Mutex(Turn())

    init() { (turns, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func put(_ view: KioskView) { change { $0.view = view } }
    func ping() { change { $0.ping = true } }
    func end() { change { $0.ended = true } }

    private func change(_ work: (inout Turn) -> Void) {
        held.withLock { work(&$0) }
        wake.yield()
    }

    /// Empties the room.
    func take() -> Turn {
        held.withLock { turn in
            defer { turn = Turn(view: nil, ping: false, ended: turn.ended) }
            return turn
        }
    }

    /// The view that waits to be taken, left where it is.
    var waiting: KioskView? { held.withLock { $0.view } }
}
