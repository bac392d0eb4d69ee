import DeviceKit
import ESCPOSFrame

extension ESCPOSPrinterDialogue {
    /// Requests that tell everything, in the order they are sent: CUSTOM's full status, or the four bytes of DLE EOT.
    var wholeLook: [UInt8] { presenter == nil ? [1, 2, 3, 4] : [0x14] }
    /// The request that tells whether more have to be asked.
    var shortLook: [UInt8] { presenter == nil ? [1] : [0x14] }
    /// Switches on what this printer tells by itself.
    var pushing: [UInt8] {
        ESCPOSCommand.set(presenter == nil ? .automaticStatus : .customAutomaticStatus, 0x0F).encoded()
    }

    /// Lets the presenter's machine take a step, and carries its order to the wire.
    mutating func present(_ event: PresenterEvent, _ now: Duration, _ effects: inout [Effect]) {
        guard let machine = presenter else { return }
        // Off line the order would lie in the buffer and draw a later customer's receipt back.
        if case .time = event, machine.ordersNext, phase != .ready || status.online != true {
            presenter = machine.on(.postponed(configuration.timing.busyPoll), now: now).next
            return
        }
        let step = machine.on(event, now: now)
        presenter = step.next
        if let order = step.order {
            effects.append(.send(ESCPOSCommand.ejector(function: order, steps: nil).encoded()))
            looks = wholeLook
        }
        publish(status, &effects)
    }

    /// CUSTOM's full status, asked for or pushed; kinds that were not sent keep what they said last.
    ///
    /// - Source: shared dossier `receipt-printers.md` 5.1 (bits of P, U, R, X; those marked as model dependent only where
    ///   they can do no harm).
    mutating func take(_ custom: CustomStatus, _ now: Duration, _ effects: inout [Effect]) {
        let isAnswer = outstanding?.request == .realTime(0x14)
        if isAnswer {
            outstanding = nil
            if phase == .ready, !answersRealTime, current == nil { return greet(now, &effects) }
            (missed, answersRealTime) = (0, true)
        } else {
            pushesStatus = true
        }
        var newest = status
        if let paper = custom.byte(0) {
            newest.paper = paper & 0x01 != 0 ? .end : paper & 0x44 != 0 ? .nearEnd : .enough
        }
        if let user = custom.byte(1) { newest.coverOpen = user & 0x03 != 0 }
        let recoverable = custom.byte(2) ?? 0
        let unrecoverable = custom.byte(3) ?? 0
        if custom.byte(2) != nil || custom.byte(3) != nil {
            if unrecoverable & 0x0C != 0 {
                newest.error = .unrecoverable
            } else if unrecoverable & 0x01 != 0 {
                newest.error = .cutter
            } else if recoverable & 0xC8 != 0 {
                newest.error = .recoverable
            } else {
                newest.error = recoverable & 0x01 != 0 ? .headHot : nil
            }
        }
        // The four bytes do not say "off line": it is what follows from them.
        newest.online = newest.paper != .end && newest.coverOpen != true && newest.error == nil
        if let paper = custom.byte(0) { present(.occupied(paper & 0x20 != 0), now, &effects) }
        publish(newest, &effects)
        statusMoved(now, isNews: !isAnswer, &effects)
    }
}
