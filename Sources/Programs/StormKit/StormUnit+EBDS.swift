import DeviceKit
import EBDSDriver
import EBDSSimulator
import SimulatorKit

extension StormUnit {
    /// An EBDS unit with one of the readings that the paper leaves open, and a driver that knows its counter.
    static func ebds(_ dice: inout Dice) -> StormUnit {
        var unit = EBDSSimulator.EBDSConfiguration()
        let counter: CounterTrust
        switch dice.roll(1...10) {
        case ...5: counter = .exact
        case ...7: counter = .mayLoseLast
        default: counter = .none
        }
        switch counter {
        case .exact: unit.readings.counter = .exact
        case .mayLoseLast: unit.readings.counter = .mayLoseLastStep
        case .none: unit.readings.counter = .none
        }
        unit.readings.blankStacked = dice.pick([.asTable, .asTable, .everyPowerUp, .never])
        unit.readings.blankStackedAtCashUnit = dice.chance(3, in: 4)
        unit.readings.heldNoteKeepsValue = dice.chance(1, in: 3)
        unit.readings.policyCAtEscrow = dice.pick([.outOfService, .held])
        unit.readings.outOfServiceShowsFailure = dice.chance(4, in: 5)
        unit.readings.failedStack = dice.pick([.returned, .returned, .rejected])
        unit.readings.noteShownWithBoth = dice.pick([.stacked, .stacked, .escrowed])
        unit.readings.disabledShowsIdling = dice.chance(1, in: 3)
        unit.readings.deafWhileReading = dice.chance(1, in: 5)
        unit.readings.eventsInEveryStatus = dice.chance(1, in: 5)
        unit.readings.repeatFilter = dice.pick([.ackBit, .ackBit, .ackBitAndBytes])
        unit.readings.extended = dice.pick([.answered, .answered, .invalidCommand, .softwareCRC, .silent])
        unit.readings.extendedCarriesPoll = dice.chance(1, in: 5)
        unit.readings.inhibitsAnsweredExtended = dice.chance(2, in: 3)
        unit.readings.enquiry = dice.pick([.never, .never, .never, .always])
        if dice.chance(1, in: 4) {
            unit.readings.escrowClearing = .givesBack(after: .milliseconds(dice.roll(300...3_000)))
        }
        if dice.chance(1, in: 8) {
            unit.readings.isSeries2000 = true
            unit.model = 0x50
        }
        if dice.chance(1, in: 4) { unit.timing.stackLag = .milliseconds(dice.roll(50...400)) }
        unit.timing.startUp = .milliseconds(dice.roll(500...2_500))
        unit.timing.counterWrite = .milliseconds(dice.roll(20...120))
        unit.customerTakesAfter = dice.pick([.zero, .milliseconds(400), .milliseconds(2_500), nil])
        unit.readings.blankForm = dice.pick([.zeroBytes, .digits, .spaces])
        unit.readings.inhibitWidth = dice.pick([.either, .eight, .nineteen])
        let driver = EBDSDriver.EBDSConfiguration(
            powerUpPolicy: dice.pick([.a, .b, .b, .c]), counterTrust: counter,
            extendedNotes: dice.pick([.auto, .auto, .yes, .no]), startingTime: .seconds(3))
        let words = """
            EBDS, counter \(counter), policy \(driver.powerUpPolicy), extended \(driver.extendedNotes)/\
            \(unit.readings.extended), blank \(unit.readings.blankStacked) \(unit.readings.blankForm), inhibits \
            \(unit.readings.inhibitWidth), clearing \(unit.readings.escrowClearing), \
            series2000 \(unit.readings.isSeries2000), stackLag \(unit.timing.stackLag), filter \
            \(unit.readings.repeatFilter), both \(unit.readings.noteShownWithBoth)
            """
        return StormUnit(
            wire: .ebds, device: EBDSDevice(unit), counter: counter, words: words, dialogue: { EBDSDialogue(driver) },
            read: { fromHost, bytes in
                do {
                    return try EBDSWire.decode(direction: fromHost ? .host : .device, bytes: bytes).description
                } catch {
                    return "(\(bytes.count) bytes that are no frame)"
                }
            })
    }
}
