/// How bytes travel on a serial line. Text form: `9600 7E1`, and `38400 8N1 CTS` with the handshake.
public struct LineSettings: Hashable, Sendable, CustomStringConvertible {
    /// Bits per second.
    public var speed: LineSpeed
    /// Per byte; seven where the eighth place carries parity.
    public var dataBits: DataBits
    /// Makes a flipped bit visible on each byte.
    public var parity: Parity
    /// Pause after each byte, in bits.
    public var stopBits: StopBits
    /// Who may hold back our bytes.
    public var handshake: Handshake

    /// Data bits per byte.
    public enum DataBits: Int, Hashable, Sendable, CaseIterable { case seven = 7, eight = 8 }

    /// How the parity bit is set; the raw value is the letter in the text form.
    public enum Parity: String, Hashable, Sendable, CaseIterable { case none = "N", even = "E", odd = "O" }

    /// Stop bits per byte.
    public enum StopBits: Int, Hashable, Sendable, CaseIterable { case one = 1, two = 2 }

    /// Who may hold back our bytes.
    public enum Handshake: Hashable, Sendable, CaseIterable {
        /// Nobody: three wires are enough.
        case none
        /// The device holds CTS low while it cannot take bytes (a receipt printer's BUSY, wired to CTS). Software
        /// handshake does not exist here: XOFF may stand between two bytes of an answer.
        case clearToSend
    }

    /// Settings; 8N1 without handshake where nothing else is said.
    public init(
        _ speed: LineSpeed, _ dataBits: DataBits = .eight, _ parity: Parity = .none, _ stopBits: StopBits = .one,
        handshake: Handshake = .none
    ) {
        self.speed = speed
        self.dataBits = dataBits
        self.parity = parity
        self.stopBits = stopBits
        self.handshake = handshake
    }

    /// Reads the text form; `nil` when it is not one, or names a speed that no port here can be set to.
    public init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2 || (words.count == 3 && words[2] == "CTS"), words[1].count == 3 else { return nil }
        let frame = Array(words[1])
        guard let number = Int(words[0]), let speed = LineSpeed(rawValue: number),
            let data = Int(String(frame[0])), let dataBits = DataBits(rawValue: data),
            let parity = Parity(rawValue: String(frame[1])),
            let stop = Int(String(frame[2])), let stopBits = StopBits(rawValue: stop)
        else { return nil }
        self.init(speed, dataBits, parity, stopBits, handshake: words.count == 3 ? .clearToSend : .none)
    }

    public var description: String {
        let frame = "\(speed.rawValue) \(dataBits.rawValue)\(parity.rawValue)\(stopBits.rawValue)"
        return switch handshake {
        case .none: frame
        case .clearToSend: frame + " CTS"
        }
    }

    /// How long one byte is on the line: start bit, data, parity, stop bits.
    public var byteTime: Duration {
        let bits = 1 + dataBits.rawValue + (parity == .none ? 0 : 1) + stopBits.rawValue
        return .nanoseconds(1_000_000_000 * Int64(bits) / Int64(speed.rawValue))
    }
}

/// Speeds that every serial port knows, in bits per second.
public enum LineSpeed: Int, Hashable, Sendable, CaseIterable {
    /// The slowest we offer.
    case baud1200 = 1200
    /// An old modem's speed.
    case baud2400 = 2400
    /// Seen at old printers.
    case baud4800 = 4800
    /// What most devices are set to when they leave the factory.
    case baud9600 = 9600
    /// Twice that.
    case baud19200 = 19200
    /// Usual for receipt printers.
    case baud38400 = 38400
    /// One and a half times that.
    case baud57600 = 57600
    /// Usual for USB adapters and newer devices.
    case baud115200 = 115_200
    /// The fastest that every adapter of ours keeps.
    case baud230400 = 230_400
}

/// What the system kept of the settings we asked for: a pty drops some without a word.
public enum LineTruth: Hashable, Sendable {
    /// Everything we asked for stands.
    case held
    /// These are not in force. Seven data bits are then made in software; parity cannot be.
    case notHeld([LineFeature])
    /// Not a serial line (TCP): nothing to hold.
    case notALine
}

/// One property of a serial line.
public enum LineFeature: String, Hashable, Sendable {
    /// `notHeld` names those that the system dropped.
    case speed, dataBits, parity, stopBits, handshake
}
