import ControlAPI
import Foundation
import Supervision
import Testing

/// A customer at the kiosk of the whole office.
extension ControlClient {
    /// Whether cash is taken now, and why not.
    func cash() async throws -> TenderView {
        try #require(try await kiosk(WholeOffice.kiosk).tenders.first { $0.tender == .cash })
    }

    /// Up to the open slot.
    func beginCashVisit() async throws {
        _ = try await openVisit(WholeOffice.kiosk, OpenVisit(language: .english))
        let account = WantedAccount(account: "10000016", wanted: nil)
        _ = try await chooseAccounts(WholeOffice.kiosk, ChooseAccounts(accounts: [account]))
        _ = try await act(WholeOffice.kiosk, .cash)
    }
}

/// What the office's devices left behind.
extension WholeOffice {
    static let kiosk = "K-07"

    /// The names of the case files, the oldest first.
    nonisolated var cases: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/cases")
        return (names ?? []).filter { $0.hasSuffix(".rec") }.sorted()
    }

    /// One of them, read as anybody reads it.
    nonisolated func recording(_ name: String) throws -> Recording {
        try Recording(text: String(contentsOfFile: "\(folder)/cases/\(name)", encoding: .utf8))
    }
}

extension Recording {
    /// Everything that came and went, in order.
    private var all: [UInt8?] {
        chunks.flatMap { chunk -> [UInt8?] in
            switch chunk.event {
            case .received(let bytes), .sent(let bytes): bytes.content
            case .mark: []
            }
        }
    }
    /// As it is played back.
    var bytes: [UInt8] { all.map { $0 ?? Bytes.filler } }
    /// How many bytes are secrets.
    var masked: Int { all.count { $0 == nil } }
}
