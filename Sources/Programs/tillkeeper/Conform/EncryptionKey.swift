import Foundation
import Glibc

/// The file with the key of one validator, read by the service's rules: 16 hexadecimal digits, closed to others. What it
/// holds never stands in a sentence, a report or a recording.
enum EncryptionKey {
    static func read(_ path: String) throws(Refusal) -> UInt64 {
        let name = Words.line(path)
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw Refusal("There is no key file \(name).", .unusable) }
        guard facts.st_mode & 0o077 == 0 else {
            throw Refusal("The key file \(name) can be read by others. Run: chmod 600 \(name).", .unusable)
        }
        guard let content = FileManager.default.contents(atPath: path) else {
            throw Refusal("The key file \(name) cannot be read. Run this as the service's user.", .unusable)
        }
        let digits = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard digits.utf8.count == 16, digits.allSatisfy(\.isHexDigit), let key = UInt64(digits, radix: 16) else {
            throw Refusal("The key file \(name) does not hold 16 hexadecimal digits and nothing else.", .unusable)
        }
        return key
    }
}
