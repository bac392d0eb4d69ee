import ControlAPI
import Foundation

/// The real tillkeeperd on simulated devices, with its settings in a folder of its own.
final class RunningService {
    let child: ChildProgram
    let client: ControlClient
    let port: UInt16

    static let kiosk = "K-07"

    /// Starts it. `folder` keeps its journal and ledger; what is there already is used.
    init(folder: String, kiosk: SimulatedKiosk, port: UInt16, program: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let settings = "\(folder)/settings.yaml"
        try Self.text(kiosk, port).write(toFile: settings, atomically: true, encoding: .utf8)
        self.port = port
        client = try ControlClient("http://127.0.0.1:\(port)")
        child = try ChildProgram([program, "--config", settings], log: "\(folder)/errors.log")
    }

    private static func text(_ kiosk: SimulatedKiosk, _ port: UInt16) -> String {
        let folder = FileManager.default.currentDirectoryPath
        func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(folder)/\(name)" }
        return """
            station: \(Self.kiosk)
            tenant: practice
            office: NORTH
            utility: Tarn Valley Water & Power
            receipt:
              office: [North Office, 410 Mill Street]
              phone: 555-0142
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
                port: \(path(kiosk.validatorPort))
                counter: exact
                pollMilliseconds: 100
              printer:
                driver: escpos
                port: \(path(kiosk.printerPort))
                profile: tm-t88v
              drawer:
                id: D-1

            """
    }

    /// Waits until notes are taken here; gives when that was seen.
    func untilCashIsOffered() async throws -> Duration {
        for _ in 0..<3_000 {
            if case .some(true) = try? await client.kiosk(Self.kiosk).tenders.first?.offered { return Clock.now() }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Stuck("cash was not offered within half a minute; see errors.log in its folder")
    }

    /// A visit that takes notes.
    func openVisit() async throws {
        _ = try await client.openVisit(Self.kiosk, OpenVisit(language: .english))
        _ = try await client.chooseAccounts(
            Self.kiosk, ChooseAccounts(accounts: [WantedAccount(account: "10000016", wanted: nil)]))
        _ = try await client.act(Self.kiosk, .cash)
    }

    /// Pays, waits for the paper, leaves the page.
    func closeVisit() async throws {
        _ = try await client.act(Self.kiosk, .finish)
        for _ in 0..<1_000 {
            if try await client.kiosk(Self.kiosk).receipt?.state == .printed { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        _ = try await client.act(Self.kiosk, .close)
    }
}

/// Ports of this machine that the services of a run take, one after the other.
enum FreePort {
    static func number(_ place: Int) -> UInt16 {
        UInt16(20_000 + Int(ProcessInfo.processInfo.processIdentifier) % 10_000 + place)
    }
}
