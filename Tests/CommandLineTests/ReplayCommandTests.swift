import ConformKit
import DeviceKit
import Foundation
import Glibc
import Settings
import Testing

@testable import tillkeeper

@Suite struct ReplayCommandTests {
    private static let recording = Repository.path("Tests/ReplayTests/Recordings/NoteStacked.rec")

    @Test("A recording that the driver answers as it was ends well; one that it answers otherwise must not")
    func differencesAreAnOutcome() async throws {
        let same = await Run("device", "replay", Self.recording)
        #expect(same.code == 0, "\(same.err)")
        #expect(same.out.contains("0 differences"))
        let folder = try Folder()
        let text = try String(contentsOfFile: Self.recording, encoding: .utf8)
        let file = try folder.file(
            "other.rec", text.replacing("setting powerUpPolicy b", with: "setting powerUpPolicy c"))
        #expect(await Run("device", "replay", file).code == 1)
    }

    @Test("A written test is the committed one, or nobody can trust what the command writes")
    func writesTheCommittedTest() async throws {
        let folder = try Folder()
        let run = await Run(
            "device", "replay", Self.recording, "--write-test", "NoteStacked", "--tests", folder.url.path)
        #expect(run.code == 0, "\(run.err)")
        for file in ["NoteStackedReplayTests.swift", "Recordings/NoteStacked.expected", "Recordings/NoteStacked.rec"] {
            let written = try Data(contentsOf: folder.url.appending(path: file))
            #expect(try written == Data(contentsOf: URL(fileURLWithPath: Repository.path("Tests/ReplayTests/\(file)"))))
        }
    }

    @Test("A file that is no recording, and a name that is no name, are refused with a sentence")
    func refusals() async throws {
        let folder = try Folder()
        #expect(await Run("device", "replay", try folder.file("a.rec", "nothing")).code == 1)
        #expect(await Run("device", "replay", Self.recording, "--write-test", "no name").code == 2)
        #expect(await Run("device", "record", "validator", "--seconds", "601").code == 2)
    }
}

@Suite struct ConformCommandTests {
    private static let reports = Repository.path("docs/devices")

    @Test("The page of devices is made by the command that the page names")
    func pageIsMade() async throws {
        let run = await Run(["device", "conform", "--table", Self.reports] + (try Self.trusted()))
        #expect(run.code == 0, "\(run.err)")
        #expect(try run.out == String(contentsOfFile: Repository.path("docs/devices.md"), encoding: .utf8))
        #expect(run.err.isEmpty, "none is left out")
    }

    private static func trusted() throws -> [String] {
        let keys = try String(contentsOfFile: reports + "/keys", encoding: .utf8)
        return keys.split(separator: "\n").flatMap { ["--by", String($0)] }
    }

    @Test("Anybody can make a key and sign with it that a driver was seen on hardware")
    func strangersAreLeftOut() async throws {
        let folder = try Folder()
        let report = ConformReport(
            driver: "ebds", kind: "billAcceptor", device: "v", port: "p", against: .hardware, hands: .person,
            program: "t", date: "2026-11-22T00:00:00Z", unit: [Fact("model", "SC66")],
            checks: [ConformCheck("aDeviceIsUnderstood", "It is.", .passed)])
        let keys = [UInt8(1), 2].compactMap { ReportKey([UInt8](repeating: $0, count: 32)) }
        try #require(keys.count == 2)
        var assumed = report
        assumed.hands = .assumed
        _ = try folder.file("mine.report", keys[0].sign(report).text)
        _ = try folder.file("theirs.report", keys[1].sign(report).text)
        _ = try folder.file("assumed.report", keys[0].sign(assumed).text)
        let all = await Run(
            "device", "conform", "--table", folder.url.path, "--by", keys[0].publicKey, "--by", "00")
        #expect(all.code == 0, "\(all.err)")
        #expect(all.out.contains("devices/mine.report") && !all.out.contains("(devices/theirs.report)"))
        for (file, why) in [("theirs.report", "not trusted"), ("assumed.report", "hands")] {
            #expect(all.err.contains(file) && all.err.contains(why), "\(all.err)")
            #expect(all.out.contains("* `\(file)`: "))
        }
        let none = await Run("device", "conform", "--table", folder.url.path)
        #expect(none.code == 2 && none.err.contains("--by"), "nobody is trusted by himself")
    }

