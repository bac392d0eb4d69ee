import CCNETDriver
import CCNETSimulator
import CheckPaper
import Checks
import ConformKit
import DeviceKit
import ID003Driver
import ID003Simulator
import MiniMICRDriver
import MiniMICRSimulator
import SSPDriver
import SSPSimulator
import SimulatorKit
import StarDriver
import StarSimulator

extension Contract {
    static let more: [Contract] = [
        acceptor("ID-003", ID003Dialogue(), ID003Device()),
        acceptor("CCNET", CCNETDialogue(), CCNETDevice()),
        acceptor("SSP", SSPDialogue(), SSPDevice()),
        printer(
            "Star", StarPrinterDialogue(StarDriver.StarConfiguration(profile: StarProfile.catalogue[0].profile)),
            StarDevice(),
            hands: Hands.star,
            levers: [
                .openCover, .closeCover, .drawer(1, .openByHand), .drawer(1, .pushShut), .removePaper,
                .loadPaper(millimetres: 80_000), .jamCutter, .freeCutter, .powerOff, .powerOn,
            ],
            heal: [
                .powerOn, .loadPaper(millimetres: 80_000), .freeCutter, .coolHead, .repair, .openCover, .closeCover,
                .drawer(1, .pushShut),
            ]),
        checks("Mini MICR", MiniMICRDialogue(), MiniMICRDevice()),
    ]

    static func checks<Host: Dialogue, Device: SimulatedDevice>(
        _ name: String, _ host: Host, _ device: Device
    ) -> Contract
    where Host.Command == CheckScannerCommand, Host.Report == CheckScannerReport, Device.Lever == CheckScannerLever {
        var dice = Dice(seed: 8)
        let check = CheckMaker.check(id: 1, dice: &dice)
        var contract = of(
            name, host, device,
            commands: [
                .beginInsertion(CheckScan(item: "i1")), .endInsertion, .eject, .cleared,
                .beginInsertion(CheckScan(item: "i2", hold: true)), .endInsertion,
            ],
            levers: [
                .insert([check]), .takeChecks, .jamNext, .insert([check]), .clearPath, .openCover(true),
                .openCover(false),
                .mute(true), .mute(false), .powerOff, .powerOn,
            ],
            heal: [.powerOn, .mute(false), .openCover(false), .clearPath, .fail(false), .takeChecks],
            remembersAtMost: 4_000_000,
            works: { if case .identified = $0 { true } else { false } })
        contract.driver = .checkScanner(host)
        contract.driverName = Hands.key(name)
        contract.conform = {
            let far = SimulatedFarEnd(device, hands: Hands.checks)
            return Conformance(host, far, .checkScanner, effort: .thorough).run()
        }
        contract.skips = ["cover"]
        return contract
    }
}
