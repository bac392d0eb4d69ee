import DeviceFiles
import Foundation
import Logging
import Supervision

/// The papers of every unit that was ever seen here, each a file in the folder `devices` beside the journal. Read once at
/// the start; lives on the station's thread.
final class PassportShelf {
    private var papers: [String: DevicePassport] = [:]
    private var changed: Set<String> = []
    private let folder: KeptFolder
    private let disk: Background
    private let logger: Logger

    /// Reads what is there. A file that cannot be read is left as it is, and said.
    init(folder: KeptFolder, disk: Background, logger: Logger) {
        (self.folder, self.disk, self.logger) = (folder, disk, logger)
        do throws(FileFault) {
            for bytes in try folder.read() {
                do {
                    let passport = try JSONDecoder().decode(DevicePassport.self, from: Data(bytes))
                    papers[Self.key(passport.kind, passport.serial, passport.stints.last?.station ?? "")] = passport
                } catch {
                    logger.error("a passport in \(folder.path) cannot be read: \(error)")
                }
            }
        } catch {
            logger.error("the passports cannot be read: \(error)")
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
        for key in changed.sorted() {
            guard let passport = papers[key] else { continue }
            let accepted = disk.do { [folder, logger] in
                do {
                    let coder = JSONEncoder()
                    coder.outputFormatting = [.sortedKeys, .prettyPrinted]
                    try folder.write(Array(try coder.encode(passport)), as: key)
                } catch {
                    logger.error("the passport \(key) is not kept: \(error)")
                }
            }
            if accepted { changed.remove(key) }
        }
    }
}
