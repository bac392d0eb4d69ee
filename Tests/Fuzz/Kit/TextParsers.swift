import ControlAPI
import CoreLedger
import DeviceKit
import HIDDrawerDriver
import ScannerDriver
import Settings

@testable import USBTransports

#if TILLKEEPER_FUZZ
    @testable import StrictJSON
#else
    @testable import ControlServer
#endif

extension FuzzTarget {
    /// What people write, what programs send, and what units say of themselves.
    static let textParsers: [FuzzTarget] = [
        FuzzTarget(
            "settings", files: ["packaging/tillkeeper.yaml", "packaging/practice.yaml"], longest: 3_000
        ) { bytes throws(Broken) in
            do throws(SettingsFaults) {
                _ = try Settings.read(text: String(decoding: bytes, as: UTF8.self), file: "fuzz.yaml")
            } catch {
                try promise(!error.faults.isEmpty, "refused without a reason")
            }
        },
        FuzzTarget("json", longest: 1_000) { bytes throws(Broken) in
            do throws(Problem) {
                _ = try StrictReader.read(bytes)
                _ = try StrictDecoder.read(SignInBody.self, bytes)
            } catch {
                try promise(!error.title.isEmpty, "refused without a sentence")
            }
        },
        FuzzTarget("scanned", longest: 200) { bytes throws(Broken) in
            do throws(ScannedPaperFault) {
                let paper = try ScannedPaper(bytes)
                try paperPromises(paper)
            } catch {
                try promise(!error.sentence.isEmpty, "refused without a sentence")
            }
            _ = AIMIdentifier(bytes)
        },
        FuzzTarget("deviceid", longest: 400) { bytes throws(Broken) in
            guard let id = PrinterDeviceID(answer: bytes) else { return }
            try promise(!id.fields.isEmpty && id.fields.allSatisfy { !$0.key.isEmpty }, "a field without a name")
            _ = (id.maker, id.model, id.commandSet, id.serial)
        },
        FuzzTarget("hid", vectors: ["drawers.json"], longest: 300) { bytes throws(Broken) in
            let reports = HIDReports(descriptor: bytes)
            for report in reports.inputs + reports.outputs {
                try promise((1...HIDReports.maximumBits).contains(report.bits), "a report of \(report.bits) bits")
            }
            _ = (reports.inputLength, reports.outputLength(number: 0))
            for model in [HIDDrawerModel.star, .unnamed] {
                do throws(WireFault) { _ = try HIDDrawerSaying.read(bytes, from: model) } catch {
                    try promise(!error.reason.isEmpty, "a fault without a reason")
                }
            }
        },
    ]

    /// A body with the kinds of field that requests have.
    private struct SignInBody: Decodable {
        let name: String
        let cents: Int64?
        let notes: [Int]?
        let isFinal: Bool?
    }

    private static func paperPromises(_ paper: ScannedPaper) throws(ScannedPaperFault) {
        // What the paper says can be read again from what is printed.
        if case .stub(let stub) = paper { _ = try ScannedPaper(Array(stub.description.utf8)) }
    }
}
