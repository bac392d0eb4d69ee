/// The journal's place: is there room, and may the service write?
enum StoreCheck {
    /// Less than this beside the reserve is a disk that is full next week.
    static let comfortable: Int64 = 256 << 20

    static func findings(_ facts: Facts) -> [Finding] {
        let store = facts.store
        let folder = facts.disk.folder
        func say(
            _ sign: Finding.Sign, _ what: String, _ fix: String, _ weight: Finding.Weight = .wrong
        ) -> [Finding] { [Finding("journal", sign, what, fix: fix, weight: weight)] }
        guard store.folderExists else {
            return say(
                .folderMissing, "There is no folder \(folder) for the journal.",
                "Make it with `install -d -o \(facts.user.name) -m 750 \(folder)`, or correct store.path.")
        }
        var findings: [Finding] = []
        if let rights = store.folderRights, !facts.user.mayOpen(rights) {
            findings += say(
                .folderClosed, "User \(facts.user.name) may not write in \(folder).",
                "Give it to the service with `chown \(facts.user.name) \(folder)`.")
        }
        if let free = store.freeBytes {
            let needed = 2 * store.reserveBytes
            if free <= needed {
                findings += say(
                    .diskFull, "Only \(size(free)) are free in \(folder), and the journal must be able to close.",
                    "Make room: \(size(needed + comfortable)) or more should be free.")
            } else if free < needed + comfortable {
                findings += say(
                    .diskFull, "\(size(free)) are free in \(folder).", "Make room before it is full.", .note)
            }
        }
        if store.exists, store.reserveBytes > 0, !store.reserveExists {
            findings += say(
                .reserveMissing,
                "The space set aside for a full disk (\(store.path).reserve) is not there: it was used, or never made.",
                "Make room on the disk and start the service anew, which sets it aside again.", .note)
        }
        if let complaint = store.complaint {
            findings += say(
                .journalUnreadable, "The journal cannot be read: \(complaint)",
                "Do not start the service; ask `tillkeeper journal verify \(store.path)`.")
        }
        return findings
    }

    /// `12 MiB`
    static func size(_ bytes: Int64) -> String {
        bytes < 10 << 30 ? "\(bytes >> 20) MiB" : "\(bytes >> 30) GiB"
    }
}
