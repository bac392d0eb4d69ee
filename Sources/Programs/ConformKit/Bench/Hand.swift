/// Something that only a hand can do at a device.
public enum Hand: Hashable, Sendable {
    /// A good note of this value goes into the mouth.
    case insertNote(minorUnits: Int64)
    /// Any paper that is no money.
    case insertWorthlessPaper
    /// The customer takes what hangs in the mouth.
    case takeNote
    /// The box with the money comes out.
    case removeCashUnit
    /// The box goes in again.
    case insertCashUnit
    /// The printer's or reader's cover.
    case openCover, closeCover
    /// The paper roll.
    case removePaper, loadPaper
    /// Is everything on the receipt that should be there?
    case readReceipt(String)
    /// A drawer, by its number.
    case pushDrawerShut(Int), openDrawerByHand(Int)
    /// Look: did this drawer open?
    case seeDrawerOpen(Int)
    /// A check goes in, printed side as the unit wants it.
    case insertCheck
    /// The check that came out is taken away.
    case takeCheck
    /// A code is read with the reader in hand.
    case scanCode
    /// Mains or data.
    case powerOff, powerOn, unplugCable, plugCable

    /// What the person is asked, in one sentence.
    public var sentence: String {
        switch self {
        case .insertNote(let minorUnits): "Put a good note of \(minorUnits / 100) in."
        case .insertWorthlessPaper: "Put a piece of plain paper in, as large as a note."
        case .takeNote: "Take the note that came back."
        case .removeCashUnit: "Take the cash box out."
        case .insertCashUnit: "Put the cash box in again."
        case .openCover: "Open the cover."
        case .closeCover: "Close the cover."
        case .removePaper: "Pull the paper out, and close the cover."
        case .loadPaper: "Put paper in, and close the cover."
        case .readReceipt(let words): "Look at the receipt: does \"\(words)\" stand on it, and is it cut?"
        case .pushDrawerShut(let number): "Push drawer \(number) shut."
        case .openDrawerByHand(let number): "Open drawer \(number) by hand (key or lever)."
        case .seeDrawerOpen(let number): "Look at drawer \(number): did it open?"
        case .insertCheck: "Put a check in."
        case .takeCheck: "Take the check out."
        case .scanCode: "Read any barcode or stub with the reader."
        case .powerOff: "Switch the device off."
        case .powerOn: "Switch the device on."
        case .unplugCable: "Pull the cable out of the device."
        case .plugCable: "Plug the cable in again."
        }
    }

    /// The act as one word and its figures, for programs that stand in for a person: `insertNote 500`.
    public var words: [String] {
        switch self {
        case .insertNote(let minorUnits): ["insertNote", "\(minorUnits)"]
        case .insertWorthlessPaper: ["insertWorthlessPaper"]
        case .takeNote: ["takeNote"]
        case .removeCashUnit: ["removeCashUnit"]
        case .insertCashUnit: ["insertCashUnit"]
        case .openCover: ["openCover"]
        case .closeCover: ["closeCover"]
        case .removePaper: ["removePaper"]
        case .loadPaper: ["loadPaper"]
        case .readReceipt(let words): ["readReceipt", words]
        case .pushDrawerShut(let number): ["pushDrawerShut", "\(number)"]
        case .openDrawerByHand(let number): ["openDrawerByHand", "\(number)"]
        case .seeDrawerOpen(let number): ["seeDrawerOpen", "\(number)"]
        case .insertCheck: ["insertCheck"]
        case .takeCheck: ["takeCheck"]
        case .scanCode: ["scanCode"]
        case .powerOff: ["powerOff"]
        case .powerOn: ["powerOn"]
        case .unplugCable: ["unplugCable"]
        case .plugCable: ["plugCable"]
        }
    }
}
