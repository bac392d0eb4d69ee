public import ConformKit
import DeviceKit
public import Supervision

/// What came of a recording that was played to a driver.
public struct Replay: Hashable, Sendable {
    /// Everything that the driver reported, in order, each with its millisecond.
    public private(set) var reports: [String] = []
    /// Where the bytes that it sent are others than the recorded ones.
    public private(set) var differences: [Difference] = []
    /// What must be known to judge the rest: masked bytes, a beginning in mid-conversation.
    public private(set) var notes: [String] = []

    /// One place where the driver spoke otherwise.
    public struct Difference: Hashable, Sendable, CustomStringConvertible {
        /// Since the beginning of the recording.
        public let milliseconds: Int64
        /// What stands in the recording; `nil`: it was silent here.
        public let recorded: [UInt8?]?
        /// What this driver said; `nil`: it is silent here.
        public let sent: [UInt8]?

        public var description: String {
            let then = recorded.map { $0.map { $0.map(Self.hex) ?? "xx" }.joined(separator: " ") }
            let now = sent.map { $0.map(Self.hex).joined(separator: " ") }
            return "\(milliseconds) recorded \(then ?? "nothing"), now \(now ?? "nothing")"
        }

        private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    }

    /// Plays the recorded device side to the driver of its header, in virtual time with the recorded times.
    public init(_ recording: Recording) throws(DriverFault) {
        guard let entry = DriverEntry.named(recording.header.driver) else {
            throw DriverFault("There is no driver \(recording.header.driver).")
        }
        let words = recording.header.settings.map { Fact($0.name, $0.value) }
        self.init(recording, try entry.driver(words.filter { entry.words.contains($0.name) }))
    }

    /// Plays it to this driver.
    public init(_ recording: Recording, _ driver: AnyDriver) {
        note(recording)
        switch driver {
        case .acceptor(let host): play(recording, host)
        case .printer(let host): play(recording, host)
        case .drawer(let host): play(recording, host)
        case .checkScanner(let host): play(recording, host)
        case .scanner(let host): play(recording, host)
        }
    }

    /// Everything as text, the same for the same driver and recording: what a regression test compares.
    public var text: String {
        (notes.map { "note \($0)" } + reports.map { "report \($0)" } + differences.map { "differs \($0)" })
            .joined(separator: "\n") + "\n"
    }

    private mutating func note(_ recording: Recording) {
        var (masked, cut) = (0, 0)
        for chunk in recording.chunks {
            guard case .received(let bytes) = chunk.event else { continue }
            masked += bytes.content.count { $0 == nil }
            cut += bytes.omitted
        }
        if masked > 0 {
            notes.append("\(masked) bytes of the device are masked; the driver hears figures in their place")
        }
        if cut > 0 { notes.append("\(cut) bytes of the device were not kept; the driver does not hear them") }
        if !recording.chunks.contains(where: { Player<NoDialogue>.isOpening($0.event) }) {
            notes.append("the recording begins in mid-conversation: the driver greets where the recorded one did not")
        }
    }

    private mutating func play<Host: Dialogue>(_ recording: Recording, _ host: Host)
    where Host.Command: ReadableCommand {
        var player = Player(host, isPrinter: recording.header.kind == "posPrinter")
        player.play(recording)
        reports = player.reports
        differences = Compared.differences(player.recorded, player.sent)
        if player.unreadable > 0 {
            notes.append("\(player.unreadable) commands of the recording could not be given again")
        }
        if player.unjudged > 0 {
            notes.append("\(player.unjudged) messages of receipts are not compared: their text is not in a recording")
        }
    }
}
