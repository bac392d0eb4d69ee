import Glibc

/// Why a file was not kept, in a sentence for a technician.
public struct FileFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence, with the path.
    public let description: String

    init(_ what: String, _ path: String, _ number: Int32) {
        description = "\(path) cannot be \(what): \(String(cString: strerror(number)))."
    }
}

/// Files that are there whole or not at all.
enum WholeFile {
    /// What a file is called beside its name until it is whole. After a power cut one may lie there.
    static let draftEnding = ".new"

    /// Writes beside the path, syncs, renames, syncs the folder: after a cut the old file is there, or the new one.
    static func write(_ bytes: [UInt8], to path: String, in folder: String) throws(FileFault) {
        let draft = path + draftEnding
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else { throw FileFault("written", path, errno) }
        let written = put(bytes, file) && fsync(file) == 0
        let trouble = errno
        close(file)
        guard written, rename(draft, path) == 0 else {
            let number = written ? errno : trouble
            unlink(draft)
            throw FileFault("written", path, number)
        }
        sync(folder)
    }

    /// The whole file; `nil`: there is none.
    static func read(_ path: String) throws(FileFault) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 {
            if errno == ENOENT { return nil }
            throw FileFault("read", path, errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFault("read", path, errno) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Makes the folder where there is none; a power cut does not take it away again.
    static func prepare(_ folder: String) throws(FileFault) {
        if mkdir(folder, 0o750) == 0 { return sync(folder + "/..") }
        guard errno == EEXIST else { throw FileFault("made", folder, errno) }
    }

    private static func put(_ bytes: [UInt8], _ file: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + done, bytes.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    private static func sync(_ folder: String) {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }
}
