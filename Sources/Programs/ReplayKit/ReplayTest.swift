/// A regression test made of a recording: three files beside each other.
public struct ReplayTest: Hashable, Sendable {
    /// The test's name: a letter, then letters and figures.
    public let name: String
    /// The Swift file's text.
    public let swift: String
    /// What came of the recording when the test was written.
    public let expected: String

    /// A test of this name for what a replay has shown; `nil` when the name is none for a type.
    public init?(_ name: String, _ replay: Replay) {
        let isName = name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
        guard isName, let first = name.utf8.first, (0x41...0x5A).contains(first), name.utf8.count <= 60 else {
            return nil
        }
        (self.name, expected) = (name, replay.text)
        swift = """
            import Testing

            /// Written by `tillkeeper device replay --write-test`. Judge the `.expected` before it is committed: it is what the
            /// driver made of the recording on that day, right or wrong.
            @Suite struct \(name)ReplayTests {
                @Test("What the driver makes of this recording was judged once; it must not change unseen")
                func replays() throws {
                    let line = try RecordedLine("\(name)")
                    #expect(try line.replayed() == line.expected)
                }
            }

            """
    }
}
