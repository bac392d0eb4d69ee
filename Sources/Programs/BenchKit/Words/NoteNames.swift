package import EBDSSimulator

/// Notes as people call them: "20" for a twenty.
package struct NoteNames: Hashable, Sendable {
    /// Value index 1 to 7 on the wire, by position.
    package let byIndex: [String]

    package init(_ configuration: EBDSConfiguration) {
        byIndex = configuration.noteTable.prefix(7).map { type in
            type.minorUnits(digits: configuration.minorDigits).map(Self.name(minorUnits:)) ?? "?"
        }
    }

    /// The note with this value index, if there is one.
    package func name(index: Int) -> String? { byIndex.indices.contains(index - 1) ? byIndex[index - 1] : nil }

    /// "accept notes 1 to 100" for a mask of enabled indexes.
    package func words(mask: UInt8) -> String {
        let enabled = byIndex.indices.filter { mask >> UInt8($0) & 1 == 1 }.map { byIndex[$0] }
        guard let first = enabled.first, let last = enabled.last else { return "accept nothing" }
        return enabled.count == byIndex.count && enabled.count > 2
            ? "accept notes \(first) to \(last)" : "accept notes \(enabled.joined(separator: ", "))"
    }

    /// "20", or "0.50" for what does not come out even; two decimal digits, as in all practice money.
    package static func name(minorUnits: Int64) -> String {
        let (whole, rest) = minorUnits.quotientAndRemainder(dividingBy: 100)
        guard rest != 0 else { return String(whole) }
        let digits = rest.magnitude < 10 ? "0\(rest.magnitude)" : "\(rest.magnitude)"
        return "\(whole).\(digits)"
    }
}
