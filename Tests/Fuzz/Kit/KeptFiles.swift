import ConformKit
import ReplayKit
import Supervision

extension FuzzTarget {
    /// Files that one of us wrote and somebody else may have changed: a technician opens what was mailed to him.
    static let keptFiles: [FuzzTarget] = [
        FuzzTarget("recording", longest: 2_000) { bytes throws(Broken) in
            let text = String(decoding: bytes, as: UTF8.self)
            guard let recording = try? Recording(text: text) else { return }
            try promise(
                recording.text.utf8.elementsEqual(text.utf8), "a recording that is written otherwise than it was read")
        },
        // The driver that the file names is given its bytes, its marks and its commands. A life of hours is as strange
        // as one of seconds, and takes longer than a fuzzer waits.
        FuzzTarget("replay", longest: 1_500) { bytes throws(Broken) in
            guard let recording = try? Recording(text: String(decoding: bytes, as: UTF8.self)),
                let last = recording.chunks.last, last.milliseconds <= 30_000
            else { return }
            let replay: Replay
            do throws(DriverFault) { replay = try Replay(recording) } catch {
                return try promise(!error.sentence.isEmpty, "refused without a reason")
            }
            try promise(replay.text.hasSuffix("\n"), "a replay without a line")
        },
        FuzzTarget(
            "report", files: ["ebds-ebds", "star-star", "line-serial-scanner"].map { "docs/devices/\($0).report" },
            longest: 2_500
        ) {
            bytes throws(Broken) in
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(ReportFault) { _ = try SignedReport(text: text) } catch {
                try promise(!error.sentence.isEmpty, "refused without a reason")
            }
            // No fuzzer finds a signature: what it would let through is read without one.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let body = lines.filter { !$0.hasPrefix("key ") && !$0.hasPrefix("signature ") }.joined(separator: "\n")
            let report: ConformReport
            do throws(ReportFault) { report = try ConformReport(text: body) } catch {
                return try promise(!error.sentence.isEmpty, "refused without a reason")
            }
            try promise(
                report.text.utf8.elementsEqual(body.utf8), "a report that is written otherwise than it was read")
            try promise(
                DevicesPage.text([(file: "fuzz.report", report: report)]).hasPrefix("# Devices"),
                "a page without a head")
        },
    ]
}
