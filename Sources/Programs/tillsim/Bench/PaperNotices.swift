import BenchKit
import CheckPaper
import ScannerSimulator

/// What can be seen at the check scanner and heard of the bill scanner, in the words of a cashier.
extension Bench {
    mutating func see(_ notice: CheckScannerNotice) {
        switch notice {
        case .waiting(let on): if on { checks.lastNotice = "the light at the mouth is on" }
        case .drawnIn(let id): checks.lastNotice = "check goes in, \(name(check: id))"
        case .held(let id): checks.lastNotice = "check held inside, \(name(check: id))"
        case .printed(let id, .back, _): checks.lastNotice = "endorsed on the back, \(name(check: id))"
        case .printed(let id, .front, _): checks.lastNotice = "printed on the front, \(name(check: id))"
        case .ejected(let id): checks.lastNotice = "check comes out, \(name(check: id))"
        case .stuck(let id):
            checks.jamsNext = false
            checks.lastNotice = "check stuck, \(name(check: id))"
        case .taken(let id): checks.lastNotice = "check in the hand, \(name(check: id))"
        case .power(let on): checks.lastNotice = on ? "power is back" : "power is off"
        case .impossible(let lever): checks.lastNotice = Self.impossible(lever)
        }
    }

    mutating func see(_ notice: ScannerNotice) {
        switch notice {
        case .beep: break  // the lever said what was read
        case .tooFast: bills.lastNotice = "still typing what was read before"
        case .cannotRead: bills.lastNotice = "no beep: it cannot read this"
        }
    }

    private func name(check id: Int) -> String {
        checkScanner?.device.paper(id).map { Self.name([$0.check]) } ?? "unknown"
    }

    private static func impossible(_ lever: CheckScannerLever) -> String {
        switch lever {
        case .insert: "another check lies in the mouth"
        case .takeChecks: "no check is there to be taken"
        case .clearPath: "no check is in the path"
        case .openCover: "this scanner has no cover"
        case .ink: "this scanner prints nothing"
        case .jamNext, .fail, .mute, .powerOff, .powerOn: "that cannot be done now"
        }
    }
}
