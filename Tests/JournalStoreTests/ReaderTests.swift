import Foundation
import Journal
import JournalStore
import Testing

@Suite struct ReaderTests {
    @Test func anAuditorReadsWhileTheServiceWrites() throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        _ = try store.commit(Samples.day(visits: 20), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        let reader = try JournalReader(path: folder.path)
        #expect(reader.station == Samples.station)
        #expect(try reader.verify { _ in true } == store.head)
        _ = try store.commit(Samples.visit(21), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        store.tend()
        #expect(try reader.verify { _ in true } == store.head)
        #expect(try reader.prove().balances == store.prove().balances)
        #expect(try reader.size() == store.head.size)
        var text: [UInt8] = []
        var own: [UInt8] = []
        try reader.export { text += $0 }
        try store.export { own += $0 }
        #expect(!text.isEmpty && text == own)
        try reader.close()
        try store.close()
    }

    @Test func aStoreThatNobodyHasOpenIsReadAndLeftAsItIs() throws {
        let folder = try StoreFolder()
        try folder.filled(visits: 5)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.path))
        let reader = try JournalReader(path: folder.path)
        #expect(try reader.verify { _ in true }.size == 31)
        #expect(try reader.entries(from: 30, limit: 10).map(\.id.sequence) == [30, 31])
        try reader.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path)) == before)
        #expect(folder.complaint() == nil)
    }

    @Test func aCopyWithoutItsLogIsWhole() throws {
        let folder = try StoreFolder()
        try folder.filled(visits: 5)
        let copy = folder.url.appending(path: "copy.journal").path
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy)
        let reader = try JournalReader(path: copy)
        #expect(try reader.verify { _ in true }.size == 31)
        try reader.close()
    }

    @Test func whatTheServiceWouldRefuseTheReaderRefusesToo() throws {
        let folder = try StoreFolder()
        #expect(throws: JournalError.missing(path: folder.path)) { try JournalReader(path: folder.path) }
        #expect(throws: JournalError.self) { try JournalReader(path: folder.url.path) }
        try Data(repeating: 0x41, count: 5_000).write(to: URL(fileURLWithPath: folder.path))
        #expect(throws: JournalError.self) { try JournalReader(path: folder.path) }
        let damaged = try StoreFolder()
        try damaged.filled(visits: 5)
        try damaged.tamper("UPDATE journal SET link = zeroblob(32) WHERE sequence = 9")
        let reader = try JournalReader(path: damaged.path)
        do throws(JournalError) {
            _ = try reader.verify { _ in true }
            Issue.record("a changed link was passed over")
        } catch { #expect(error.sequence == 9) }
        try reader.close()
    }
}
