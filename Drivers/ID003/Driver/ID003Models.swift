/// What the power-cut rig has proven about a model. Nothing is taken for granted: each `false` is the careful reading.
/// - Source: models `README.md` 4, rule 10; 5; switches of `note-id003.pml`.
public struct ID003Behaviour: Hashable, Sendable {
    /// Switch R42: 42 also stands for a note that is in the box and whose VEND VALID was not acknowledged. Then 40 says
    /// that no such note exists (H40).
    public var unacknowledgedShowsAs42: Bool
    /// Not RET42: a note found at 42 always goes into the box. Then 42 is as good as VEND VALID (H42).
    public var neverGivesBackAt42: Bool
    /// Switch VR: VEND VALID comes after the reset that follows 42, if the note went into the box. Then rest without it
    /// says that the note went back.
    public var repeatsVendValidAfterReset: Bool

    /// Nothing proven, unless said so.
    public init(
        unacknowledgedShowsAs42: Bool = false, neverGivesBackAt42: Bool = false,
        repeatsVendValidAfterReset: Bool = false
    ) {
        self.unacknowledgedShowsAs42 = unacknowledgedShowsAs42
        self.neverGivesBackAt42 = neverGivesBackAt42
        self.repeatsVendValidAfterReset = repeatsVendValidAfterReset
    }
}

/// What is known of one family of units. Data only; a row changes when a unit was on the power-cut rig.
public struct ID003Model: Hashable, Sendable {
    /// First letter of the version text.
    public let letter: UInt8
    /// Who built it, for people.
    public let maker: String
    /// As people call it.
    public let name: String
    /// What the rig has proven.
    public let behaviour: ID003Behaviour
    /// Seen on hardware by us.
    public let seen: Bool
}

/// The table of models.
/// - Source: dossier `bill-acceptors.md` 2.6.
public enum ID003Models {
    /// In the order of the dossier.
    public static let all: [ID003Model] = [
        row("i", "JCM", "iVizion"), row("U", "JCM", "UBA"), row("W", "JCM", "WBA"), row("T", "JCM", "TBV"),
        row("E", "JCM", "EBA"), row("D", "JCM", "DBV"), row("V", "JCM", "Vega"), row("S", "CashCode", "ID-003"),
    ]

    /// The row for a version text; an unknown letter gets a row of its own, with nothing taken for granted.
    public static func row(for version: [UInt8]) -> ID003Model {
        guard let letter = version.first else { return row("?", "JCM", "ID-003") }
        return all.first { $0.letter == letter }
            ?? ID003Model(
                letter: letter, maker: "JCM", name: "model \(readable([letter]))", behaviour: ID003Behaviour(),
                seen: false)
    }

    private static func row(_ letter: Unicode.Scalar, _ maker: String, _ name: String) -> ID003Model {
        ID003Model(
            letter: UInt8(truncatingIfNeeded: letter.value), maker: maker, name: name, behaviour: ID003Behaviour(),
            seen: false)
    }
}
