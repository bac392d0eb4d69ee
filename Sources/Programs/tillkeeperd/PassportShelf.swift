import DeviceFiles
import Foundation
import Logging
import Supervision

/// The papers of every unit that was ever seen here, each a file in the folder `devices` beside the journal. Read once at
/// the start; lives on the station's thread.
final class PassportShelf {
    private var papers: [String: DevicePassport] = [:]
    private var changed: Set<String> = []
    /// Files that cannot be read are never written over; `nil`: the folder itself cannot be.
    private var unread: Set<String>? = []
    private let folder: KeptFolder
    private let disk: Background
    private let logger: Logger

    /// Reads what is there. A file that cannot be read is left as it is, and said; its unit is counted in memory only.
    init(folder: KeptFolder, disk: Background, logger: Logger) {
        (self.folder, self.disk, self.logger) = (folder, disk, logger)
        do throws(FileFault) {
            for file in try folder.read() {
                do {
                    let bytes = try file.content.get()
                    let passport = try JSONDecoder().decode(DevicePassport.self, from: Data(bytes))
                    // Papers of a place have nothing else to go by than their file's name.
                    let own = passport.serial.isEmpty ? file.name : Self.key(passport.kind, passport.serial, "")
                    papers[own] = passport
                } catch {
                    unread?.insert(file.name)
                    logger.error("passport \(file.name) in \(folder.path) cannot be read and stays: \(error)")
                }
            }
        } catch {
            unread = nil
            logger.error("the passports cannot be read, and none is written: \(error)")
        }
    }

    /// A unit goes by its serial number; one without has the papers of its place.
    static func key(_ kind: String, _ serial: String, _ place: String) -> String {
        serial.isEmpty ? "\(kind)-at-\(place)" : "\(kind)-\(serial)"
    }

    /// The papers under a key.
    subscript(key: String) -> DevicePassport? { papers[key] }

    /// Changes papers, or makes them.
    func change(_ key: String, orNew passport: DevicePassport, _ work: (inout DevicePassport) -> Void) {
        work(&papers[key, default: passport])
        changed.insert(key)
    }

    /// What changed goes to the disk, off this thread. What the disk had no time for goes with the next.
    func flush() {
        guard let unread else { return }
        for key in changed.sorted() where !unread.contains(key) {
            guard let passport = papers[key] else { continue }
            let accepted = disk.do { [folder, logger] in
                if let trouble = Self.write(passport, key, folder) {
                    logger.error("the passport \(key) is not kept: \(trouble)")
                }
            }
            if accepted { changed.remove(key) }
        }
    }

    /// Tells when papers are on the disk, or why they are not; the word may come from the disk's own thread. Papers that are not
    /// go with the next that changes.
    func keep(_ key: String, _ told: @escaping @Sendable (_ trouble: String?) -> Void) {
        guard let unread, !unread.contains(key) else {
            return told("What lies on the disk for this unit cannot be read, and is not written over.")
        }
        guard let passport = papers[key] else { return told("Nobody has these papers.") }
        let accepted = disk.do { [folder] in told(Self.write(passport, key, folder)) }
        if !accepted { told("The disk is slow.") }
    }

    private static func write(_ passport: DevicePassport, _ key: String, _ folder: KeptFolder) -> String? {
        do {
            let coder = JSONEncoder()
            coder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try folder.write(Array(try coder.encode(passport)), as: key)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
