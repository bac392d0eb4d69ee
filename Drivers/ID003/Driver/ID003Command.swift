public import ID003Frame

/// What a host can say.
/// - Source: dossier `bill-acceptors.md` 2.2.
public enum ID003Command: Hashable, Sendable, CustomStringConvertible {
    /// 11: what do you do? Answered with a status.
    case status
    /// 40: start anew; what became of a note under way is forgotten with it.
    case reset
    /// 41: into the box; VEND VALID when the note has passed the lever, before it lies in the box.
    case stack1
    /// 42: into the box; VEND VALID when it lies there.
    case stack2
    /// 43: back to the customer.
    case giveBack
    /// 44: keep it in escrow. Without data in one implementation, with FF in another.
    case hold([UInt8])
    /// 45.
    case wait
    /// 49: into the recycler.
    case stack3
    /// 50: VEND VALID was heard and is written down. Never answered.
    case acknowledge
    /// 80 to 87.
    case get(ID003Property)
    /// 88: version of the firmware.
    case version
    /// 89: version of the boot program.
    case bootVersion
    /// 8A: which escrow code is which note.
    case currencyTable
    /// C0 to C7; answered with the same frame.
    case set(ID003Setting)
    /// F0 20: an order or a question to a recycler.
    case recycler(UInt8, [UInt8])
    /// Well formed, and of no meaning known here.
    case raw(UInt8, [UInt8])

    /// Reads a frame of the host's side; every frame is something.
    public init(_ frame: ID003Frame) {
        let data = frame.data
        switch (frame.code, data.count) {
        case (0x11, 0): self = .status
        case (0x40, 0): self = .reset
        case (0x41, 0): self = .stack1
        case (0x42, 0): self = .stack2
        case (0x43, 0): self = .giveBack
        case (0x44, 0...1): self = .hold(data)
        case (0x45, 0): self = .wait
        case (0x49, 0): self = .stack3
        case (0x50, 0): self = .acknowledge
        case (0x88, 0): self = .version
        case (0x89, 0): self = .bootVersion
        case (0x8A, 0): self = .currencyTable
        case (0x80...0x87, 0): self = ID003Property(rawValue: frame.code & 7).map { .get($0) } ?? .raw(frame.code, data)
        case (0xC0...0xC7, 1...):
            self =
                ID003Property(rawValue: frame.code & 7).map { .set(ID003Setting($0, data)) } ?? .raw(frame.code, data)
        case (0xF0, 2...) where data[0] == 0x20: self = .recycler(data[1], Array(data.dropFirst(2)))
        default: self = .raw(frame.code, data)
        }
    }

    /// The frame that says it.
    public var frame: ID003Frame {
        switch self {
        case .status: ID003Frame(0x11)
        case .reset: ID003Frame(0x40)
        case .stack1: ID003Frame(0x41)
        case .stack2: ID003Frame(0x42)
        case .giveBack: ID003Frame(0x43)
        case .hold(let data): ID003Frame(0x44, data)
        case .wait: ID003Frame(0x45)
        case .stack3: ID003Frame(0x49)
        case .acknowledge: ID003Frame(0x50)
        case .get(let property): ID003Frame(0x80 | property.rawValue)
        case .version: ID003Frame(0x88)
        case .bootVersion: ID003Frame(0x89)
        case .currencyTable: ID003Frame(0x8A)
        case .set(let setting): ID003Frame(0xC0 | setting.property.rawValue, setting.data)
        case .recycler(let order, let data): ID003Frame(0xF0, [0x20, order] + data)
        case .raw(let code, let data): ID003Frame(code, data)
        }
    }

    /// The bytes on the wire. Traps above `ID003Frame.maximumData` data bytes: a frame of ours, not input.
    public func encoded() -> [UInt8] { frame.encoded() }

    public var description: String {
        switch self {
        case .status: "status request"
        case .reset: "RESET"
        case .stack1: "STACK-1: VEND VALID at the lever"
        case .stack2: "STACK-2: VEND VALID in the box"
        case .giveBack: "RETURN the note"
        case .hold(let data): data.isEmpty ? "HOLD in escrow" : "HOLD in escrow (\(hexByte(data[0])))"
        case .wait: "WAIT"
        case .stack3: "STACK-3: into the recycler"
        case .acknowledge: "ACK"
        case .get(let property): "asks for \(property.words)"
        case .version: "asks for the version"
        case .bootVersion: "asks for the boot version"
        case .currencyTable: "asks for the currency table"
        case .set(let setting): "set: \(setting)"
        case .recycler(let order, let data): ID003Recycler.words(order, data)
        case .raw(let code, let data): "unknown command \(hexByte(code)), data \(readable(data))"
        }
    }
}

/// Words for the recycler's extension; nothing in this driver sends any of it.
/// - Source: dossier `bill-acceptors.md` 2.2 (implementations only).
enum ID003Recycler {
    static func words(_ order: UInt8, _ data: [UInt8]) -> String {
        let what =
            switch order {
            case 0x1A: "status"
            case 0x4A: "PAY OUT (count, box)"
            case 0x4B: "COLLECT (count, 0 = all; box)"
            case 0x4C: "clear"
            case 0x4D: "EMERGENCY STOP"
            case 0x90, 0xD0: "currency"
            case 0x91, 0xD1: "key"
            case 0x92, 0xD2: "count"
            case 0x93: "version"
            case 0xA0: "total count"
            case 0xA1: "clear total count"
            case 0xA2, 0xE2: "current count"
            default: "order \(hexByte(order))"
            }
        return "recycler: \(what)" + (data.isEmpty ? "" : ", data \(data.map(hexByte).joined(separator: " "))")
    }
}
