/// What went over one device's line for a while: the bytes of both directions with their times, and what must be known to
/// play them back. The one format of case files, of `tillkeeper device record` and of `tillkeeper device replay`.
///
/// A pure value; `text` and `init(text:)` are its file. Times are relative to `began`.
public struct Recording: Hashable, Sendable {
    /// Whose line it was.
    public struct Header: Hashable, Sendable {
        /// What the device is used as, in the control interface's word: `billAcceptor`, `posPrinter`.
        public var kind: String
        /// The device's name in the settings: `validator`.
        public var device: String
        /// The driver's name in the settings: `ebds`.
        public var driver: String
        /// The port in words, with its line settings.
        public var port: String
        /// What the unit said about itself; empty: it said nothing.
        public var unit: [Setting]
        /// What the driver was told, in the settings file's words. Keys and passwords never belong here.
        public var settings: [Setting]
        /// Who wrote it: `tillkeeperd 0.3.0`.
        public var program: String
        /// The moment of millisecond 0, RFC 3339 in UTC; `nil`: no clock was at hand.
        public var began: String?
        /// Why it was sealed, in one sentence; `nil`: somebody asked for it.
        public var cause: String?

        /// A header; what is not known stays empty.
        public init(
            kind: String, device: String, driver: String, port: String, unit: [Setting] = [], settings: [Setting] = [],
            program: String, began: String? = nil, cause: String? = nil
        ) {
            (self.kind, self.device, self.driver, self.port) = (kind, device, driver, port)
            (self.unit, self.settings, self.program) = (unit, settings, program)
            (self.began, self.cause) = (began, cause)
        }
    }

    /// 31 days. A file that says more is no recording of ours, and its sums would not be numbers any more.
    public static let longestMilliseconds: Int64 = 31 * 86_400_000
    /// More bytes than this were never left out behind one chunk.
    static let mostOmitted: Int64 = 1 << 30

    /// A name and its value: `serial` and what the unit calls itself, `profile` and what the settings say.
    public struct Setting: Hashable, Sendable {
        /// ASCII letters, figures, `.`, `-` and `_`; never empty.
        public let name: String
        /// Any text.
        public let value: String

        /// A named value. What cannot stand in a name becomes `-`.
        public init(_ name: String, _ value: String) {
            let bytes = name.utf8.map { Self.isNameByte($0) ? $0 : UInt8(ascii: "-") }
            self.name = bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self)
            self.value = value
        }

        private static func isNameByte(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
    }

    /// Bytes in one direction, cut where the system cut them.
    public struct Bytes: Hashable, Sendable {
        /// What a masked byte is played back as: a figure, because what is masked is mostly figures.
        public static let filler: UInt8 = 0x30

        /// In the order of the wire; `nil`: a secret that was masked before it was written.
        public let content: [UInt8?]
        /// How many more there were that the recorder had no room for.
        public let omitted: Int

        /// A run of bytes as it was kept.
        public init(content: [UInt8?], omitted: Int = 0) { (self.content, self.omitted) = (content, max(0, omitted)) }

        /// A run of bytes of which nothing was masked or left out.
        public init(_ bytes: [UInt8]) { self.init(content: bytes) }

        /// The bytes, with `filler` where one is masked.
        public var played: [UInt8] { content.map { $0 ?? Self.filler } }
        /// Nothing is masked and nothing left out: played back, it is what went over the wire.
        public var isWhole: Bool { omitted == 0 && !content.contains(nil) }
    }

    /// What happened on the line.
    public enum Event: Hashable, Sendable {
        /// From the device.
        case received(Bytes)
        /// To the device.
        case sent(Bytes)
        /// In words: opened, lost, a fault of the wire, what somebody did.
        case mark(String)
    }

    /// One event and its time.
    public struct Chunk: Hashable, Sendable {
        /// Since `began`; never less than the chunk's before.
        public let milliseconds: Int64
        /// What happened.
        public let event: Event

        /// An event at its time.
        public init(_ milliseconds: Int64, _ event: Event) { (self.milliseconds, self.event) = (milliseconds, event) }
    }

    /// Whose line it was.
    public var header: Header
    /// The events, the oldest first.
    public private(set) var chunks: [Chunk]

    /// A recording without events.
    public init(_ header: Header) { (self.header, chunks) = (header, []) }

    /// A recording of these events. A time that goes back counts as the time before it: the order is what is certain.
    public init(_ header: Header, _ chunks: [Chunk]) {
        self.init(header)
        for chunk in chunks { append(chunk) }
    }

    /// Adds an event at the end, within the times that a recording may have.
    public mutating func append(_ chunk: Chunk) {
        let time = min(max(chunk.milliseconds, chunks.last?.milliseconds ?? 0), Self.longestMilliseconds)
        chunks.append(time == chunk.milliseconds ? chunk : Chunk(time, chunk.event))
    }
}
