import APGDrawerDriver
import APGDrawerSimulator
import ConformKit
import DeviceKit
import EBDSDriver
import EBDSSimulator
import ESCPOSDriver
import ESCPOSSimulator
import HIDDrawerDriver
import HIDDrawerSimulator
import Money
import Receipts
import ScannerDriver
import ScannerSimulator
import SimulatorKit

extension Contract {
    /// Every driver of the house, one line each.
    static let all: [Contract] = acceptors + printers + drawers + scanners + more + checkScanners

    // MARK: Bill acceptors

    private static let acceptors = [
        acceptor("EBDS", EBDSDialogue(), EBDSDevice())
    ]

    /// One line for each make: the dialogue and the simulator, everything else is the same.
    static func acceptor<Host: Dialogue, Device: SimulatedAcceptor>(
        _ name: String, _ host: Host, _ device: Device
    ) -> Contract where Host.Command == BillAcceptorCommand, Host.Report == BillAcceptorReport {
        var contract = of(
            name, host, device,
            commands: [
                .enable(Denomination.usNotes), .acknowledge, .stack(seenAt: .zero), .giveBack, .settle, .acknowledge,
                .disable, .enable(Denomination.usNotes),
            ],
            levers: [
                .insert(id: 1, .note(minorUnits: 2_000)), .takeNote, .insert(id: 2, .forged(minorUnits: 500)),
                .jam(.acceptor), .clearJam(.staff), .cashUnitFull(true), .cashUnitFull(false), .mute(true),
                .mute(false), .powerOff, .powerOn,
            ],
            heal: [
                .powerOn, .mute(false), .clearJam(.staff), .attendantRemovesNote, .takeNote, .cashUnitFull(false),
                .insertCashUnit(serial: "CU-9"),
            ],
            replies: { report in
                switch report {
                // Units that repeat their word wait for this before they go on.
                case .remembered, .stacked, .returned: [.acknowledge]
                case .identified, .broken, .poweredUp, .accepting, .escrowed, .escrowedUnknown, .rejected,
                    .outcomeMissing, .atRest, .status, .cheated:
                    []
                }
            },
            works: { if case .atRest = $0 { true } else { false } })
        contract.driver = .acceptor(host)
        contract.driverName = Hands.key(name)
        contract.conform = {
            Conformance(host, SimulatedFarEnd(device, hands: Hands.acceptor), .acceptor(), effort: .thorough).run()
        }
        return contract
    }

    // MARK: Receipt printers

    private static let printers = [
        printer(
            "ESC/POS", ESCPOSPrinterDialogue(ESCPOSDriver.ESCPOSConfiguration(profile: .tmT88V)), ESCPOSDevice(),
            hands: Hands.escpos,
            levers: [
                .openCover, .closeCover, .drawer(.pin2, .openByHand), .drawer(.pin2, .pushShut), .removePaper,
                .loadPaper(millimetres: 80_000), .jamCutter, .freeCutter, .powerOff, .powerOn,
            ],
            heal: [
                .powerOn, .hostReads, .loadPaper(millimetres: 80_000), .freeCutter, .coolHead, .repair, .openCover,
                .closeCover,
                .releaseFeedButton, .drawer(.pin2, .pushShut),
            ])
    ]

    static func printer<Host: Dialogue, Device: SimulatedDevice>(
        _ name: String, _ host: Host, _ device: Device, hands: @escaping @Sendable (Hand, Int) -> [Device.Lever]?,
        levers: [Device.Lever], heal: [Device.Lever]
    ) -> Contract where Host.Command == POSPrinterCommand, Host.Report == POSPrinterReport {
        let paper = ReceiptDocument(language: .english, blocks: [.text("Tarn Valley"), .pair("Cash", "20.00")])
        var contract = of(
            name, host, device,
            commands: [
                .print(PrintJob(id: "r1", document: paper)), .openDrawer(connector: 1, request: "d1"),
                .openDrawer(connector: 2, request: "d2"), .abandon(id: "r1"), .recover,
                .print(PrintJob(id: "r2", document: paper)),
            ],
            levers: levers, heal: heal, remembersAtMost: 200_000,
            works: { if case .identified = $0 { true } else { false } })
        contract.driver = .printer(host)
        contract.driverName = Hands.key(name)
        contract.conform = {
            Conformance(host, SimulatedFarEnd(device, hands: hands), .printer, effort: .thorough).run()
        }
        return contract
    }

