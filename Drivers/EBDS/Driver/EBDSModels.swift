public import DeviceKit

/// What is known of one model byte. Data only; a row changes when a unit was on the power-cut rig.
public struct EBDSModel: Hashable, Sendable {
    /// Status byte 4.
    public let code: UInt8
    /// Who built it, for people.
    public let maker: String
    /// As people call it.
    public let name: String
    /// What its cash box total proves after a power cut of the unit. No row says `exact` without the rig's record.
    public let counter: CounterTrust
    /// Whether power-up policies exist at all (series 2000 always gives an unstacked note back).
    public let hasPolicies: Bool
    /// Seen on hardware by us.
    public let seen: Bool

    /// A row; not seen on hardware unless it says so.
    public init(
        code: UInt8, maker: String, name: String, counter: CounterTrust, hasPolicies: Bool, seen: Bool = false
    ) {
        self.code = code
        self.maker = maker
        self.name = name
        self.counter = counter
        self.hasPolicies = hasPolicies
        self.seen = seen
    }

    /// Class B where a counter answers, class C without: over a cut of the host the counter alone decides.
    /// - Source: models 5 (rows E1 to E7, EA1 to EA4).
    public static func trust(counter: CounterTrust) -> TrustClass {
        switch counter {
        case .none: .pulsesOnly
        case .exact, .mayLoseLast: .powerUpTells
        }
    }
}

/// The table of models.
/// - Source: dossier `bill-acceptors.md` 1.3 (model byte), 1.6 (series 2000 has no policies).
public enum EBDSModels {
    /// Ascending by code.
    public static let all: [EBDSModel] = [
        row(0x01, "ZT1000"), row(0x11, "ZT1100"), row(0x1E, "Series 3000"), row(0x1F, "Series 3000"),
        series2000(0x41, "AU"), series2000(0x42, "RU"), series2000(0x43, "CA"), series2000(0x44, "EU"),
        row(0x4A, "SC66 fixed"), series2000(0x50, "US premium"), row(0x54, "SC83/SC85"), row(0x55, "SC66"),
        series2000(0x57, "BR"), series2000(0x58, "US expanded"), series2000(0x5A, "ID"), series2000(0x68, "HR"),
        series2000(0x69, "IL"),
    ]

    /// The row for a model byte; an unknown byte gets a row of its own, with nothing taken for granted.
    public static func row(for code: UInt8) -> EBDSModel {
        all.first { $0.code == code } ?? row(code, "model \(hexByte(code))")
    }

    private static func row(_ code: UInt8, _ name: String) -> EBDSModel {
        EBDSModel(code: code, maker: "CPI/MEI", name: name, counter: .mayLoseLast, hasPolicies: true)
    }

    private static func series2000(_ code: UInt8, _ market: String) -> EBDSModel {
        EBDSModel(
            code: code, maker: "CPI/MEI", name: "Series 2000 \(market)", counter: .mayLoseLast, hasPolicies: false)
    }
}
