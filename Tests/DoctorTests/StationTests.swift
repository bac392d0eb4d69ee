import DeviceKit
import Testing

@testable import tillkeeper

/// Clock, disk, journal, service and the drawer's switch, with made facts.
@Suite struct StationTests {
    @Test func aClockThatIsOffIsNamed() {
        let rows: [((inout ClockFacts) -> Void, [Finding.Sign])] = [
            ({ $0.now = 5 }, [.clockOld, .clockOfTheBoard]),
            ({ $0.newestEntry = 1_800_000_061 }, [.clockBehindJournal]), ({ $0.newestEntry = 1_800_000_059 }, []),
            ({ $0.board = 946_684_800 }, [.clockOfTheBoard]), ({ $0.board = 1_800_036_000 }, []),
            ({ $0.board = nil }, []), ({ $0.isInStep = false }, [.clockFree]), ({ $0.isInStep = nil }, []),
        ]
        for (spoil, signs) in rows {
            var facts = Made.facts()
            spoil(&facts.clock)
            #expect(Made.signs(facts) == signs, "\(facts.clock)")
        }
    }

    @Test func datesAreTheCalendars() {
        #expect(ClockCheck.date(0) == "1970-01-01 00:00 UTC")
        #expect(ClockCheck.date(951_825_599) == "2000-02-29 11:59 UTC")
        #expect(ClockCheck.date(1_772_460_131) == "2026-03-02 14:02 UTC")
        #expect(ClockCheck.date(-1) == "1969-12-31 23:59 UTC")
    }

    @Test func aDiskThatForgetsOrDawdlesIsNamed() {
        let rows: [((inout DiskFacts) -> Void, [Finding.Sign])] = [
            ({ $0.flushes = [900, 1_100, 2_000] }, [.diskTooFast]), ({ $0.flushes = [45_000, 60_000, 9_000_000] }, []),
            ({ $0.flushes = [21_000_000, 30_000_000, 30_000_000] }, [.diskSlow]),
            ({ $0.flushes = [60_000, 60_000, 1_200_000_000] }, [.diskSlow]), ({ $0.flushes = [] }, []),
            ({ $0.fileSystem = "overlay" }, [.diskForgets]), ({ $0.fileSystem = "nfs4" }, [.diskForgets]),
            ({ ($0.fileSystem, $0.flushes) = ("tmpfs", [900]) }, [.diskForgets]),
            ({ $0.options = ["rw", "nobarrier"] }, [.diskForgets]), ({ $0.fileSystem = nil }, []),
        ]
        for (spoil, signs) in rows {
            var facts = Made.facts()
            spoil(&facts.disk)
            #expect(Made.signs(facts) == signs, "\(facts.disk)")
        }
        #expect(DiskCheck.time(940) == "0.9 µs" && DiskCheck.time(1_234_567_890) == "1.2 s")
        #expect(DiskCheck.time(150_000) == "150 µs" && DiskCheck.time(3_400_000) == "3.4 ms")
    }

    @Test func thePlaceOfTheJournal() {
        let rows: [((inout StoreFacts) -> Void, [Finding.Sign], Bool)] = [
            ({ $0.folderExists = false }, [.folderMissing], true),
            ({ $0.folderRights = Rights(mode: 0o40755, uid: 0, gid: 0) }, [.folderClosed], true),
            ({ $0.freeBytes = 7 << 20 }, [.diskFull], true), ({ $0.freeBytes = 200 << 20 }, [.diskFull], false),
            ({ $0.reserveExists = false }, [.reserveMissing], false),
            ({ ($0.reserveExists, $0.exists) = (false, false) }, [], false),
            ({ $0.complaint = "it is no journal" }, [.journalUnreadable], true),
        ]
        for (spoil, signs, wrong) in rows {
            var facts = Made.facts()
            spoil(&facts.store)
            #expect(Made.signs(facts) == signs && Diagnosis(facts).isWrong == wrong, "\(facts.store)")
        }
    }

    @Test func theRunningServiceIsQuoted() throws {
        var facts = Made.facts(Made.validator(Made.node()))
        let told = ServiceFacts.Told(name: "validator", isWell: false, isBroken: true, words: "It does not answer.")
        let fine = ServiceFacts.Told(name: "printer", isWell: true, isBroken: false, words: "It works.")
        facts.service = .running(owner: nil, views: [told, fine], complaint: nil)
        let finding = try only(facts)
        #expect(finding.about == "validator" && finding.what.hasSuffix("It does not answer."))
        #expect(Diagnosis(facts).text.contains("no port was opened"))
        facts.service = .running(owner: PortOwner(pid: 7, name: nil), views: [], complaint: "no answer.")
        #expect(try only(facts).what.contains("process 7"))
    }

    @Test func aStrangerWhereTheServiceWouldListenIsNamed() throws {
        var facts = Made.facts()
        facts.strangerAtDoor = "the service of station K-09"
        let finding = try only(facts)
        #expect(finding.sign == .serviceElsewhere && finding.what.contains("K-09"))
        facts.service = .running(owner: nil, views: [], complaint: nil)
        #expect(Made.signs(facts) == [.serviceElsewhere])
    }

    @Test func aPolarityThatIsNotSetIsSaid() throws {
        var drawer = DeviceFacts(name: "D-1", key: "devices.drawer", driver: "printer", place: .connector)
        #expect(Made.signs(Made.facts(drawer)) == [])
        drawer.learnsPolarity = true
        let finding = try only(Made.facts(drawer))
        #expect(finding.sign == .polarityUnknown && finding.weight == .note && finding.fix.contains("openLevel: high"))
        var facts = Made.facts(drawer)
        let told = ServiceFacts.Told(name: "D-1", isWell: true, isBroken: false, words: "It is closed.")
        facts.service = .running(owner: nil, views: [told], complaint: nil)
        let unknown = ServiceFacts.Told(name: "D-1", isWell: false, isBroken: false, words: "Not known.")
        facts.service = .running(owner: nil, views: [unknown], complaint: nil)
        #expect(Made.signs(facts) == [.polarityUnknown], "said once")
        facts.service = .running(owner: nil, views: [told], complaint: nil)
        #expect(Made.signs(facts) == [], "a service that knows open from shut has learned it")
    }

    private func only(_ facts: Facts) throws -> Finding {
        let findings = Diagnosis(facts).findings
        #expect(findings.count == 1, "\(findings)")
        return try #require(findings.first)
    }
}
