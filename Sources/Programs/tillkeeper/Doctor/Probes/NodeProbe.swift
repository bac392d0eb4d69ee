import DeviceKit
import Foundation
import Glibc
import Transports
import USBTransports

/// What stands in /dev and who has it. Opens nothing.
enum NodeProbe {
    static func facts(_ path: String, isKeys: Bool = false) -> NodeFacts {
        let real = realpath(path, nil).map { found -> String in
            defer { free(found) }
            return String(cString: found)
        }
        var status = stat()
        let isThere = stat(path, &status) == 0
        var node = NodeFacts(path: path, real: real ?? path, exists: isThere)
        node.isKeys = isKeys
        node.candidates = candidates(for: path)
        guard isThere else { return node }
        node.otherKind = kind(status.st_mode)
        node.rights = Rights(
            mode: status.st_mode, uid: status.st_uid, gid: status.st_gid, group: PortOwnership.group(of: path))
        node.openToUs = access(path, isKeys ? R_OK : R_OK | W_OK) == 0
        node.nature = NodeNature.of(device: UInt64(status.st_rdev))
        (node.owners, node.ownersHidden) = PortOwnership.openers(of: path)
        if let locker = PortOwnership.lockOwner(ofFile: path), !node.owners.contains(where: { $0.pid == locker.pid }) {
            node.owners.append(locker)
        }
        node.owners.removeAll { $0.pid == getpid() }
        node.aliases = families.flatMap { names(in: $0) }.filter { PortOwnership.target(of: $0) == node.real }
        return node
    }

    /// Rights of a folder or file; `nil` when it is not there.
    static func rights(_ path: String) -> Rights? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Rights(
            mode: status.st_mode, uid: status.st_uid, gid: status.st_gid, group: PortOwnership.group(of: path))
    }

    /// Folders of lasting names, the best kind first.
    private static let families = ["/dev/serial/by-id", "/dev/serial/by-path", "/dev/input/by-id"]

    /// The names that a device of this kind could have now.
    private static func candidates(for path: String) -> [String] {
        if path.hasPrefix("/dev/input/") { return names(in: "/dev/input/by-id").filter { $0.hasSuffix("-event-kbd") } }
        guard path.hasPrefix("/dev/") else { return [] }
        let lasting = names(in: path.hasPrefix("/dev/serial/by-path/") ? "/dev/serial/by-path" : "/dev/serial/by-id")
        return Array((lasting.isEmpty ? numbered : lasting).prefix(8))
    }

    /// Nodes of USB adapters where udev made no links.
    private static var numbered: [String] {
        names(in: "/dev").filter { $0.hasPrefix("/dev/ttyUSB") || $0.hasPrefix("/dev/ttyACM") }
    }

    private static func names(in folder: String) -> [String] {
        PortOwnership.names(in: folder).filter { !$0.hasPrefix(".") }.sorted().map { "\(folder)/\($0)" }
    }

    private static func kind(_ mode: mode_t) -> String? {
        switch mode & S_IFMT {
        case S_IFCHR: nil
        case S_IFDIR: "a folder"
        case S_IFREG: "a file"
        case S_IFBLK: "a disk"
        case S_IFSOCK: "a socket"
        case S_IFIFO: "a pipe"
        default: "something else"
        }
    }
}

/// Users as the system knows them.
enum UserProbe {
    /// The user of this name; `nil`: there is none.
    static func facts(_ name: String) -> UserFacts? {
        guard let record = getpwnam(name) else { return nil }
        return facts(name, record.pointee.pw_uid, record.pointee.pw_gid, isUs: record.pointee.pw_uid == geteuid())
    }

    /// Whoever asks.
    static func ourselves() -> UserFacts {
        guard let record = getpwuid(geteuid()) else {
            return UserFacts(name: "\(geteuid())", uid: geteuid(), groups: [getegid()], isUs: true)
        }
        return facts(String(cString: record.pointee.pw_name), geteuid(), getegid(), isUs: true)
    }

    private static func facts(_ name: String, _ uid: uid_t, _ gid: gid_t, isUs: Bool) -> UserFacts {
        var count: Int32 = 128
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(name, gid, &groups, &count) >= 0 else {
            return UserFacts(name: name, uid: uid, groups: [gid], isUs: isUs)
        }
        return UserFacts(name: name, uid: uid, groups: Array(groups.prefix(Int(count))), isUs: isUs)
    }
}
