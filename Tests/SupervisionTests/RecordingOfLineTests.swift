import DeviceKit
import Supervision
import Testing

@Suite struct RecordingOfLineTests {
    private static let header = Recording.Header(kind: "k", device: "d", driver: "x", port: "p", program: "t")
    private static let noon: Int64 = 1_795_262_400_000

    private func recording(
        _ mask: any WireMask = OpenMask(), now: Duration, _ entries: [(Duration, FlightRecorder.Kind, [UInt8])]
    ) -> Recording {
        var recorder = FlightRecorder(capacity: 4_096)
        for (time, kind, bytes) in entries { recorder.record(kind, bytes, at: time) }
        return Recording(Self.header, of: recorder, mask: mask, now: now, utcMilliseconds: Self.noon)
    }

    @Test("Times that do not meet the wall clock cannot be held against a camera")
    func theFirstPieceIsMillisecondNoughtOfItsMoment() {
        let made = recording(
            now: .seconds(12),
            [
                (.seconds(10), .mark, Array("opened".utf8)), (.milliseconds(10_005), .sent, [1]),
                (.milliseconds(10_031), .received, [2]),
            ])
        #expect(made.header.began == "2026-11-21T11:59:58.000Z")
        #expect(
            made.chunks == [.init(0, .mark("opened")), .init(5, .sent(.init([1]))), .init(31, .received(.init([2])))])
    }

    @Test("A case of today must not carry the receipts of this morning")
    func whatIsOlderThanTenMinutesIsLeftOut() {
        let made = recording(
            now: .seconds(1_000),
            [(.seconds(399), .sent, [1]), (.seconds(400), .sent, [2]), (.seconds(999), .sent, [3])])
        #expect(made.chunks.map(\.milliseconds) == [0, 599_000])
        #expect(recording(now: .seconds(5), []).header.began == "2026-11-21T12:00:00.000Z")
    }

    @Test("A mask that begins ten minutes ago would not know where in a frame it stands")
    func theMaskReadsTheWholeRing() {
        /// Hides the third byte it sees.
        struct ThirdByte: WireMask {
            var seen = 0
            mutating func kept(_ bytes: [UInt8], from side: WireSide) -> [UInt8?] {
                bytes.map { byte in
                    seen += 1
                    return seen == 3 ? nil : byte
                }
            }
        }
        let made = recording(
            ThirdByte(), now: .seconds(1_000), [(.seconds(1), .sent, [1, 2]), (.seconds(999), .received, [3, 4])])
        #expect(made.chunks == [.init(0, .received(.init(content: [nil, 4])))])
    }

    @Test("A recording that says more than was kept replays another conversation")
    func whatTheRingCutIsCounted() {
        var recorder = FlightRecorder(capacity: 256)
        recorder.record(.received, [UInt8](repeating: 7, count: 100), at: .seconds(1))
        let made = Recording(Self.header, of: recorder, mask: OpenMask(), now: .seconds(1), utcMilliseconds: 0)
        #expect(made.chunks == [.init(0, .received(.init(content: [UInt8?](repeating: 7, count: 64), omitted: 36)))])
    }

    @Test("The account on somebody's check must not lie in a folder of technicians")
    func figuresAndPicturesAreHidden() {
        var mask = FigureMask()
        #expect(
            mask.kept(Array("T123C ok".utf8), from: .device).map { $0 == nil } == [
                false, true, true, true, false, false, false, false,
            ])
        let picture = mask.kept([UInt8](repeating: 0xAA, count: 300), from: .device)
        #expect(picture.prefix(248).allSatisfy { $0 == 0xAA } && picture.dropFirst(248).allSatisfy { $0 == nil })
        #expect(mask.kept([0x05], from: .host) == [5])
        #expect(mask.kept([0xAA], from: .device) == [0xAA], "the next answer is looked at anew")
        var hidden = HiddenMask()
        #expect(hidden.kept([65], from: .device) == [nil])
        #expect(hidden.kept([65], from: .host) == [65])
    }

    @Test("Ten minutes of an idle acceptor fit into the ring, or a cheat is found without what came before it")
    func tenMinutesFit() {
        var recorder = FlightRecorder(capacity: DeviceLine<Parrot>.Options().recorderCapacity)
        for poll in 0..<6_000 {
            recorder.record(.sent, [UInt8](repeating: 1, count: 8), at: .milliseconds(poll * 100))
            recorder.record(.received, [UInt8](repeating: 2, count: 11), at: .milliseconds(poll * 100 + 20))
        }
        #expect(recorder.overwritten == 0)
    }
}

@Suite struct UTCTextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z", "19700101-000000"), (-1, "1969-12-31T23:59:59.999Z", "19691231-235959"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z", "20000229-000000"),
        (1_795_262_400_123, "2026-11-21T12:00:00.123Z", "20261121-120000"),
        (4_107_542_399_000, "2100-02-28T23:59:59.000Z", "21000228-235959"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z", "21000301-000000"),
    ])
    func aMomentIsTheSameEverywhere(milliseconds: Int64, iso: String, stamp: String) {
        #expect(UTCText.iso(milliseconds) == iso)
        #expect(UTCText.stamp(milliseconds) == stamp)
    }
}
