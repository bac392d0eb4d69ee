import Glibc

/// A file beside the journal that is appended to and flushed in the same moments: the limit of the disk as it was then.
/// A disk has two faces, quiet and busy, and only pairs can be compared.
final class PairedLimit {
    private let file: Int32
    private let path: String
    private let block: [UInt8]
    private(set) var times: [Duration] = []

    init(_ bytes: Int, in folder: String, name: String = "limit") throws {
        path = "\(folder)/\(name).\(getpid())"
        block = [UInt8](repeating: 0x78, count: bytes)
        file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Stuck("\(path) cannot be written (error \(errno))") }
    }

    deinit {
        close(file)
        unlink(path)
    }

    func flush() throws {
        let start = Clock.now()
        guard write(file, block, block.count) == block.count, fdatasync(file) == 0 else {
            throw Stuck("\(path) cannot be written (error \(errno))")
        }
        times.append(Clock.now() - start)
    }
}

/// The limit that no durable journal on this disk can beat: a plain file, so many bytes, `fdatasync`.
enum Disk {
    /// Appends `bytes` and flushes, `count` times; the file grows, as a write-ahead log does. Gives each time it took.
    static func appends(_ bytes: Int, count: Int, in folder: String) throws -> [Duration] {
        try flushes(bytes, count: count, in: folder, grows: true)
    }

    /// The same into a file that was written before: nothing grows.
    static func overwrites(_ bytes: Int, count: Int, in folder: String) throws -> [Duration] {
        try flushes(bytes, count: count, in: folder, grows: false)
    }

    private static func flushes(_ bytes: Int, count: Int, in folder: String, grows: Bool) throws -> [Duration] {
        let path = "\(folder)/disk-limit.\(getpid())"
        let file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Stuck("\(path) cannot be written (error \(errno))") }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 0x78, count: bytes)
        if !grows {
            for _ in 0..<count { try put(block, file) }
            fsync(file)
            lseek(file, 0, SEEK_SET)
        }
        var times: [Duration] = []
        times.reserveCapacity(count)
        for _ in 0..<count {
            let start = Clock.now()
            try put(block, file)
            guard fdatasync(file) == 0 else { throw Stuck("fdatasync failed (error \(errno))") }
            times.append(Clock.now() - start)
        }
        return times
    }

    private static func put(_ block: [UInt8], _ file: Int32) throws {
        guard write(file, block, block.count) == block.count else { throw Stuck("short write (error \(errno))") }
    }
}
