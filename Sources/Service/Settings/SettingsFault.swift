/// One thing that is wrong in a settings file, with its place and its remedy.
public struct SettingsFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named.
    public var file: String
    /// Line, from 1; `nil` where the file as a whole is meant.
    public var line: Int?
    /// Column, from 1, where known.
    public var column: Int?
    /// The key's path, for example `devices.validator.line`; empty for the file as a whole.
    public var key: String
    /// What is wrong, a sentence without its full stop.
    public var problem: String
    /// What would be right, where that can be said.
    public var allowed: String?
    /// The known key that a mistyped one is nearest to.
    public var suggestion: String?

    /// `office.yaml:12:9: devices.validator.line: 9600 is no line setting. Allowed: ….`
    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if line != nil, let column { text += ":\(column)" }
        text += key.isEmpty ? ": " : ": \(key): "
        text += problem + "."
        if let suggestion { text += " Did you mean \(suggestion)?" }
        // a long list of keys hides the one that was meant
        if let allowed, suggestion == nil || allowed.count < 80 { text += " Allowed: \(allowed)." }
        return text
    }
}

/// Everything that is wrong in a settings file: at least one fault, in the order of the file.
public struct SettingsFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// The faults, never empty.
    public let faults: [SettingsFault]

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// A place in the file.
struct Spot: Hashable {
    let line: Int
    let column: Int
}

/// Collects faults while a file is read. Used by one reader on one thread.
final class FaultList {
    let file: String
    private var faults: [SettingsFault] = []

    init(file: String) { self.file = file }

    var isEmpty: Bool { faults.isEmpty }

    func add(
        _ spot: Spot?, _ key: String, _ problem: String, allowed: String? = nil, suggestion: String? = nil
    ) {
        faults.append(
            SettingsFault(
                file: file, line: spot?.line, column: spot?.column, key: key, problem: problem, allowed: allowed,
                suggestion: suggestion))
    }

    /// In the order of the file; a fault without a place comes first.
    var thrown: SettingsFaults {
        // a value is missing although nobody said why: still a refusal, never half a configuration
        if faults.isEmpty { add(nil, "", "the file could not be read as settings") }
        let order = faults.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.element.column ?? 0, left.offset)
                < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
        }
        return SettingsFaults(faults: order.map(\.element))
    }
}
