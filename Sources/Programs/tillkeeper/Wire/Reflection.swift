import WireKit

/// A typed value in words, by its own shape: the name of the case and what it carries. Bytes stand as hex, and as text
/// where they are text.
enum Reflection {
    static func words(_ value: Any) -> String {
        if let bytes = value as? [UInt8] { return self.bytes(bytes) }
        if let text = value as? String { return "\"\(text)\"" }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { words($0.value) } ?? "none"
        case .enum: return enumCase(value, mirror)
        case .collection: return "[" + mirror.children.map { words($0.value) }.joined(separator: ", ") + "]"
        case .struct, .class, .tuple: return fields(mirror)
        default: return String(describing: value)
        }
    }

    private static func enumCase(_ value: Any, _ mirror: Mirror) -> String {
        guard let child = mirror.children.first else { return spaced(String(describing: value)) }
        let name = spaced(child.label ?? "")
        let content = Mirror(reflecting: child.value)
        return content.displayStyle == .tuple ? "\(name) \(fields(content))" : "\(name) \(words(child.value))"
    }

    private static func fields(_ mirror: Mirror) -> String {
        let parts = mirror.children.map { child in
            let label = child.label.map(spaced) ?? ""
            return label.isEmpty || label.hasPrefix(".") ? words(child.value) : "\(label) \(words(child.value))"
        }
        return parts.isEmpty ? "" : "(" + parts.joined(separator: ", ") + ")"
    }

    private static func spaced(_ name: String) -> String { Words.key(name) }

    private static func bytes(_ bytes: [UInt8]) -> String {
        let shown = Hex.text(bytes.prefix(64)) + (bytes.count > 64 ? " … (\(bytes.count) bytes)" : "")
        let isText = bytes.count > 1 && bytes.allSatisfy { (0x20...0x7E).contains($0) }
        return isText ? "\"\(String(decoding: bytes.prefix(200), as: UTF8.self))\"" : shown.isEmpty ? "nothing" : shown
    }
}
