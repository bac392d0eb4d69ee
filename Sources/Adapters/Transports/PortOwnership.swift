import CLinux
package import DeviceKit
import Glibc

/// Who holds a node: answers from /proc, for the sentence to a technician. Not found is `nil`, never a guess.
package enum PortOwnership {
    /// The process that holds the `flock` on this open node.
    static func lockOwner(of descriptor: Int32) -> PortOwner? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, let table = contents(of: "/proc/locks") else { return nil }
        let pid = lockOwner(
            in: table, major: clinux_major(UInt64(status.st_dev)), minor: clinux_minor(UInt64(status.st_dev)),
            inode: UInt64(status.st_ino))
        return pid.map { PortOwner(pid: $0, name: name(of: $0)) }
    }

    /// Finds the holder in the text of /proc/locks: `1: FLOCK  ADVISORY  WRITE 13235 00:1a:3 0 EOF`.
    static func lockOwner(in table: String, major: UInt32, minor: UInt32, inode: UInt64) -> Int32? {
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            // A waiter's line has an arrow as its second word.
            guard words.count >= 6, words[1] == "FLOCK", let pid = Int32(words[4]), pid > 0 else { continue }
            let place = words[5].split(separator: ":")
            if place.count == 3, UInt32(place[0], radix: 16) == major, UInt32(place[1], radix: 16) == minor,
                UInt64(place[2]) == inode
            {
                return pid
            }
        }
        return nil
    }

    /// The process that holds the `flock` on a file or node, without opening it: opening a line moves its wires, and a
    /// try at the lock would keep its rightful owner out for a moment.
    package static func lockOwner(ofFile path: String) -> PortOwner? {
        var status = stat()
        guard stat(path, &status) == 0, let table = contents(of: "/proc/locks") else { return nil }
        let pid = lockOwner(
            in: table, major: clinux_major(UInt64(status.st_dev)), minor: clinux_minor(UInt64(status.st_dev)),
            inode: UInt64(status.st_ino))
        return pid.map { PortOwner(pid: $0, name: name(of: $0)) }
    }

    /// A process that has this node open, found through /proc/*/fd; processes of other users may be hidden from us.
    /// `butUs`: we have it open ourselves and ask for the other one.
    package static func opener(of path: String, butUs: Bool = false) -> PortOwner? {
        openers(of: path).owners.first { !butUs || $0.pid != getpid() }
    }

    /// All processes that have this node open; `hidden`: some could not be looked into.
    package static func openers(of path: String) -> (owners: [PortOwner], hidden: Bool) {
        guard let real = target(of: path) else { return ([], false) }
        var owners: [PortOwner] = []
        var hidden = false
        for process in processes() {
            let folder = "/proc/\(process.pid)/fd"
            // A process that ended meanwhile holds nothing.
            if access(folder, R_OK | X_OK) != 0, errno == EACCES { hidden = true }
            if names(in: folder).contains(where: { linkTarget("\(folder)/\($0)") == real }) { owners.append(process) }
        }
        return (owners, hidden)
    }

    /// Every process, by number.
    package static func processes() -> [PortOwner] {
        names(in: "/proc").compactMap { Int32($0) }.sorted().map { PortOwner(pid: $0, name: name(of: $0)) }
    }

    /// The group that owns a node, by name where there is one.
    package static func group(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        var record = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getgrgid_r(status.st_gid, &record, &buffer, buffer.count, &found) == 0, found != nil else {
            return "\(status.st_gid)"
        }
        return String(cString: record.gr_name)
    }

    /// Where a symlink points to.
    static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 512)
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func name(of pid: Int32) -> String? {
        contents(of: "/proc/\(pid)/comm").map { String($0.prefix { $0 != "\n" }) }
    }

    /// Where all links of a path end; `nil` when nothing is there.
    package static func target(of path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// What a folder holds, unsorted; nothing when it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// A file of /proc or /sys; `nil` when it cannot be opened.
    package static func contents(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 8192)
        // Bounded: the answer is for a sentence, not for a decision.
        while text.count < 1 << 20 {
            let outcome = part.withUnsafeMutableBytes { readOnce(descriptor, into: $0) }
            guard case .bytes(let count) = outcome else { break }
            text += part[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
