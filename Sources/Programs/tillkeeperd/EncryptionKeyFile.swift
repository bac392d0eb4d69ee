import Foundation
import Glibc

/// The file with the key of one validator: 16 hexadecimal digits, readable by the service and nobody else. What it holds
/// never stands in a sentence.
enum EncryptionKeyFile {
    /// Reads the key; refuses a file that others can read, because then the key is no secret.
    static func read(_ path: String) throws(StartRefusal) -> UInt64 {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw StartRefusal(
                "There is no key file \(path). Correct devices.validator.encryptionKey, or put the file back.")
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw StartRefusal(
                "The key file \(path) can be read by others. Run: chmod 600 \(path). If others may have seen it, set a "
                    + "new key in the validator with the maker's tool.")
        }
        guard let content = FileManager.default.contents(atPath: path) else {
            throw StartRefusal("The key file \(path) cannot be read. Give it to the service's user.")
        }
        let digits = String(decoding: content, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard digits.utf8.count == 16, digits.allSatisfy(\.isHexDigit), let key = UInt64(digits, radix: 16) else {
            throw StartRefusal(
                "The key file \(path) does not hold a key. It must hold 16 hexadecimal digits and nothing else.")
        }
        return key
    }
}
