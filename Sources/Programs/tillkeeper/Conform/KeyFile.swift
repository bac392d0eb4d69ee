import ConformKit
import Foundation
import Glibc

/// The key that signs reports: 32 bytes in a file of its own, readable by its owner only; made when there is none.
enum KeyFile {
    static func open(_ path: String) throws(Refusal) -> ReportKey {
        if let secret = FileManager.default.contents(atPath: path) {
            guard secret.count == 32, let key = ReportKey(Array(secret)) else {
                throw Refusal("\(Words.line(path)) is no key for reports. Name another file with --key.", .unusable)
            }
            return key
        }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Refusal("The key \(Words.line(path)) cannot be read. Check who may read it.", .unusable)
        }
        var chance = SystemRandomNumberGenerator()
        let secret = (0..<4).flatMap { _ in withUnsafeBytes(of: chance.next()) { Array($0) } }
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw Refusal("The key \(Words.line(path)) cannot be written. Name another file with --key.", .unusable)
        }
        defer { Glibc.close(file) }
        guard let key = ReportKey(secret), write(file, secret, secret.count) == secret.count, fsync(file) == 0 else {
            throw Refusal("The key \(Words.line(path)) cannot be written. Check the disk, remove the file.", .unusable)
        }
        return key
    }
}
