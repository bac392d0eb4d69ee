import CCNETDriver
import CCNETSimulator
import DeviceKit
import SimulatorKit

extension StormUnit {
    /// A CCNET unit, as specified or forgetful, with or without a counter, and a driver that knows which.
    static func ccnet(_ dice: inout Dice) -> StormUnit {
        var unit = CCNETSimulator.CCNETConfiguration()
        let counter: CounterTrust = dice.pick([.none, .none, .exact, .mayLoseLast])
        switch counter {
        case .exact: unit.readings.counter = .exact
        case .mayLoseLast: unit.readings.counter = .mayLoseLastStep
        case .none: unit.readings.counter = .none
        }
        unit.readings.keepsInProcess = dice.chance(2, in: 3)
        unit.readings.failedStack = dice.pick([.silent, .returned])
        unit.readings.damaged = dice.pick([.refused, .silent])
        unit.readings.jamStandsUntilReset = dice.chance(1, in: 2)
        unit.readings.cashUnitStartsAnew = dice.chance(1, in: 2)
        unit.readings.identifiesWhileWordStands = dice.chance(3, in: 4)
        unit.readings.acknowledgementMeansLastAnswer = dice.chance(1, in: 2)
        unit.readings.tellsReturnAtStart = dice.chance(1, in: 3)
        unit.readings.disableGivesBack = dice.chance(1, in: 3)
        unit.readings.resetForgetsWord = !unit.readings.keepsInProcess && dice.chance(1, in: 2)
        unit.readings.longAnswers = dice.chance(1, in: 4)
        unit.readings.deafWhileReading = dice.chance(1, in: 5)
        unit.readings.busyWhileReading = dice.pick([nil, nil, nil, 2, 8])
        if dice.chance(1, in: 4) { unit.timing.stackLag = .milliseconds(dice.roll(50...400)) }
        unit.timing.initialise = .milliseconds(dice.roll(500...2_500))
        unit.timing.counterWrite = .milliseconds(dice.roll(20...120))
        unit.customerTakesAfter = dice.pick([.zero, .milliseconds(400), .milliseconds(2_500), nil])
        let driver = CCNETDriver.CCNETConfiguration(
            keepsInProcess: unit.readings.keepsInProcess && dice.chance(1, in: 2),
            counter: counter == .none ? CCNETCounter.none : .stackedNotes, counterTrust: counter)
        let words = """
            CCNET, counter \(counter), keeps \(unit.readings.keepsInProcess) known \
            \(driver.keepsInProcess == true), failed stack \(unit.readings.failedStack), jam stands \
            \(unit.readings.jamStandsUntilReset), stackLag \(unit.timing.stackLag)
            """
        return StormUnit(
            wire: .ccnet, device: CCNETDevice(unit), counter: counter, lateness: .withinSilence, words: words,
            dialogue: { CCNETDialogue(driver) },
            read: { fromHost, bytes in
                do {
                    return try CCNETWire.decode(direction: fromHost ? .host : .device, bytes: bytes).description
                } catch {
                    return "(\(bytes.count) bytes that are no frame)"
                }
            })
    }
}
