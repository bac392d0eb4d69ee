import Foundation
import Glibc
import Transports

/// The disk under a folder: what is mounted there, and how long it takes to keep a page.
enum DiskProbe {
    /// `measure`: write and flush a small file of our own in the folder. Not while a service commits there.
    static func facts(_ folder: String, measure: Bool) -> DiskFacts {
        var disk = DiskFacts(folder: folder)
        let real = PortOwnership.target(of: folder) ?? folder
        if let table = PortOwnership.contents(of: "/proc/self/mountinfo"), let mount = mount(of: real, in: table) {
            (disk.fileSystem, disk.options) = (mount.kind, mount.options)
        }
        guard measure else {
            disk.notMeasured = "the service writes on it now"
            return disk
        }
        do throws(SystemFault) { disk.flushes = try flushes(folder) } catch {
            disk.notMeasured = "a file in it cannot be written (\(error.words))"
        }
        return disk
    }

    /// The mount that a path lies on: the last of the longest, because a later one covers an earlier.
    /// - Source: proc_pid_mountinfo(5): id, parent, device, root, mount point, options, optional fields, `-`, kind,
    ///   source, options of the super block.
    static func mount(of path: String, in table: String) -> (kind: String, options: [String])? {
        var best: (length: Int, kind: String, options: [String])?
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 10, let dash = words.firstIndex(of: "-"), dash + 3 < words.count else { continue }
            let point = plain(words[4])
            guard path == point || point == "/" || path.hasPrefix(point + "/"), point.count >= best?.length ?? 0 else {
                continue
            }
            let options = (words[5] + "," + words[dash + 3]).split(separator: ",").map(String.init)
            best = (point.count, words[dash + 1], options)
        }
        return best.map { ($0.kind, $0.options) }
    }

    /// Blanks in names stand as `\040`.
    private static func plain(_ text: String) -> String { text.replacing("\\040", with: " ") }

    private struct SystemFault: Error {
        let words: String
        init(_ number: Int32) { words = String(cString: strerror(number)) }
    }

    /// Overwrites of a file that has its size already, as the journal's log does, with a flush after each.
    private static func flushes(_ folder: String, count: Int = 32) throws(SystemFault) -> [Int64] {
        let path = folder + "/.tillkeeper-doctor-\(getpid())"
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw SystemFault(errno) }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 0xA5, count: 4_096)
        for place in 0..<16 where pwrite(file, page, page.count, off_t(place * page.count)) != page.count {
            throw SystemFault(errno)
        }
        guard fsync(file) == 0 else { throw SystemFault(errno) }
        let clock = ContinuousClock()
        let begin = clock.now
        var times: [Int64] = []
        // Bounded by time, too: a disk that takes a second for each has been understood after a few.
        for turn in 0..<count where times.count < 3 || clock.now - begin < .seconds(3) {
            let before = clock.now
            guard pwrite(file, page, page.count, off_t(turn % 16 * page.count)) == page.count, fdatasync(file) == 0
            else { throw SystemFault(errno) }
            let parts = (clock.now - before).components
            times.append(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
        }
        return times
    }
}
