/// In the journal a fact is one name and its content: `{"noteStacked": {...}}`.
extension Fact: Codable {
    /// The name of the case, written into the journal for ever.
    public enum Kind: String, CodingKey, CaseIterable, Sendable {
        /// Station, customer and the start of a note's life.
        case stationStarted, businessDayOpened, policyChanged, visitOpened, accountsChosen, visitEnded, noteIntended
        /// The outcomes of a note.
        case noteStacked, noteReturned, noteInDoubt, noteGivenBack, noteFoundInPath, notesUnclaimed, counterAdopted
        /// Payment, posting, paper.
        case paymentCommitted, heldBecameUnidentified, postingAnswered, postingTakenOver, receiptEnded,
            cashUnitInstalled
        /// Cash units after they were put in.
        case cashUnitPulled, custodyOffered, custodyOfferWithdrawn, custodyAccepted, countStarted, countSubmitted
        /// The end of a count; drawers and devices.
        case countSettled, drawerOpenIntended, drawerOpenEnded, drawerIncident, deviceIncident
        /// Devices that are looked after.
        case deviceQuarantined, deviceReleased, paperRollFitted
    }

    /// Which kind of fact this is.
    public var kind: Kind {
        switch self {
        case .stationStarted: .stationStarted
        case .businessDayOpened: .businessDayOpened
        case .policyChanged: .policyChanged
        case .visitOpened: .visitOpened
        case .accountsChosen: .accountsChosen
        case .visitEnded: .visitEnded
        case .noteIntended: .noteIntended
        case .noteStacked: .noteStacked
        case .noteReturned: .noteReturned
        case .noteInDoubt: .noteInDoubt
        case .noteGivenBack: .noteGivenBack
        case .noteFoundInPath: .noteFoundInPath
        case .notesUnclaimed: .notesUnclaimed
        case .counterAdopted: .counterAdopted
        case .paymentCommitted: .paymentCommitted
        case .heldBecameUnidentified: .heldBecameUnidentified
        case .postingAnswered: .postingAnswered
        case .postingTakenOver: .postingTakenOver
        case .receiptEnded: .receiptEnded
        case .cashUnitInstalled: .cashUnitInstalled
        case .cashUnitPulled: .cashUnitPulled
        case .custodyOffered: .custodyOffered
        case .custodyOfferWithdrawn: .custodyOfferWithdrawn
        case .custodyAccepted: .custodyAccepted
        case .countStarted: .countStarted
        case .countSubmitted: .countSubmitted
        case .countSettled: .countSettled
        case .drawerOpenIntended: .drawerOpenIntended
        case .drawerOpenEnded: .drawerOpenEnded
        case .drawerIncident: .drawerIncident
        case .deviceIncident: .deviceIncident
        case .deviceQuarantined: .deviceQuarantined
        case .deviceReleased: .deviceReleased
        case .paperRollFitted: .paperRollFitted
        }
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Kind.self)
        guard box.allKeys.count == 1, let kind = box.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a fact has one known name"))
        }
        switch kind {
        case .stationStarted: self = .stationStarted(try box.decode(StationStarted.self, forKey: kind))
        case .businessDayOpened: self = .businessDayOpened(try box.decode(BusinessDayOpened.self, forKey: kind))
        case .policyChanged: self = .policyChanged(try box.decode(PolicyChanged.self, forKey: kind))
        case .visitOpened: self = .visitOpened(try box.decode(VisitOpened.self, forKey: kind))
        case .accountsChosen: self = .accountsChosen(try box.decode(AccountsChosen.self, forKey: kind))
        case .visitEnded: self = .visitEnded(try box.decode(VisitEnded.self, forKey: kind))
        case .noteIntended: self = .noteIntended(try box.decode(NoteIntended.self, forKey: kind))
        case .noteStacked: self = .noteStacked(try box.decode(NoteStacked.self, forKey: kind))
        case .noteReturned: self = .noteReturned(try box.decode(NoteReturned.self, forKey: kind))
        case .noteInDoubt: self = .noteInDoubt(try box.decode(NoteInDoubt.self, forKey: kind))
        case .noteGivenBack: self = .noteGivenBack(try box.decode(NoteGivenBack.self, forKey: kind))
        case .noteFoundInPath: self = .noteFoundInPath(try box.decode(NoteFoundInPath.self, forKey: kind))
        case .notesUnclaimed: self = .notesUnclaimed(try box.decode(NotesUnclaimed.self, forKey: kind))
        case .counterAdopted: self = .counterAdopted(try box.decode(CounterAdopted.self, forKey: kind))
        case .paymentCommitted: self = .paymentCommitted(try box.decode(PaymentCommitted.self, forKey: kind))
        case .heldBecameUnidentified:
            self = .heldBecameUnidentified(try box.decode(HeldBecameUnidentified.self, forKey: kind))
        case .postingAnswered: self = .postingAnswered(try box.decode(PostingAnswered.self, forKey: kind))
        case .postingTakenOver: self = .postingTakenOver(try box.decode(PostingTakenOver.self, forKey: kind))
        case .receiptEnded: self = .receiptEnded(try box.decode(ReceiptEnded.self, forKey: kind))
        case .cashUnitInstalled: self = .cashUnitInstalled(try box.decode(CashUnitInstalled.self, forKey: kind))
        case .cashUnitPulled: self = .cashUnitPulled(try box.decode(CashUnitPulled.self, forKey: kind))
        case .custodyOffered: self = .custodyOffered(try box.decode(CustodyOffered.self, forKey: kind))
        case .custodyOfferWithdrawn:
            self = .custodyOfferWithdrawn(try box.decode(CustodyOfferWithdrawn.self, forKey: kind))
        case .custodyAccepted: self = .custodyAccepted(try box.decode(CustodyAccepted.self, forKey: kind))
        case .countStarted: self = .countStarted(try box.decode(CountStarted.self, forKey: kind))
        case .countSubmitted: self = .countSubmitted(try box.decode(CountSubmitted.self, forKey: kind))
        case .countSettled: self = .countSettled(try box.decode(CountSettled.self, forKey: kind))
        case .drawerOpenIntended: self = .drawerOpenIntended(try box.decode(DrawerOpenIntended.self, forKey: kind))
        case .drawerOpenEnded: self = .drawerOpenEnded(try box.decode(DrawerOpenEnded.self, forKey: kind))
        case .drawerIncident: self = .drawerIncident(try box.decode(DrawerIncident.self, forKey: kind))
        case .deviceIncident: self = .deviceIncident(try box.decode(DeviceIncident.self, forKey: kind))
        case .deviceQuarantined: self = .deviceQuarantined(try box.decode(DeviceQuarantined.self, forKey: kind))
        case .deviceReleased: self = .deviceReleased(try box.decode(DeviceReleased.self, forKey: kind))
        case .paperRollFitted: self = .paperRollFitted(try box.decode(PaperRollFitted.self, forKey: kind))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Kind.self)
        switch self {
        case .stationStarted(let fact): try box.encode(fact, forKey: .stationStarted)
        case .businessDayOpened(let fact): try box.encode(fact, forKey: .businessDayOpened)
        case .policyChanged(let fact): try box.encode(fact, forKey: .policyChanged)
        case .visitOpened(let fact): try box.encode(fact, forKey: .visitOpened)
        case .accountsChosen(let fact): try box.encode(fact, forKey: .accountsChosen)
        case .visitEnded(let fact): try box.encode(fact, forKey: .visitEnded)
        case .noteIntended(let fact): try box.encode(fact, forKey: .noteIntended)
        case .noteStacked(let fact): try box.encode(fact, forKey: .noteStacked)
        case .noteReturned(let fact): try box.encode(fact, forKey: .noteReturned)
        case .noteInDoubt(let fact): try box.encode(fact, forKey: .noteInDoubt)
        case .noteGivenBack(let fact): try box.encode(fact, forKey: .noteGivenBack)
        case .noteFoundInPath(let fact): try box.encode(fact, forKey: .noteFoundInPath)
        case .notesUnclaimed(let fact): try box.encode(fact, forKey: .notesUnclaimed)
        case .counterAdopted(let fact): try box.encode(fact, forKey: .counterAdopted)
        case .paymentCommitted(let fact): try box.encode(fact, forKey: .paymentCommitted)
        case .heldBecameUnidentified(let fact): try box.encode(fact, forKey: .heldBecameUnidentified)
        case .postingAnswered(let fact): try box.encode(fact, forKey: .postingAnswered)
        case .postingTakenOver(let fact): try box.encode(fact, forKey: .postingTakenOver)
        case .receiptEnded(let fact): try box.encode(fact, forKey: .receiptEnded)
        case .cashUnitInstalled(let fact): try box.encode(fact, forKey: .cashUnitInstalled)
        case .cashUnitPulled(let fact): try box.encode(fact, forKey: .cashUnitPulled)
        case .custodyOffered(let fact): try box.encode(fact, forKey: .custodyOffered)
        case .custodyOfferWithdrawn(let fact): try box.encode(fact, forKey: .custodyOfferWithdrawn)
        case .custodyAccepted(let fact): try box.encode(fact, forKey: .custodyAccepted)
        case .countStarted(let fact): try box.encode(fact, forKey: .countStarted)
        case .countSubmitted(let fact): try box.encode(fact, forKey: .countSubmitted)
        case .countSettled(let fact): try box.encode(fact, forKey: .countSettled)
        case .drawerOpenIntended(let fact): try box.encode(fact, forKey: .drawerOpenIntended)
        case .drawerOpenEnded(let fact): try box.encode(fact, forKey: .drawerOpenEnded)
        case .drawerIncident(let fact): try box.encode(fact, forKey: .drawerIncident)
        case .deviceIncident(let fact): try box.encode(fact, forKey: .deviceIncident)
        case .deviceQuarantined(let fact): try box.encode(fact, forKey: .deviceQuarantined)
        case .deviceReleased(let fact): try box.encode(fact, forKey: .deviceReleased)
        case .paperRollFitted(let fact): try box.encode(fact, forKey: .paperRollFitted)
        }
    }
}
