/// Why a ledger file was not opened. Nothing was changed in it.
public enum LedgerOpenFault: Error, Hashable, Sendable {
    /// Another process or another part of this one has it open.
    case inUse(path: String)
    /// A database, but no ledger of ours.
    case notALedger(path: String)
    /// Written by a newer program.
    case newer(path: String, version: Int)
    /// The file keeps another currency than asked for.
    case otherCurrency(path: String, found: String)
    /// SQLite's own check found damage.
    case damaged(path: String, String)
    /// The disk or the rights stand against it.
    case cannotOpen(path: String, String)

    /// What is wrong and what to do.
    public var sentence: String {
        switch self {
        case .inUse(let path): "The ledger \(path) is in use. Stop the other tillkeeperd first."
        case .notALedger(let path): "\(path) is a database, but no Tillkeeper ledger. Check the path in the settings."
        case .newer(let path, let version):
            "The ledger \(path) has schema \(version), which this program does not know. Start the newer program."
        case .otherCurrency(let path, let found):
            "The ledger \(path) is kept in \(found). Set this currency or choose another file."
        case .damaged(let path, let what):
            "The ledger \(path) is damaged (\(what)). Put back the last backup and declare the restore."
        case .cannotOpen(let path, let what): "The ledger \(path) cannot be opened: \(what). Check disk and rights."
        }
    }
}
