import A776Driver
import APGDrawerDriver
import DeviceKit
import ExcellaDriver
import HIDDrawerDriver
import MiniMICRDriver
import ScannerDriver

/// Drawers on a line of their own, and everything that reads.
extension DriverEntry {
    private static let levels: [(String, DrawerBoardRules.OpenLevel)] = [
        ("high", .high), ("low", .low), ("learn", .unknown), ("noSensor", .noSensor),
    ]

    /// Boards of serial drawers by their names in the settings.
    private static let boards: [(String, APGDrawerModel)] = [
        ("apg-484a", .apg484A), ("apg-212a", .apg212A), ("mmf-226", .mmfMultiSerial), ("mmf-ecd232", .mmfECD232),
        ("mmf-ecd232-nd", .mmfECD232ND), ("logic-cr3001", .logicCR3001), ("logic-cr3002", .logicCR3002),
        ("ibm-surepos500", .ibmSurePOS500), ("ibm-sureone", .ibmSureOne), ("acode-at10u3", .acodeAT10U3),
        ("modem-line", .modemLineOnly),
    ]

    private static var hidModels: [(String, HIDDrawerModel)] {
        var models: [(String, HIDDrawerModel)] = [("star", .star), ("unnamed", .unnamed), ("apg-usbpro", .apgUSBPro)]
        for number in 0...7 {
            if let id = PosiflexDrawerID(number) { models.append(("posiflex-\(number)", .posiflex(id))) }
        }
        return models
    }

    static var drawers: [DriverEntry] {
        [
            DriverEntry(
                name: "apg", title: "serial drawer boards", kind: "cashDrawer", line: LineSettings(.baud9600),
                isPacketed: false, models: boards.map { $0.1.maker.isEmpty ? $0.1.name : "\($0.1.maker) \($0.1.name)" },
                words: ["model", "openBytes", "senseLine", "openLevel"]
            ) { words throws(DriverFault) in
                let model = try words.choice("model", boards) ?? .apg484A
                let lines: [(String, APGDrawerConfiguration.SenseLine)] = [
                    ("clearToSend", .clearToSend), ("ring", .ring), ("none", .notConnected),
                ]
                var rules = DrawerBoardRules()
                if let level = try words.choice("openLevel", levels) { rules.openLevel = level }
                return .drawer(
                    APGDrawerDialogue(
                        APGDrawerConfiguration(
                            model, openBytes: try words.bytes("openBytes").map { [$0] },
                            senseLine: try words.choice("senseLine", lines) ?? .ring, rules: rules)))
            },
            DriverEntry(
                name: "hid", title: "USB HID drawers", kind: "cashDrawer", line: nil, isPacketed: true,
                models: ["Posiflex CR-4xxx", "Star SMD2 / CD3", "HID drawer of unknown make", "APG 554 USBPro II"],
                words: ["model", "openBytes", "openLevel"]
            ) { words throws(DriverFault) in
                let model = try words.choice("model", hidModels) ?? .star
                return .drawer(
                    HIDDrawerDialogue(HIDDrawerConfiguration(model, openReport: try words.bytes("openBytes"))))
            },
        ]
    }

    static var readers: [DriverEntry] {
        [
            DriverEntry(
                name: "excella", title: "Excella STX", kind: "checkScanner", line: nil, isPacketed: false,
                models: ["MagTek Excella STX"], words: ["host"]
            ) { words throws(DriverFault) in
                var excella = ExcellaConfiguration()
                if let host = words.text("host") { excella.host = host }
                return .checkScanner(ExcellaDialogue(excella))
            },
            DriverEntry(
                name: "a776", title: "A776", kind: "checkScanner", line: LineSettings(.baud57600), isPacketed: false,
                models: ["CognitiveTPG A776"], words: []
            ) { _ throws(DriverFault) in .checkScanner(A776Dialogue()) },
            DriverEntry(
                name: "minimicr", title: "Mini MICR", kind: "checkScanner", line: LineSettings(.baud9600),
                isPacketed: false, models: ["MagTek Mini MICR"], words: []
            ) { _ throws(DriverFault) in .checkScanner(MiniMICRDialogue()) },
            DriverEntry(
                name: "line", title: "serial scanners", kind: "scanner", line: ScannerConfiguration.lineSettings,
                isPacketed: false, models: ["any reader that sends characters"], words: []
            ) { _ throws(DriverFault) in .scanner(ScannerDialogue(ScannerConfiguration(.characters))) },
            DriverEntry(
                name: "wedge", title: "keyboard scanners", kind: "scanner", line: nil, isPacketed: false,
                models: ["any reader that types on a US keyboard"], words: []
            ) { _ throws(DriverFault) in .scanner(ScannerDialogue(ScannerConfiguration(.keys(.wide)))) },
        ]
    }
}
