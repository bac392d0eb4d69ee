import CoreLedger
import GRDB

extension LedgerFile {
    /// SQLite's own online backup: a consistent file without our lock on it.
    func copy(to path: String) throws(CoreFault) {
        do {
            let target = try DatabaseQueue(path: path)
            try queue.backup(to: target)
            try target.close()
        } catch { throw .unknown }
    }

    func close() throws(CoreFault) {
        do { try queue.close() } catch { throw .unknown }
    }
}
