import Glibc

/// Why a validator's key file gave no key, in a sentence for a technician. Nothing that the file holds stands in it.
public struct KeyFileFault: Error, Hashable, Sendable {
    /// The sentence, with the path.
    public let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// The file with the key of one validator: 16 hexadecimal digits, readable by the service and nobody else. What it holds
/// never stands in a sentence, a report or a recording.
public enum EncryptionKeyFile {
    /// Reads the key; refuses a file that others can read, because then the key is no secret.
    public static func read(_ path: String) throws(KeyFileFault) -> UInt64 {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw KeyFileFault("There is no key file \(path). Correct encryptionKey, or put the file back.")
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw KeyFileFault(
                "The key file \(path) can be read by others. Run: chmod 600 \(path). If others may have seen it, set a "
                    + "new key in the validator with the maker's tool.")
        }
        let content: [UInt8]?
        do throws(FileFault) { content = try WholeFile.read(path) } catch { content = nil }
        guard let content else {
            throw KeyFileFault("The key file \(path) cannot be read by this user. It belongs to the service's user.")
        }
        let words = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 1, words[0].utf8.count == 16, words[0].allSatisfy(\.isHexDigit),
            let key = UInt64(words[0], radix: 16)
        else {
            throw KeyFileFault(
                "The key file \(path) does not hold a key. It must hold 16 hexadecimal digits and nothing else.")
        }
        return key
    }
}
