import DeviceKit
import Money
import SimulatorKit

/// The smallest controller that keeps the rules of models/README.md section 4: one intent, one order, outcomes only by
/// evidence. What is here survives the host's death; `note` is the oracle's knowledge and never read by a rule.
struct Books {
    enum State: Hashable { case intent, credited, void, doubt }
    struct Record: Hashable {
        let note: Int
        var state: State
        /// Doubt whose unit has not been at rest since.
        var isPending = false
    }
    var records: [Record] = []
    var unclaimed: Int64 = 0
    var baseline: Int64?
    var serial: String?

    var open: Int? { records.last?.state == .intent ? records.count - 1 : nil }
    var pending: Int? { records.last.flatMap { $0.state == .doubt && $0.isPending ? records.count - 1 : nil } }
    func count(_ state: State) -> Int { records.count { $0.state == state } }
}

/// The volatile half of the controller.
struct Teller {
    enum Phase: Hashable { case recovering, ready, stacking }
    var phase = Phase.recovering
    var unordered = false
    var identity: BillAcceptorIdentity?

    /// What the books are told, and what the unit is asked, in this order.
    mutating func hear(
        _ report: BillAcceptorReport, _ books: inout Books, noteInside: Int?, stacks: Bool, keepsCount: Bool
    ) -> [BillAcceptorCommand] {
        switch report {
        case .identified(let told):
            identity = told
            phase = .recovering
        case .broken, .poweredUp, .outcomeMissing: phase = .recovering
        case .escrowed(_, let seenAt):
            switch phase {
            case .recovering: return []
            case .stacking:
                phase = .recovering
                return [.settle]
            case .ready:
                guard stacks, books.open == nil else { return [.giveBack] }
                books.records.append(Books.Record(note: noteInside ?? -1, state: .intent))
                phase = .stacking
                return [.stack(seenAt: seenAt)]
            }
        case .escrowedUnknown: return phase == .recovering ? [] : [.giveBack]
        case .stacked:
            if let index = books.open ?? books.pending {
                books.records[index].state = .credited
                books.baseline = books.baseline.map { $0 + 1 }
                if phase == .stacking { phase = .ready }
            } else if phase == .recovering {
                unordered = true
            } else {
                phase = .recovering
                if !keepsCount { books.unclaimed += 1 }
                return [.acknowledge, .settle]
            }
            return [.acknowledge]
        case .returned:
            if phase == .stacking, let index = books.open {
                books.records[index].state = .void
                phase = .ready
            }
            return [.acknowledge]
        case .remembered(let memory):
            phase = .recovering
            if let index = books.open {
                books.records[index].state = memory == .notTaken ? .void : .doubt
                books.records[index].isPending = memory == .mayBeTaken
            }
            return [.acknowledge]
        case .atRest(let counter, let proof):
            rest(counter, proof == .notTaken, &books)
            phase = .ready
            return [.enable(Denomination.usNotes)]
        case .accepting, .rejected, .status, .cheated: break
        }
        return []
    }

    private mutating func rest(_ counter: Int64?, _ provesNotTaken: Bool, _ books: inout Books) {
        unordered = false
        let open = books.open ?? books.pending
        defer { for index in books.records.indices { books.records[index].isPending = false } }
        guard let counter, let baseline = books.baseline else {
            if let index = open, books.records[index].state == .intent {
                books.records[index].state = provesNotTaken ? .void : .doubt
            }
            books.baseline = counter ?? books.baseline
            return
        }
        books.baseline = counter
        guard counter >= baseline else {
            // It lost its last step after the credit was told: the real controller calls people.
            if let index = open { books.records[index].state = .doubt }
            return
        }
        guard let index = open else {
            books.unclaimed += counter - baseline
            return
        }
        switch counter - baseline {
        case 1: books.records[index].state = .credited
        case 0 where identity?.counter == .exact || (provesNotTaken && books.records[index].state == .intent):
            books.records[index].state = .void
        case 0: books.records[index].state = .doubt
        case let gap:
            books.records[index].state = .doubt
            books.unclaimed += gap - 1
            books.baseline = counter
        }
    }
}
