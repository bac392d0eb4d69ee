import Supervision
import Testing

@Suite struct RecordingTests {
    private static let header = Recording.Header(
        kind: "billAcceptor", device: "validator", driver: "ebds", port: "/dev/ttyS0 (9600 7E1)",
        unit: [.init("serial", "123456")], settings: [.init("policy", "B"), .init("empty", "")],
        program: "tillkeeperd 0.3.0", began: "2026-11-21T12:00:00.000Z", cause: "The acceptor reported a jam.")

    private static let whole = Recording(
        header,
        [
            .init(0, .mark("opened /dev/ttyS0")), .init(12, .sent(.init([0x02, 0x08, 0x10]))),
            .init(31, .received(.init(content: [0x02, nil, nil, 0xFF], omitted: 14))), .init(31, .received(.init([]))),
            .init(40, .mark("")), .init(41, .mark("a\\b\nc\u{7f}")),
        ])

    private static let file = """
        tillkeeper recording 1
        kind billAcceptor
        device validator
        driver ebds
        port /dev/ttyS0 (9600 7E1)
        unit serial 123456
        setting policy B
        setting empty \n\
        program tillkeeperd 0.3.0
        began 2026-11-21T12:00:00.000Z
        cause The acceptor reported a jam.

        0 = opened /dev/ttyS0
        12 > 02 08 10
        31 < 02 xx xx ff +14
        31 <
        40 =
        41 = a\\u{5c}b\\u{a}c\\u{7f}
        end 6

        """

    @Test func aRecordingIsWrittenInOneWay() {
        #expect(Self.whole.text == Self.file)
    }

    @Test func whatWasWrittenIsReadAgainUnchanged() throws {
        #expect(try Recording(text: Self.file) == Self.whole)
        let bare = Recording(Recording.Header(kind: "", device: "", driver: "", port: "", program: ""))
        #expect(try Recording(text: bare.text) == bare)
    }

    /// A file that lost its end would be replayed as if the device had fallen silent.
    @Test func aFileThatWasCutOffIsRefusedAtEveryByte() {
        let bytes = Array(Self.file.utf8)
        for length in 0..<bytes.count {
            #expect(throws: RecordingFault.self) {
                _ = try Recording(text: String(decoding: bytes[..<length], as: UTF8.self))
            }
        }
    }

    @Test(arguments: [
        ("12 > 02 08 10", "12 > 02  08 10"), ("12 > 02 08 10", "012 > 02 08 10"), ("12 > 02 08 10", "12 > 2 08 10"),
        ("12 > 02 08 10", "12 > 02 08 1G"), ("12 > 02 08 10", "12 > 02 08 1A"), ("12 > 02 08 10", "12 ! 02 08 10"),
        ("12 > 02 08 10", "12 > 02 08 10 "), ("12 > 02 08 10", "-1 > 02 08 10"), ("12 > 02 08 10", "99 > 02 08 10"),
        ("12 > 02 08 10", "12 > +3 02"), ("+14", "+014"), ("+14", "+0"), ("+14", "+"), ("end 6", "end 5"),
        ("end 6\n", "end 6\nmore\n"), ("end 6\n", "end 6\n\n"), ("\\u{a}", "\\n"), ("\\u{a}", "\\u{0a}"),
        ("\\u{a}", "\\u{62}"), ("opened", "ope\tned"), ("kind billAcceptor", "kind "), ("kind", "Kind"),
        ("setting policy B", "setting policy"), ("setting policy B", "setting po=licy B"),
        ("recording 1", "recording 2"),
        ("unit serial 123456\nsetting policy B", "setting policy B\nunit serial 123456"),
        ("program", "surprise"), ("\n", "\r\n"), ("+14", "+9223372036854775807"), ("+14", "+1073741825"),
        ("41 = a", "2678400001 = a"), ("41 = a", "9223372036854775807 = a"),
    ])
    func whatIsNotWrittenThatWayIsRefused(right: String, wrong: String) {
        let text = Self.replacing(Self.file, right, wrong)
        #expect(text != Self.file)
        #expect(throws: RecordingFault.self) { _ = try Recording(text: text) }
    }

    @Test func theFaultNamesTheLine() {
        let fault = #expect(throws: RecordingFault.self) {
            _ = try Recording(text: Self.replacing(Self.file, "02 08 10", "02 08 zz"))
        }
        #expect(fault?.line == 14)
        #expect(fault?.description == "Line 14 of the recording: \"zz\" is no byte: two of 0-9a-f, or xx.")
    }

    /// A clock that was set back must not let bytes change their order.
    @Test func aTimeThatGoesBackCountsAsTheTimeBefore() throws {
        let recording = Recording(
            Self.header,
            [.init(50, .mark("a")), .init(20, .mark("b")), .init(-5, .mark("c")), .init(.max, .mark("d"))])
        #expect(recording.chunks.map(\.milliseconds) == [50, 50, 50, Recording.longestMilliseconds])
        #expect(try Recording(text: recording.text) == recording)
    }

    /// To a `Character` a blank before an accent is no blank, and a maker's name may begin with anything.
    @Test func everyTextIsReadAgain() throws {
        for text in ["\u{301}a", " a ", "\u{301}", "\r\n", "\u{85}", "xx", "+1", "end 0", "é\u{2028}"] {
            let header = Recording.Header(
                kind: text, device: text, driver: text, port: text, unit: [.init(text, text)],
                settings: [.init("", text)], program: text, began: text, cause: text)
            let recording = Recording(header, [.init(0, .mark(text))])
            #expect(try Recording(text: recording.text) == recording)
        }
    }

    @Test func aMaskedByteIsPlayedBackAsAFigureAndTheRunIsNotWhole() {
        let bytes = Recording.Bytes(content: [0x02, nil])
        #expect(bytes.played == [0x02, 0x30])
        #expect(!bytes.isWhole)
        #expect(!Recording.Bytes(content: [1], omitted: 1).isWhole)
        #expect(Recording.Bytes([1, 2]).isWhole)
    }

    private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
        guard let range = text.firstRange(of: old) else { return text }
        return text.replacingCharacters(in: range, with: new)
    }
}

extension String {
    fileprivate func firstRange(of other: String) -> Range<String.Index>? {
        let (all, part) = (Array(utf8), Array(other.utf8))
        guard let at = (0...max(0, all.count - part.count)).first(where: { all[$0...].starts(with: part) }) else {
            return nil
        }
        return utf8.index(startIndex, offsetBy: at)..<utf8.index(startIndex, offsetBy: at + part.count)
    }

    fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
