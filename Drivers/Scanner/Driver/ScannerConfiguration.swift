public import DeviceKit

/// How a reader of barcodes or scan lines is set up, and how it is listened to.
public struct ScannerConfiguration: Hashable, Sendable {
    /// What comes over the wire.
    public enum Input: Hashable, Sendable {
        /// Characters, as from a serial port or a USB reader that looks like one.
        case characters
        /// A keyboard wedge: the kernel's key events.
        case keys(KeyEventWidth)
    }

    /// Whether the reader names the kind of code.
    public enum Identifier: String, Hashable, Sendable {
        /// It does not; three characters that look like an identifier are content.
        case none
        /// Where a read begins with one, it is taken off.
        case ifPresent
        /// A read without one is refused.
        case required
    }

    /// What comes over the wire.
    public var input: Input
    /// Characters before each read, taken off; a read without them is refused.
    public var prefix: [UInt8]
    /// Characters after each read, before the terminator, likewise.
    public var suffix: [UInt8]
    /// Each of these characters ends a read. Enter is 0D.
    public var terminators: [UInt8]
    /// Whether the reader names the kind of code.
    public var identifier: Identifier
    /// The kind of code where the reader does not name it: a reader for scan lines reads nothing else.
    public var symbology: ScanSymbology?
    /// More characters than this, terminator not counted, are no read.
    public var longest: Int
    /// So long without a character ends a read that has no end.
    public var partialTimeout: Duration
    /// A read that begins so soon after the opening may lack its beginning.
    public var settling: Duration

    /// A reader with carriage return and line feed as its ends. Times of zero or less are taken as ten milliseconds.
    public init(
        _ input: Input, prefix: [UInt8] = [], suffix: [UInt8] = [], terminators: [UInt8] = [0x0D, 0x0A],
        identifier: Identifier = .ifPresent, symbology: ScanSymbology? = nil, longest: Int = 256,
        partialTimeout: Duration = .milliseconds(500), settling: Duration = .milliseconds(100)
    ) {
        (self.input, self.prefix, self.suffix) = (input, prefix, suffix)
        self.terminators = terminators.isEmpty ? [0x0D] : terminators
        (self.identifier, self.symbology) = (identifier, symbology)
        self.longest = min(max(longest, 1), 4096)
        (self.partialTimeout, self.settling) = (max(partialTimeout, .milliseconds(10)), max(settling, .zero))
    }

    /// How readers leave the factory on a serial line.
    public static let lineSettings = LineSettings(.baud9600)
}
