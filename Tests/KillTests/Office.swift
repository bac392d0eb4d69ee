import EBDSSimulator
import ESCPOSSimulator
import Glibc
import RealService

/// The kiosk of the run: its settings file and its devices, quick enough that a visit takes a second or two.
enum Office {
    static let cashUnit = "C-8841"

    static func validator(_ counter: KillRun.Counter) -> EBDSConfiguration {
        var validator = EBDSConfiguration()
        validator.cashUnit = cashUnit
        validator.cashUnitCapacity = 1_000
        validator.timing.accept = .milliseconds(150)
        validator.timing.stack = .milliseconds(150)
        validator.timing.giveBack = .milliseconds(100)
        validator.timing.stackLag = .milliseconds(20)
        validator.timing.startUp = .milliseconds(300)
        validator.timing.resetSilence = .milliseconds(200)
        switch counter {
        case .exact: validator.readings.counter = .exact
        case .mayLoseLast: validator.readings.counter = .mayLoseLastStep
        case .none: validator.readings.counter = .none
        }
        return validator
    }

    static var printer: ESCPOSConfiguration {
        var printer = ESCPOSConfiguration(model: .tmT88V)
        printer.lineTime = .milliseconds(5)
        printer.cutTime = .milliseconds(50)
        printer.keptPieces = 4
        return printer
    }

    static func settings(_ counter: KillRun.Counter, _ port: UInt16) -> String {
        """
        station: K-07
        tenant: practice
        office: NORTH
        utility: Tarn Valley Water & Power
        receipt:
          office: [North Office, 410 Mill Street]
        store:
          path: journal.sqlite
        ledger:
          path: ledger.sqlite
          practice: true
        service:
          port: \(port)
        devices:
          validator:
            driver: ebds
            port: validator
            counter: \(counter.rawValue)
            startingSeconds: 1
            pollMilliseconds: 50
          printer:
            driver: escpos
            port: printer
            profile: tm-t88v

        """
    }

    /// A port that nobody listens on now; all lives listen on it, as in an office.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { Glibc.close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard result else { throw Trouble("no free port: error \(errno)") }
        return UInt16(bigEndian: address.sin_port)
    }
}
