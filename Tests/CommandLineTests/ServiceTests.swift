import Foundation
import Testing

@testable import tillkeeper

/// The commands that ask a service, against a service of canned answers in the words of the interface.
@Suite struct ServiceTests {
    static func device(_ health: String) -> String {
        #"""
        {"name":"validator","kind":"billAcceptor","port":"/dev/ttyS0 (9600 7E1)","health":"\#(health)","sinceSeconds":812,
        "words":"No answer for 5 s. Check its cable.","model":"CFSC","serial":null,"firmware":"1.2","trust":"B",
        "counter":"mayLoseLast","opens":1,"faults":2,"bytesReceived":0,"bytesSent":0}
        """#
    }

    static func status(health: String = "well", doubt: Int = 0, writable: Bool = true, rejected: Int = 0) -> String {
        #"""
        {"version":"0.1.0","station":"K-07","office":"NORTH","epoch":1,"businessDate":"2026-03-02","uptimeSeconds":812,
        "kiosk":{"kiosk":"K-07","phase":"start","tenders":[{"tender":"cash","offered":false,
        "reasons":["printerNoPaper"]}],"cashUnit":{"serial":"C-8841","notes":1243,
        "value":{"minorUnits":486000,"currency":"USD"},"percent":24},"visit":null,
        "inDoubt":{"count":\#(doubt),"amount":{"minorUnits":2000,"currency":"USD"}}},"devices":[\#(device(health))],
        "journal":{"size":4183,"head":"3fa9c01b77","writable":\#(writable),"problem":null},
        "ledger":{"online":true,"open":1,"oldestSeconds":90061,"rejected":\#(rejected)}}
        """#
    }

    private func ask(_ answers: [String: (status: Int, body: String)], _ arguments: String...) async throws -> Run {
        let service = try StubService(answers)
        defer { service.stop() }
        return await Run(arguments + ["--service", service.address])
    }

    @Test func theStatusIsAlignedText() async throws {
        let run = try await ask(["/v1/status": (200, Self.status())], "status")
        #expect(run.code == 0 && run.err.isEmpty, "\(run.err)")
        let expected = [
            "station        K-07, office NORTH, epoch 1", "service        version 0.1.0, up 13 min 32 s",
            "business date  2026-03-02", "kiosk          start; takes no cash: printer no paper",
            "cash unit      C-8841, 1,243 notes, $4,860.00, 24 % full", "in doubt       nothing",
            "journal        4,183 entries, head 3fa9c01b77, takes entries",
            "core ledger    reached, 1 payments open (the oldest for 1 d 1 h), 0 rejected",
        ]
        #expect(Array(run.lines.prefix(8)) == expected)
        #expect(run.lines.last == "validator  /dev/ttyS0 (9600 7E1)  well    13 min 32 s  CFSC, firmware 1.2       2")
    }

    @Test(arguments: [
        status(health: "broken"), status(doubt: 2), status(writable: false), status(rejected: 1),
    ])
    func whatSomebodyShouldLookAtIsAnOutcome(_ status: String) async throws {
        #expect(try await ask(["/v1/status": (200, status)], "status").code == 1)
    }

    @Test func devicesAreListedWithWhatIsWrong() async throws {
        let run = try await ask(["/v1/devices": (200, "[\(Self.device("broken"))]")], "device", "list")
        #expect(run.code == 1 && run.lines.last == "validator: No answer for 5 s. Check its cable.")
        let none = try await ask(["/v1/devices": (200, "[]")], "device", "list")
        #expect(none.code == 0 && none.out.hasPrefix("No devices."))
    }

    @Test func balancesStandInColumns() async throws {
        let body = #"""
            {"head":"3fa9","size":4183,"balances":[
            {"place":"cassette:C-8841","kind":"asset","balance":{"minorUnits":486000,"currency":"USD"}},
            {"place":"ar:1","kind":"receivable","balance":{"minorUnits":-500,"currency":"USD"}}]}
            """#
        let run = try await ask(["/v1/balances": (200, body)], "balances")
        let expected = [
            "PLACE            KIND          BALANCE", "cassette:C-8841  asset       $4,860.00",
            "ar:1             receivable     -$5.00", "4,183 entries, head 3fa9",
        ]
        #expect(run.code == 0 && run.lines == expected, "\(run.out)")
    }

    @Test func aChainIsExplainedWithItsLines() async throws {
        let body = #"""
            {"subject":"receipt:K07-000001","entries":[{"id":"K-07/1/42","time":"2026-03-02T14:02:11.934-08:00",
            "businessDate":"2026-03-02","kind":"noteStacked","sentence":"A 20.00 note lies\nin C-8841.",
            "lines":[{"place":"cassette:C-8841","side":"debit","amount":{"minorUnits":2000,"currency":"USD"}}],
            "fact":{"a":1}}]}
            """#
        let answers = ["/v1/explain?subject=receipt%3AK07-000001": (200, body)]
        let run = try await ask(answers, "explain", "receipt:K07-000001")
        #expect(run.code == 0 && run.lines[0] == "receipt:K07-000001", "\(run.err)")
        #expect(run.lines.last == "  debit  cassette:C-8841  $20.00")
        let json = try await ask(answers, "explain", "receipt:K07-000001", "--json").json()
        #expect(json["subject"] as? String == "receipt:K07-000001")
    }

    @Test func aRefusalOfTheServiceIsItsSentence() async throws {
        let body = #"{"type":"about:blank","title":"Nothing is known about x.","status":404,"code":"notFound"}"#
        let run = try await ask(["/v1/explain?subject=x": (404, body)], "explain", "x")
        #expect(run.code == 1 && run.out.isEmpty && run.err == "tillkeeper: Nothing is known about x.")
    }

    @Test(arguments: [["status"], ["balances"], ["device", "list"], ["explain", "x"]])
    func aServiceThatIsNotThereIsItsOwnOutcome(_ command: [String]) async throws {
        let service = try StubService([:])
        let address = service.address
        let strange = await Run(command + ["--service", address])
        #expect(strange.code == 3 && strange.err.contains("not tillkeeperd's"))
        service.stop()
        let gone = await Run(command + ["--service", address])
        #expect(gone.code == 3 && gone.out.isEmpty && gone.err.contains("does not answer at \(address)"), "\(gone.err)")
        #expect(await Run(command + ["--service", "nonsense"]).code == 2)
    }
}
