import Testing

/// Written by `tillkeeper device replay --write-test`. Judge the `.expected` before it is committed: it is what the
/// driver made of the recording on that day, right or wrong.
@Suite struct NoteStackedReplayTests {
    @Test("What the driver makes of this recording was judged once; it must not change unseen")
    func replays() throws {
        let line = try RecordedLine("NoteStacked")
        #expect(try line.replayed() == line.expected)
    }
}
