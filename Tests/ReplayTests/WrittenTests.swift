import ReplayKit
import Supervision
import Testing

@Suite struct WrittenTests {
    @Test("A written test that does not compile and pass as it was written is thrown away, and the fault comes back")
    func writtenIsCommitted() throws {
        let replay = try Replay(RecordedLine("NoteStacked").recording)
        let test = try #require(ReplayTest("NoteStacked", replay))
        #expect(try test.swift == RecordedLine.text("NoteStackedReplayTests.swift"))
        #expect(try test.expected == RecordedLine.text("Recordings/NoteStacked.expected"))
        #expect(replay.differences.isEmpty)
    }

    @Test("A driver that speaks otherwise than the recorded one is what a replay is for")
    func otherBytesAreSeen() throws {
        var header = try RecordedLine("NoteStacked").recording.header
        header.settings = [.init("powerUpPolicy", "c")]
        let chunks = try RecordedLine("NoteStacked").recording.chunks
        #expect(try !Replay(.init(header, chunks)).differences.isEmpty)
    }

    @Test(
        "A name that is none would be a file that does not compile", arguments: ["", "1st", "a b", "lower", "A-B", "Ä"])
    func names(_ name: String) throws {
        let replay = try Replay(RecordedLine("NoteStacked").recording)
        #expect(ReplayTest(name, replay) == nil)
    }
}
