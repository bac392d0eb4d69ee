import DeviceFiles
import Foundation
import Synchronization
import Testing

@Suite struct CaseFolderTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID())").path

    @Test("A case that cannot be read again is no evidence")
    func aCaseIsKeptWholeUnderItsName() throws {
        let folder = CaseFolder(path: root)
        let path = try folder.keep([1, 2, 3], as: "20261121-120000-validator-jam")
        #expect(path == root + "/20261121-120000-validator-jam.rec")
        #expect(FileManager.default.contents(atPath: path) == Data([1, 2, 3]))
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights.map { $0 & 0o007 } == 0, "strangers may read it")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).count == 1, "a draft was left")
    }

    @Test("Two cases of one second must not overwrite each other")
    func aSecondCaseOfThatNameGetsANumber() throws {
        let folder = CaseFolder(path: root)
        try folder.keep([1], as: "a")
        #expect(try folder.keep([2], as: "a") == root + "/a-2.rec")
        #expect(FileManager.default.contents(atPath: root + "/a.rec") == Data([1]))
    }

    @Test("A device that goes mad must not fill the disk that the journal needs")
    func theOldestMakeRoom() throws {
        var bounds = CaseFolder.Bounds()
        (bounds.files, bounds.bytes) = (3, 100)
        let folder = CaseFolder(path: root, bounds: bounds)
        for name in ["1", "2", "3", "4"] { try folder.keep([0], as: name) }
        #expect(folder.names == ["2.rec", "3.rec", "4.rec"])
        try folder.keep([UInt8](repeating: 0, count: 99), as: "5")
        #expect(folder.names == ["4.rec", "5.rec"])
    }

    @Test("What people lay beside the cases is not ours to remove")
    func otherFilesStay() throws {
        var bounds = CaseFolder.Bounds()
        bounds.files = 1
        let folder = CaseFolder(path: root, bounds: bounds)
        try folder.keep([0], as: "1")
        try Data([9]).write(to: URL(fileURLWithPath: root + "/notes.txt"))
        try folder.keep([0], as: "2")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).sorted() == ["2.rec", "notes.txt"])
    }

    @Test("Drafts of power cuts would fill the disk, one for each cut")
    func whatACutLeftIsRemoved() throws {
        let folder = CaseFolder(path: root)
        try folder.keep([1], as: "1")
        try Data([9]).write(to: URL(fileURLWithPath: root + "/2.rec.new"))
        #expect(folder.names == ["1.rec"], "half a case is none")
        try folder.keep([3], as: "3")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).sorted() == ["1.rec", "3.rec"])
    }

    @Test("A name must not lead out of the folder")
    func aNameIsNoPath() throws {
        #expect(try CaseFolder(path: root).keep([0], as: "../../x") == root + "/______x.rec")
    }

    @Test("A disk that refuses has to be heard of")
    func aFolderThatCannotBeMadeIsAFault() {
        let fault = #expect(throws: FileFault.self) { try CaseFolder(path: "/proc/none").keep([0], as: "a") }
        #expect(fault?.description.contains("/proc/none") == true)
    }

    @Test("A disk that hangs must not pile up work without end")
    func whatIsTooMuchIsTurnedAway() {
        let background = Background(label: "test", most: 2)
        let gate = Mutex(0)
        gate.withLock { _ in
            #expect(background.do { gate.withLock { $0 += 1 } })
            #expect(background.do { gate.withLock { $0 += 1 } })
            #expect(!background.do { gate.withLock { $0 += 1 } })
        }
        background.drain()
        #expect(gate.withLock { $0 } == 2)
    }
}
