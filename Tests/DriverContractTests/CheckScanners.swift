import A776Driver
import A776Simulator
import CheckPaper
import Checks
import ConformKit
import DeviceKit
import ExcellaDriver
import ExcellaSimulator
import SimulatorKit

extension Contract {
    static let checkScanners = [
        checkScanner("A776", A776Dialogue(), A776Device(A776SimulatorConfiguration(dotsPerInch: 20))),
        checkScanner("Excella", ExcellaDialogue(), ExcellaDevice(ExcellaSimulatorConfiguration(dotsPerInch: 20))),
    ]

    private static func checkScanner<Host: Dialogue, Device: SimulatedCheckScanner>(
        _ name: String, _ host: Host, _ device: Device
    ) -> Contract where Host.Command == CheckScannerCommand, Host.Report == CheckScannerReport {
        var dice = Dice(seed: 3)
        let checks = (1...3).map { CheckMaker.check(id: $0, dice: &dice) }
        var contract = of(
            name, host, device,
            commands: [
                .beginInsertion(CheckScan(item: "a")), .endInsertion, .beginInsertion(CheckScan(item: "b", hold: true)),
                .eject, .cleared, .beginInsertion(CheckScan(item: "c", patience: .seconds(3))),
            ],
            levers: [
                .insert([checks[0]]), .takeChecks, .insert([checks[1], checks[2]]), .jamNext, .clearPath,
                .openCover(true), .openCover(false), .ink(.back, .low), .mute(true), .mute(false), .powerOff, .powerOn,
            ],
            heal: [.powerOn, .mute(false), .openCover(false), .fail(false), .clearPath, .takeChecks],
            remembersAtMost: 400_000,
            works: { if case .identified = $0 { true } else { false } })
        contract.driver = .checkScanner(host)
        contract.driverName = Hands.key(name)
        contract.conform = {
            let far = SimulatedFarEnd(device, hands: Hands.checks)
            return Conformance(host, far, .checkScanner, effort: .thorough).run()
        }
        return contract
    }
}
