/// How a simulated reader is set up.
public struct ScannerSetup: Hashable, Sendable {
    /// What it types on.
    public enum Output: Hashable, Sendable {
        /// A serial line.
        case characters
        /// A keyboard: what the kernel hands on, with time stamps of eight bytes (true) or four.
        case keys(isWide: Bool)
    }

    /// What it types on.
    public var output: Output
    /// Typed before each read.
    public var prefix: [UInt8]
    /// Typed after each read, its end included.
    public var suffix: [UInt8]
    /// It names the kind of code.
    public var namesKind: Bool
    /// From one character to the next.
    public var strokeEvery: Duration
    /// Types capital letters with Caps Lock instead of Shift, as some do.
    public var usesCapsLock: Bool

    /// A reader that ends with carriage return; 9600 baud or two milliseconds a key.
    public init(
        _ output: Output, prefix: [UInt8] = [], suffix: [UInt8] = [0x0D], namesKind: Bool = false,
        strokeEvery: Duration? = nil, usesCapsLock: Bool = false
    ) {
        (self.output, self.prefix, self.suffix, self.namesKind) = (output, prefix, suffix, namesKind)
        self.usesCapsLock = usesCapsLock
        self.strokeEvery =
            strokeEvery
            ?? {
                switch output {
                case .characters: .microseconds(1_042)
                case .keys: .milliseconds(2)
                }
            }()
    }

    /// What goes over the wire for a code, one piece for each character; `nil` when one of them has no key.
    func strokes(for code: SimulatedCode) -> [[UInt8]]? {
        let all = prefix + (namesKind ? [0x5D] + code.kind : []) + code.characters + suffix
        switch output {
        case .characters: return all.map { [$0] }
        case .keys(let isWide):
            var strokes: [[UInt8]] = []
            for character in all {
                guard let stroke = stroke(character, isWide) else { return nil }
                strokes.append(stroke)
            }
            return strokes
        }
    }

    /// The kernel's word for lost keys, with the rest of a torn press before the next report.
    var lossOfKeys: [UInt8]? {
        guard case .keys(let isWide) = output else { return nil }
        return event(0, 3, 0, isWide) + event(1, 30, 0, isWide) + event(0, 0, 0, isWide)
    }

    func held(_ key: UInt16, times: Int) -> [[UInt8]]? {
        guard case .keys(let isWide) = output else { return nil }
        let repeats = (0..<max(0, times)).map { _ in event(1, key, 2, isWide) + event(0, 0, 1, isWide) }
        return [event(1, key, 1, isWide) + event(0, 0, 0, isWide)] + repeats
            + [event(1, key, 0, isWide) + event(0, 0, 0, isWide)]
    }

    /// One character as the kernel tells it: scan code, key down, report, key up, report; and what is held meanwhile.
    private func stroke(_ character: UInt8, _ isWide: Bool) -> [UInt8]? {
        guard let place = Self.find(character) else { return nil }
        let isCapital = (0x41...0x5A).contains(character)
        let holds: UInt16? = place.control ? 29 : place.shift && !(isCapital && usesCapsLock) ? 42 : nil
        let caps: [UInt8] = isCapital && usesCapsLock ? press(58, isWide) + release(58, isWide) : []
        return caps + (holds.map { press($0, isWide) } ?? []) + event(4, 4, Int32(place.key), isWide)
            + press(place.key, isWide) + release(place.key, isWide) + (holds.map { release($0, isWide) } ?? []) + caps
    }

    private func press(_ key: UInt16, _ isWide: Bool) -> [UInt8] {
        event(1, key, 1, isWide) + event(0, 0, 0, isWide)
    }
    private func release(_ key: UInt16, _ isWide: Bool) -> [UInt8] {
        event(1, key, 0, isWide) + event(0, 0, 0, isWide)
    }

    /// `struct input_event`: the time (here a fixed one), type, code, value, each with its low byte first.
    private func event(_ type: UInt16, _ code: UInt16, _ value: Int32, _ isWide: Bool) -> [UInt8] {
        let half = isWide ? 8 : 4
        let time =
            [0x80, 0x51, 0x01] + [UInt8](repeating: 0, count: half - 3) + [0x10, 0x27]
            + Array(repeating: 0, count: half - 2)
        let word = UInt32(bitPattern: value)
        return time + [UInt8(type & 255), UInt8(type >> 8), UInt8(code & 255), UInt8(code >> 8)]
            + (0..<4).map { UInt8(word >> (8 * $0) & 255) }
    }

    /// The keys of a US keyboard one by one, as the kernel numbers them: number, without shift, with shift.
    private static let keys: [(UInt16, Character, Character)] = [
        (2, "1", "!"), (3, "2", "@"), (4, "3", "#"), (5, "4", "$"), (6, "5", "%"), (7, "6", "^"), (8, "7", "&"),
        (9, "8", "*"), (10, "9", "("), (11, "0", ")"), (12, "-", "_"), (13, "=", "+"), (16, "q", "Q"), (17, "w", "W"),
        (18, "e", "E"), (19, "r", "R"), (20, "t", "T"), (21, "y", "Y"), (22, "u", "U"), (23, "i", "I"), (24, "o", "O"),
        (25, "p", "P"), (26, "[", "{"), (27, "]", "}"), (30, "a", "A"), (31, "s", "S"), (32, "d", "D"), (33, "f", "F"),
        (34, "g", "G"), (35, "h", "H"), (36, "j", "J"), (37, "k", "K"), (38, "l", "L"), (39, ";", ":"),
        (40, "'", "\""), (41, "`", "~"), (43, "\\", "|"), (44, "z", "Z"), (45, "x", "X"), (46, "c", "C"),
        (47, "v", "V"), (48, "b", "B"), (49, "n", "N"), (50, "m", "M"), (51, ",", "<"), (52, ".", ">"), (53, "/", "?"),
        (57, " ", " "),
    ]

    private static func find(_ character: UInt8) -> (key: UInt16, shift: Bool, control: Bool)? {
        switch character {
        case 0x0D: return (28, false, false)
        case 0x09: return (15, false, false)
        case 0x01...0x1F:
            // Control and the key 64 further on.
            let letter = Character(Unicode.Scalar(character + 0x40))
            guard let key = keys.first(where: { $0.1 == letter || $0.2 == letter }) else { return nil }
            return (key.0, false, true)
        default:
            let wanted = Character(Unicode.Scalar(character))
            guard let key = keys.first(where: { $0.1 == wanted || $0.2 == wanted }) else { return nil }
            return (key.0, key.1 != wanted, false)
        }
    }
}
