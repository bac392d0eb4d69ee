import DeviceFiles
import Foundation
import Testing

@Suite struct KeptFolderTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "kept-\(UUID())").path

    @Test("Papers that lost their name are another unit's, or nobody's")
    func everyNameIsReadAgain() throws {
        let folder = KeptFolder(path: root)
        let names = ["scanner-at-K-07-scanner", "posPrinter-K 7/ä_2f", "\u{1}", "a"]
        for name in names { try folder.write(Array(name.utf8), as: name) }
        let kept = try folder.read()
        #expect(Set(kept.map(\.name)) == Set(names))
        for file in kept { #expect(try file.content.get() == Array(file.name.utf8)) }
    }

    @Test("A new start must find what was written last, whole")
    func aFileIsReplaced() throws {
        let folder = KeptFolder(path: root)
        try folder.write([1, 2, 3], as: "a")
        try folder.write([4], as: "a")
        #expect(try folder.read().map { try $0.content.get() } == [[4]])
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["a.json"], "a draft was left")
    }

    @Test("One file that is broken hides all the others")
    func whatCannotBeReadIsNamed() throws {
        let folder = KeptFolder(path: root)
        try folder.write([1], as: "a")
        try folder.write([3], as: "c")
        try FileManager.default.createDirectory(atPath: root + "/b.json", withIntermediateDirectories: false)
        let kept = try folder.read()
        #expect(kept.map(\.name) == ["a", "b", "c"])
        #expect(throws: FileFault.self) { try kept[1].content.get() }
        #expect(try kept[2].content.get() == [3])
    }

    @Test("A folder that is not there is no file; one that cannot be looked into is not empty")
    func noFolderIsNotAnUnreadableOne() throws {
        #expect(try KeptFolder(path: root).read().isEmpty)
        try Data([1]).write(to: URL(fileURLWithPath: root))
        #expect(throws: FileFault.self) { try KeptFolder(path: root).read() }
    }
}
