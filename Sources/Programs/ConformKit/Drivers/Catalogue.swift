import A776Driver
import APGDrawerDriver
import CCNETDriver
import DeviceKit
import EBDSDriver
import ESCPOSDriver
import ExcellaDriver
import HIDDrawerDriver
import ID003Driver
import MiniMICRDriver
import SSPDriver
import ScannerDriver
import StarDriver

extension DriverEntry {
    /// Every driver of the house, in the order of the devices' page.
    public static var all: [DriverEntry] { acceptors + printers + drawers + readers }

    /// The driver of this name.
    public static func named(_ name: String) -> DriverEntry? { all.first { $0.name == name } }

    private static let counters: [(String, CounterTrust)] = [
        ("none", .none), ("exact", .exact), ("mayLoseLast", .mayLoseLast),
    ]

    private static func poll(_ words: Words, _ standard: Int) throws(DriverFault) -> Duration {
        .milliseconds(try words.number("pollMilliseconds", 50...1_000) ?? standard)
    }

    // MARK: Bill acceptors

    private static var acceptors: [DriverEntry] {
        [
            DriverEntry(
                name: "ebds", title: "EBDS", kind: "billAcceptor", line: LineSettings(.baud9600, .seven, .even),
                isPacketed: false, models: unique(EBDSModels.all.map { "\($0.maker) \($0.name)" }),
                words: ["pollMilliseconds", "counter", "serial", "powerUpPolicy", "startingSeconds", "noteValues"]
            ) { words throws(DriverFault) in
                var ebds = EBDSDriver.EBDSConfiguration()
                ebds.pollPeriod = try poll(words, 150)
                ebds.counterTrust = try words.choice("counter", counters)
                let policies: [(String, EBDSPowerUpPolicy)] = [("a", .a), ("b", .b), ("c", .c)]
                if let policy = try words.choice("powerUpPolicy", policies) { ebds.powerUpPolicy = policy }
                if let starting = try words.number("startingSeconds", 1...120) {
                    ebds.startingTime = .seconds(starting)
                }
                if let notes = try words.notes("noteValues", 7) { ebds.fallbackNotes = notes }
                return .acceptor(EBDSDialogue(ebds))
            },
            DriverEntry(
                name: "id003", title: "ID-003", kind: "billAcceptor", line: LineSettings(.baud9600, .eight, .even),
                isPacketed: false, models: ["JCM iVizion, UBA, WBA, TBV, EBA, DBV, Vega"],
                words: ["pollMilliseconds", "counter", "serial", "noteValues", "stackOrder"]
            ) { words throws(DriverFault) in
                let orders: [(String, ID003Configuration.StackOrder)] = [("stack1", .stack1), ("stack2", .stack2)]
                return .acceptor(
                    ID003Dialogue(
                        ID003Configuration(
                            serial: words.text("serial") ?? "", fallbackNotes: try words.notes("noteValues", 8) ?? [],
                            stackOrder: try words.choice("stackOrder", orders) ?? .stack2,
                            pollPeriod: try poll(words, 150))))
            },
            DriverEntry(
                name: "ccnet", title: "CCNET", kind: "billAcceptor", line: LineSettings(.baud9600), isPacketed: false,
                models: ["CashCode MSM, MVU, FLS, FrontLoad, SM, VU"],
                words: ["pollMilliseconds", "counter", "serial", "noteValues"]
            ) { words throws(DriverFault) in
                .acceptor(
                    CCNETDialogue(
                        CCNETDriver.CCNETConfiguration(
                            counterTrust: try words.choice("counter", counters),
                            fallbackNotes: try words.notes("noteValues", 23) ?? [],
                            pollPeriod: try poll(words, 200))))
            },
            DriverEntry(
                name: "ssp", title: "SSP, eSSP", kind: "billAcceptor",
                line: LineSettings(.baud9600, .eight, .none, .two), isPacketed: false,
                models: ["Innovative Technology NV units"],
                words: ["pollMilliseconds", "counter", "serial", "encryption", "noteValues", "valueScale", "model"]
            ) { words throws(DriverFault) in
                var chance = SystemRandomNumberGenerator()
                var ssp = SSPDriver.SSPConfiguration(
                    keyExchanges: SSPKeyExchange.drawn(64, using: &chance), packingSeed: chance.next(),
                    pollPeriod: try poll(words, 200))
                if let trust = try words.choice("counter", counters) { ssp.counterTrust = trust }
                ssp.model = words.text("model") ?? ""
                ssp.fallbackChannels = try words.notes("noteValues", 16) ?? []
                let scales: [(String, SSPValueScale)] = [
                    ("minorUnits", .minorUnits), ("wholeUnits", .wholeUnits),
                    ("timesRealMultiplier", .timesRealMultiplier),
                ]
                if let scale = try words.choice("valueScale", scales) { ssp.valueScale = scale }
                let choices: [(String, SSPDriver.SSPConfiguration.Encryption)] = [
                    ("never", .never), ("ifOffered", .ifOffered), ("required", .required),
                ]
                if let key = words.fixedKey {
                    // As the service does: whoever set a key wants no unit here that does not know it.
                    (ssp.fixedKey, ssp.encryption) = (key, .required)
                }
                if let encryption = try words.choice("encryption", choices) { ssp.encryption = encryption }
                return .acceptor(SSPDialogue(ssp))
            },
        ]
    }

    // MARK: Receipt printers

    private static var printers: [DriverEntry] {
        [
            DriverEntry(
                name: "escpos", title: "ESC/POS", kind: "posPrinter", line: LineSettings(.baud115200),
                isPacketed: false, models: PrinterModel.all.filter { $0.wire == .escpos }.map(\.name),
                words: ["profile", "bytesPerSecond"]
            ) { words throws(DriverFault) in
                let key = words.text("profile") ?? "tm-t88v"
                guard let profile = ESCPOSProfile.catalogue.first(where: { $0.key == key })?.profile else {
                    throw unknownProfile(key, ESCPOSProfile.catalogue.map(\.key))
                }
                return .printer(
                    ESCPOSPrinterDialogue(
                        ESCPOSDriver.ESCPOSConfiguration(
                            profile: profile, bytesPerSecond: try words.number("bytesPerSecond", 1...10_000_000))))
            },
            DriverEntry(
                name: "star", title: "Star Line Mode, StarPRNT", kind: "posPrinter", line: LineSettings(.baud9600),
                isPacketed: false, models: PrinterModel.all.filter { $0.wire != .escpos }.map(\.name),
                words: ["profile", "bytesPerSecond"]
            ) { words throws(DriverFault) in
                let key = words.text("profile") ?? "star-tsp650"
                guard let profile = StarProfile.catalogue.first(where: { $0.key == key })?.profile else {
                    throw unknownProfile(key, StarProfile.catalogue.map(\.key))
                }
                return .printer(
                    StarPrinterDialogue(
                        StarDriver.StarConfiguration(
                            profile: profile, bytesPerSecond: try words.number("bytesPerSecond", 1...10_000_000))))
            },
        ]
    }

    private static func unknownProfile(_ key: String, _ known: [String]) -> DriverFault {
        DriverFault("profile is one of \(known.joined(separator: ", ")), not \(key).")
    }

    static func unique(_ names: [String]) -> [String] {
        names.reduce(into: []) { list, name in if !list.contains(name) { list.append(name) } }
    }
}