    // MARK: Cash drawers

    private static let drawers =
        [
            drawer("APG 484A", APGDrawerDialogue(.init(.apg484A)), APGDrawerDevice(.apg484A())),
            drawer("MMF 226", APGDrawerDialogue(.init(.mmfMultiSerial)), APGDrawerDevice(.mmfMultiSerial())),
            drawer("CR3002", APGDrawerDialogue(.init(.logicCR3002)), APGDrawerDevice(.logicCR3002)),
            drawer("SurePOS 500", APGDrawerDialogue(.init(.ibmSurePOS500)), APGDrawerDevice(.ibmSurePOS500)),
            drawer(
                "AT10U3", APGDrawerDialogue(.init(.acodeAT10U3, openBytes: [[0x31]])),
                APGDrawerDevice(.acodeAT10U3(code: [0x31]))),
            drawer(
                "Star HID", HIDDrawerDialogue(.init(.star)), HIDDrawerDevice(.star(every: .milliseconds(100))),
                isUSB: true),
            drawer(
                "unnamed HID", HIDDrawerDialogue(.init(.unnamed)), HIDDrawerDevice(.unnamed(open: [1], shut: [0])),
                isUSB: true),
        ]
        + (PosiflexDrawerID(3).map {
            [
                drawer(
                    "Posiflex", HIDDrawerDialogue(.init(.posiflex($0))), HIDDrawerDevice(.posiflex(id: 3)), isUSB: true)
            ]
        } ?? [])

    private static func drawer<Host: CashDrawerDialogue, Device: SimulatedDrawerBoard>(
        _ name: String, _ host: Host, _ device: Device, isUSB: Bool = false
    ) -> Contract {
        let lines = ModemLines.lines(clearToSend: true, dataSetReady: true, ring: true, carrier: false)
        var contract = of(
            name, host, device,
            commands: [
                .lines(lines), .openDrawer(number: 1, request: "a"), .openDrawer(number: 1, request: "a"),
                .openDrawer(number: 2, request: "b"), .openDrawer(number: -1, request: "c"),
                .openDrawer(number: Int.max, request: "d"), .lines(.none), .lines(.unknown),
            ],
            levers: [
                .drawer(1, .openByHand), .drawer(1, .pushShut), .drawer(1, .lock), .mute(true), .mute(false),
                .powerOff, .powerOn,
            ],
            heal: [.powerOn, .mute(false), .drawer(1, .unlock), .drawer(1, .pushShut)], isPacketed: isUSB,
            works: { if case .ready = $0 { true } else { false } })
        contract.driver = .drawer(host)
        contract.driverName = isUSB ? "hid" : "apg"
        contract.conform = {
            let far = SimulatedFarEnd(device, lines: Hands.lines, hands: Hands.drawer)
            return Conformance(
                host, far, .drawer, effort: .thorough, isPacketed: isUSB,
                look: host.lineLook.map { (every: $0, command: CashDrawerCommand.lines) }
            ).run()
        }
        contract.skips = ["everyCut", "open", "twice", "byHand"]
        return contract
    }

    // MARK: Scanners

    private static let scanners = [
        scanner("serial scanner", .characters, .characters),
        scanner("keyboard wedge", .keys(.wide), .keys(isWide: true)),
    ]

    private static func scanner(
        _ name: String, _ input: ScannerConfiguration.Input, _ output: ScannerSetup.Output
    ) -> Contract {
        let (host, device) = (ScannerDialogue(ScannerConfiguration(input)), ScannerDevice(ScannerSetup(output)))
        var contract = of(
            name, host, device,
            commands: [.enable, .disable, .enable],
            levers: [
                .read(SimulatedCode("TVW10000016000063474")), .tearNext(after: 7),
                .read(SimulatedCode("TVW10000016000063474")), .loseKeys, .leanOn(key: 2, times: 5), .pullPlug,
            ],
            works: { $0 == .ready })
        contract.driver = .scanner(host)
        contract.driverName = Hands.key(name)
        contract.conform = {
            Conformance(host, SimulatedFarEnd(device, hands: Hands.scanner), .scanner, effort: .thorough).run()
        }
        return contract
    }
}
