import DeviceKit
import EBDSDriver
import EBDSFrame
import Money
import Testing

/// The dossier's bit tables, one row a bit.
@Suite struct CodecTests {
    static let pollBits: [(byte: Int, bits: UInt8, read: @Sendable (EBDSOmnibusCommand) -> Bool)] = [
        (0, 0x7F, { $0.enabledIndexes == 0x7F }), (1, 0x01, \.specialInterrupt), (1, 0x02, \.highSecurity),
        (1, 0x04, { $0.orientation == .twoWay }), (1, 0x08, { $0.orientation == .fourWayOlder }),
        (1, 0x0C, { $0.orientation == .fourWay }), (1, 0x10, \.escrowMode), (1, 0x20, \.stack),
        (1, 0x40, \.giveBack), (2, 0x01, \.noPush), (2, 0x02, \.barcodes), (2, 0x04, { $0.powerUpPolicy == .b }),
        (2, 0x08, { $0.powerUpPolicy == .c }), (2, 0x0C, { $0.powerUpPolicy == .reserved }),
        (2, 0x10, \.extendedNotes), (2, 0x20, \.extendedCoupons),
    ]

    @Test(arguments: pollBits.indices)
    func everyBitOfAPollHasItsPlace(_ row: Int) {
        let (byte, bits, read) = Self.pollBits[row]
        var bytes: [UInt8] = [0, 0, 0]
        bytes[byte] = bits
        let poll = EBDSOmnibusCommand(notes: bytes[0], modes: bytes[1], options: bytes[2])
        #expect(read(poll))
        #expect(!read(EBDSOmnibusCommand()))
        #expect(EBDSCommand(.omnibus(poll), ack: true).encoded() == wire(0x11, bytes))
    }

    @Test func settersTouchTheirOwnBitsOnly() {
        var poll = EBDSOmnibusCommand(notes: 0xFF, modes: 0xFF, options: 0xFF)
        poll.enabledIndexes = 0
        poll.stack = false
        poll.powerUpPolicy = .b
        poll.orientation = .oneWay
        #expect(poll.bytes == [0x80, 0xD3, 0xF7])
        var empty = EBDSOmnibusCommand()
        empty.specialInterrupt = true
        empty.highSecurity = true
        empty.orientation = .fourWay
        empty.escrowMode = true
        empty.stack = true
        empty.giveBack = true
        empty.noPush = true
        empty.barcodes = true
        empty.extendedNotes = true
        empty.extendedCoupons = true
        #expect(empty.bytes == [0x00, 0x7F, 0x33])
    }

    static let statusBits: [(byte: Int, bits: UInt8, read: @Sendable (EBDSStatus) -> Bool)] = [
        (0, 0x01, \.idling), (0, 0x02, \.accepting), (0, 0x04, \.escrowed), (0, 0x08, \.stacking),
        (0, 0x10, \.stacked), (0, 0x20, \.returning), (0, 0x40, \.returned), (1, 0x01, \.cheated),
        (1, 0x02, \.rejected), (1, 0x04, \.jammed), (1, 0x08, \.stackerFull), (1, 0x10, \.cassettePresent),
        (1, 0x20, \.paused), (1, 0x40, \.calibrating), (2, 0x01, \.poweredUp), (2, 0x02, \.invalidCommand),
        (2, 0x04, \.failure), (2, 0x08, { $0.noteIndex == 1 }), (2, 0x38, { $0.noteIndex == 7 }),
        (2, 0x40, \.transportOpen), (3, 0x01, \.stalled), (3, 0x02, \.downloadNeeded), (3, 0x04, \.preStacked),
        (3, 0x08, \.rawBarcode), (3, 0x10, \.tellsCapabilities), (3, 0x20, \.disabled),
        (4, 0x55, { $0.model == 0x55 }), (5, 0x12, { $0.revision == 0x12 }),
    ]

    @Test(arguments: statusBits.indices)
    func everyBitOfAStatusIsReadForItself(_ row: Int) throws {
        let (byte, bits, read) = Self.statusBits[row]
        var bytes: [UInt8] = [0, 0, 0, 0, 0, 0]
        #expect(try !read(#require(EBDSStatus(bytes))))
        bytes[byte] = bits
        #expect(try read(#require(EBDSStatus(bytes))))
        let full = try #require(EBDSStatus([UInt8](repeating: 0x7F, count: 4) + [0x55, 0x12]))
        #expect(bits == 0x08 && byte == 2 || read(full))
    }

