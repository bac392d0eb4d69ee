import ArgumentParser

/// `tillkeeper wire …`
struct WireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wire", abstract: "Bytes of a device's line, in words.",
        subcommands: [WireDecodeCommand.self, WireCheckCommand.self])
}

/// Protocols that are asked for by name.
extension WireProtocol {
    /// The protocol of this name, or a sentence with the names that are known.
    static func named(_ name: String) throws(Refusal) -> WireProtocol {
        if let found = WireProtocol(rawValue: name.lowercased()) { return found }
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        let planned = ["cctalk", "mdb"]
        let what = planned.contains(name.lowercased()) ? "is not built into this version" : "is no protocol known here"
        throw Refusal("\(Words.line(name)) \(what). Known are \(known).", .unusable)
    }
}
