public import DeviceKit
public import Supervision

/// Writes down what goes over the wire between a driver and a far end while a script is carried out.
public enum LifeRecorder {
    /// What happens next in a script.
    public enum Step<Command, Lever> {
        /// A controller asks.
        case command(Command)
        /// Somebody does something to the device.
        case lever(Lever)
        /// The link is lost.
        case loss
        /// The port is opened (again).
        case open
    }

    /// Opens the port, carries out the script, and lets so much time pass after each step. `late`: how busy the machine
    /// is on which the driver runs.
    public static func record<Host: Dialogue, Far: FarEnd>(
        _ header: Recording.Header, _ host: Host, _ far: Far, script: [Step<Host.Command, Far.Lever>],
        pause: Duration = .seconds(3), late: Duration = .zero,
        replies: @escaping (Host.Report) -> [Host.Command] = { _ in [] }
    ) -> Recording {
        var world = World(host, far)
        let page = Page(header)
        (world.replies, world.late) = (replies, late)
        world.listener = { page.write($0, at: $1) }
        world.plug()
        world.pass(.seconds(20))
        for step in script {
            switch step {
            case .command(let command): world.give(.command(command))
            case .lever(let lever): world.lever(lever)
            case .loss: world.unplug()
            case .open: world.plug()
            }
            world.pass(pause)
        }
        return page.recording
    }

    /// Where it is written.
    private final class Page {
        var recording: Recording
        init(_ header: Recording.Header) { recording = Recording(header) }

        func write(_ word: WireWord, at time: Duration) {
            let milliseconds = time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000
            let event: Recording.Event =
                switch word {
                case .received(let bytes): .received(Recording.Bytes(bytes))
                case .sent(let bytes): .sent(Recording.Bytes(bytes))
                case .mark(let words): .mark(words)
                }
            recording.append(Recording.Chunk(milliseconds, event))
        }
    }
}
