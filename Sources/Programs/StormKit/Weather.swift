import DeviceKit
import Money
import SimulatorKit

/// What a seed draws before its world begins: which unit stands there and what the sky will do.
struct Weather {
    var unit: StormUnit
    /// Per thousand frames, each way.
    var frameLost = 0
    var frameDoubled = 0
    var frameCut = 0
    var frameBent = 0
    var frameLate = 0
    /// Per ten thousand commits: the power goes somewhere inside; the disk refuses.
    var cutAtCommit = 0
    var diskFails = 0
    /// Per ten thousand effects: the power of the host goes before or after it.
    var cutAtEffect = 0
    /// Per thousand things that somebody at the device can see: power is cut within the next second.
    var cutAtNotice = 0
    /// Mean time between strokes of bad luck; `nil`: none.
    var strokeEvery: Duration?
    var strokes: [Stroke] = []
    /// Per thousand requests and answers to and from the core.
    var coreLoss = 0
    /// How likely, in a hundred, a customer feeds without looking.
    var careless = 0
    var strings = false
    var snapshotEvery = 1_000_000
    var coreRestores = false

    /// Bad luck that comes by itself.
    enum Stroke: String, Hashable, Sendable {
        case deviceCut, hostCut, bothCut, linkLoss, stall, jamIn, jamStack, jamOut, failStack, stackUnordered
        case peekCashUnit, paperOut, coreDown, full, swap, closeAccount, restoreCore
    }

    init(_ dice: inout Dice, wire: StormWire?) {
        unit = StormUnit.draw(&dice, wire: wire)
        drawSky(&dice)
    }

    var counter: CounterTrust { unit.counter }

    private mutating func drawSky(_ dice: inout Dice) {
        careless = dice.pick([0, 3, 10, 30])
        if dice.chance(1, in: 4) { snapshotEvery = dice.roll(20...120) }
        // Theft and doubts at once cannot be told apart by any count: strings only where no doubt remains.
        strings = dice.chance(1, in: 8) && counter == .exact
        // One world in ten has good weather: what happens there is not the weather's fault.
        if dice.chance(1, in: 10) { return }
        if dice.chance(2, in: 3) {
            let rain = dice.pick([2, 10, 40])
            frameLost = dice.roll(0...rain)
            frameDoubled = dice.roll(0...rain)
            frameCut = dice.roll(0...rain)
            frameBent = dice.roll(0...rain)
            frameLate = dice.roll(0...rain)
        }
        cutAtCommit = dice.pick([0, 30, 100, 400])
        diskFails = dice.pick([0, 0, 10, 60])
        cutAtEffect = dice.pick([0, 5, 20, 100])
        cutAtNotice = dice.pick([0, 5, 20, 100])
        coreLoss = dice.pick([0, 20, 150])
        if dice.chance(4, in: 5) { strokeEvery = .milliseconds(dice.roll(4_000...40_000)) }
        strokes = [.deviceCut, .hostCut, .bothCut, .linkLoss, .stall]
        let rare: [Stroke] = [
            .jamIn, .jamStack, .jamOut, .failStack, .peekCashUnit, .paperOut, .coreDown, .full, .closeAccount,
        ]
        for stroke in rare where dice.chance(1, in: 2) { strokes.append(stroke) }
        // A note that falls in unasked can be seen by a count that is never wrong, and by nothing else.
        if counter == .exact, dice.chance(1, in: 4) {
            strokes.append(.stackUnordered)
        } else if unit.tellsSerial, dice.chance(1, in: 8) {
            strokes.append(.swap)
        }
        if dice.chance(1, in: 8) { strokes.append(.restoreCore) }
        // A long silence leaves a doubt for the count, and so does another unit in the place of the one that knew; a
        // theft in the same cash unit would answer it.
        if strings { strokes.removeAll { $0 == .linkLoss || $0 == .swap } }
    }

    /// For the report of a failure.
    var words: String {
        let each = strokeEvery.map { "every \($0)" } ?? "never"
        return """
            unit: \(unit.words)
            sky: lost \(frameLost) doubled \(frameDoubled) cut \(frameCut) bent \(frameBent) late \(frameLate), commit \
            \(cutAtCommit) disk \(diskFails) effect \(cutAtEffect) notice \(cutAtNotice), strokes \(each): \
            \(strokes.map(\.rawValue).joined(separator: " "))
            """
    }
}
