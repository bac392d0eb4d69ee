public import DeviceKit
import Money

/// A driver by its name in the settings, and how it is made from the settings file's words.
public struct DriverEntry {
    /// As the settings name it: `ebds`.
    public let name: String
    /// As people call the wire.
    public let title: String
    /// What such a device is used as, in the control interface's word.
    public let kind: String
    /// How units leave the factory; `nil`: no serial line.
    public let line: LineSettings?
    /// Each received chunk is one packet of its own (USB reports).
    public let isPacketed: Bool
    /// Models that the driver's tables know by name.
    public let models: [String]
    /// The words that it understands.
    public let words: [String]
    /// Units on this wire may have a key of their own.
    public var takesKey: Bool { name == "ssp" }
    let make: (Words) throws(DriverFault) -> AnyDriver

    /// The driver as the words say. A word that it does not know is refused. `fixedKey`: the unit's own key, when the
    /// office set one; it is never among the words, because those stand in reports and recordings.
    public func driver(_ settings: [Fact], fixedKey: UInt64? = nil) throws(DriverFault) -> AnyDriver {
        for setting in settings where !words.contains(setting.name) {
            throw DriverFault(
                "\(name) knows no setting \(setting.name); it knows \(words.joined(separator: ", ")).")
        }
        guard fixedKey == nil || takesKey else { throw DriverFault("\(name) knows no encryption key.") }
        return try make(Words(settings, fixedKey))
    }
}

/// Why a driver could not be made, in one sentence.
public struct DriverFault: Error, Hashable, Sendable {
    /// What is wrong, and what would be right.
    public let sentence: String

    /// A fault in this sentence.
    public init(_ sentence: String) { self.sentence = sentence }
}

/// Settings by name, as text.
struct Words {
    private let facts: [Fact]
    let fixedKey: UInt64?

    init(_ facts: [Fact], _ fixedKey: UInt64?) { (self.facts, self.fixedKey) = (facts, fixedKey) }

    func text(_ name: String) -> String? { facts.last { $0.name == name }?.value }

    func number(_ name: String, _ range: ClosedRange<Int>) throws(DriverFault) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw DriverFault("\(name) is a number from \(range.lowerBound) to \(range.upperBound), not \(text).")
        }
        return number
    }

    func choice<Choice>(_ name: String, _ choices: [(String, Choice)]) throws(DriverFault) -> Choice? {
        guard let text = text(name) else { return nil }
        guard let found = choices.first(where: { $0.0 == text }) else {
            throw DriverFault("\(name) is one of \(choices.map(\.0).joined(separator: ", ")), not \(text).")
        }
        return found.1
    }

    /// Notes in cents with commas between them, 0 for none: `100,0,500`.
    func notes(_ name: String, _ most: Int) throws(DriverFault) -> [Denomination?]? {
        guard let text = text(name) else { return nil }
        let values = text.split(separator: ",", omittingEmptySubsequences: false).map { Int64($0) }
        let notes: [Denomination?] = values.map { cents in cents.flatMap { $0 > 0 ? .usd($0) : nil } }
        guard values.count <= most, values.allSatisfy({ $0.map { $0 >= 0 && $0 % 100 == 0 } == true }) else {
            throw DriverFault("\(name) is up to \(most) notes in cents, for example 100,0,500, not \(text).")
        }
        return notes
    }

    /// Bytes in hexadecimal, `07` or `1b70`.
    func bytes(_ name: String) throws(DriverFault) -> [UInt8]? {
        guard let text = text(name) else { return nil }
        let figures = Array(text.filter { $0 != " " })
        let bytes = stride(from: 0, to: figures.count - figures.count % 2, by: 2).compactMap {
            UInt8(String(figures[$0...($0 + 1)]), radix: 16)
        }
        guard figures.count == 2 * bytes.count, !bytes.isEmpty else {
            throw DriverFault("\(name) is bytes in hexadecimal, for example 07, not \(text).")
        }
        return bytes
    }
}
