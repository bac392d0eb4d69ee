import Glibc
import Journal

/// The exclusive right to a store: a locked file beside it that holds the owner's process number. The kernel gives the
/// lock back when its owner dies, however it dies, so a stale file stops nobody.
final class StoreLock {
    private var file: Int32

    init(beside path: String) throws(JournalError) {
        let name = path + ".lock"
        let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else {
            let number = errno
            throw number == ENOENT ? .missing(path: path) : .notWritable(words: "\(name): \(systemWords(number))")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            let owner = Self.owner(file)
            close(file)
            throw number == EWOULDBLOCK ? .locked(pid: owner) : .notWritable(words: "\(name): \(systemWords(number))")
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
            let number = errno
            close(file)
            throw number == ENOSPC ? .full : .notWritable(words: "\(name): \(systemWords(number))")
        }
        self.file = file
    }

    private static func owner(_ file: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: buffer.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self))
    }

    /// Gives the right back; harmless when repeated. Said, not left to `close`: a child of another thread that has not
    /// reached its `exec` yet holds the same open file, and would keep the lock until it has.
    func release() {
        if file >= 0 {
            flock(file, LOCK_UN)
            close(file)
        }
        file = -1
    }

    deinit { release() }
}

/// Space set aside for the closing records of a full disk.
enum Reserve {
    static func name(_ path: String) -> String { path + ".reserve" }

    /// Sets the space aside unless it is; a disk without room for it is left alone, the free space tells.
    static func keep(_ path: String, _ bytes: Int64) {
        guard bytes > 0, (Room(of: path)?.free ?? 0) > 2 * bytes else { return }
        let file = open(name(path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else { return }
        _ = posix_fallocate(file, 0, off_t(bytes))  // fails on a full disk only, which `Room` shows
        close(file)
    }

    /// Gives the space to the journal. The store must be opened again afterwards.
    static func release(_ path: String) throws(JournalError) {
        guard unlink(name(path)) == 0 || errno == ENOENT else {
            throw .notWritable(words: "\(name(path)): \(systemWords(errno))")
        }
    }
}

/// What the disk under a store has left.
public struct Room: Hashable, Sendable {
    /// Bytes that this process may still write.
    public let free: Int64

    /// Asks the file system of the folder; `nil` when it does not answer.
    public init?(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var info = statvfs()
        guard statvfs(folder, &info) == 0 else { return nil }
        free = Int64(clamping: UInt64(info.f_bavail) * UInt64(info.f_frsize))
    }
}
