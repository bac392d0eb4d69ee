public import ControlAPI
import Controller
import Custody
import DeviceKit

/// A technician tries a device and is told in a sentence how it went.
extension OfficeDesk {
    public func tryDevice(_ device: String, _ request: TryDevice) async throws(Problem) -> TryAnswer {
        guard !request.request.isEmpty, request.request.utf8.count <= 64 else {
            throw Problem(.badRequest, "A request has 1 to 64 characters.")
        }
        switch device {
        case "printer": return try await tryPrinter(request)
        case "check-scanner": return try await tryCheckScanner(request)
        case "validator": throw Problem(.badRequest, "A note acceptor is tried by a visit at the kiosk.")
        case "scanner": throw Problem(.badRequest, "Scan a bill at the kiosk: its account comes up on the page.")
        default:
            guard settings.drawers.contains(where: { $0.id.text == device }) else {
                throw Problem(.notFound, "There is no device of this name. Ask for the list of devices.")
            }
            return try await tryDrawer(device, request)
        }
    }

    private func tryDrawer(_ drawer: String, _ request: TryDevice) async throws(Problem) -> TryAnswer {
        let answer = try await openDrawer(
            kiosk: settings.station.text,
            OpenDrawer(drawer: drawer, request: request.request, reason: .test, by: request.by))
        switch answer.outcome {
        case .opened: return TryAnswer(device: drawer, outcome: .worked, words: "The drawer opened.")
        case .failed:
            let why = await station.machine.drawers.first { $0.id.text == drawer }?.refusal
            return TryAnswer(device: drawer, outcome: .failed, words: why ?? "The drawer did not open.")
        case .unknown:
            return TryAnswer(
                device: drawer, outcome: .unknown,
                words: "The pulse went out; nothing tells whether the drawer opened. Look at it.")
        }
    }

    private func tryPrinter(_ request: TryDevice) async throws(Problem) -> TryAnswer {
        let id = "try-\(request.request)"
        let states = await station.watch()
        try await order(.tryPrinter(request: request.request))
        for await machine in states {
            if let end = machine.printer.lastOutcome, end.id == id { return printed(end.outcome) }
            if let words = machine.printer.jobs.first(where: { $0.id == id })?.stalled {
                return TryAnswer(device: "printer", outcome: .unknown, words: "It waits: \(words)")
            }
        }
        throw Problem(.unexpected, "The service is stopping.")
    }

    private func printed(_ outcome: PrintOutcome) -> TryAnswer {
        switch outcome {
        case .printed: TryAnswer(device: "printer", outcome: .worked, words: "A test slip was printed.")
        case .failed(let words): TryAnswer(device: "printer", outcome: .failed, words: "Nothing was printed: \(words)")
        case .unknown(let words):
            TryAnswer(
                device: "printer", outcome: .unknown, words: "Look for the slip; the printer cannot tell: \(words)")
        }
    }

    private func tryCheckScanner(_ request: TryDevice) async throws(Problem) -> TryAnswer {
        let states = await station.watch()
        try await order(.tryCheckScanner(request: request.request))
        for await machine in states {
            guard let trial = machine.checkScanner.trial, trial.item == request.request, let end = trial.end else {
                continue
            }
            switch end {
            case .read(let line, let images, let paper):
                return TryAnswer(
                    device: "check-scanner", outcome: .worked,
                    words: "The check was read. \(paper.sentence)", line: line, images: images)
            case .failed(let reason, let paper):
                // Outside is the paper that was not taken, whatever lies in the unit: nobody has to look for it.
                let place = paper == .outside ? "" : " " + paper.sentence
                return TryAnswer(device: "check-scanner", outcome: .failed, words: reason.sentence + place)
            }
        }
        throw Problem(.unexpected, "The service is stopping.")
    }
}

extension CheckPlace {
    /// Where the paper is, for the person who looks for it.
    fileprivate var sentence: String {
        switch self {
        case .outside: "The paper is outside."
        case .held: "The unit holds the paper."
        case .ejected: "Take the paper out of the unit."
        case .stuck: "The paper is stuck in the unit: open it and take the paper out."
        case .unknown: "Where the paper is, is not known: look."
        }
    }
}

extension CheckFailureReason {
    /// What happened, for a technician.
    fileprivate var sentence: String {
        switch self {
        case .noCheck: "No check was put in."
        case .cancelled: "It was called off."
        case .jam: "The paper jammed."
        case .doubleFeed: "Two papers went in together."
        case .noMICR: "There is no magnetic line: turn the check round."
        case .badRead: "The line could not be read."
        case .checkDigit: "The line was read, and the bank's number is wrong."
        case .coverOpen: "A cover is open."
        case .badSize: "This paper has not the size of a check."
        case .noImage: "A picture did not come."
        case .inkOut: "The ink is used up."
        case .checkInside: "A check is inside already."
        case .notPossible: "This unit cannot do that."
        case .busy: "The unit is busy."
        case .timeout: "The unit did not answer in time."
        case .linkLost: "The unit was unplugged or switched off in the middle."
        case .deviceFailure: "The unit reports a failure."
        }
    }
}
