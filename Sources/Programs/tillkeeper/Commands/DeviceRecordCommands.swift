import ArgumentParser
import ConformKit
import ControlAPI
import Foundation
import ReplayKit
import Supervision

/// `tillkeeper device record DEVICE > FILE`
struct DeviceRecordCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "What went over a device's line in the last ten minutes, from the running service.",
        discussion: "With --seconds it waits so long first, so that what happens now is in it.")

    @Argument(help: "The device's name, as in device list.")
    var device: String
    @Option(help: "Wait so long before the recording is taken; 0 to 600.")
    var seconds = 0
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    /// A recording as `--json` writes it: the file's text, unchanged.
    private struct Recorded: Encodable {
        let device: String
        let recording: String
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        guard (0...600).contains(seconds) else { throw Refusal("--seconds is a number from 0 to 600.", .unusable) }
        if seconds > 0 {
            console.remark("recording \(Words.line(device)) for \(seconds) s")
            do { try await Task.sleep(for: .seconds(seconds)) } catch { throw Refusal("Stopped.", .unusable) }
        }
        let device = device
        let text = try await service.ask { client async throws(ClientFault) in try await client.recording(device) }
        do throws(RecordingFault) { _ = try Recording(text: text) } catch {
            throw Refusal("The service's answer is no recording. \(Words.line(error.description))", .wrong)
        }
        if form.json {
            try console.say(json: Recorded(device: device, recording: text))
        } else {
            try console.write(Array(text.utf8))
        }
        return .well
    }
}

/// `tillkeeper device replay FILE`
struct DeviceReplayCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Plays the recorded device side to the driver, in virtual time.",
        discussion: """
            Shows what the driver reports, and where the bytes that it sends are others than the recorded host's; ends with 1 \
            when they are. --write-test makes a regression test of it for the project's own tests.
            """)

    @Argument(help: "A recording, of device record or of the folder of cases.")
    var file: String
    @Option(help: "Write a regression test of this name, for example JamAtNight.")
    var writeTest: String?
    @Option(help: "The folder that the test goes to.")
    var tests = "Tests/ReplayTests"
    @OptionGroup var form: ResultForm

    /// What `--json` writes.
    private struct Played: Encodable {
        let notes: [String]
        let reports: [String]
        let differences: [String]
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let text = try InputFile.text(file)
        let recording: Recording
        do throws(RecordingFault) { recording = try Recording(text: text) } catch {
            throw Refusal("\(Words.line(file)): \(Words.line(error.description))", .wrong)
        }
        let replay: Replay
        do throws(DriverFault) { replay = try Replay(recording) } catch {
            throw Refusal(Words.line(error.sentence), .wrong)
        }
        if form.json {
            try console.say(
                json: Played(
                    notes: replay.notes, reports: replay.reports, differences: replay.differences.map(\.description)))
        } else {
            try console.say(
                Words.lines(replay.text) + "\(replay.reports.count) reports, \(replay.differences.count) differences")
        }
        if let writeTest { try write(writeTest, replay, text, console) }
        return replay.differences.isEmpty ? .well : .wrong
    }

    private func write(_ name: String, _ replay: Replay, _ text: String, _ console: Console) throws(Refusal) {
        guard let test = ReplayTest(name, replay) else {
            throw Refusal("\(Words.line(name)) is no name for a test: a capital, then letters and figures.", .unusable)
        }
        let folder = URL(fileURLWithPath: tests)
        let files = [
            ("\(name)ReplayTests.swift", test.swift), ("Recordings/\(name).expected", test.expected),
            ("Recordings/\(name).rec", text),
        ]
        do {
            try FileManager.default.createDirectory(
                at: folder.appending(path: "Recordings"), withIntermediateDirectories: true)
            for (file, text) in files { try Data(text.utf8).write(to: folder.appending(path: file)) }
        } catch { throw Refusal("\(Words.line(tests)) cannot be written (\(error.localizedDescription)).", .unusable) }
        for (file, _) in files { console.remark("written: \(tests)/\(file)") }
    }
}
