import Foundation

/// Rules about files that are no program text: vectors with an origin, and words that may not be committed.
enum Origins {
    /// Records of a vector file without an origin: neither their own nor that of what holds them.
    static func missing(_ path: String, _ data: Data) -> [Finding] {
        guard let whole = try? JSONSerialization.jsonObject(with: data) else {
            return [Finding(path, 1, "is no JSON")]
        }
        switch whole {
        case let records as [Any]: return records.enumerated().flatMap { record(path, "[\($0)]", $1) }
        case let book as [String: Any]: return hasOrigin(book) ? [] : [Finding(path, 1, "says no origin")]
        default: return [Finding(path, 1, "holds no records")]
        }
    }

    private static func record(_ path: String, _ place: String, _ value: Any) -> [Finding] {
        guard let record = value as? [String: Any] else { return [Finding(path, 1, "\(place) is no record")] }
        return hasOrigin(record) ? [] : [Finding(path, 1, "\(place) \(record["name"] ?? "") says no origin")]
    }

    /// `origin`, or `source` in the vectors of a wire: a few words at least.
    private static func hasOrigin(_ record: [String: Any]) -> Bool {
        let words = (record["origin"] as? String ?? record["source"] as? String ?? "").split(separator: " ")
        return words.count >= 2
    }

    /// Hosts of package registries, written in pieces so that this file does not name them either.
    private static let hosts = [
        "py" + "pi.org", "python" + "hosted.org", "npm" + "js.", "crates" + ".io", "ruby" + "gems.org",
        "maven" + ".org", "nu" + "get.org", "proxy.go" + "lang.org", "package" + "gist.org", "jsr" + ".io",
        "un" + "pkg.com", "jsde" + "livr.net",
    ]
    /// Paths that exist on the machine of one writer only.
    private static let strangePaths = ["../sha" + "red", "/work/sha" + "red", "/work/scra" + "tch", "/work/ma" + "in"]

    /// Lines that name a registry's host or a path outside of the repository.
    static func strangers(_ path: String, _ text: String) -> [Finding] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { place, line in
            (hosts + strangePaths).filter { line.contains($0) }.map { Finding(path, place + 1, "names \($0)") }
        }
    }
}
