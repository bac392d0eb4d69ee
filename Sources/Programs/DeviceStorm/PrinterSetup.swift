import DeviceKit
import ESCPOSDriver
import ESCPOSSimulator
import SimulatorKit
import StarDriver
import StarSimulator

/// One receipt printer as a seed draws it.
struct PrinterSetup<Host: Dialogue, Device: PrinterFace>
where Host.Command == POSPrinterCommand, Host.Report == POSPrinterReport {
    /// For the report of a failure.
    var words: String
    /// The so-and-so-many-th driver, told which level of the sense line means open if that is known.
    var driver: (_ start: Int, _ openIsHigh: Bool?) -> Host
    /// The printer.
    var unit: Device
    /// Bytes a second towards it; `nil`: USB or network.
    var speed: Int?
    /// The level that means open; `nil`: no drawer.
    var drawerTruth: Bool?
    /// The driver was told.
    var isTold = true
    /// A line that is interrupted goes on where it stopped.
    var goesOnInLine = false
    /// It holds a receipt out until it is taken.
    var presents = false
}

extension PrinterSetup where Host == ESCPOSPrinterDialogue, Device == ESCPOSDevice {
    static func escpos(_ dice: inout Dice) -> PrinterSetup {
        var unit = ESCPOSSimulator.ESCPOSConfiguration(model: dice.chance(1, in: 2) ? .tmT88V : .tmT20II)
        let isWide = unit.model.dotsPerInch == 203
        unit.readings.interruptedLineIsRepeated = dice.chance(1, in: 2)
        unit.readings.cutterRecoversWithCover = dice.chance(1, in: 2)
        let isHigh = dice.chance(1, in: 3)
        unit.drawers = [.pin2: DrawerFitting(contact: isHigh ? .normallyClosed : .normallyOpen)]
        let isTold = dice.chance(2, in: 3)
        let speed = dice.pick([nil, 960, 3_840, 11_520])
        return PrinterSetup(
            words: "\(unit.model.name), \(unit.readings), open is \(isHigh ? "high" : "low"), told \(isTold), "
                + "\(speed ?? 0) bytes a second",
            driver: { start, learned in
                let level: DrawerSettings.OpenLevel =
                    isTold ? (isHigh ? .high : .low) : learned.map { $0 ? .high : .low } ?? .unknown
                return ESCPOSPrinterDialogue(
                    ESCPOSDriver.ESCPOSConfiguration(
                        profile: isWide ? .tmT20 : .tmT88V, drawer: DrawerSettings(openLevel: level),
                        firstProcessID: start * 50, bytesPerSecond: speed))
            }, unit: ESCPOSDevice(unit), speed: speed, drawerTruth: isHigh, isTold: isTold,
            goesOnInLine: !unit.readings.interruptedLineIsRepeated)
    }

    static func custom(_ dice: inout Dice) -> PrinterSetup {
        var unit = ESCPOSSimulator.ESCPOSConfiguration(model: .customKPM)
        unit.drawers = [:]
        unit.readings.interruptedLineIsRepeated = dice.chance(1, in: 2)
        let speed = dice.pick([nil, 960, 11_520])
        return PrinterSetup(
            words: "CUSTOM KPM, \(unit.readings), \(speed ?? 0) bytes a second",
            driver: { start, _ in
                ESCPOSPrinterDialogue(
                    ESCPOSDriver.ESCPOSConfiguration(
                        profile: .customKPM, drawer: nil, firstProcessID: start * 50, bytesPerSecond: speed))
            }, unit: ESCPOSDevice(unit), speed: speed, drawerTruth: nil,
            goesOnInLine: !unit.readings.interruptedLineIsRepeated, presents: true)
    }
}

extension PrinterSetup where Host == StarPrinterDialogue, Device == StarDevice {
    static func star(_ dice: inout Dice) -> PrinterSetup {
        var unit = StarSimulator.StarConfiguration(model: dice.pick([.tsp650, .mcPrint3]))
        unit.readings.realTimeInsideData = dice.chance(1, in: 3)
        unit.readings.answersAskWhilePushing = dice.chance(2, in: 3)
        // One that answers neither question cannot be seen to be alive.
        unit.readings.enablingTellsAtOnce = !unit.readings.answersAskWhilePushing || dice.chance(2, in: 3)
        unit.readings.initialiseStopsPushing = dice.chance(1, in: 2)
        unit.readings.interruptedLineIsRepeated = dice.chance(1, in: 2)
        let isHigh = dice.chance(2, in: 3)
        unit.drawers = [StarDrawerFitting(contact: isHigh ? .closedWhenOpen : .closedWhenShut), nil]
        let isTold = dice.chance(2, in: 3)
        let speed = dice.pick([nil, 960, 3_840, 11_520])
        return PrinterSetup(
            words: "\(unit.model.name), \(unit.readings), open is \(isHigh ? "high" : "low"), told \(isTold), "
                + "\(speed ?? 0) bytes a second",
            driver: { _, learned in
                let level: DrawerSettings.OpenLevel =
                    isTold ? (isHigh ? .high : .low) : learned.map { $0 ? .high : .low } ?? .unknown
                return StarPrinterDialogue(
                    StarDriver.StarConfiguration(
                        profile: .tsp650, drawer: DrawerSettings(openLevel: level), bytesPerSecond: speed))
            }, unit: StarDevice(unit), speed: speed, drawerTruth: isHigh, isTold: isTold,
            goesOnInLine: !unit.readings.interruptedLineIsRepeated)
    }
}
