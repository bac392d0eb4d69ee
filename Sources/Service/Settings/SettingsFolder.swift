/// The folder a settings file lies in: where its relative paths begin.
struct SettingsFolder {
    /// With its last slash; empty for a file named without a folder.
    let prefix: String

    init(of file: String) {
        guard let slash = file.lastIndex(of: "/") else {
            prefix = ""
            return
        }
        prefix = String(file[...slash])
    }

    /// A path as the system shall see it, without `.` and doubled slashes, so that one port has one name. `..` stays:
    /// what it means depends on links.
    func resolve(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : prefix + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." { parts.append(part) }
        return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
