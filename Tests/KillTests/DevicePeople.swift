import EBDSSimulator
import SimulatorKit

/// What people do at the acceptor.
extension DeviceRoom {
    /// Pushes a note into the mouth.
    func feed(_ id: Int, _ minorUnits: Int64) { turn(.lever(.insert(id: id, .note(minorUnits: minorUnits)))) }

    /// The customer pulls out what hangs in the mouth, if anything does.
    func clearMouth() {
        if validator.notes.contains(where: { $0.place == .mouth }) { turn(.lever(.takeNote)) }
    }

    /// Two people take the cash unit out.
    func takeCashUnitOut() { turn(.lever(.removeCashUnit)) }

    func place(of note: Int) -> NotePlace? { validator.note(note)?.place }

    /// The note has gone where it stays for now, or the service is gone.
    func isSettled(_ note: Int) -> Bool {
        switch place(of: note) {
        case .hand, .withCustomer, .withStaff, .box, nil: true
        case .mouth, .path, .escrow, .pastEscrow, .stuck: false
        }
    }
}
