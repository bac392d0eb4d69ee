public import SimulatorKit

/// The network between a station and a core: loses, repeats, delays and reorders, and never tells.
public struct SimulatedCoreLine: Hashable, Sendable {
    /// How often, of a thousand.
    public struct Faults: Hashable, Sendable {
        public var requestLost = 0
        /// The request is delivered and stays on the way: it will come again.
        public var requestRepeated = 0
        public var answerLost = 0
        public init(requestLost: Int = 0, requestRepeated: Int = 0, answerLost: Int = 0) {
            (self.requestLost, self.requestRepeated, self.answerLost) = (requestLost, requestRepeated, answerLost)
        }
    }

    /// What a station asks of the core.
    public enum Call: Hashable, Sendable {
        case post(SimulatedCore.Request)
        case lookup(String)
        case announce(station: String, epoch: Int64)
        case items(station: String)
    }

    /// What the core says to it.
    public enum Reply: Hashable, Sendable {
        case post(SimulatedCore.Answer)
        case lookup(SimulatedCore.Found)
        case announced(fencedBy: Int64?)
        case items([SimulatedCore.Posted])
    }

    /// A reply on its way to the call it belongs to.
    public struct Delivery: Hashable, Sendable {
        public let call: Int
        public let reply: Reply
        /// The core's restore mark when it answered.
        public let mark: Int
    }

    private struct Pending: Hashable, Sendable {
        let id: Int
        let call: Call
    }

    public var faults: Faults
    private var requests: [Pending] = []
    private var answers: [Delivery] = []

    public init(faults: Faults = Faults()) { self.faults = faults }

    public var isEmpty: Bool { requests.isEmpty && answers.isEmpty }

    /// A request goes out under a number of the caller's.
    public mutating func send(_ call: Call, id: Int) { requests.append(Pending(id: id, call: call)) }

    /// The caller is gone: its answers find nobody. Its requests may still arrive.
    public mutating func hangUp() { answers = [] }

    /// One movement anywhere on the line: a request reaches the core, or an answer the station.
    public mutating func step(_ core: inout SimulatedCore, _ dice: inout Dice) -> Delivery? {
        let count = requests.count + answers.count
        guard count > 0 else { return nil }
        let chosen = dice.roll(0...(count - 1))
        if chosen >= requests.count {
            let delivery = answers.remove(at: chosen - requests.count)
            return dice.chance(faults.answerLost, in: 1000) ? nil : delivery
        }
        let pending = requests[chosen]
        if dice.chance(faults.requestLost, in: 1000) {
            requests.remove(at: chosen)
            return nil
        }
        if !dice.chance(faults.requestRepeated, in: 1000) { requests.remove(at: chosen) }
        let reply: Reply =
            switch pending.call {
            case .post(let request): .post(core.post(request))
            case .lookup(let key): .lookup(core.lookup(key))
            case .announce(let station, let epoch): .announced(fencedBy: core.announce(station, epoch: epoch))
            case .items(let station): .items(core.items(of: station))
            }
        answers.append(Delivery(call: pending.id, reply: reply, mark: core.mark))
        return nil
    }
}
