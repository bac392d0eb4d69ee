import DeviceKit
import Money

/// A controller of the plainest kind: an intent for each note, one order, outcomes by the rules of the models. The
/// records are durable; everything else dies with the host.
struct HostModel {
    enum State { case intent, credited, voided, doubt }
    struct Record {
        /// The physical note: only the oracle looks.
        let note: Int
        let value: Denomination
        var state: State
    }

    var records: [Record] = []
    /// Notes in the register of what nobody ordered.
    var unidentified = 0
    /// "Stacked" once more about a note that has its credit.
    var repetitions = 0
    var valueAlarms = 0

    var isRecovering = true
    var refusesNotes = false
    /// Which notes to take.
    var wanted = Denomination.usNotes

    var open: Record? { records.last.flatMap { $0.state == .intent ? $0 : nil } }

    func count(_ state: State) -> Int { records.filter { $0.state == state }.count }
    func notes(_ state: State) -> [Int] { records.filter { $0.state == state }.map(\.note) }

    mutating func restart() { isRecovering = true }

    /// Makes durable what the report means; the commands follow after that.
    mutating func hear(_ report: BillAcceptorReport, note: Int?) -> [BillAcceptorCommand] {
        switch report {
        case .identified, .broken, .poweredUp, .outcomeMissing:
            isRecovering = true
            return []
        case .escrowed(let value, let seenAt):
            guard !isRecovering else { return [] }
            guard open == nil else {
                isRecovering = true
                return [.settle]
            }
            guard !refusesNotes, let note else { return [.giveBack] }
            records.append(Record(note: note, value: value, state: .intent))
            return [.stack(seenAt: seenAt)]
        case .escrowedUnknown: return isRecovering ? [] : [.giveBack]
        case .stacked(let value):
            stacked(value)
            return [.acknowledge]
        case .returned:
            if !isRecovering, open != nil { settle(.voided) }
            return [.acknowledge]
        case .remembered(let memory):
            isRecovering = true
            if open != nil { settle(memory == .notTaken ? .voided : .doubt) }
            return [.acknowledge]
        case .atRest(_, let proof):
            if open != nil { settle(proof == .notTaken ? .voided : .doubt) }
            isRecovering = false
            return wanted.isEmpty ? [.disable] : [.enable(wanted)]
        case .accepting, .rejected, .status, .cheated: return []
        }
    }

    private mutating func stacked(_ value: Denomination?) {
        switch records.last?.state {
        case .intent, .doubt:
            if let value, value != records.last?.value { valueAlarms += 1 }
            settle(.credited)
        case .credited: repetitions += 1
        case .voided, nil: unidentified += 1
        }
    }

    private mutating func settle(_ state: State) { records[records.count - 1].state = state }
}
