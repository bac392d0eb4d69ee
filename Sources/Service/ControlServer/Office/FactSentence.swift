import Custody
import Money

/// A fact in one sentence for the person who asks "where is my money?".
extension Fact {
    var sentence: String {
        switch self {
        case .stationStarted(let fact): "The service started (\(fact.program), epoch \(fact.epoch))."
        case .businessDayOpened(let fact): "Business day \(fact.date) was opened."
        case .policyChanged(let fact): "\(fact.by) changed \(fact.key.rawValue) from \(fact.old) to \(fact.new)."
        case .visitOpened(let fact): "A customer began visit \(fact.visit)."
        case .accountsChosen(let fact):
            "The customer chose account \(fact.choices.map(\.account.text).joined(separator: ", "))."
        case .visitEnded(let fact): "Visit \(fact.visit) ended: \(fact.how.words)."
        case .noteIntended(let fact): "A \(fact.amount) note in escrow is about to be stacked."
        case .noteStacked(let fact):
            "The \(fact.amount) note lies in cash unit \(fact.cashUnit) (\(fact.evidence.words))."
        case .noteReturned(let fact): "The note is not in the cash unit (\(fact.evidence.words))."
        case .noteInDoubt(let fact):
            "Nobody can tell whether the \(fact.amount) note is in cash unit \(fact.cashUnit) (\(fact.reason.words))."
        case .noteGivenBack(let fact):
            "\(fact.amount.map { "A \($0) note" } ?? "A note") went back from escrow (\(fact.why.words))."
        case .noteFoundInPath(let fact):
            "The \(fact.amount) note was found in the path by \(fact.by.map(\.text).joined(separator: " and "))."
        case .notesUnclaimed(let fact):
            "Cash unit \(fact.cashUnit) holds \(fact.count) more note(s) than the books explain: case \(fact.reference)."
        case .counterAdopted(let fact): "The count of acceptor \(fact.device) was taken as it is."
        case .paymentCommitted(let fact): "\(fact.amount) became a payment: receipt \(fact.receipt)."
        case .heldBecameUnidentified(let fact):
            "Nobody claimed \(fact.amount) of visit \(fact.visit): case \(fact.reference)."
        case .postingAnswered(let fact): fact.words
        case .postingTakenOver(let fact):
            "The core ledger knew a payment that the restored journal had lost (\(fact.reference))."
        case .receiptEnded(let fact):
            "Receipt \(fact.receipt)\(fact.copy > 0 ? " (copy \(fact.copy))" : ""): \(fact.outcome.rawValue)"
                + (fact.detail.isEmpty ? "." : ", \(fact.detail).")
        case .cashUnitInstalled(let fact): "Cash unit \(fact.cashUnit) was put in, seal \(fact.seal) broken."
        case .cashUnitPulled(let fact): "Cash unit \(fact.cashUnit) was pulled and sealed with \(fact.seal)."
        case .custodyOffered(let fact):
            "Cash unit \(fact.cashUnit) was offered to \(fact.to.map(\.text).joined(separator: " and "))."
        case .custodyOfferWithdrawn(let fact): "The offer of cash unit \(fact.cashUnit) was withdrawn."
        case .custodyAccepted(let fact):
            "\(fact.by.map(\.text).joined(separator: " and ")) took cash unit \(fact.cashUnit), seal compared."
        case .countStarted(let fact): "Counting of cash unit \(fact.cashUnit) began."
        case .countSubmitted(let fact): "\(fact.by) handed in a count of cash unit \(fact.cashUnit)."
        case .countSettled(let fact):
            "Cash unit \(fact.cashUnit) was counted: \(fact.counted), expected \(fact.expected)."
        case .drawerOpenIntended(let fact): "\(fact.by) opens drawer \(fact.drawer) (\(fact.reason.rawValue))."
        case .drawerOpenEnded(let fact): "Drawer \(fact.drawer): \(fact.outcome.rawValue)."
        case .drawerIncident(let fact): "Drawer \(fact.drawer): \(fact.kind.words(fact.seconds))."
        case .deviceIncident(let fact): "Device \(fact.device): \(fact.kind.words) \(fact.detail)."
        case .deviceQuarantined(let fact): "Device \(fact.device) was set aside: \(fact.words)"
        case .deviceReleased(let fact): "\(fact.by) released device \(fact.device)."
        case .paperRollFitted(let fact):
            "\(fact.by) put a roll of \(fact.lengthMillimetres / 1_000) m into device \(fact.device)."
        }
    }
}

extension VisitEnded.How {
    var words: String {
        switch self {
        case .finished: "the customer finished"
        case .cancelled: "the customer left without paying"
        case .timedOut: "nobody touched the screen any more"
        case .recovered: "the service ended meanwhile"
        }
    }
}

extension NoteStacked.Evidence {
    var words: String {
        switch self {
        case .reported: "reported by the device"
        case .counter: "the device's own count moved by one"
        }
    }
}

extension NoteReturned.Evidence {
    var words: String {
        switch self {
        case .reported: "the device reported it as given back"
        case .counter: "the device's own count did not move"
        case .count: "two people counted the cash unit"
        case .deviceState: "the device shows that it never took it"
        case .neverOrdered: "it was never ordered"
        }
    }
}

extension NoteInDoubt.Reason {
    var words: String {
        switch self {
        case .noCounter: "the device keeps no count"
        case .counterNotProven: "the device's count proves nothing here"
        case .counterJumped: "the device's count moved by more than one"
        case .deviceUnreachable: "the device does not answer"
        case .pastEscrowAtPowerUp: "the device had the note half way when it was stopped"
        case .deviceSwapped: "another device answers now"
        }
    }
}

extension NoteGivenBack.Why {
    var words: String {
        switch self {
        case .customerCancelled: "the customer asked for it"
        case .noVisit: "no payment was open"
        case .limit: "above the limit"
        case .promiseBroken: "the kiosk could not take it safely"
        case .notAccepted: "not recognised"
        case .recovery: "the device was starting"
        }
    }
}

extension PostingAnswered {
    var words: String {
        switch answer {
        case .posted: "The core ledger has booked it (\(detail))."
        case .rejected: "The core ledger refused it (\(detail)): case \(reference?.text ?? "?")."
        case .missingAgain: "The core ledger lost it; it is sent again under the same key."
        }
    }
}

extension DrawerIncident.Kind {
    func words(_ seconds: Int64) -> String {
        switch self {
        case .openedByHand: "opened without an order"
        case .leftOpen: "left open for \(seconds) seconds"
        case .closed: "closed after \(seconds) seconds"
        case .sensorFault: "its sensor contradicts itself"
        }
    }
}

extension DeviceIncident.Kind {
    var words: String {
        switch self {
        case .cheated: "suspects a cheat:"
        case .jammed: "is jammed:"
        case .valueDiffers: "reported another value:"
        case .counterWentBack: "its count went back:"
        case .stackedUnordered: "stacked a note that nobody ordered:"
        case .cashUnitRemoved: "its cash unit was taken out:"
        case .cashUnitUnknown: "has a cash unit nobody knows:"
        case .swapped: "is not the unit that was here:"
        case .failed: "failed:"
        }
    }
}
