import Foundation
import Glibc
import Journal
import JournalStore
import Testing

@Suite(.serialized) struct CrashTests {
    @Test func killedAtAnyMomentTheServiceKeepsWhatItAcknowledged() throws {
        let folder = try StoreFolder()
        var before: Int64 = 0
        for round in 0..<6 {
            let child = try Child("writeForever", path: folder.path)
            var acknowledged = before
            for _ in 0..<(3 + round * 17) {
                guard let line = child.line(), let sequence = Int64(line) else {
                    Issue.record("the child ended early")
                    break
                }
                acknowledged = sequence
            }
            child.kill()
            while let line = child.line() { acknowledged = Int64(line) ?? acknowledged }
            let store = try folder.open(.existing)
            #expect(store.head.size == acknowledged || store.head.size == acknowledged + 6)
            #expect((store.head.size - 1) % 6 == 0, "a commit of six facts is whole or absent")
            #expect(try store.verify { _ in true } == store.head)
            before = store.head.size
            try store.close()
        }
        #expect(before > 6 * 20)
    }

    @Test func aSecondProcessIsRefusedByName() throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let answer = try Child("open", path: folder.path).lines()
        #expect(answer.first?.contains("process \(getpid()),") == true, "\(answer)")
        try store.close()
    }

    static let strace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

    @Test(.enabled(if: strace, "strace is not installed: nobody counted the flushes"))
    func everyCommitIsFlushedAndFlushedOnce() throws {
        let folder = try StoreFolder()
        let trace = folder.url.appending(path: "trace").path
        let child = try Child(
            "writeSome", path: folder.path,
            wrapper: ["/usr/bin/strace", "-f", "-qq", "-e", "trace=fdatasync,fsync,write", "-o", trace])
        #expect(child.lines() == ["go", "done"])
        let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        let start = try #require(calls.firstIndex { $0.contains("child: go") })
        let end = try #require(calls.firstIndex { $0.contains("child: done") })
        let flushes = calls[start..<end].filter {
            ($0.contains(" fdatasync(") || $0.contains(" fsync(")) && !$0.contains("resumed")
        }
        #expect((500...550).contains(flushes.count), "\(flushes.count) flushes for 500 commits")
    }

    private func check(_ answers: [String], first: String) {
        guard let stop = answers.firstIndex(where: { $0.hasPrefix("first: ") }) else {
            Issue.record("nothing was refused: \(answers.suffix(5))")
            return
        }
        #expect(stop > 0 && answers[stop].contains(first), "\(answers[stop])")
        let later = answers[(stop + 1)...].prefix(3)
        #expect(later.count == 3)
        for answer in later { #expect(answer.hasPrefix("later: A write to the journal failed"), "\(answer)") }
    }

    @Test func afterAFailedWriteNothingMoreIsTakenUntilTheStoreIsReopened() throws {
        let folder = try StoreFolder()
        let answers = try Child("intoTheLimit", path: folder.path).lines()
        check(answers, first: "cannot be written")
        let acknowledged = answers.compactMap { Int64($0) }.last ?? 0
        let store = try folder.open(.existing)
        #expect(store.head.size == acknowledged)
        #expect(try store.verify { _ in true } == store.head)
        _ = try store.commit(Samples.visitOpened(1), at: Samples.moment, businessDate: Samples.date)
        try store.close()
    }

    @Test(.enabled(if: geteuid() == 0, "only root can make a small disk"))
    func onAFullDiskTheReserveStillTakesTheClosingRecords() throws {
        let folder = try StoreFolder()
        let mount = Process()
        mount.executableURL = URL(fileURLWithPath: "/bin/mount")
        mount.arguments = ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder.url.path]
        mount.standardError = FileHandle.nullDevice
        try mount.run()
        mount.waitUntilExit()
        guard mount.terminationStatus == 0 else { return print("no small disk to be had here: not tested") }
        defer { umount2(folder.url.path, Int32(MNT_DETACH)) }
        let answers = try Child("untilFull", path: folder.path).lines()
        check(answers, first: "The disk is full")
        #expect(answers.last == "closing record written")
    }

    @Test(.enabled(if: geteuid() == 0, "needs root to become nobody"))
    func aFolderThatCannotBeWrittenIsNamed() throws {
        let folder = try StoreFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
        let answers = try Child("asNobody", path: folder.path).lines()
        #expect(answers.first?.contains("cannot be written") == true, "\(answers)")
        #expect(answers.first?.contains(folder.path) == true)
    }
}
