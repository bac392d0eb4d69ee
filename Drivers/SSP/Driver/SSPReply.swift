import WireKit

/// What a unit answers: a response code and what follows it. Which command it answers stands nowhere in it.
/// - Source: shared dossier `bill-acceptors.md` 4.2.
public struct SSPReply: Hashable, Sendable {
    /// How the command fared.
    public enum Outcome: Hashable, Sendable {
        /// F0; the rest is the answer.
        case ok
        /// F2: the command is not known.
        case unknownCommand
        /// F3: the wrong number of parameters.
        case wrongCount
        /// F4: a parameter out of range, or a command that has to be encrypted.
        case outOfRange
        /// F5: not now.
        case cannotProcess
        /// F6: the unit's software is in trouble.
        case softwareError
        /// F8.
        case fail
        /// FA: no key was agreed on, or the block did not open.
        case keyNotSet
        /// A first byte that is no response code.
        case other(UInt8)
    }

    /// The data as it came; not empty in a frame.
    public let data: [UInt8]

    /// An answer as it came.
    public init(_ data: [UInt8]) { self.data = data }

    /// How the command fared.
    public var outcome: Outcome {
        switch data.first {
        case 0xF0: .ok
        case 0xF2: .unknownCommand
        case 0xF3: .wrongCount
        case 0xF4: .outOfRange
        case 0xF5: .cannotProcess
        case 0xF6: .softwareError
        case 0xF8: .fail
        case 0xFA: .keyNotSet
        case let code: .other(code ?? 0)
        }
    }

    /// What follows the response code.
    public var body: ArraySlice<UInt8> { data.dropFirst() }
}

extension SSPReply {
    /// How the command fared, in words without a byte of the answer: it may have come enciphered, and what is said of it is
    /// kept where no mask is.
    var kind: String {
        switch outcome {
        case .ok: "OK"
        case .unknownCommand: "command not known"
        case .wrongCount: "wrong number of parameters"
        case .outOfRange: "parameter out of range"
        case .cannotProcess: "cannot process it now"
        case .softwareError: "software error"
        case .fail: "failed"
        case .keyNotSet: "no key"
        case .other: "no response code"
        }
    }
}

extension SSPReply: CustomStringConvertible {
    public var description: String {
        let rest = body.isEmpty ? "" : " \(Hex.text(body))"
        switch outcome {
        case .ok:
            guard !body.isEmpty else { return kind }
            let reading = SSPEvent.read(body)
            guard reading.rest.isEmpty else { return "OK\(rest)" }
            return "OK\(rest) (as a poll's answer: \(reading.events.map(\.description).joined(separator: ", ")))"
        case .other(let code): return "\(kind): \(hexByte(code))\(rest)"
        case .unknownCommand, .wrongCount, .outOfRange, .cannotProcess, .softwareError, .fail, .keyNotSet:
            return kind + rest
        }
    }
}
