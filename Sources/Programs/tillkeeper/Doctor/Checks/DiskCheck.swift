/// Does the disk keep what it was told to keep, and soon enough?
enum DiskCheck {
    /// No disk that keeps its data without power answers a flushed overwrite of 4 KiB faster: the quickest flash with
    /// capacitors takes about this, a virtual disk 45 to 60 µs (performance.md).
    static let fastest: Int64 = 8_000
    /// A note's report itself takes 11.5 to 19.8 ms on the line (performance.md P23); a commit that takes longer makes
    /// the customer wait for the disk.
    static let slowMedian: Int64 = 20_000_000
    /// One in the row that takes longer holds up the poll of a validator until it stops taking notes.
    static let slowWorst: Int64 = 1_000_000_000

    static func findings(_ disk: DiskFacts) -> [Finding] {
        var findings: [Finding] = []
        let move =
            "Put the journal (store.path) on a disk of this machine, and start with a copy made while it was stopped."
        if let kind = disk.fileSystem, let words = Self.forgets(kind) {
            findings.append(Finding("disk", .diskForgets, "\(disk.folder) is \(words).", fix: move))
        }
        if disk.options.contains("nobarrier") || disk.options.contains("barrier=0") {
            findings.append(
                Finding(
                    "disk", .diskForgets,
                    "\(disk.folder) is mounted without barriers: a flush does not reach the disk before a power cut.",
                    fix: "Take nobarrier (barrier=0) out of /etc/fstab and mount it anew."))
        }
        guard let median = median(disk.flushes), let worst = disk.flushes.max() else { return findings }
        if median < fastest, disk.fileSystem.flatMap(forgets) == nil {
            findings.append(
                Finding(
                    "disk", .diskTooFast,
                    "The disk answers faster than a disk can: a flush takes \(time(median)), so nothing is kept when "
                        + "the power goes.",
                    fix: "Switch the write cache without battery off (machine, controller, virtual disk: cache=none), "
                        + "or use another disk."))
        }
        if median > slowMedian || worst > slowWorst {
            findings.append(
                Finding(
                    "disk", .diskSlow,
                    "The disk is slow: a flush takes \(time(median)), the slowest of \(disk.flushes.count) took "
                        + "\(time(worst)).",
                    fix: "Look for other work on it (`iostat -x 1`) and for a failing disk (`smartctl -a`), or use a "
                        + "better one."))
        }
        return findings
    }

    /// Why a file system is no place for a journal; `nil`: it is one.
    static func forgets(_ kind: String) -> String? {
        switch kind {
        case "tmpfs", "ramfs":
            "in memory (\(kind)), which is empty after a power cut: it answers faster than a disk can"
        case "overlay", "aufs": "a layer of a container (\(kind)), which is thrown away with the container"
        case "nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph", "glusterfs":
            "on another machine (\(kind)), whose locks and flushes a journal cannot rely on"
        default: nil
        }
    }

    static func median(_ values: [Int64]) -> Int64? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    /// `12 µs`, `3.4 ms`, `1.2 s`
    static func time(_ nanoseconds: Int64) -> String {
        func tenths(_ unit: Int64, _ name: String) -> String {
            let value = nanoseconds / (unit / 10)
            return value >= 100 ? "\(value / 10) \(name)" : "\(value / 10).\(value % 10) \(name)"
        }
        if nanoseconds < 1_000_000 { return tenths(1_000, "µs") }
        return nanoseconds < 1_000_000_000 ? tenths(1_000_000, "ms") : tenths(1_000_000_000, "s")
    }
}