    @Test("A committed report whose signature does not fit, or that another key signed, is not believed")
    func signatures() async throws {
        let file = Self.reports + "/ebds-ebds.report"
        #expect(await Run("device", "conform", "--verify", file).code == 0)
        #expect(await Run("device", "conform", "--verify", file, "--by", "00").code == 1)
        let folder = try Folder()
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let other = try folder.file("a.report", text.replacing("against simulator", with: "against hardware"))
        #expect(await Run("device", "conform", "--verify", other).code == 1)
    }

    @Test(
        "What cannot be carried out as given is refused before a port is touched",
        arguments: [
            [], ["--driver", "ebds"], ["--driver", "none", "--port", "/dev/null"],
            ["--driver", "ebds", "--port", "ttyS0"],
            ["--driver", "ebds", "--port", "/dev/x", "--line", "fast"], ["--driver", "ebds", "--port", "tcp nowhere"],
            ["--driver", "ebds", "--port", "/dev/x", "--set", "word"], ["--config", "/none", "--driver", "ebds"],
            ["--driver", "ebds", "--port", "/dev/tillkeeper-none", "--set", "colour=red", "--key", "/tmp/none/k"],
            ["--driver", "ebds", "--port", "/dev/tillkeeper-none", "--note", "0"],
        ])
    func refusals(_ arguments: [String]) async {
        let run = await Run(["device", "conform"] + arguments)
        #expect(run.code == 2, "\(run.err)")
        #expect(run.err.hasSuffix("."))
    }

    @Test("A key that others can read, or that is none, is refused before the unit hears it; its digits are never said")
    func encryptionKeys() async throws {
        let folder = try Folder()
        let cases: [(String, mode_t, String)] = [
            ("0123456789abcdef", 0o644, "chmod 600"), ("0123456789abcdeg", 0o600, "16 hexadecimal digits"),
            ("0123456789abcdef", 0o600, "There is no /dev/tillkeeper-none"),
        ]
        for (content, rights, words) in cases {
            let file = try folder.file("key", content)
            chmod(file, rights)
            let run = await Run(
                "device", "conform", "--driver", "ssp", "--port", "/dev/tillkeeper-none", "--set",
                "encryptionKey=\(file)", "--key", folder.url.appending(path: "k").path)
            #expect(run.code == 2)
            #expect(run.err.contains(words), "\(run.err)")
            #expect(!run.err.contains("0123456789"))
        }
    }

    @Test("A port that the service is at work on must not be opened beside it: each would hear half of the answers")
    func servedPortsAreRefused() async throws {
        let place = "\(PortAddress.tcp(host: "127.0.0.1", port: 9))"
        let device = ServiceTests.device("well").replacing("/dev/ttyS0 (9600 7E1)", with: place)
        for (claim, words) in [
            ("null", "holds \(place) as its validator"), (Self.claim, "127.0.0.1:9 refuses the connection"),
        ] {
            let detail = ServiceTests.detail.replacing(Self.claim, with: claim)
            let service = try StubService([
                "/v1/devices": (200, "[\(device)]"), "/v1/devices/validator": (200, detail),
            ])
            defer { service.stop() }
            let good = try String(contentsOfFile: Repository.path("packaging/practice.yaml"), encoding: .utf8)
                .replacing("port: validator", with: "port: tcp 127.0.0.1:9")
                .replacing("service:\n", with: "service:\n  port: \(service.port)\n")
            let folder = try Folder()
            let file = try folder.file("office.yaml", good)
            let run = await Run(
                "device", "conform", "validator", "--config", file, "--key", folder.url.appending(path: "k").path)
            #expect(run.code == 2)
            #expect(run.err.contains(words), "\(run.err)")
        }
    }

    private static let claim = #"{"owner":"device conform","sinceSeconds":90}"#

    @Test(
        "A service that is asked at the wrong address seems to be off",
        arguments: [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("'::1'", "[::1]"), ("'::'", "127.0.0.1")])
    func servicesAreReached(_ host: String, _ reached: String) throws {
        let text = try String(contentsOfFile: Repository.path("packaging/practice.yaml"), encoding: .utf8)
            .replacing("service:\n", with: "service:\n  host: \(host)\n  allowRemote: true\n")
        let settings = try Settings.read(text: text, file: "office.yaml")
        #expect(settings.serviceAddress == "http://\(reached):8080")
    }

    @Test("What a person types is done, or not done with the reason")
    func answers() {
        #expect(TerminalPerson.meaning(of: "") == .done)
        #expect(TerminalPerson.meaning(of: "y") == .done)
        #expect(TerminalPerson.meaning(of: "n no note at hand") == .notDone("no note at hand"))
        #expect(TerminalPerson.meaning(of: "no") == .notDone("the person said no"))
    }
}
