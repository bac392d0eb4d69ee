import Custody
import Foundation
import GRDB
import Glibc
import Journal
import JournalStore
import Testing

@Suite struct OpeningTests {
    @Test func aSecondServiceIsRefusedWithTheOwnersProcessNumber() throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        #expect(throws: JournalError.locked(pid: getpid())) { try folder.open() }
        #expect(JournalError.locked(pid: 4711).description.contains("process 4711"))
        try store.close()
        withExtendedLifetime(store) {}
    }

    /// Between its fork and its exec a child of any other thread holds every file of ours, the lock too.
    @Test func aChildOfAnotherThreadDoesNotKeepTheLockOfAClosedStore() throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let lock = folder.path + ".lock"
        let held = try #require(
            (3..<1024).first { number in
                var name = [CChar](repeating: 0, count: 4096)
                let count = readlink("/proc/self/fd/\(number)", &name, name.count - 1)
                return count > 0
                    && String(decoding: name[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) == lock
            })
        let copy = dup(Int32(held))
        defer { close(copy) }
        try store.close()
        try folder.open().close()
    }

    @Test func theLockOfADeadServiceStopsNobody() throws {
        let folder = try StoreFolder()
        try Data("999999\n".utf8).write(to: URL(fileURLWithPath: folder.path + ".lock"))
        try folder.open().close()
    }

    @Test func aNewerStoreIsLeftAsItIs() throws {
        let folder = try StoreFolder()
        try folder.filled(visits: 1)
        try folder.tamper("INSERT INTO grdb_migrations (identifier) VALUES ('2')")
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.path))
        #expect(throws: JournalError.tooNew(found: "schema 2")) { try folder.open() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path)) == before)
    }

    @Test func filesOfOthersAreNotTouched() throws {
        let folder = try StoreFolder()
        let queue = try DatabaseQueue(path: folder.path)
        try queue.write { try $0.execute(sql: "CREATE TABLE photographs (id INTEGER PRIMARY KEY)") }
        try queue.close()
        #expect(throws: JournalError.corrupt(sequence: nil, reason: "the file is a database, but no journal")) {
            try folder.open()
        }
        let other = try StoreFolder()
        let text = Data(repeating: 0x41, count: 10_000)
        try text.write(to: URL(fileURLWithPath: other.path))
        #expect(throws: JournalError.self) { try other.open() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: other.path)) == text)
    }

    @Test func theWrongPlaceIsNamed() throws {
        let folder = try StoreFolder()
        #expect(throws: JournalError.missing(path: folder.path)) { try folder.open(.existing) }
        #expect(throws: JournalError.missing(path: "/nowhere/at/all")) {
            try JournalStore.open(StoreSettings(path: "/nowhere/at/all", station: Samples.station))
        }
        try folder.filled(visits: 1)
        #expect(throws: JournalError.self) { try folder.open(.new) }
        var settings = folder.settings()
        settings.station = StationID(known: "K-99")
        #expect(throws: JournalError.wrongStation(expected: "K-99", found: "K-12")) {
            try JournalStore.open(settings)
        }
        #expect(folder.complaint() == nil)
    }

    @Test func anOrphanedLogIsNotThrownAway() throws {
        let folder = try StoreFolder()
        try Data(repeating: 1, count: 100).write(to: URL(fileURLWithPath: folder.path + "-wal"))
        #expect(throws: JournalError.self) { try folder.open() }
        #expect(FileManager.default.fileExists(atPath: folder.path + "-wal"))
    }

    @Test func everyRefusalSaysWhatToDo() {
        let all: [JournalError] = [
            .notWritable(words: "x"), .full, .poisoned(words: "x"), .powerLost, .corrupt(sequence: 1, reason: "x"),
            .tailMissing(has: 1, vouched: 2), .contradiction(size: 1), .locked(pid: nil), .tooNew(found: "x"),
            .wrongStation(expected: "a", found: "b"), .missing(path: "x"), .unreadable(words: "x"),
        ]
        for error in all {
            let sentences = "\(error)".split(separator: ". ")
            #expect(sentences.count >= 1 && "\(error)".hasSuffix(".") && "\(error)".count > 40, "\(error)")
        }
    }

    @Test func theReserveIsSetAsideAndGivenUp() throws {
        let folder = try StoreFolder()
        var settings = folder.settings()
        settings.reserveBytes = 1 << 20
        let store = try JournalStore.open(settings)
        let size = try FileManager.default.attributesOfItem(atPath: folder.path + ".reserve")[.size] as? Int
        #expect(size == 1 << 20)
        #expect((store.room?.free ?? 0) > 0)
        try store.close()
        try JournalStore.releaseReserve(path: folder.path)
        try JournalStore.releaseReserve(path: folder.path)
        #expect(!FileManager.default.fileExists(atPath: folder.path + ".reserve"))
    }
}
