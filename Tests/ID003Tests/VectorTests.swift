import DeviceKit
import ID003Driver
import Money
import Testing

@Suite struct VectorTests {
    @Test("Vectors without an origin prove nothing")
    func theVectorsAreThereAndNameTheirOrigin() {
        #expect(Vector.all.count >= 67)
        #expect(Vector.all.allSatisfy { !$0.source.isEmpty && !$0.bytes.isEmpty })
    }

    @Test(
        "A frame read otherwise than others read it is money read wrong", arguments: Vector.all.filter { !$0.isInvalid }
    )
    func aFrameFromOutsideIsReadAndWrittenByteForByte(_ vector: Vector) throws {
        let message = try ID003Wire.decode(direction: vector.side, bytes: vector.bytes)
        #expect(message.encoded() == vector.bytes)
        #expect(!message.description.contains("unknown") || vector.name == "command 70")
    }

    @Test("A damaged frame that is believed moves a note", arguments: Vector.all.filter(\.isInvalid))
    func aFrameThatMustFailFails(_ vector: Vector) {
        #expect(throws: WireFault.self) { try ID003Wire.decode(direction: vector.side, bytes: vector.bytes) }
    }

    @Test("The same bytes are a reset and a power-up: a trace without the side misleads the technician")
    func theDirectionDecides() throws {
        func words(_ side: ID003Direction, _ name: String) throws -> String {
            try ID003Wire.decode(direction: side, bytes: Vector.named(name)).description
        }
        #expect(try words(.host, "reset") == "RESET")
        #expect(try words(.device, "reset") == "POWER UP")
        #expect(try words(.device, "stack-2") == "POWER UP, note in the stacker")
        #expect(try words(.device, "stack-1") == "POWER UP, note in the acceptor")
        #expect(try words(.host, "status request") == "status request")
        #expect(try words(.device, "idling") == "idling")
    }

    @Test("Words that say too little cost the technician the night")
    func wordsSayWhatAFrameMeans() throws {
        func words(_ name: String) throws -> String {
            let vector = try #require(Vector.all.first { $0.name == name })
            return try ID003Wire.decode(direction: vector.side, bytes: vector.bytes).description
        }
        #expect(try words("escrow 63") == "ESCROW, note 63")
        #expect(try words("escrow ticket") == "ESCROW, ticket \"123456789012345678\"")
        #expect(try words("vend valid") == "VEND VALID")
        #expect(try words("rejecting 77") == "rejecting: photo pattern")
        #expect(try words("failure stack motor") == "FAILURE: stack motor")
        #expect(try words("inhibit off") == "set: accept notes")
        #expect(try words("echo inhibit off") == "taken: accept notes")
        #expect(try words("disable denom 2,8") == "set: refused denominations 2, 8")
        #expect(try words("payout 1 from box 2") == "recycler: PAY OUT (count, box), data 01 02")
        #expect(
            try words("currency table EUR")
                == "currency table: 62 = 5.00 EUR, 63 = 10.00 EUR, 64 = 20.00 EUR, 65 = 50.00 EUR, 66 = 100.00 EUR")
    }

    @Test("An escrow that is told as a ticket, and is none, sends people to look for a paper")
    func onlyATicketsTagMakesATicket() {
        #expect(ID003Status(0x13, [0x6F, 0x31])?.description == "ESCROW, ticket \"1\"")
        for data: [UInt8] in [[0x63, 0x00], [0x63, 0x6F]] {
            let status = ID003Status(0x13, data)
            #expect(status?.noteCode == nil)
            #expect(status?.description == "ESCROW of nothing known, data 63 \(data[1] == 0 ? "00" : "6F")")
        }
    }

    @Test("A unit's own table is the only value a note has")
    func aCurrencyTableGivesDenominations() throws {
        let bytes = try Vector.named("currency table EUR")
        guard case .reply(.currencyTable(let rows)) = try ID003Wire.decode(direction: .device, bytes: bytes) else {
            Issue.record("no currency table")
            return
        }
        #expect(rows.map(\.code) == [0x62, 0x63, 0x64, 0x65, 0x66])
        #expect(rows.map { $0.denomination(ID003Countries.all)?.minorUnits } == [500, 1000, 2000, 5000, 10000])
        #expect(rows.allSatisfy { $0.denomination(ID003Countries.all)?.currency.code == "EUR" })
    }

    @Test("A value beyond counting must be no note, not a trap and not a small one")
    func absurdRowsAreNoNotes() {
        for exponent: UInt8 in [17, 18, 0x80, 0xFE, 0xFF] {
            #expect(
                ID003CurrencyRow(code: 0x61, country: 1, integer: 5, exponent: exponent).denomination(
                    ID003Countries.all) == nil)
        }
        #expect(
            ID003CurrencyRow(code: 0x61, country: 1, integer: 0, exponent: 0).denomination(ID003Countries.all) == nil)
        #expect(
            ID003CurrencyRow(code: 0x61, country: 0xAA, integer: 5, exponent: 0).denomination(ID003Countries.all) == nil
        )
    }

    @Test("Eight data bits and even parity: with anything else the checksum is the only guard")
    func theLineIs8E1() { #expect(ID003Wire.line.description == "9600 8E1") }
}
