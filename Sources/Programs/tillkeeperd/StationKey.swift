import Foundation
import Glibc
import Journal

/// The station's own key: it signs what the journal was, so that a journal that was changed afterwards contradicts it.
///
/// It lies beside the journal as `<journal>.key`, 32 bytes, readable by the service only. A witness elsewhere (the paper
/// of a receipt, the core ledger) holds chain heads that no key can change.
enum StationKey {
    static func open(beside store: String) throws(StartRefusal) -> CheckpointKey {
        let path = store + ".key"
        if let secret = FileManager.default.contents(atPath: path) {
            guard secret.count == 32, let key = CheckpointKey(Array(secret)) else {
                throw StartRefusal("\(path) is not a station key. Put the right file back from the backup.")
            }
            return key
        }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StartRefusal("The station key \(path) cannot be read. Give it to the service's user.")
        }
        var chance = SystemRandomNumberGenerator()
        let secret = (0..<4).flatMap { _ in withUnsafeBytes(of: chance.next()) { Array($0) } }
        guard let key = CheckpointKey(secret) else { throw StartRefusal("No station key could be made. Start again.") }
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StartRefusal("The station key \(path) cannot be written. Check the folder's rights and the disk.")
        }
        defer { Glibc.close(file) }
        guard write(file, secret, secret.count) == secret.count, fsync(file) == 0 else {
            throw StartRefusal(
                "The station key \(path) cannot be written. Check the disk, remove the file, start again.")
        }
        return key
    }
}
