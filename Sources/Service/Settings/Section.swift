import Custody
import Yams

/// One mapping of the file, with the keys that belong there. Every getter adds a fault for what it cannot accept and
/// returns `nil` then; a getter with a standard value returns that when the key is absent.
struct Section {
    let path: String
    let spot: Spot?
    let faults: FaultList
    private let marks: Marks
    private var entries: [(name: String, spot: Spot?, node: Node)] = []

    /// Reads a mapping: unknown and doubled keys, merge keys and tags are faults.
    init?(_ node: Node, path: String, known: [String], marks: Marks, faults: FaultList) {
        (self.path, self.marks, self.faults) = (path, marks, faults)
        spot = marks.spot(node.mark)
        guard case .mapping(let mapping) = node else {
            if !Self.wasTaken(node) {
                faults.add(spot, path, "keys with values belong here", allowed: known.joined(separator: ", "))
            }
            return nil
        }
        refuseTag(mapping.tag, spot, path)
        for (key, value) in mapping {
            let place = marks.spot(key.mark)
            guard case .scalar(let scalar) = key else {
                faults.add(place, path, "a key is one word", allowed: known.joined(separator: ", "))
                continue
            }
            let name = marks.name(scalar.string)
            refuseTag(scalar.tag, place, full(name))
            if let first = entries.first(where: { $0.name == name }) {
                let line = first.spot.map { " in line \($0.line)" } ?? ""
                faults.add(place, full(name), "this key stands\(line) already", allowed: "each key once")
            } else if name == "<<" {
                faults.add(place, full(name), "merge keys are not read", allowed: "the keys themselves")
            } else if known.contains(name) {
                entries.append((name, place, value))
            } else if name != AnchorScan.taken {
                faults.add(
                    place, full(name), "there is no such key", allowed: known.joined(separator: ", "),
                    suggestion: NearestKey.of(name, among: known))
            }
        }
    }

    /// A section that the file leaves out.
    private init(absent path: String, _ parent: Section) {
        (self.path, spot, faults, marks) = (path, parent.spot, parent.faults, parent.marks)
    }

    func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func has(_ key: String) -> Bool { entries.contains { $0.name == key } }

    /// Names of the keys that are there, in the order of the file.
    var keys: [String] { entries.map(\.name) }

    /// Where a key's value stands.
    func place(of key: String) -> Spot? {
        guard let entry = entries.first(where: { $0.name == key }) else { return spot }
        return marks.spot(entry.node.mark) ?? entry.spot
    }

    func fault(_ key: String, _ problem: String, allowed: String? = nil, suggestion: String? = nil) {
        faults.add(place(of: key), full(key), problem, allowed: allowed, suggestion: suggestion)
    }

    private func node(_ key: String) -> Node? { entries.first { $0.name == key }?.node }

    private static func wasTaken(_ node: Node) -> Bool {
        if case .scalar(let scalar) = node { scalar.string == AnchorScan.taken } else { false }
    }

    private func refuseTag(_ tag: Tag, _ spot: Spot?, _ key: String) {
        // Yams writes the resolved name into the tag of a key that it compared with others
        guard !["", "tag:yaml.org,2002:str"].contains(tag.description) else { return }
        faults.add(spot, key, "the tag \(tag.description) is not read", allowed: "the value without it")
    }

    // MARK: - What stands behind a key

    /// A plain or quoted value. Absent and required: a fault.
    func word(_ key: String) -> (text: String, quoted: Bool)? {
        guard let node = node(key) else {
            fault(key, "this key is missing")
            return nil
        }
        return word(node, key, spot: place(of: key))
    }

    private func word(_ node: Node, _ key: String, spot: Spot?) -> (text: String, quoted: Bool)? {
        guard case .scalar(let scalar) = node else {
            faults.add(spot, full(key), "one value belongs here, not a list or further keys")
            return nil
        }
        if scalar.string == AnchorScan.taken { return nil }
        refuseTag(scalar.tag, spot, full(key))
        let quoted = scalar.style != .plain && scalar.style != .any
        if !quoted, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
            faults.add(spot, full(key), "the value is missing")
            return nil
        }
        return (scalar.string, quoted)
    }

    /// A list, as its values; an empty one is a list.
    func words(_ key: String) -> [(text: String, quoted: Bool, spot: Spot?)]? {
        guard let node = node(key) else {
            fault(key, "this key is missing")
            return nil
        }
        guard case .sequence(let sequence) = node else {
            if !Self.wasTaken(node) { fault(key, "a list belongs here", allowed: "[a, b] or one line for each with -") }
            return nil
        }
        refuseTag(sequence.tag, place(of: key), full(key))
        var found: [(text: String, quoted: Bool, spot: Spot?)] = []
        for (number, element) in sequence.enumerated() {
            let place = marks.spot(element.mark)
            if let word = word(element, "\(key)[\(number)]", spot: place) {
                found.append((word.text, word.quoted, place))
            }
        }
        return found.count == sequence.count ? found : nil
    }

    /// A section below this one. Absent: an empty one when it is not required, else a fault and `nil`.
    func section(_ key: String, known: [String], required: Bool) -> Section? {
        if let node = node(key) {
            return Section(node, path: full(key), known: known, marks: marks, faults: faults)
        }
        if required {
            fault(key, "this key is missing", allowed: known.joined(separator: ", "))
            return nil
        }
        return Section(absent: full(key), self)
    }
}
