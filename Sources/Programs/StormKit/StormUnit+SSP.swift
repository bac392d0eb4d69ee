import DeviceKit
import SSPDriver
import SSPSimulator
import SimulatorKit

extension StormUnit {
    /// An SSP unit with plain or acknowledged polls, in the clear or encrypted, and a driver that knows its counter.
    static func ssp(_ dice: inout Dice) -> StormUnit {
        var unit = SSPDeviceConfiguration()
        let counter: CounterTrust = dice.pick([.exact, .exact, .mayLoseLast, .none])
        switch counter {
        case .exact: unit.readings.counter = .exact
        case .mayLoseLast: unit.readings.counter = .mayLoseLastStep
        case .none: unit.readings.counter = .none
        }
        unit.readings.acknowledgement = dice.pick([.offered, .needsKey, .unknown])
        unit.readings.creditInPlainPolls = dice.pick([.once, .inEveryPoll])
        unit.readings.disabled = dice.pick([.once, .inEveryPoll])
        unit.readings.pendingCreditSurvives = dice.chance(1, in: 2)
        unit.readings.unfinishedStack = dice.pick([.intoBox, .givenBack])
        unit.readings.clearedIsNamed = dice.chance(3, in: 4)
        unit.readings.holdWithoutNote = dice.pick([.fail, .cannotProcess])
        unit.readings.ackWithoutEvent = dice.pick([.fail, .cannotProcess, .ok])
        unit.readings.disableGivesBack = dice.chance(1, in: 4)
        unit.readings.sequenceAtStart = dice.pick([.expectsZero, .expectsAny])
        unit.readings.escrowTimeout = dice.pick([.seconds(10), .seconds(10), .seconds(2)])
        unit.readings.knowsHold = dice.chance(7, in: 8)
        let encrypts = dice.chance(1, in: 2)
        unit.readings.encryption = encrypts ? dice.pick([.optional, .mandatory]) : dice.pick([.optional, .unknown])
        if dice.chance(1, in: 4) { unit.timing.stackLag = .milliseconds(dice.roll(50...400)) }
        unit.timing.startUp = .milliseconds(dice.roll(500...2_500))
        unit.timing.counterWrite = .milliseconds(dice.roll(20...120))
        unit.customerTakesAfter = dice.pick([.zero, .milliseconds(400), .milliseconds(2_500), nil])
        // A credit before the note lies in the box is left to the driver's own tests: this oracle asks the box.
        let knows = dice.chance(1, in: 2)
        let behaviour = SSPBehaviour(
            clearsUnordered: knows ? .never : .unproven,
            repeatsDisabled: knows && unit.readings.disabled == .inEveryPoll)
        let driver = SSPConfiguration(
            encryption: encrypts ? dice.pick([.ifOffered, .required]) : .ifOffered,
            keyExchanges: encrypts ? SSPKeyExchange.drawn(8, using: &dice) : [], packingSeed: dice.next(),
            acknowledgedPolls: dice.pick([.never, .ifOffered]), counterTrust: counter, behaviour: behaviour)
        let words = """
            SSP, encrypted \(encrypts)/\(unit.readings.encryption), hold \(unit.readings.knowsHold), counter \
            \(counter), knows \(knows), acknowledgement \(unit.readings.acknowledgement)/\
            \(driver.acknowledgedPolls), EE \(unit.readings.creditInPlainPolls), EE kept \
            \(unit.readings.pendingCreditSurvives), unfinished \(unit.readings.unfinishedStack), stackLag \
            \(unit.timing.stackLag)
            """
        return StormUnit(
            wire: .ssp, device: SSPDevice(unit), counter: counter, words: words, dialogue: { SSPDialogue(driver) },
            read: { fromHost, bytes in
                do {
                    return try SSPWire.decode(direction: fromHost ? .host : .device, bytes: bytes).description
                } catch {
                    return "(\(bytes.count) bytes that are no frame)"
                }
            })
    }
}
