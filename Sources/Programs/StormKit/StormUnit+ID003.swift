import DeviceKit
import ID003Driver
import ID003Simulator
import SimulatorKit

extension StormUnit {
    /// An ID-003 unit of some make, and a driver that knows of it what a power-cut rig has shown, or nothing.
    static func id003(_ dice: inout Dice) -> StormUnit {
        var unit = ID003Simulator.ID003Configuration()
        unit.readings.unacknowledgedShowsAs42 = dice.chance(1, in: 2)
        unit.readings.vendValidAfterReset = dice.chance(1, in: 2)
        unit.readings.pastEscrowAtReset = dice.pick([.intoBox, .givenBack])
        let resetsTroubleAfter: Duration? = dice.chance(1, in: 2) ? .seconds(3) : nil
        // One that shows an open stacker until a reset needs a person: the driver resets jams and failures only.
        unit.readings.afterTrouble = dice.pick([.continues, .initialises, .initialises])
        unit.readings.runningReset = dice.pick([.inhibits, .restarts])
        unit.readings.troubleHidesVendValid = dice.chance(1, in: 2)
        unit.readings.idleOrders = dice.pick([.answered, .invalidCommand, .silent])
        unit.readings.deafWhileReading = dice.chance(1, in: 5)
        unit.readings.questionsAtPowerUp = dice.pick([.answered, .invalidCommand, .silent])
        unit.readings.waitsForInhibit = dice.chance(1, in: 3)
        unit.readings.stackedCarriesPath = dice.chance(1, in: 3)
        unit.readings.pauseShows = dice.chance(1, in: 2)
        unit.readings.answersHurtFrames = dice.chance(1, in: 4)
        if dice.chance(1, in: 4) {
            unit.readings.escrowClearing = .givesBack(after: .milliseconds(dice.roll(300...3_000)))
        }
        if dice.chance(1, in: 4) { unit.timing.stackLag = .milliseconds(dice.roll(50...400)) }
        unit.timing.startUp = .milliseconds(dice.roll(500...2_500))
        unit.customerTakesAfter = dice.pick([.zero, .milliseconds(400), .milliseconds(2_500), nil])
        // Credit at 42, before the note lies in the box, is left to the driver's own tests: this oracle asks the box.
        let knows = dice.chance(1, in: 2)
        let behaviour = ID003Behaviour(
            unacknowledgedShowsAs42: knows && unit.readings.unacknowledgedShowsAs42,
            repeatsVendValidAfterReset: knows && unit.readings.vendValidAfterReset)
        let driver = ID003Driver.ID003Configuration(
            serial: unit.serialNumber, behaviour: behaviour, resetsTroubleAfter: resetsTroubleAfter)
        let words = """
            ID-003, knows \(knows), R42 \(unit.readings.unacknowledgedShowsAs42), VR \
            \(unit.readings.vendValidAfterReset), past escrow \(unit.readings.pastEscrowAtReset), after trouble \
            \(unit.readings.afterTrouble), clearing \(unit.readings.escrowClearing), stackLag \(unit.timing.stackLag)
            """
        // The wire tells no nameplate: a swapped unit is a matter of seals, not of bytes.
        return StormUnit(
            wire: .id003, device: ID003Device(unit), counter: .none, tellsSerial: false, lateness: .oneExchange,
            words: words,
            dialogue: { ID003Dialogue(driver) },
            read: { fromHost, bytes in
                do {
                    return try ID003Wire.decode(direction: fromHost ? .host : .device, bytes: bytes).description
                } catch {
                    return "(\(bytes.count) bytes that are no frame)"
                }
            })
    }
}
