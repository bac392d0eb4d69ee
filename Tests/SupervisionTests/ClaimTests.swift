import Supervision
import Testing

@Suite struct ClaimTests {
    @Test("Two programs on one wire garble each other; the second must know whom to ask")
    func aSecondClaimIsRefusedWithTheHoldersName() throws {
        var claims = DeviceClaims()
        try claims.claim("validator", by: "device conform by p.ruiz", for: .seconds(60), now: .seconds(1))
        let held = #expect(throws: DeviceClaims.Held.self) {
            try claims.claim("validator", by: "device record", for: .seconds(60), now: .seconds(2))
        }
        #expect(held?.owner == "device conform by p.ruiz")
        try claims.claim("printer", by: "device record", for: .seconds(60), now: .seconds(2))
        #expect(claims.all.map(\.device) == ["validator", "printer"])
    }

    @Test("Only who has a device gives it back")
    func theEndIsTheOwners() throws {
        var claims = DeviceClaims()
        try claims.claim("validator", by: "a", for: .seconds(60), now: .zero)
        #expect(claims.end("validator", by: "b") == false)
        #expect(claims.holder(of: "validator")?.owner == "a")
        #expect(claims.end("validator", by: "a") == true)
        #expect(claims.end("validator", by: "a") == false)
        #expect(claims.holder(of: "validator") == nil)
    }

    @Test("A program that dies must not hold the kiosk's slot for ever")
    func aLeaseRunsOut() throws {
        var claims = DeviceClaims()
        try claims.claim("validator", by: "a", for: .seconds(60), now: .zero)
        try claims.claim("validator", by: "a", for: .seconds(60), now: .seconds(50))
        #expect(claims.deadline == .seconds(110))
        #expect(claims.holder(of: "validator")?.since == .zero, "the same claim goes on")
        #expect(claims.expire(now: .seconds(109)) == [])
        #expect(claims.expire(now: .seconds(110)).map(\.owner) == ["a"])
        #expect(claims.deadline == nil)
    }

    @Test("A lease of a year is no lease")
    func leasesAreBounded() throws {
        var claims = DeviceClaims()
        try claims.claim("validator", by: "a", for: .seconds(1_000_000), now: .zero)
        #expect(claims.deadline == DeviceClaims.longest)
        try claims.claim("validator", by: "a", for: .seconds(-5), now: .zero)
        #expect(claims.deadline == .seconds(1))
    }
}
