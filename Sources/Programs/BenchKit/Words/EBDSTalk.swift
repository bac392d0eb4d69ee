import EBDSFrame
import EBDSSimulator

/// Follows both directions of an EBDS wire and says in words what passes.
package struct EBDSTalk: Hashable, Sendable {
    private let names: NoteNames
    private var fromHost = EBDSFrameParser()
    private var fromDevice = EBDSFrameParser()
    /// The query whose answer comes next; its answer alone does not say what it is about.
    private var asked: UInt8?

    package init(_ names: NoteNames) { self.names = names }

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        fromHost.items(bytes).map { item in
            switch item {
            case .frame(let frame): said(EBDSHeard(frame))
            case .enquiry: WireWords("one byte that means nothing", topic: "noise")
            case .fault(let fault, let bytes):
                WireWords("\(bytes.count) bytes of noise, \(fault.rawValue)", topic: "noise")
            }
        }
    }

    /// Bytes from the device.
    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        fromDevice.items(bytes).map { item in
            switch item {
            case .frame(let frame): EBDSAnswerWords.words(frame, names, query: asked)
            case .enquiry: WireWords("asks to be polled")
            case .fault(_, let bytes): WireWords("\(bytes.count) bytes of noise")
            }
        }
    }

    private mutating func said(_ command: EBDSHeard) -> WireWords {
        asked = nil
        switch command {
        case .poll(let bits): return WireWords(order(bits), topic: "poll")
        case .softReset: return WireWords("reset")
        case .auxiliary(let query):
            asked = query
            return WireWords("\(EBDSAnswerWords.subject(query)) asked", topic: "query \(query)")
        case .noteSpecification(let index, _): return WireWords("line \(index) of the note table asked", topic: "table")
        case .noteInhibits: return WireWords("notes enabled one by one", topic: "inhibits")
        case .escrowTimeout(let notes, _, _):
            return WireWords("notes may wait \(notes) seconds in escrow", topic: "escrow")
        case .valueTable: return WireWords("values of the notes asked", topic: "values")
        case .noteRetrieved(let enable, _):
            return WireWords("\(enable ? "tell" : "do not tell") when a note is taken", topic: "retrieved")
        case .unknown, .unknownExtended: return WireWords("a command this device does not know", topic: "unknown")
        case .noise: return WireWords("a frame that means nothing", topic: "noise")
        }
    }

    private func order(_ bits: EBDSPollBits) -> String {
        switch (bits.stack, bits.giveBack) {
        case (true, true): "stack and give back at once"
        case (true, false): "stack"
        case (false, true): "give back"
        case (false, false): names.words(mask: bits.mask)
        }
    }
}
