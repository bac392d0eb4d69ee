public import DeviceKit

/// What is known of a family of units, by the beginning of the part number. Data only; a row changes when a unit was on
/// the power-cut rig.
public struct CCNETModel: Hashable, Sendable {
    /// How its part number begins.
    public let prefix: String
    /// Who built it, for people.
    public let maker: String
    /// As people call the family.
    public let name: String
    /// It keeps a note "in process" over a power cut. No row says so without the rig's record.
    public let keepsInProcess: Bool
    /// Which of its numbers counts stacked notes. No row names one before three notes were stacked and counted.
    public let counter: CCNETCounter
    /// What that number proves after a power cut.
    public let counterTrust: CounterTrust

    /// A row that takes nothing for granted unless it says so.
    public init(
        prefix: String, maker: String, name: String, keepsInProcess: Bool = false, counter: CCNETCounter = .none,
        counterTrust: CounterTrust = .mayLoseLast
    ) {
        self.prefix = prefix
        self.maker = maker
        self.name = name
        self.keepsInProcess = keepsInProcess
        self.counter = counter
        self.counterTrust = counterTrust
    }

    /// Class A where a stacked note is repeated until it is acknowledged, over power cuts, too; else B.
    /// - Source: models 5 (rows C1, C4 against C2, CA4).
    public static func trust(keepsInProcess: Bool) -> TrustClass { keepsInProcess ? .creditRepeats : .powerUpTells }
}

/// The table of models.
/// - Source: dossier `bill-acceptors.md` 3.5, 3.6 (part numbers seen in logs); names as the trade uses them.
public enum CCNETModels {
    /// The longer prefix first.
    public static let all: [CCNETModel] = [
        CCNETModel(prefix: "MSM", maker: "CashCode", name: "MSM"),
        CCNETModel(prefix: "MVU", maker: "CashCode", name: "MVU"),
        CCNETModel(prefix: "FLS", maker: "CashCode", name: "FLS"),
        CCNETModel(prefix: "FL", maker: "CashCode", name: "FrontLoad"),
        CCNETModel(prefix: "SM", maker: "CashCode", name: "SM"),
        CCNETModel(prefix: "VU", maker: "CashCode", name: "VU"),
    ]

    /// The row for a part number; an unknown one gets a row of its own, with nothing taken for granted.
    public static func row(for part: String) -> CCNETModel {
        all.first { part.hasPrefix($0.prefix) } ?? CCNETModel(prefix: "", maker: "CashCode", name: part)
    }
}
