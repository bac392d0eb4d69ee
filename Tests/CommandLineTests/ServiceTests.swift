import Foundation
import Testing

@testable import tillkeeper

/// The commands that ask a service, against a service of canned answers in the words of the interface.
@Suite struct ServiceTests {
    static func device(_ health: String, quarantine: String = "null") -> String {
        #"""
        {"name":"validator","kind":"billAcceptor","port":"/dev/ttyS0 (9600 7E1)","health":"\#(health)","sinceSeconds":812,
        "words":"No answer for 5 s. Check its cable.","model":"CFSC","serial":null,"firmware":"1.2","trust":"B",
        "counter":"mayLoseLast","quarantine":\#(quarantine),"supplies":"243 notes, 24 % full","opens":1,"faults":2,"bytesReceived":0,"bytesSent":0}
        """#
    }

    static func status(health: String = "well", doubt: Int = 0, writable: Bool = true, rejected: Int = 0) -> String {
        #"""
        {"version":"0.1.0","station":"K-07","office":"NORTH","epoch":1,"businessDate":"2026-03-02","uptimeSeconds":812,
        "kiosk":{"kiosk":"K-07","phase":"start","tenders":[{"tender":"cash","offered":false,
        "reasons":["printerNoPaper"]}],"cashUnit":{"serial":"C-8841","notes":1243,
        "value":{"minorUnits":486000,"currency":"USD"},"percent":24,"nearlyFull":false},"visit":null,
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
        let device = "validator  B      well    13 min 32 s  243 notes, 24 % full       2  CFSC, firmware 1.2"
        #expect(run.lines.last == device + "  /dev/ttyS0 (9600 7E1)")
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

    @Test("A device that was set aside and looks well in the list is forgotten")
    func whatIsSetAsideIsAnOutcome() async throws {
        let body = "[\(Self.device("well", quarantine: #""It jammed 3 times.""#))]"
        let run = try await ask(["/v1/devices": (200, body)], "device", "list")
        #expect(run.code == 1 && run.lines.last == "validator is set aside: It jammed 3 times.")
        #expect(run.lines[1].hasPrefix("validator  B      well, set aside  "))
    }

    static let detail = #"""
        {"device":\#(device("well")),"quarantine":{"since":"2026-03-02T14:02:11.934-08:00","cause":"jams",
        "words":"It jammed.","by":null},"claim":{"owner":"device conform","sinceSeconds":90},
        "paper":{"leftMillimetres":12400,"lengthMillimetres":80000,"percent":15,"receiptsLeft":62,"sensor":"enough"},
        "cashUnit":{"serial":"C-8841","notes":243,"value":{"minorUnits":411500,"currency":"USD"},"percent":84,"nearlyFull":true},
        "counts":[{"name":"secondsWell","value":7200},{"name":"notesTaken","value":1204},
        {"name":"paperMillimetres","value":12345}],
        "passport":{"kind":"billAcceptor","serial":"0042","model":"SC 83","faultsPerThousandNotes":3,"counts":[],
        "stints":[{"station":"K-07","firmware":"1.2","noteSet":null,"began":"2026-03-02T14:02:11.934Z",
        "faultsPerThousandNotes":null,"counts":[{"name":"notesTaken","value":1204}]}]},
        "troubles":["The line was lost 2 times, last: the cable was pulled."]}
        """#

    @Test("Everything that is known of a device must be shown, or somebody drives there to look")
    func aDeviceIsShownWhole() async throws {
        let answers = ["/v1/devices/validator": (200, Self.detail)]
        let run = try await ask(answers, "device", "show", "validator")
        let expected = [
            "device     validator, billAcceptor", "port       /dev/ttyS0 (9600 7E1)",
            "health     well for 13 min 32 s: No answer for 5 s. Check its cable.",
            "set aside  since 2026-03-02T14:02:11.934-08:00 by the service's rule: It jammed.",
            "held by    device conform for 1 min 30 s", "unit       CFSC, firmware 1.2",
            "trust      B, its own count may lose last",
            "paper      12.4 m of 80 m left (15 %), 62 receipts; the sensor sees enough",
            "cash unit  C-8841, 243 notes, $4,115.00, 84 % full, change it soon",
            "wire       opened 1 times, 2 faults, 0 bytes received, 0 sent",
            "trouble    The line was lost 2 times, last: the cable was pulled.",
            "here       2 h 0 min well, 1,204 notes taken, 12 m paper",
            "passport   serial 0042, 3 faults for a thousand notes",
            "  2026-03-02  K-07, firmware 1.2: 1,204 notes taken",
        ]
        #expect(run.lines == expected, "\(run.out)\(run.err)")
        #expect(run.code == 1, "it is set aside")
        let json = try await ask(answers, "device", "show", "validator", "--json").json()
        #expect(json["troubles"] as? [String] != nil)
    }

    @Test("An act that the service did not confirm must not look done")
    func actsAnswerWithTheDevice() async throws {
        let answers = [
            "/v1/devices/validator/release": (200, Self.detail), "/v1/devices/validator/quarantine": (200, Self.detail),
            "/v1/devices/printer/paper": (200, Self.detail), "/v1/devices/validator/claim": (200, Self.detail),
            "/v1/devices/validator/claim/end": (200, Self.detail),
        ]
        for command in [
            ["release", "validator", "--by", "p.ruiz"],
            ["set-aside", "validator", "--by", "p.ruiz", "--why", "Smells."],
            ["paper", "printer", "--metres", "80", "--by", "p.ruiz"],
            ["claim", "validator", "--by", "p.ruiz", "--minutes", "60"],
            ["give-back", "validator", "--by", "p.ruiz"],
        ] {
            let service = try StubService(answers)
            let run = await Run(["device"] + command + ["--service", service.address])
            service.stop()
            #expect(run.lines.first == "device     validator, billAcceptor", "\(command) \(run.err)")
        }
        #expect(await Run("device", "release", "validator").code == 64, "nobody releases in nobody's name")
        #expect(await Run("device", "claim", "validator", "--by", "p.ruiz", "--minutes", "61").code == 64)
    }

    @Test("Papers that are carried between stations must arrive as they left")
    func papersAreCarriedAsAFile() async throws {
        let passport = #"""
            {"kind":"billAcceptor","serial":"0042","model":null,"faultsPerThousandNotes":null,"counts":[],"stints":[]}
            """#
        let answers = ["/v1/devices/validator/passport": (200, passport), "/v1/passports": (200, passport)]
        let out = try await ask(answers, "device", "passport", "validator")
        #expect(out.code == 0 && out.out.contains("0042"))
        let file = FileManager.default.temporaryDirectory.appending(path: "passport-\(UUID()).json").path
        try Data(out.out.utf8).write(to: URL(fileURLWithPath: file))
        let taken = try await ask(answers, "device", "passport", "--take", file)
        #expect(taken.code == 0 && taken.out == out.out, "\(taken.err)")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: file))
        #expect(try await ask(answers, "device", "passport", "--take", file).code != 0)
        #expect(try await ask(answers, "device", "passport").code != 0)
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
