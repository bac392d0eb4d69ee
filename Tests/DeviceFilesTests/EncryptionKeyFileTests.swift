import DeviceFiles
import Foundation
import Testing

/// A key that others can read is no secret, and one that is shown in a sentence is none either.
@Suite struct EncryptionKeyFileTests {
    private func file(_ content: String, _ mode: Int) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)").path
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(content.utf8), attributes: [.posixPermissions: mode])
        try #require(made)
        return path
    }

    private func refusal(_ path: String) -> String? {
        do throws(KeyFileFault) {
            _ = try EncryptionKeyFile.read(path)
            return nil
        } catch { return error.sentence }
    }

    @Test func theKeyIsRead() throws {
        let path = try file("0123456789abcdef\n", 0o600)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try EncryptionKeyFile.read(path) == 0x0123_4567_89AB_CDEF)
    }

    @Test func aFileForAllEyesIsRefused() throws {
        let path = try file("0123456789abcdef\n", 0o640)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(refusal(path)?.contains("chmod 600") == true)
    }

    @Test(arguments: [
        "", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeg", "12345678 12345678", "+123456789abcdef",
    ])
    func whatIsNoKeyIsRefusedAndNotShown(_ content: String) throws {
        let path = try file(content, 0o600)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sentence = try #require(refusal(path))
        #expect(sentence.contains("16 hexadecimal digits") && (content.isEmpty || !sentence.contains(content)))
    }

    @Test func aFileThatIsNotThereIsNamed() {
        #expect(refusal("/nowhere/ssp.key")?.contains("There is no key file /nowhere/ssp.key") == true)
    }
}
