import DeviceKit

/// The truth about receipts: each has lines that stand on no other one, so that paper tells whose it is.
struct ReceiptWatch: Hashable, Sendable {
    private struct Receipt: Hashable, Sendable {
        let id: String
        let rows: Int
        /// The driver that was asked is gone: nobody will say what became of it.
        var isOrphan = false
        /// Something happened that may make it unknown.
        var hasReason = false
        /// It waited in the printer, and that was told: it may lie on two pieces of paper.
        var wasStalled = false
        var outcome: PrintOutcome?
    }

    private var receipts: [Receipt] = []
    /// A line that is interrupted goes on where it stopped: on two pieces of paper, if it had to wait for paper.
    let goesOnInLine: Bool

    init(goesOnInLine: Bool) { self.goesOnInLine = goesOnInLine }

    static func head(_ id: String) -> String { "\(id): receipt" }
    static func row(_ id: String, _ number: Int) -> String { "\(id): item \(number)" }
    static func end(_ id: String) -> String { "\(id): thank you" }

    private static func lines(_ id: String) -> [String] {
        let rows = 3 + (Int(id.dropFirst()) ?? 0) % 5
        return [head(id)] + (1...rows).map { row(id, $0) } + [end(id)]
    }

    // MARK: What happens

    /// Asked, or asked again after it had failed.
    mutating func ordered(_ id: String) {
        if let place = receipts.firstIndex(where: { $0.id == id }) {
            if case .failed = receipts[place].outcome { receipts[place].outcome = nil }
            if receipts[place].isOrphan {
                // A new driver knows nothing of the first attempt: the controller must not ask it again.
                receipts[place].hasReason = true
            }
        } else {
            receipts.append(Receipt(id: id, rows: Self.lines(id).count))
        }
    }

    func isOpen(_ id: String) -> Bool { receipts.contains { $0.id == id && $0.outcome == nil } }

    mutating func struck(isRestart: Bool) {
        for place in receipts.indices where receipts[place].outcome == nil {
            receipts[place].hasReason = true
            if isRestart { receipts[place].isOrphan = true }
        }
    }

    mutating func gaveUp() {
        for place in receipts.indices where receipts[place].outcome == nil { receipts[place].hasReason = true }
    }

    mutating func stalled(_ id: String) {
        for place in receipts.indices where receipts[place].id == id {
            receipts[place].wasStalled = true
            receipts[place].hasReason = true
        }
    }

    // MARK: What is said

    /// What is wrong with the end of a job; `nil`: nothing.
    mutating func ended(_ id: String, _ outcome: PrintOutcome, _ paper: [PrinterPiece]) -> String? {
        guard let place = receipts.firstIndex(where: { $0.id == id }) else {
            return "\(id) ended, it says; nobody ordered it"
        }
        if let known = receipts[place].outcome {
            return known == outcome ? nil : "\(id) ended \(known), and now \(outcome)"
        }
        receipts[place].outcome = outcome
        let receipt = receipts[place]
        switch outcome {
        case .printed: return torn(receipt, paper)
        case .failed(let words):
            return found(id, paper).isEmpty ? nil : "\(id) failed (\(words)), it says; it is on paper"
        case .unknown(let words): return receipt.hasReason ? nil : "\(id) is unknown (\(words)) without a reason"
        }
    }

    private func found(_ id: String, _ paper: [PrinterPiece]) -> [PrinterPiece.Line] {
        paper.flatMap { piece in piece.lines.filter { $0.text.hasPrefix("\(id): ") } }
    }

    /// A printed receipt lies whole on loose paper: every line of it, in its order, on one piece unless it had to wait.
    private func torn(_ receipt: Receipt, _ paper: [PrinterPiece]) -> String? {
        let wanted = Self.lines(receipt.id)
        let loose = paper.filter(\.isLoose)
        func isWhole(_ lines: [PrinterPiece.Line]) -> Bool {
            var next = 0
            for line in lines where next < wanted.count && line.text.hasPrefix(wanted[next]) {
                if line.isWhole || (receipt.wasStalled && goesOnInLine) { next += 1 }
            }
            return next == wanted.count
        }
        if loose.contains(where: { isWhole($0.lines) }) { return nil }
        if receipt.wasStalled, isWhole(loose.flatMap(\.lines)) { return nil }
        return "\(receipt.id) is printed, it says; it is not whole on paper that was cut"
    }

    // MARK: At rest

    /// What is wrong when all has come to rest.
    func atRest(_ paper: [PrinterPiece], last: String) -> String? {
        for receipt in receipts {
            let ends = found(receipt.id, paper).filter { $0.isWhole && $0.text.hasPrefix(Self.end(receipt.id)) }
            if ends.count > 1 { return "\(receipt.id) is \(ends.count) times on paper" }
            if receipt.outcome == nil, !receipt.isOrphan { return "\(receipt.id) never came to an end" }
            if receipt.outcome == .printed, let words = torn(receipt, paper) { return words }
            if case .failed = receipt.outcome, !ends.isEmpty { return "\(receipt.id) failed, it said; it is on paper" }
        }
        guard receipts.last(where: { $0.id == last })?.outcome == .printed else {
            return "the last receipt in good weather was not printed"
        }
        return nil
    }
}
