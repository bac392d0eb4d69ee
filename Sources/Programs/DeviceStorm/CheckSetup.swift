import A776Driver
import A776Simulator
import CheckPaper
import DeviceKit
import ExcellaDriver
import ExcellaSimulator
import MiniMICRDriver
import MiniMICRFrame
import MiniMICRSimulator
import SimulatorKit

/// One check scanner or reader as a seed draws it.
struct CheckSetup<Host: Dialogue, Device: SimulatedCheckScanner>
where Host.Command == CheckScannerCommand, Host.Report == CheckScannerReport {
    /// For the report of a failure.
    var words: String
    /// The driver.
    var driver: () -> Host
    /// The unit.
    var unit: Device
    /// Towards the unit.
    var toDevice = CableManners()
    /// From the unit.
    var toHost = CableManners()
    /// It prints on the back in the same pass.
    var endorses = false
    /// It can keep a check inside until it is told what to print.
    var holds = false
    /// It has a cover.
    var hasCover = true
    /// The tag of its pictures that holds the line it heard.
    var lineTag: Int?
    /// Without power its connection is gone as well.
    var powersLink = false
    /// A new connection.
    var connected: (Device) -> Device = { $0 }
    /// It ends the connection after each answer.
    var hangsUp = false
}

extension CheckSetup where Host == A776Dialogue, Device == A776Device {
    static func a776(_ dice: inout Dice) -> CheckSetup {
        var readings = A776SimulatorConfiguration.Readings()
        readings.closesShortAnswers = dice.chance(2, in: 3)
        readings.closesLines = dice.chance(2, in: 3)
        readings.sides = dice.pick([.twoBlocks, .bareSecond, .oneFile, .onlyFirst])
        readings.answersCancelledRead = dice.chance(2, in: 3)
        readings.frontFirst = dice.chance(1, in: 2)
        let patience = dice.chance(1, in: 3) ? Duration.seconds(dice.roll(3...12)) : nil
        let unit = A776SimulatorConfiguration(
            ownPatience: patience, passTime: .milliseconds(dice.roll(800...1_500)), dotsPerInch: 30,
            readings: readings)
        var setup = CheckSetup(
            words: "A776, \(readings), patience \(String(describing: patience))",
            driver: { A776Dialogue() }, unit: A776Device(unit))
        (setup.endorses, setup.holds, setup.lineTag) = (true, true, 65_002)
        // No checksum: what is bent is believed. A line that is noisy has to be made quiet.
        setup.toDevice.late = dice.roll(0...40)
        (setup.toHost.late, setup.toHost.latest) = (dice.roll(0...40), .milliseconds(80))
        return setup
    }
}

extension CheckSetup where Host == ExcellaDialogue, Device == ExcellaDevice {
    static func excella(_ dice: inout Dice) -> CheckSetup {
        var readings = ExcellaSimulatorConfiguration.Readings()
        readings.ending = dice.pick([.length, .chunks, .connection])
        readings.closesAfterAnswer = dice.chance(1, in: 4)
        readings.failuresTellStatus = dice.chance(2, in: 3)
        readings.saysWords = dice.chance(2, in: 3)
        readings.feelsDoubleFeed = dice.chance(2, in: 3)
        let unit = ExcellaDevice(
            ExcellaSimulatorConfiguration(
                passTime: .milliseconds(dice.roll(1_000...2_500)), dotsPerInch: 30, readings: readings))
        var setup = CheckSetup(words: "Excella, \(readings)", driver: { ExcellaDialogue() }, unit: unit)
        (setup.endorses, setup.lineTag, setup.powersLink) = (true, 270, true)
        (setup.connected, setup.hangsUp) = ({ $0.connected() }, unit.closesAfterAnswer)
        // The network loses nothing: it is late, and it ends.
        (setup.toDevice.late, setup.toHost.late) = (dice.roll(0...40), dice.roll(0...40))
        return setup
    }
}

extension CheckSetup where Host == MiniMICRDialogue, Device == MiniMICRDevice {
    static func minimicr(_ dice: inout Dice) -> CheckSetup {
        let isPackets = dice.chance(1, in: 2)
        let check = dice.pick([MiniMICRCheck.withoutStart, .withStart])
        let readings = MiniMICRReadings(
            framing: isPackets ? .packets(check) : .lines(MiniMICRDelimiters()),
            commands: dice.pick([.answered, .afterHeader, .silentOnOthers]), noInk: dice.pick([.status, .words]),
            sendsStatus: true)
        let unit = MiniMICRSimulator.MiniMICRConfiguration(
            readings: readings, passTime: .milliseconds(dice.roll(500...1_000)))
        var setup = CheckSetup(
            words: "Mini MICR, \(readings)",
            driver: {
                MiniMICRDialogue(MiniMICRDriver.MiniMICRConfiguration(framing: isPackets ? .packets : .lines))
            }, unit: MiniMICRDevice(unit))
        setup.hasCover = false
        setup.toDevice.late = dice.roll(0...40)
        (setup.toHost.late, setup.toHost.latest) = (dice.roll(0...40), .milliseconds(250))
        // Only packets can see that they were bent.
        if isPackets { (setup.toHost.bent, setup.toHost.lost) = (dice.roll(0...60), dice.roll(0...30)) }
        return setup
    }
}
