import Foundation
import Testing

@testable import tillkeeper

@Suite struct MICRCheckTests {
    @Test("Published lines that are read otherwise must be told, one line each")
    func everyPublishedLineIsRead() async throws {
        let run = await Run("wire", "check", "micr", Repository.path("Tests/Vectors/micr.json"))
        #expect(run.code == 0 && run.err.isEmpty, "\(run.out)")
        #expect(run.lines == ["wire check micr: 65 passed, 0 failed"])
    }

    @Test("A vector whose expectation is changed must fail with both values")
    func aChangedExpectationFails() async throws {
        let folder = try Folder()
        let text = try String(contentsOfFile: Repository.path("Tests/Vectors/micr.json"), encoding: .utf8)
        let path = try folder.file("v.json", text.replacingOccurrences(of: "\"706001\"", with: "\"706002\""))
        let run = await Run("wire", "check", "micr", path)
        #expect(run.code == 1 && run.lines.count == 2)
        #expect(run.lines[0].hasPrefix("FAIL rock-6: expected ") && run.lines[0].contains("706001"), "\(run.out)")
        #expect(run.lines[1] == "wire check micr: 64 passed, 1 failed")
        let other = try folder.file("w.json", text.replacingOccurrences(of: "\"9876543210\"", with: "\"987654321\""))
        #expect(await Run("wire", "check", "micr", other).lines.last == "wire check micr: 64 passed, 1 failed")
    }

    @Test(
        "A broken vector fails by itself, and the others are still counted",
        arguments: [
            "[1]", "[null]", "[{}]", #"[{"kind":"aba"}]"#, #"[{"kind":"aba","input":"1"}]"#,
            #"[{"kind":"aba","input":"1","expected":{}}]"#, #"[{"kind":"x","input":"1","expected":{"a":"b"}}]"#,
            #"[{"kind":"line","input":"1","expected":{"accept":false}}]"#,
            #"[{"kind":"line","encoding":"x","input":"1","expected":{"accept":false}}]"#,
            #"[{"kind":"aba","input":"1","expected":{"accept_as_payor":[]}}]"#,
        ])
    func brokenVectors(_ content: String) async throws {
        let folder = try Folder()
        let run = await Run("wire", "check", "micr", try folder.file("v.json", content))
        #expect(run.code == 1 && run.lines.last == "wire check micr: 0 passed, 1 failed", "\(run.out)\(run.err)")
    }

    @Test("A file that holds no vectors proves nothing", arguments: ["", "{", "[]", "7", "{\"vectors\":7}"])
    func noVectors(_ content: String) async throws {
        let folder = try Folder()
        let run = await Run("wire", "check", "micr", try folder.file("v.json", content))
        #expect(run.code == 2 && run.out.isEmpty && run.err.hasPrefix("tillkeeper: "))
    }
}
