import ArgumentParser
import Foundation
import Glibc
import Testing

@testable import tillkeeper

/// The command as a person calls it, on settings of a station that is not there.
@Suite struct CommandTests {
    private final class Said: @unchecked Sendable {
        private let lock = NSLock()
        private var bytes: [UInt8] = []
        func add(_ more: [UInt8]) { lock.withLock { bytes += more } }
        var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }
    }

    private func doctor(_ arguments: String...) async throws -> (code: Int32, text: String) {
        let said = Said()
        let console = Console(result: { said.add($0) }, remark: { said.add(Array($0.utf8)) })
        let command = try #require(try Tillkeeper.parseAsRoot(["doctor"] + arguments) as? any ConsoleCommand)
        return (await command.outcome(on: console).rawValue, said.text)
    }

    /// The settings that ship, with everything in a folder of the test and ports that nobody has.
    private func station(_ folder: URL, port: Int = 1) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appending(path: "packaging/tillkeeper.yaml"), encoding: .utf8
        )
        .replacing("/var/lib/tillkeeper", with: folder.path).replacing("port: 8080", with: "port: \(port)")
        let file = folder.appending(path: "station.yaml")
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "doctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func whatIsMissingIsNamedAndTheEndIsOne() async throws {
        let folder = try folder()
        let file = try station(folder)
        let run = try await doctor(file)
        #expect(run.code == 1, "\(run.text)")
        #expect(
            run.text.contains("validator: There is no /dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0"))
        #expect(run.text.contains("    Fix: ") && run.text.contains("Looked at:\n    the service does not run\n"))
        let json = try await doctor(file, "--json", "--no-lines")
        let value = try #require(try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
        #expect(json.code == 1 && value["well"] as? Bool == false)
        let findings = try #require(value["findings"] as? [[String: String]])
        #expect(
            findings.contains { $0["about"] == "printer" && $0["sign"] == "portMissing" && $0["weight"] == "wrong" })
        #expect(findings.allSatisfy { $0["what"]?.isEmpty == false && $0["fix"]?.isEmpty == false })
        try FileManager.default.removeItem(at: folder)
    }

    @Test func wrongCallsAreTheirOwnOutcome() async throws {
        #expect(try await doctor("/nowhere/x.yaml").code == 2)
        let folder = try folder()
        #expect(try await doctor(try station(folder), "--user", "nobody-of-this-name").code == 2)
        let bad = folder.appending(path: "bad.yaml")
        try Data("station: [".utf8).write(to: bad)
        #expect(try await doctor(bad.path).code == 2)
        try FileManager.default.removeItem(at: folder)
    }

    /// A service that holds its journal and does not answer: no port is touched, the disk is not measured.
    @Test func aRunningServiceIsLeftAlone() async throws {
        let folder = try folder()
        let file = try station(folder)
        let lock = folder.path + "/journal.sqlite.lock"
        let descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        defer { close(descriptor) }
        let run = try await doctor(file)
        #expect(run.code == 1 && run.text.contains("service: The service runs (process \(getpid()))"), "\(run.text)")
        #expect(run.text.contains("no port was opened") && run.text.contains("not measured: the service writes on it"))
        #expect(run.text.contains("line not tried"))
        try FileManager.default.removeItem(at: folder)
    }
}
