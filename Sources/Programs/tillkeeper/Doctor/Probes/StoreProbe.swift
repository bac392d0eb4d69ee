import Custody
import Glibc
import Journal
import JournalStore
import Settings
import Transports

/// The journal's files, read only.
enum StoreProbe {
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            return path.hasPrefix("/") ? "/" : "."
        }
        return String(path[..<slash])
    }

    /// The facts, and when the newest entry was written.
    static func facts(_ store: Settings.Store) -> (StoreFacts, newestEntry: Int64?) {
        let folder = folder(of: store.path)
        let rights = NodeProbe.rights(folder)
        var facts = StoreFacts(
            path: store.path, folderExists: rights != nil, folderRights: rights,
            freeBytes: rights == nil ? nil : Room(of: store.path)?.free, reserveBytes: store.reserveBytes,
            exists: access(store.path, F_OK) == 0, reserveExists: access(store.path + ".reserve", F_OK) == 0)
        guard facts.exists else { return (facts, nil) }
        do throws(JournalError) {
            let reader = try JournalReader(path: store.path)
            let size = try reader.size()
            let newest = size > 0 ? try reader.entries(from: size, limit: 1).last : nil
            try reader.close()
            return (facts, newest.map { $0.moment.utcMilliseconds / 1_000 })
        } catch {
            facts.complaint = error.description
            return (facts, nil)
        }
    }
}
