import DeviceKit

/// How wide the time stamp of a key event is.
public enum KeyEventWidth: String, Hashable, Sendable {
    /// 64-bit Linux: two numbers of eight bytes, 24 bytes in all.
    case wide
    /// 32-bit Linux: two numbers of four bytes, 16 bytes in all.
    case narrow

    /// Bytes of one event.
    public var length: Int {
        switch self {
        case .wide: 24
        case .narrow: 16
        }
    }
}

/// One event of a Linux input device: `struct input_event` without its time.
///
/// - Source: Linux `include/uapi/linux/input.h` and `input-event-codes.h`; Documentation/input/event-codes.
struct KeyEvent: Hashable, Sendable {
    let type: UInt16
    let code: UInt16
    let value: Int32

    /// Reads one event, the low byte first. `nil` when no kernel writes such a one.
    init?(_ bytes: ArraySlice<UInt8>, _ width: KeyEventWidth) {
        guard bytes.count == width.length else { return nil }
        let tail = Array(bytes.suffix(8))
        type = UInt16(tail[0]) | UInt16(tail[1]) << 8
        code = UInt16(tail[2]) | UInt16(tail[3]) << 8
        value = Int32(bitPattern: (4..<8).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(tail[$1]) })
        guard type <= 0x1F, code <= 0x2FF, type != Self.key || (0...2).contains(value) else { return nil }
    }

    static let synchronisation: UInt16 = 0
    static let key: UInt16 = 1
    /// Code of a synchronisation: the system's store ran over, keys are missing.
    static let dropped: UInt16 = 3
}

/// Key events, cut anywhere, as characters.
struct KeyReader: Hashable, Sendable {
    let width: KeyEventWidth
    /// The beginning of an event.
    private var rest: [UInt8] = []
    private var shifts: [UInt16] = []
    private var controls: [UInt16] = []
    private var alternates: [UInt16] = []
    private var isCapital = false
    /// Keys were lost: what comes before the next synchronisation is torn.
    private var isTorn = false

    init(_ width: KeyEventWidth) { self.width = width }

    /// What a key event comes to.
    enum Key: Hashable, Sendable {
        case character(UInt8)
        case loss(ScanLoss)
        case fault(WireFault)
    }

    /// Bytes are left that are no whole event.
    var isPartial: Bool { !rest.isEmpty }

    mutating func read(_ bytes: [UInt8]) -> [Key] {
        rest += bytes
        var keys: [Key] = []
        var place = 0
        while rest.count - place >= width.length {
            let slice = rest[place..<(place + width.length)]
            guard let event = KeyEvent(slice, width) else {
                // Out of step: there is no mark to find the next event by, so all of it goes.
                let fault = WireFault("no key event", Array(rest[place...]))
                self = KeyReader(width)
                return keys + [.fault(fault), .loss(.overrun)]
            }
            place += width.length
            if let key = take(event) { keys.append(key) }
        }
        rest.removeFirst(place)
        return keys
    }

    /// Forgets the beginning of an event that did not go on.
    mutating func forgetPartial() { rest = [] }

    private mutating func take(_ event: KeyEvent) -> Key? {
        if event.type == KeyEvent.synchronisation {
            guard event.code == KeyEvent.dropped else {
                isTorn = false
                return nil
            }
            self = KeyReader(width, tornWith: rest)
            return .loss(.overrun)
        }
        guard event.type == KeyEvent.key, !isTorn else { return nil }
        if hold(event) { return nil }
        // A key held down repeats itself (2) and means nothing new; its release (0) neither.
        guard event.value == 1 else { return nil }
        if event.code == USKeyboard.capsLock {
            isCapital.toggle()
            return nil
        }
        guard alternates.isEmpty, var character = USKeyboard.character(event.code, shifted: !shifts.isEmpty) else {
            return .loss(.unreadable)
        }
        if isCapital { character = USKeyboard.swappingCase(character) }
        guard controls.isEmpty else {
            // Control and a letter is how readers type what has no key: ^] is the group separator.
            return (0x40...0x7F).contains(character) ? .character(character & 0x1F) : .loss(.unreadable)
        }
        return .character(character)
    }

    private init(_ width: KeyEventWidth, tornWith rest: [UInt8]) {
        (self.width, self.rest, isTorn) = (width, rest, true)
    }

    /// Keys that are held while others are pressed.
    private mutating func hold(_ event: KeyEvent) -> Bool {
        func change(_ held: inout [UInt16]) {
            held.removeAll { $0 == event.code }
            if event.value != 0 { held.append(event.code) }
        }
        if USKeyboard.shifts.contains(event.code) {
            change(&shifts)
        } else if USKeyboard.controls.contains(event.code) {
            change(&controls)
        } else if USKeyboard.alternates.contains(event.code) {
            change(&alternates)
        } else {
            return false
        }
        return true
    }
}
