import A776Driver
import A776Simulator
import APGDrawerDriver
import APGDrawerSimulator
import CheckPaper
import Checks
import DeviceKit
import ESCPOSDriver
import ESCPOSSimulator
import ExcellaDriver
import ExcellaSimulator
import HIDDrawerDriver
import HIDDrawerSimulator
import MiniMICRDriver
import MiniMICRSimulator
import Receipts
import ScannerDriver
import ScannerSimulator
import SimulatorKit
import StarDriver
import StarSimulator

extension FuzzTarget {
    /// The other drivers, each with a device whose word nobody can trust.
    static let deviceLives: [FuzzTarget] = printerLives + drawerLives + readerLives

    private static func life<Host: Dialogue, Device: SimulatedDevice>(
        _ name: String, _ vectors: [String], _ host: Host, _ device: Device, _ commands: [Host.Command],
        _ levers: [Device.Lever]
    ) -> FuzzTarget {
        FuzzTarget(
            name, vectors: vectors, longest: 400,
            // A good beginning: the greeting, an order, and then what the vector says.
            seeds: { [[0xF3, 0xF3, 4, 0, 0xF3, 6, 0, 0xF3, 0xEC] + $0.prefix(29)] }
        ) { bytes throws(Broken) in
            var life = DeviceLife(host, device, commands: commands, levers: levers)
            try life.play(bytes)
        }
    }

    // MARK: Printers

    private static let receipt = ReceiptDocument(
        language: .english, blocks: [.text("Tarn Valley"), .pair("Cash", "20.00")])
    private static let prints: [POSPrinterCommand] = [
        .print(PrintJob(id: "r1", document: receipt)), .openDrawer(connector: 1, request: "d1"),
        .openDrawer(connector: 2, request: "d2"), .abandon(id: "r1"), .recover,
        .print(PrintJob(id: "r2", document: receipt)),
    ]

    private static let printerLives: [FuzzTarget] = [
        life(
            "escpos-life", ["escpos.json"], ESCPOSPrinterDialogue(ESCPOSDriver.ESCPOSConfiguration(profile: .tmT88V)),
            ESCPOSDevice(), prints,
            [
                .openCover, .closeCover, .drawer(.pin2, .openByHand), .drawer(.pin2, .pushShut), .removePaper,
                .loadPaper(millimetres: 80_000), .jamCutter, .freeCutter, .powerOff, .powerOn,
            ]),
        life(
            "star-life", ["star.json"],
            StarPrinterDialogue(StarDriver.StarConfiguration(profile: StarProfile.catalogue[0].profile)), StarDevice(),
            prints,
            [
                .openCover, .closeCover, .drawer(1, .openByHand), .drawer(1, .pushShut), .removePaper,
                .loadPaper(millimetres: 80_000), .jamCutter, .freeCutter, .powerOff, .powerOn,
            ]),
    ]

    // MARK: Drawers

    private static let opens: [CashDrawerCommand] = [
        .lines(.lines(clearToSend: true, dataSetReady: true, ring: true, carrier: false)),
        .openDrawer(number: 1, request: "a"), .openDrawer(number: 2, request: "b"),
        .openDrawer(number: -1, request: "c"), .openDrawer(number: Int.max, request: "d"), .lines(.none),
        .lines(.unknown),
    ]

    private static let drawerLives: [FuzzTarget] = [
        life(
            "apg-life", ["drawers.json"], APGDrawerDialogue(.init(.apg484A)), APGDrawerDevice(.apg484A()), opens,
            [
                .drawer(1, .openByHand), .drawer(1, .pushShut), .drawer(1, .lock), .mute(true), .mute(false), .powerOff,
                .powerOn,
            ]),
        life(
            "hid-life", ["drawers.json"], HIDDrawerDialogue(.init(.star)),
            HIDDrawerDevice(.star(every: .milliseconds(100))), opens,
            [
                .drawer(1, .openByHand), .drawer(1, .pushShut), .drawer(1, .lock), .mute(true), .mute(false), .powerOff,
                .powerOn,
            ]),
    ]

    // MARK: Readers

    private static let scans: [CheckScannerCommand] = [
        .beginInsertion(CheckScan(item: "a")), .endInsertion, .beginInsertion(CheckScan(item: "b", hold: true)),
        .eject, .cleared, .beginInsertion(CheckScan(item: "c", patience: .seconds(3))),
    ]
    private static let hands: [CheckScannerLever] = {
        var dice = Dice(seed: 3)
        let checks = (1...3).map { CheckMaker.check(id: $0, dice: &dice) }
        return [
            .insert([checks[0]]), .takeChecks, .insert([checks[1], checks[2]]), .jamNext, .clearPath, .openCover(true),
            .openCover(false), .mute(true), .mute(false), .powerOff, .powerOn,
        ]
    }()

    private static let readerLives: [FuzzTarget] = [
        life(
            "a776-life", ["checkscanner.json"], A776Dialogue(),
            A776Device(A776SimulatorConfiguration(dotsPerInch: 20)), scans, hands),
        life(
            "excella-life", ["checkscanner.json"], ExcellaDialogue(),
            ExcellaDevice(ExcellaSimulatorConfiguration(dotsPerInch: 20)), scans, hands),
        life("minimicr-life", ["checkscanner.json"], MiniMICRDialogue(), MiniMICRDevice(), scans, hands),
        life(
            "scanner-life", ["micr.json"], ScannerDialogue(ScannerConfiguration(.characters)),
            ScannerDevice(ScannerSetup(.characters)), [.enable, .disable],
            [.read(SimulatedCode("TVW10000016000063474")), .tearNext(after: 7), .loseKeys, .pullPlug]),
        life(
            "wedge-life", ["micr.json"], ScannerDialogue(ScannerConfiguration(.keys(.wide))),
            ScannerDevice(ScannerSetup(.keys(isWide: true))), [.enable, .disable],
            [
                .read(SimulatedCode("TVW10000016000063474")), .tearNext(after: 7), .loseKeys,
                .leanOn(key: 2, times: 5), .pullPlug,
            ]),
    ]
}
