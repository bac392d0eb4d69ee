import Controller
import Custody
import DeviceKit
import SimulatorKit

/// The newest events of a world, kept as values and put into words only when somebody reads them.
struct Trace {
    /// One thing that happened.
    enum What {
        case toDevice([UInt8], Wire.Fate)
        case toHost([UInt8], Wire.Fate)
        case heard([UInt8])
        case report(BillAcceptorReport)
        case command(BillAcceptorCommand)
        case notice(AcceptorNotice)
        case fact(Fact)
        case customer(CustomerCommand, Refusal?)
        case staff(StaffCommand, Refusal?)
        case word(String)
    }

    /// Puts a frame of this world's wire into words.
    private let reader: (_ fromHost: Bool, _ bytes: [UInt8]) -> String

    init(reader: @escaping (_ fromHost: Bool, _ bytes: [UInt8]) -> String) { self.reader = reader }

    private var ring: [(at: Duration, what: What)] = []
    private var next = 0
    private static let size = 300
    var listen: ((String) -> Void)?
    /// Every byte on the wire with its time: two runs are the same when this is.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ what: What, at now: Duration) {
        mix(now, what)
        if let listen { listen(words(now, what)) }
        if ring.count < Self.size {
            ring.append((now, what))
        } else {
            ring[next] = (now, what)
            next = (next + 1) % Self.size
        }
    }

    var words: [String] {
        (ring[next...] + ring[..<next]).map { words($0.at, $0.what) }
    }

    mutating func mix(_ number: UInt64) { hash = (hash ^ number) &* 0x0000_0100_0000_01B3 }

    private mutating func mix(_ now: Duration, _ what: What) {
        mix(UInt64(truncatingIfNeeded: now.components.seconds))
        mix(UInt64(truncatingIfNeeded: now.components.attoseconds))
        switch what {
        case .toDevice(let bytes, _), .toHost(let bytes, _), .heard(let bytes):
            for byte in bytes { mix(UInt64(byte)) }
        case .report, .command, .notice, .fact, .customer, .staff: mix(1)
        case .word(let text): for byte in text.utf8 { mix(UInt64(byte)) }
        }
    }

    private func words(_ now: Duration, _ what: What) -> String {
        let text: String =
            switch what {
            case .toDevice(let bytes, let fate): "host   > \(reader(true, bytes)) \(fate == .sent ? "" : fate.rawValue)"
            case .toHost(let bytes, let fate): "device < \(reader(false, bytes)) \(fate == .sent ? "" : fate.rawValue)"
            case .heard(let bytes): "host     hears \(reader(false, bytes))"
            case .report(let report): "driver   reports \(report)"
            case .command(let command): "kiosk    orders \(command)"
            case .notice(let notice): "acceptor \(notice)"
            case .fact(let fact): "journal  \(fact)"
            case .customer(let command, let refusal): "customer \(command)\(refusal.map { " refused: \($0)" } ?? "")"
            case .staff(let command, let refusal): "staff    \(command)\(refusal.map { " refused: \($0)" } ?? "")"
            case .word(let words): words
            }
        return "\(clock(now)) \(text)"
    }
}

/// Seconds with three digits.
func clock(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let thousandths = String(attoseconds / 1_000_000_000_000_000)
    return "\(seconds)." + String(repeating: "0", count: max(0, 3 - thousandths.count)) + thousandths
}
