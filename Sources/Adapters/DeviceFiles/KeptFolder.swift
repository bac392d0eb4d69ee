import Glibc

/// A folder of small files, each replaced as a whole: numbers that live on over restarts.
public struct KeptFolder: Sendable {
    /// Where it is.
    public let path: String
    private let ending: String

    /// A folder, made when the first file is written. Only files with this ending are read.
    public init(path: String, ending: String = ".json") { (self.path, self.ending) = (path, ending) }

    /// Replaces a file. What cannot be a file's name is written as its number in two figures, so that two names never share a
    /// file and each name can be read again.
    public func write(_ bytes: [UInt8], as name: String) throws(FileFault) {
        try WholeFile.prepare(path)
        try WholeFile.write(bytes, to: "\(path)/\(Self.plain(name))\(ending)", in: path)
    }

    /// A file of the folder.
    public struct Kept: Sendable {
        /// As it was given to `write`.
        public let name: String
        /// What stands in it, or why it cannot be read.
        public let content: Result<[UInt8], FileFault>
    }

    /// Every file in the order of the names on the disk; no folder is no file. One that cannot be read does not hide the
    /// others.
    public func read() throws(FileFault) -> [Kept] {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return [] }
            throw FileFault("read", path, errno)
        }
        defer { closedir(directory) }
        var files: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(ending) { files.append(name) }
        }
        return files.sorted().compactMap { file in
            let name = Self.name(String(file.dropLast(ending.count)))
            do throws(FileFault) {
                return try WholeFile.read("\(path)/\(file)").map { Kept(name: name, content: .success($0)) }
            } catch {
                return Kept(name: name, content: .failure(error))
            }
        }
    }

    private static func plain(_ name: String) -> String {
        var plain = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: plain.unicodeScalars.append(Unicode.Scalar(byte))
            default: plain += byte < 16 ? "_0\(String(byte, radix: 16))" : "_\(String(byte, radix: 16))"
            }
        }
        return plain
    }

    /// The name that `plain` wrote so; a file that people laid here goes by what it is called.
    private static func name(_ plain: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(plain.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "_"), let number = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(number)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
