import Foundation
import Testing

/// Runs the suites that need a USB bus inside of umockdev: this same test program once more, under `mock-usb`.
struct UMockdevRun {
    static let wrapper = "/usr/bin/umockdev-wrapper"

    /// Why it cannot be done here; `nil` when it can.
    static let missing: String? = {
        if MockBus.socketName != nil || USBIPPort.isThere { return "this is the inner run" }
        if !FileManager.default.isExecutableFile(atPath: wrapper) { return "umockdev is not installed (apt: umockdev)" }
        if run("/usr/bin/env", ["pkg-config", "--exists", "umockdev-1.0"]).status != 0 {
            return "umockdev's headers are not installed (apt: libumockdev-dev pkg-config)"
        }
        if run("/usr/bin/env", ["cc", "--version"]).status != 0 { return "there is no C compiler (cc)" }
        return nil
    }()

    /// Runs a program to its end and gives all it said.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) -> (status: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch { return (127, "\(error)") }
        let words = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        return (status, String(decoding: words, as: UTF8.self))
    }
}

@Suite("USB against real libusb and libudev")
struct UMockdevRunTests {
    @Test(
        "Without this run nothing would have spoken to libusb and libudev before a printer does",
        .enabled(if: UMockdevRun.missing == nil, Comment(rawValue: UMockdevRun.missing ?? "")))
    func insideOfUMockdev() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tk-usb-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "MockUSB/mock-usb.c")
        let program = folder.appending(path: "mock-usb").path
        let flags = UMockdevRun.run("/usr/bin/env", ["pkg-config", "--cflags", "--libs", "umockdev-1.0"])
        let compiled = UMockdevRun.run(
            "/usr/bin/env",
            ["cc", "-O1", "-Wall", "-o", program, source.path]
                + flags.words.split(whereSeparator: \.isWhitespace).map(String.init))
        try #require(compiled.status == 0, "\(compiled.words)")

        let socket = folder.appending(path: "bus").path
        let arguments = try Self.ownArguments(filter: "InsideUMockdev")
        let ran = UMockdevRun.run(
            UMockdevRun.wrapper, [program, socket] + arguments, environment: ["TILLKEEPER_MOCK_USB": socket])
        // A filter that finds nothing would pass, too.
        let ranSome = ran.words.contains(/Test run with [1-9][0-9]* tests? .*passed/)
        #expect(ran.status == 0 && ranSome, "\(ran.words)")
    }

    /// This very program, told to run other tests.
    private static func ownArguments(filter: String) throws -> [String] {
        let line = try Data(contentsOf: URL(fileURLWithPath: "/proc/self/cmdline"))
        var words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        for option in ["--filter", "--skip"] {
            while let place = words.firstIndex(of: option), place + 1 < words.count {
                words.removeSubrange(place...(place + 1))
            }
        }
        return words + ["--filter", filter]
    }
}
