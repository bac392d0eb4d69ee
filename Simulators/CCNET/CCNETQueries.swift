import CCNETFrame
import SimulatorKit

/// What the device tells about itself, and in which states it does.
/// - Source: shared dossier `bill-acceptors.md` 3.2 (column "state limit").
extension CCNETDevice {
    func answer(_ query: CCNETHeard) -> CCNETAnswer {
        let readings = configuration.readings
        switch query {
        case .status:
            guard readings.knowsStatus else { return .illegal }
            return .status(enabled: mind.enabled, secured: mind.secured, bytes: configuration.rows / 8)
        case .identification:
            guard readings.knowsIdentification, isStill || readings.identifiesAlways else { return .illegal }
            return .identification(
                part: configuration.partNumber, serial: memory.serialNumber, asset: configuration.assetNumber)
        case .billTable:
            guard readings.knowsBillTable, isStill || readings.identifiesAlways else { return .illegal }
            return .billTable(configuration.billTable, rows: configuration.rows)
        case .barcode:
            guard case .barcode(let text) = noteInEscrow?.paper else { return .illegal }
            return .data(Array(text.utf8.prefix(18)))
        case .firmwareCheck: return isStill ? .data([0x5A, 0x17, 0xC0, 0xDE]) : .illegal
        case .moduleIdentification:
            guard isReady, isStill || mind.enabled != 0 else { return .illegal }
            let part = Array(configuration.partNumber.utf8.prefix(15))
            let filled = part + [UInt8](repeating: 0x20, count: 15 - part.count)
            return .data(filled + [0x5A, 0x17, 0xC0, 0xDE])
        case .count:
            guard case .stackedNotes = readings.counterPlace, isStill || isIdling else { return .illegal }
            return readings.counter == .none ? .illegal : .data(CCNETAnswer.number(UInt64(memory.countedNotes), 2))
        case .statistics: return statistics
        case .releaseDate: return isStill ? .data(Array("20141201".utf8)) : .illegal
        case .acknowledged, .notUnderstood, .reset, .security, .poll, .enable, .stack, .giveBack, .hold,
            .barcodeFormat, .escrowTimes, .illegal, .elsewhere:
            return .illegal
        }
    }

    private var statistics: CCNETAnswer {
        guard case .statistics(let bytes, let at) = configuration.readings.counterPlace, isStill,
            configuration.readings.counter != .none, at >= 0, bytes >= at + 4, bytes <= 2000
        else { return .illegal }
        let count = CCNETAnswer.number(UInt64(memory.countedNotes), 4)
        let front = [UInt8](repeating: 0x11, count: at)
        return .data(front + count + [UInt8](repeating: 0x22, count: bytes - at - 4))
    }

    /// Power up, initialise, disabled or a failure: the states in which a host may ask who is there.
    private var isStill: Bool {
        switch power {
        case .off: return false
        case .waitingForReset, .initialising: return true
        case .running: break
        }
        if memory.pending != nil, !configuration.readings.identifiesWhileWordStands { return false }
        if cashUnit == nil || isJammed || isFull { return true }
        return !isBusy && mind.enabled == 0
    }

    private var isIdling: Bool { isReady && !isBusy }
}