    @Test func anAmountIsNeverRoundedOrGuessed() throws {
        func note(_ text: String) -> Denomination? {
            EBDSValueEntry([1] + Array(text.utf8))?.denomination
        }
        #expect(note("USD001+00") == .usd(100))
        #expect(note("USD001+02") == .usd(10000))
        #expect(note("USD005-01") == .usd(50))
        #expect(note("JPY002+03")?.minorUnits == 2000)
        #expect(note("KWD001+00")?.minorUnits == 1000)
        for bad in ["USD005-03", "USD000+00", "usd001+00", "USD0x1+00", "USD001*00", "USD001+99", "\0\0\0\0\0\0\0\0\0"]
        {
            #expect(note(bad) == nil, "\(bad)")
        }
    }

    @Test func anAuxiliaryNumberIsFourBitsAByteMostSignificantFirst() {
        #expect(EBDSAuxiliaryAnswer(bytes: [0, 0, 1, 0, 2]).number == 0x102)
        #expect(EBDSAuxiliaryAnswer(bytes: [0x10]).number == nil)
        #expect(EBDSAuxiliaryAnswer(bytes: []).number == nil)
        #expect(EBDSAuxiliaryAnswer(bytes: [UInt8](repeating: 15, count: 16)).number == nil)
        #expect(EBDSAuxiliaryAnswer(bytes: [UInt8](repeating: 15, count: 15)).number == 0x0FFF_FFFF_FFFF_FFFF)
        #expect(EBDSAuxiliaryAnswer(bytes: Array("ABC 1\0\0".utf8)).text == "ABC 1")
        #expect(EBDSAuxiliaryAnswer(bytes: [0x7F]).text == nil)
    }

    @Test func aFrameOfTheOtherSideIsRefused() {
        #expect(throws: WireFault.self) { try EBDSWire.decode(direction: .device, bytes: wire(0x10, [0, 0, 0])) }
        #expect(throws: WireFault.self) { try EBDSWire.decode(direction: .device, bytes: wire(0x30, [0, 0, 0])) }
        #expect(throws: WireFault.self) {
            try EBDSWire.decode(direction: .host, bytes: wire(0x20, [0, 0, 0, 0, 0, 0]))
        }
        #expect(throws: WireFault.self) { try EBDSWire.decode(direction: .host, bytes: [0x05]) }
    }

    @Test func oneMessageIsExactlyOneFrame() {
        let poll = wire(0x10, [0x7F, 0, 0])
        for bytes in [[], poll + [0], poll + poll, [0] + poll, Array(poll.dropLast()), [0x05, 0x05]] {
            #expect(throws: WireFault.self) { try EBDSWire.decode(direction: .host, bytes: bytes) }
        }
    }

    @Test func extendedCommandsCarryAPollOfTheirOwn() throws {
        let order = EBDSExtendedOrder(
            .noteInhibits(enabled: [1, 2, 3, 4, 5, 6, 7, 8]), poll: EBDSOmnibusCommand(notes: 9))
        let bytes = EBDSCommand(.extended(order), ack: false).encoded()
        #expect(bytes.count == 0x11)
        #expect(
            try EBDSWire.decode(direction: .host, bytes: bytes) == .command(EBDSCommand(.extended(order), ack: false)))
    }

    @Test func theQuickReadingAgreesWithTheLongOne() throws {
        for vector in Vector.all where vector.side == .device && !vector.isInvalid {
            let quick = EBDSWire.omnibusReply(vector.bytes)
            guard case .reply(let reply) = try EBDSWire.decode(direction: .device, bytes: vector.bytes),
                case .omnibus(let status) = reply.body
            else {
                #expect(quick == nil)
                continue
            }
            #expect(quick?.status == status && quick?.control == reply.control)
        }
        #expect(EBDSWire.omnibusReply([0x02, 0x0B, 0x20, 0x01, 0x10, 0, 0, 1, 2, 3, 0x38]) == nil)
    }

    @Test func everyModelByteHasOneRowAndNoRowClaimsAnExactCounter() {
        let codes = EBDSModels.all.map(\.code)
        #expect(codes == codes.sorted() && Set(codes).count == codes.count)
        #expect(EBDSModels.all.allSatisfy { $0.counter != .exact || $0.seen })
        #expect(EBDSModels.row(for: 0x55).name == "SC66")
        #expect(EBDSModels.row(for: 0x7E).name == "model 7E")
        #expect(EBDSModel.trust(counter: .none) == .pulsesOnly)
        #expect(EBDSModel.trust(counter: .mayLoseLast) == .powerUpTells)
    }
}
