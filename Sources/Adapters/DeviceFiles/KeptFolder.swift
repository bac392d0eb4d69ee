import Glibc

/// A folder of small files, each replaced as a whole: numbers that live on over restarts.
public struct KeptFolder: Sendable {
    /// Where it is.
    public let path: String
    private let ending: String

    /// A folder, made when the first file is written. Only files with this ending are read.
    public init(path: String, ending: String = ".json") { (self.path, self.ending) = (path, ending) }

    /// Replaces a file. What cannot be a file's name is written as its number, so that two names never share a file.
    public func write(_ bytes: [UInt8], as name: String) throws(FileFault) {
        try WholeFile.prepare(path)
        try WholeFile.write(bytes, to: "\(path)/\(Self.plain(name))\(ending)", in: path)
    }

    /// Every file's content in the order of the names; no folder is no file.
    public func read() throws(FileFault) -> [[UInt8]] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(ending) { names.append(name) }
        }
        var found: [[UInt8]] = []
        for name in names.sorted() {
            if let bytes = try WholeFile.read("\(path)/\(name)") { found.append(bytes) }
        }
        return found
    }

    private static func plain(_ name: String) -> String {
        var plain = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: plain.unicodeScalars.append(Unicode.Scalar(byte))
            default: plain += "_" + String(byte, radix: 16)
            }
        }
        return plain
    }
}
