extension ESCPOSDevice {
    /// The blade has cut: a presenter holds the piece out. A second one in the same output is a jam.
    mutating func presentTicket() {
        guard configuration.model.presenter != nil, let number = roll.loose.last?.number else { return }
        guard heldTicket == nil, !isPresenterBlocked else {
            isPresenterJammed = true
            return notice(.presenterJammed)
        }
        heldTicket = number
        notice(.ticketPresented(number))
    }

    /// A hand at the output; whoever pulls clears a jam as well.
    mutating func takeTicket() {
        guard let number = heldTicket else { return }
        heldTicket = nil
        if !isPresenterBlocked { isPresenterJammed = false }
        notice(.ticketTaken(number))
    }

    /// GS e of CUSTOM; a blocked presenter does not move.
    ///
    /// - Source: receipt-printers.md 5.1 (numbers differ by model).
    mutating func moveTicket(_ function: UInt8) {
        guard let presenter = configuration.model.presenter, let number = heldTicket else { return }
        guard function == presenter.retract || function == presenter.eject else { return }
        guard !isPresenterBlocked else {
            isPresenterJammed = true
            return notice(.presenterJammed)
        }
        heldTicket = nil
        notice(function == presenter.retract ? .ticketRetracted(number) : .ticketEjected(number))
    }

    /// GS E0 of CUSTOM: the chosen bytes now, and on every change.
    mutating func enableFullStatus(_ kinds: UInt8) {
        memory.fullStatus = kinds
        memory.lastFull = []
        sendFullStatus()
    }

    mutating func sendFullStatus() {
        guard memory.fullStatus != 0, configuration.model.presenter != nil else { return }
        let bytes = status.full.enumerated().filter { memory.fullStatus >> UInt8($0.offset) & 1 == 1 }.map(\.element)
        guard bytes != memory.lastFull else { return }
        memory.lastFull = bytes
        transmit([0x10, memory.fullStatus] + bytes)
    }
}
