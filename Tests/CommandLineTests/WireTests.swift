import DeviceKit
import Foundation
import Testing
import WireKit

@testable import tillkeeper

@Suite struct WireTests {
    @Test(arguments: WireProtocol.allCases.map(\.rawValue))
    func everyPublishedVectorIsReadAndWrittenByteForByte(_ name: String) async throws {
        let run = await Run("wire", "check", name, Repository.path("Tests/Vectors/\(name).json"))
        #expect(run.code == 0 && run.err.isEmpty, "\(run.out)")
        #expect(run.lines.count == 1 && run.lines[0].hasPrefix("wire check \(name): "))
        #expect(run.lines[0].hasSuffix(" passed, 0 failed"))
    }

    /// The published vectors are examples; these are every command, state and status that the papers' tables name.
    @Test(arguments: WireProtocol.allCases.map(\.rawValue))
    func everyCodeOfThePapersTablesIsReadAndWrittenByteForByte(_ name: String) async throws {
        let run = await Run("wire", "check", name, Repository.path("Tests/Vectors/tables/\(name).json"))
        #expect(run.code == 0 && run.lines.count == 1, "\(run.out)")
    }

    /// A list with one vector.
    private func list(
        _ hex: String, name: String = "poll", direction: String = #""direction":"host","#
    ) throws -> (Folder, String) {
        let folder = try Folder()
        return (folder, try folder.file("v.json", #"[{"name":"\#(name)",\#(direction)"hex":"\#(hex)","meaning":"x"}]"#))
    }

    @Test func aChangedVectorFailsWithBothHexTexts() async throws {
        let (folder, path) = try list("0208107F00000366")
        let run = await Run("wire", "check", "ebds", path)
        #expect(run.code == 1 && run.lines.count == 2)
        #expect(run.lines[0].components(separatedBy: "02 08 10 7F 00 00 03 66").count == 3, "\(run.out)")
        #expect(run.lines[1] == "wire check ebds: 0 passed, 1 failed")
        withExtendedLifetime(folder) {}
    }

    @Test func bytesThatAreWrittenDifferentlyFailWithBoth() throws {
        let (folder, path) = try list("02 08")
        let check = VectorCheck(try VectorFile.read(path), as: "x") { _, _ in .message(["m"], encoded: [2, 9]) }
        #expect(check.failures.map(\.text) == ["FAIL poll: expected 02 08, got 02 09 (written again it differs)"])
        withExtendedLifetime(folder) {}
    }

    @Test func whatMustBeRefusedAndIsReadFails() async throws {
        let (folder, path) = try list("0208107F00000367", name: "INVALID: none")
        let run = await Run("wire", "check", "ebds", path)
        #expect(run.code == 1 && run.lines[0].contains("02 08 10 7F 00 00 03 67"))
        let (other, bad) = try list("0208107F00000366", name: "INVALID: sum")
        #expect(await Run("wire", "check", "ebds", bad).code == 0)
        let (lower, named) = try list("0208107F00000366", name: "invalid command")
        #expect(await Run("wire", "check", "ebds", named).code == 1, "only INVALID: with its colon means it")
        withExtendedLifetime((folder, other, lower)) {}
    }

    @Test(arguments: [
        (#""direction":"HOST","#, Int32(0)), (#""direction":"device","#, 1), (#""direction":null,"#, 0), ("", 0),
        (#""direction":"either","#, 0), (#""direction":"both","#, 1), (#""direction":"sideways","#, 1),
        (#""direction":7,"#, 1),
    ])
    func everyDirectionIsTakenOrToldToBeNone(_ direction: String, _ code: Int32) async throws {
        let (folder, path) = try list("0208107F00000367", direction: direction)
        let run = await Run("wire", "check", "ebds", path)
        #expect(run.code == code, "\(direction): \(run.out)")
        withExtendedLifetime(folder) {}
    }

    @Test func aFrameWithoutDirectionThatMustFailHasToFailInEach() async throws {
        let (folder, path) = try list("0208107F00000367", name: "INVALID: x", direction: "")
        #expect(await Run("wire", "check", "ebds", path).code == 1)
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: [
        "", "{", "[", "7", "\"a\"", "{}", "{\"vectors\":7}", "[]", "null", "\u{0}", "[1,2", "{\"a\":[]}",
        String(repeating: "[", count: 100_000),
    ])
    func aFileThatIsNoListOfVectorsIsRefusedInOneSentence(_ content: String) async throws {
        let folder = try Folder()
        let run = await Run("wire", "check", "escpos", try folder.file("v.json", content))
        #expect(run.code == 2 && run.out.isEmpty && run.err.hasPrefix("tillkeeper: ") && run.err.hasSuffix("."))
    }

    @Test(arguments: [
        "[1]", "[null]", "[{}]", "[[]]", #"[{"hex":7}]"#, #"[{"name":7,"hex":"0"}]"#, #"[{"hex":"zz"}]"#,
        #"[{"name":"x","direction":"host","hex":""}]"#, #"[{"name":"x","direction":{},"hex":"02"}]"#,
        #"{"vectors":[{"name":"x\n","direction":"host","hex":"02"}]}"#,
    ])
    func aVectorThatIsNoneFailsAndTheOthersAreStillCounted(_ content: String) async throws {
        let folder = try Folder()
        for wire in WireProtocol.allCases {
            let run = await Run("wire", "check", wire.rawValue, try folder.file("v.json", content))
            #expect(run.code == 1 || content.contains("\"02\"") || content.contains("zz") == false, "\(run.out)")
            #expect(run.lines.last?.hasPrefix("wire check \(wire.rawValue): ") == true)
            #expect(run.lines.count <= 2)
        }
    }

    @Test func filesOfOtherProtocolsAndRandomBytesNeverTrap() async throws {
        var state: UInt64 = 5
        func byte() -> UInt8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        for wire in WireProtocol.allCases {
            for round in 0..<3_000 {
                let bytes = (0..<(1 + round % 40)).map { _ in byte() }
                for side in WireSide.allCases {
                    if case .message(let words, _) = wire.read(side, bytes) { #expect(!words.isEmpty) }
                }
            }
        }
    }

    @Test func theReportAsJSONHasTheSameSum() async throws {
        let (folder, path) = try list("0208107F00000366")
        let report = try await Run("wire", "check", "ebds", path, "--json").json()
        #expect(report["failed"] as? Int == 1 && report["passed"] as? Int == 0)
        #expect((report["failures"] as? [[String: String]])?.first?["expected"] == "02 08 10 7F 00 00 03 66")
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: ["cctalk", "mdb", "x", ""])
    func aProtocolThatIsNotBuiltIsRefusedWithTheKnownOnes(_ name: String) async {
        for run in [await Run("wire", "check", name, "x.json"), await Run("wire", "decode", name, "02")] {
            #expect(run.code == 2 && run.err.hasSuffix("Known are \(WireProtocol.names)."), "\(run.err)")
        }
    }

    @Test func bytesAreReadHoweverTheyAreWritten() async throws {
        let spellings = [
            ["02", "08", "10", "7F", "00", "00", "03", "67"], ["0208107f00000367"], ["02 08 10 7F 00 00 03 67"],
            ["0x02,0x08,0x10,0x7F,0x00,0x00,0x03,0x67"], ["[02:08:10:7f:00:00:03:67]"],
        ]
        for spelling in spellings {
            let run = await Run(["wire", "decode", "ebds", "--from", "host"] + spelling)
            #expect(run.code == 0 && run.out.hasPrefix("host  poll: enables all notes"), "\(run.out)\(run.err)")
        }
        #expect(await Run("wire", "decode", "ebds", "0").code == 2)
        #expect(await Run("wire", "decode", "ebds", "zz").err.contains("zz is no hex"))
        #expect(await Run("wire", "decode", "ebds", "").code == 2)
    }

    @Test func withoutADirectionBothAreTried() async throws {
        let run = await Run("wire", "decode", "ebds", "0208107F00000367")
        #expect(run.code == 0 && run.lines.count == 2 && run.lines[1].hasPrefix("device  cannot be read: "))
        #expect(await Run("wire", "decode", "ebds", "FF").code == 1)
        let json = try await Run("wire", "decode", "drawers", "07", "--json").json()
        #expect((json["readings"] as? [Any])?.count == 2)
    }

    @Test func everyCommandOfARunHasItsLine() async {
        let run = await Run("wire", "decode", "escpos", "--from", "host", "1B4061620A1B700019FA1D564200")
        let expected = [
            "host  action initialize", "      text \"ab\"", "      line feed",
            "      drawer kick (connector 0, on 25, off 250)", "      cut (mode 66, feed 0)",
        ]
        #expect(run.lines == expected)
    }
}
