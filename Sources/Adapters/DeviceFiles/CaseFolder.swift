import Glibc

/// A folder of files that are written once. It never grows beyond its bounds: the oldest by name make room.
public struct CaseFolder: Sendable {
    /// How much may lie in the folder.
    public struct Bounds: Hashable, Sendable {
        /// Files.
        public var files = 200
        /// Bytes of all of them together.
        public var bytes: Int64 = 64 << 20

        /// 200 files, 64 MiB: months of odd days.
        public init() {}
    }

    /// Where it is.
    public let path: String
    private let ending: String
    private let bounds: Bounds

    /// A folder, made when the first file is kept. Only files with this ending are counted and removed.
    public init(path: String, ending: String = ".rec", bounds: Bounds = Bounds()) {
        (self.path, self.ending, self.bounds) = (path, ending, bounds)
    }

    /// Keeps a file under `name` and the folder's ending; one of that name that is there already stays, and the new one
    /// gets a number. Returns its path. What cannot be a file's name becomes `_`.
    @discardableResult
    public func keep(_ bytes: [UInt8], as name: String) throws(FileFault) -> String {
        try WholeFile.prepare(path)
        makeRoom(for: Int64(bytes.count))
        let plain = String(decoding: name.utf8.map { Self.isPlain($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
        var file = "\(path)/\(plain)\(ending)"
        var number = 2
        while access(file, F_OK) == 0 {
            file = "\(path)/\(plain)-\(number)\(ending)"
            number += 1
        }
        try WholeFile.write(bytes, to: file, in: path)
        return file
    }

    /// The names of the files, the oldest first.
    public var names: [String] { files(ending).map(\.name) }

    /// One writer at a time: a draft that lies here is what a power cut left.
    private func makeRoom(for newcomer: Int64) {
        for draft in files(ending + WholeFile.draftEnding) { unlink("\(path)/\(draft.name)") }
        let files = files(ending)
        var count = files.count
        var bytes = files.reduce(newcomer) { $0 + $1.size }
        for file in files where count >= bounds.files || bytes > bounds.bytes {
            unlink("\(path)/\(file.name)")
            count -= 1
            bytes -= file.size
        }
    }

    private func files(_ ending: String) -> [(name: String, size: Int64)] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var found: [(name: String, size: Int64)] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            var about = stat()
            guard name.hasSuffix(ending), lstat("\(path)/\(name)", &about) == 0, about.st_mode & S_IFMT == S_IFREG
            else { continue }
            found.append((name, Int64(about.st_size)))
        }
        return found.sorted { $0.name < $1.name }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }
}
