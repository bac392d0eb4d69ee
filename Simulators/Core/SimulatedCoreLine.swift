public import SimulatorKit

/// The network between a station and a core: loses, repeats, delays and reorders, and never tells.
public struct SimulatedCoreLine: Hashable, Sendable {
    /// How often, of a thousand.
    public struct Faults: Hashable, Sendable {
        /// The core never sees it.
        public var requestLost = 0
        /// The request is delivered and stays on the way: it will come again.
        public var requestRepeated = 0
        /// The core has done it, and the station never knows.
        public var answerLost = 0
        /// Chances; a line without faults where nothing is said.
        public init(requestLost: Int = 0, requestRepeated: Int = 0, answerLost: Int = 0) {
            (self.requestLost, self.requestRepeated, self.answerLost) = (requestLost, requestRepeated, answerLost)
        }
    }

    /// What a station asks of the core.
    public enum Call: Hashable, Sendable {
        /// Post a body.
        case post(SimulatedCore.Request)
        /// What became of this key?
        case lookup(String)
        /// Shut out lower epochs of this station.
        case announce(station: String, epoch: Int64)
        /// Everything posted in this station's name.
        case items(station: String)
    }

    /// What the core says to it.
    public enum Reply: Hashable, Sendable {
        /// To a `post`.
        case post(SimulatedCore.Answer)
        /// To a `lookup`.
        case lookup(SimulatedCore.Found)
        /// To an `announce`; `nil`: the epoch stands, else the higher one that was announced before.
        case announced(fencedBy: Int64?)
        /// To an `items`, in the order of booking.
        case items([SimulatedCore.Posted])
    }

    /// A reply on its way to the call it belongs to.
    public struct Delivery: Hashable, Sendable {
        /// The caller's number.
        public let call: Int
        /// What the core said when it worked on the call; may be old by now.
        public let reply: Reply
        /// The core's restore mark when it answered.
        public let mark: Int
    }

    private struct Pending: Hashable, Sendable {
        let id: Int
        let call: Call
    }

    /// May be turned while it runs, for weather that changes.
    public var faults: Faults
    private var requests: [Pending] = []
    private var answers: [Delivery] = []

    /// A line with nothing on it.
    public init(faults: Faults = Faults()) { self.faults = faults }

    /// Nothing is on its way, in either direction.
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
