// swift-tools-version: 6.2
import PackageDescription

/// `make fuzz` builds its program with this in the environment: libFuzzer and AddressSanitizer in our rooms. The normal
/// build knows nothing of it (Tests/Fuzz/README.md).
let isFuzzing = Context.environment["TILLKEEPER_FUZZ"] != nil

/// Every target of ours is compiled with the same walls.
let walls: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Rooms that the fuzzed program carries along and that read nothing of others: neither watched nor optimised, because
/// they are a quarter of its code (Tests/Fuzz/README.md).
let unwatched: Set = ["ControlAPI", "Custody", "Transports"]

/// The walls and, while fuzzing, how the room is watched.
func settings(_ name: String) -> [SwiftSetting] {
    guard isFuzzing else { return walls }
    let flags = unwatched.contains(name) ? ["-Onone"] : ["-sanitize=fuzzer,address"]
    return walls + [.unsafeFlags(flags + ["-enable-testing"])]
}

/// A room of the house: one folder, one module, and the rooms that it may import.
func room(
    _ name: String, _ path: String, _ imports: [Target.Dependency] = [], exclude: [String] = [],
    resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: imports, path: path, exclude: exclude, resources: resources,
        swiftSettings: settings(name))
}

/// A program: its folder holds the wiring and nothing else.
func program(
    _ name: String, _ imports: [Target.Dependency], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
    .executableTarget(
        name: name, dependencies: imports, path: "Sources/Programs/\(name)", exclude: exclude, resources: resources,
        swiftSettings: walls)
}

/// The tests of one room.
func tests(
    _ name: String, _ imports: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(name: name, dependencies: imports, path: "Tests/\(name)", exclude: exclude, swiftSettings: walls)
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let niocore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let core: [Target] = [
    room("Money", "Sources/Core/Money"),
    room("WireKit", "Sources/Core/WireKit"),
    room("Custody", "Sources/Core/Custody", ["Money", collections]),
    room("Journal", "Sources/Core/Journal", ["Money", "Custody", crypto], exclude: ["README.md"]),
    room("Receipts", "Sources/Core/Receipts", ["Money"]),
    room("Checks", "Sources/Core/Checks", ["Money"], exclude: ["README.md"]),
]

let ports: [Target] = [
    room("DeviceKit", "Sources/Ports/DeviceKit", ["Money", "Receipts", "Checks"]),
    room("CoreLedger", "Sources/Ports/CoreLedger", ["Money", crypto], exclude: ["README.md"]),
]

let adapters: [Target] = [
    .target(name: "CLinux", path: "Sources/Adapters/System/CLinux"),
    room("Transports", "Sources/Adapters/Transports", ["DeviceKit", "CLinux"], exclude: ["README.md"]),
    room(
        "JournalStore", "Sources/Adapters/JournalStore", ["Money", "Custody", "Journal", grdb, sqlite],
        exclude: ["README.md"]),
    room("DeviceFiles", "Sources/Adapters/DeviceFiles", exclude: ["README.md"]),
    room("LedgerSQLite", "Sources/Adapters/LedgerSQLite", ["Money", "CoreLedger", grdb], exclude: ["README.md"]),
]

let service: [Target] = [
    room("Supervision", "Sources/Service/Supervision", ["DeviceKit", "Money"], exclude: ["README.md"]),
    room(
        "Controller", "Sources/Service/Controller",
        ["Money", "Checks", "Custody", "Journal", "Receipts", "DeviceKit", "CoreLedger", collections],
        exclude: ["README.md"]),
    room("ControlAPI", "Sources/Service/ControlAPI", ["Money"], exclude: ["README.md"]),
    room("Settings", "Sources/Service/Settings", ["Custody", "DeviceKit", "Money", yams], exclude: ["README.md"]),
    room(
        "ControlServer", "Sources/Service/ControlServer",
        [
            "ControlAPI", "Controller", "CoreLedger", "Custody", "DeviceKit", "Journal", "Money", "Posting", "Receipts",
            "Supervision", collections, hummingbird, logging, lifecycle, niocore,
        ],
        exclude: ["README.md"], resources: [.copy("Pages"), .copy("openapi.yaml")]),
    room("Posting", "Sources/Service/Posting", ["CoreLedger"], exclude: ["README.md"]),
]

/// What runs in the simulated world: pure rooms, drivers and simulators, and the controller's machines.
let world: [Target] = [
    room(
        "StormKit", "Sources/Programs/StormKit",
        [
            "CCNETDriver", "CCNETSimulator", "Controller", "CoreLedger", "CoreLedgerSimulator", "Custody", "DeviceKit",
            "EBDSDriver", "EBDSSimulator", "ID003Driver", "ID003Simulator", "Journal", "Money", "Posting", "Receipts",
            "SSPDriver", "SSPSimulator",
            "SimulatorKit", collections,
        ], exclude: ["README.md"]),
    room(
        "DeviceStorm", "Sources/Programs/DeviceStorm",
        [
            "A776Driver", "A776Simulator", "APGDrawerDriver", "APGDrawerSimulator", "CheckPaper", "Checks", "DeviceKit",
            "ESCPOSDriver", "ESCPOSSimulator", "ExcellaDriver", "ExcellaSimulator", "HIDDrawerDriver",
            "HIDDrawerSimulator", "MiniMICRDriver", "MiniMICRFrame", "MiniMICRSimulator", "Receipts", "ScannerDriver",
            "ScannerSimulator", "SimulatorKit", "StarDriver", "StarSimulator",
        ], exclude: ["README.md"]),
    program("storm", ["DeviceStorm", "StormKit", arguments]),
]

let worldTests: [Target] = [
    tests(
        "ControllerTests",
        ["Money", "Checks", "Custody", "Journal", "Receipts", "DeviceKit", "CoreLedger", "Controller", collections]),
    tests(
        "ScenarioTests",
        [
            "Controller", "CoreLedger", "Custody", "DeviceKit", "EBDSDriver", "EBDSSimulator", "Journal",
            "LedgerSQLite",
            "Money", "Posting", "Receipts", "SimulatorKit", collections,
        ]),
    tests(
        "StormTests",
        [
            "StormKit", "Controller", "CoreLedger", "CoreLedgerSimulator", "Custody", "DeviceKit", "EBDSDriver",
            "EBDSSimulator", "Journal", "Money", "Posting", "Receipts", "SimulatorKit", collections,
        ]),
    tests("DeviceStormTests", ["DeviceStorm"]),
    tests(
        "KillTests",
        [
            "tillkeeperd", "ControlAPI", "CoreLedger", "Custody", "DeviceKit", "EBDSFrame", "EBDSSimulator",
            "ESCPOSSimulator", "Journal", "JournalStore", "LedgerSQLite", "Money", "RealService", "SimulatorKit",
            "Transports",
        ]),
    tests(
        "TillkeeperdTests",
        [
            "tillkeeperd", "tillsim", "APGDrawerDriver", "CCNETDriver", "CheckPaper", "ControlAPI", "CoreLedger",
            "Custody", "DeviceFiles", "DeviceKit", "EBDSDriver", "HIDDrawerDriver", "ID003Driver", "Journal",
            "JournalStore", "Money", "RealService", "SSPDriver", "Settings", "SimulatorKit", "Supervision",
            "Transports", logging,
        ]),
    // Starts the real program; shared by the tests that do.
    room("RealService", "Tests/RealService", ["Transports"]),
]

let programs: [Target] = [
    program(
        "tillkeeperd",
        [
            "CCNETDriver", "ControlAPI", "ControlServer", "Controller", "CoreLedger", "Custody", "DeviceFiles",
            "DeviceKit", "EBDSDriver",
            "ESCPOSDriver", "ID003Driver", "Journal", "JournalStore", "LedgerSQLite", "Money", "Posting",
            "Receipts",
            "SSPDriver", "Settings", "Supervision", "Transports", "USBTransports",
            "A776Driver", "APGDrawerDriver", "ExcellaDriver", "HIDDrawerDriver", "MiniMICRDriver", "ScannerDriver",
            "StarDriver",
            arguments, collections, logging, lifecycle, niocore, signals,
        ]),
    program(
        "benchcodec",
        [
            "CCNETDriver", "CCNETFrame", "EBDSDriver", "EBDSFrame", "ID003Driver", "ID003Frame", "SSPDriver",
            "SSPFrame",
        ]),
    program(
        "bench",
        [
            "CheckImages", "CheckPaper", "ControlAPI", "Controller", "CoreLedger", "Custody", "DeviceKit",
            "EBDSDriver", "EBDSSimulator", "ESCPOSDriver", "ESCPOSSimulator", "Journal", "JournalStore", "Money",
            "Receipts", "SimulatorKit", "Supervision", "Transports", arguments, collections,
        ]),
    program(
        "tillkeeper",
        [
            "A776Driver", "A776Frame", "CCNETDriver", "CCNETFrame", "Checks", "ConformKit", "ControlAPI", "Custody",
            "DeviceFiles", "DeviceKit", "EBDSDriver", "EBDSFrame", "ESCPOSDriver", "ExcellaDriver", "ExcellaFrame",
            "ID003Driver", "ID003Frame", "Journal", "JournalStore", "MiniMICRDriver", "MiniMICRFrame", "Money",
            "ReplayKit", "SSPDriver", "SSPFrame", "Settings", "StarDriver", "Supervision", "Transports",
            "USBTransports", "WireKit", arguments,
        ], exclude: ["README.md"]),
    room(
        "BenchKit", "Sources/Programs/BenchKit",
        [
            "A776Frame", "A776Simulator", "APGDrawerSimulator", "CCNETFrame", "CCNETSimulator", "CheckPaper",
            "EBDSFrame", "EBDSSimulator", "ESCPOSSimulator", "ExcellaFrame", "ExcellaSimulator", "ID003Frame",
            "ID003Simulator", "MiniMICRSimulator", "SSPFrame", "SSPSimulator", "SimulatorKit", "StarFrame",
            "StarSimulator",
        ], exclude: ["README.md"]),
    program(
        "tillsim",
        [
            "APGDrawerSimulator", "BenchKit", "CCNETSimulator", "CheckPaper", "DeviceKit", "EBDSSimulator",
            "ESCPOSSimulator", "ID003Simulator", "SSPSimulator", "ScannerSimulator", "SimulatorKit", "StarSimulator",
            "Transports", arguments, hummingbird, logging, lifecycle, niocore, signals,
        ], exclude: ["README.md"], resources: [.copy("Pages")]),
]

/// Rooms of programs that the fuzzer feeds, too.
let kits: [Target] = [
    // The contract of drivers, against simulators in virtual time and against real ports.
    room(
        "ConformKit", "Sources/Programs/ConformKit",
        [
            "A776Driver", "APGDrawerDriver", "CCNETDriver", "Checks", "DeviceKit", "EBDSDriver", "ESCPOSDriver",
            "ExcellaDriver", "HIDDrawerDriver", "ID003Driver", "MiniMICRDriver", "Money", "Receipts", "SSPDriver",
            "ScannerDriver", "SimulatorKit", "StarDriver", "Supervision", "Transports", "USBTransports", crypto,
        ], exclude: ["README.md"]),
    room(
        "ReplayKit", "Sources/Programs/ReplayKit",
        ["Checks", "ConformKit", "DeviceKit", "Money", "Receipts", "Supervision"], exclude: ["README.md"]),
]

let images: [Target] = [
    .target(name: "CLibTIFF", path: "Sources/Adapters/System/CLibTIFF", linkerSettings: [.linkedLibrary("tiff")]),
    room("CheckImages", "Sources/Adapters/CheckImages", ["CLibTIFF", "Checks"], exclude: ["README.md"]),
]

let usb: [Target] = [
    .systemLibrary(name: "CLibUSB", path: "Sources/Adapters/System/CLibUSB", pkgConfig: "libusb-1.0"),
    .systemLibrary(name: "CLibUdev", path: "Sources/Adapters/System/CLibUdev", pkgConfig: "libudev"),
    room(
        "USBTransports", "Sources/Adapters/USBTransports", ["DeviceKit", "Transports", "CLibUSB", "CLibUdev"],
        exclude: ["README.md"]),
]

let acceptors: [Target] = [
    room("EBDSFrame", "Drivers/EBDS/Frame", ["WireKit"]),
    room("EBDSDriver", "Drivers/EBDS/Driver", ["EBDSFrame", "WireKit", "DeviceKit", "Money"]),
    room("EBDSSimulator", "Simulators/EBDS", ["EBDSFrame", "WireKit", "SimulatorKit"], exclude: ["README.md"]),
    room("ID003Frame", "Drivers/ID003/Frame", ["WireKit"]),
    room("ID003Driver", "Drivers/ID003/Driver", ["ID003Frame", "DeviceKit", "Money"]),
    room("ID003Simulator", "Simulators/ID003", ["ID003Frame", "SimulatorKit"], exclude: ["README.md"]),
    room("CCNETFrame", "Drivers/CCNET/Frame", ["WireKit"]),
    room("CCNETDriver", "Drivers/CCNET/Driver", ["CCNETFrame", "WireKit", "DeviceKit", "Money"]),
    room("CCNETSimulator", "Simulators/CCNET", ["CCNETFrame", "SimulatorKit"], exclude: ["README.md"]),
    room("SSPFrame", "Drivers/SSP/Frame", ["WireKit", crypto, cryptoExtras]),
    room("SSPDriver", "Drivers/SSP/Driver", ["SSPFrame", "WireKit", "DeviceKit", "Money"]),
    room("SSPSimulator", "Simulators/SSP", ["SSPFrame", "WireKit", "SimulatorKit"], exclude: ["README.md"]),
]

let printers: [Target] = [
    room("ESCPOSFrame", "Drivers/ESCPOS/Frame"),
    room("ESCPOSDriver", "Drivers/ESCPOS/Driver", ["ESCPOSFrame", "WireKit", "DeviceKit", "Receipts"]),
    room("ESCPOSSimulator", "Simulators/ESCPOS", ["SimulatorKit"], exclude: ["README.md"]),
    room("StarFrame", "Drivers/Star/Frame"),
    room("StarDriver", "Drivers/Star/Driver", ["StarFrame", "WireKit", "DeviceKit", "Receipts"]),
    room("StarSimulator", "Simulators/Star", ["StarFrame", "SimulatorKit"], exclude: ["README.md"]),
]

let drawers: [Target] = [
    room("APGDrawerDriver", "Drivers/APGDrawer/Driver", ["DeviceKit"]),
    room("APGDrawerSimulator", "Simulators/APGDrawer", ["SimulatorKit"], exclude: ["README.md"]),
    room("HIDDrawerDriver", "Drivers/HIDDrawer/Driver", ["DeviceKit"]),
    room("HIDDrawerSimulator", "Simulators/HIDDrawer", ["SimulatorKit"], exclude: ["README.md"]),
]

let readers: [Target] = [
    room("CheckPaper", "Simulators/CheckPaper", ["SimulatorKit"], exclude: ["README.md"]),
    room("A776Frame", "Drivers/A776/Frame"),
    room("A776Driver", "Drivers/A776/Driver", ["A776Frame", "DeviceKit", "Checks"]),
    room("A776Simulator", "Simulators/A776", ["A776Frame", "CheckPaper", "SimulatorKit"], exclude: ["README.md"]),
    room("ExcellaFrame", "Drivers/Excella/Frame"),
    room("ExcellaDriver", "Drivers/Excella/Driver", ["ExcellaFrame", "DeviceKit", "Checks"]),
    room(
        "ExcellaSimulator", "Simulators/Excella", ["ExcellaFrame", "CheckPaper", "SimulatorKit"], exclude: ["README.md"]
    ),
    room("MiniMICRFrame", "Drivers/MiniMICR/Frame", ["WireKit"]),
    room("MiniMICRDriver", "Drivers/MiniMICR/Driver", ["MiniMICRFrame", "DeviceKit", "Checks"]),
    room(
        "MiniMICRSimulator", "Simulators/MiniMICR", ["MiniMICRFrame", "CheckPaper", "SimulatorKit"],
        exclude: ["README.md"]),
    room("ScannerDriver", "Drivers/Scanner/Driver", ["DeviceKit"]),
    room("ScannerSimulator", "Simulators/Scanner", ["SimulatorKit"], exclude: ["README.md"]),
]

let simulators: [Target] = [
    room("SimulatorKit", "Simulators/SimulatorKit", exclude: ["README.md"]),
    room("CoreLedgerSimulator", "Simulators/Core", ["SimulatorKit"], exclude: ["README.md"]),
]

let deviceTests: [Target] = [
    tests("EBDSTests", ["EBDSDriver", "EBDSFrame", "WireKit", "DeviceKit", "Money"]),
    tests("EBDSSimulatorTests", ["EBDSSimulator", "EBDSFrame", "WireKit", "SimulatorKit"]),
    tests("ESCPOSTests", ["ESCPOSDriver", "ESCPOSFrame", "WireKit", "DeviceKit", "Receipts", "Money"]),
    tests("ESCPOSSimulatorTests", ["ESCPOSSimulator", "SimulatorKit"]),
    tests(
        "DrawerTests",
        [
            "APGDrawerDriver", "APGDrawerSimulator", "DeviceKit", "HIDDrawerDriver", "HIDDrawerSimulator",
            "SimulatorKit", "WireKit",
        ]),
    tests("ChecksTests", ["Checks", "Money"]),
    tests(
        "A776Tests",
        ["A776Driver", "A776Frame", "A776Simulator", "CheckPaper", "Checks", "DeviceKit", "SimulatorKit", "WireKit"]),
    tests(
        "MiniMICRTests",
        [
            "CheckPaper", "Checks", "DeviceKit", "MiniMICRDriver", "MiniMICRFrame", "MiniMICRSimulator", "SimulatorKit",
            "WireKit",
        ]),
    tests(
        "ExcellaTests",
        ["CheckPaper", "Checks", "DeviceKit", "ExcellaDriver", "ExcellaFrame", "ExcellaSimulator", "SimulatorKit"]),
    tests("CheckImagesTests", ["CheckImages", "CheckPaper", "Checks", "SimulatorKit"]),
    tests(
        "CCNETTests", ["CCNETDriver", "CCNETFrame", "CCNETSimulator", "DeviceKit", "Money", "SimulatorKit", "WireKit"]),
    tests("CCNETSimulatorTests", ["CCNETFrame", "CCNETSimulator", "SimulatorKit", "WireKit"]),
    tests("ScannerTests", ["CoreLedger", "DeviceKit", "ScannerDriver", "ScannerSimulator", "SimulatorKit"]),
    tests("ID003Tests", ["DeviceKit", "ID003Driver", "ID003Frame", "ID003Simulator", "Money", "SimulatorKit"]),
    tests("ID003SimulatorTests", ["ID003Frame", "ID003Simulator", "SimulatorKit"]),
    tests("SSPTests", ["DeviceKit", "Money", "SSPDriver", "SSPFrame", "SSPSimulator", "SimulatorKit", "WireKit"]),
    tests("SSPSimulatorTests", ["SSPFrame", "SSPSimulator", "SimulatorKit", "WireKit"]),
    tests("StarTests", ["DeviceKit", "Receipts", "SimulatorKit", "StarDriver", "StarSimulator", "WireKit"]),
    tests("KioskPrinterTests", ["DeviceKit", "ESCPOSDriver", "ESCPOSSimulator", "Receipts", "SimulatorKit"]),
    tests("StarSimulatorTests", ["SimulatorKit", "StarSimulator", "WireKit"]),
    tests(
        "DriverContractTests",
        [
            "A776Driver", "A776Simulator", "APGDrawerDriver", "APGDrawerSimulator", "ExcellaDriver", "ExcellaSimulator",
            "CCNETDriver", "CCNETSimulator", "CheckPaper", "Checks", "ConformKit",
            "DeviceKit",
            "EBDSDriver", "EBDSSimulator", "ESCPOSDriver", "ESCPOSSimulator", "HIDDrawerDriver", "HIDDrawerSimulator",
            "ID003Driver", "ID003Simulator", "MiniMICRDriver", "MiniMICRSimulator", "Money", "Receipts", "ReplayKit",
            "SSPDriver",
            "SSPSimulator", "ScannerDriver", "ScannerSimulator", "SimulatorKit", "StarDriver", "StarSimulator",
            "Supervision", "Transports",
        ]),
    tests("ReplayTests", ["ConformKit", "ReplayKit", "Supervision"], exclude: ["Recordings", "README.md"]),
    tests(
        "USBTransportsTests",
        [
            "ControlAPI", "DeviceKit", "EBDSDriver", "EBDSSimulator", "ESCPOSDriver", "ESCPOSSimulator", "Money",
            "RealService", "Receipts", "SimulatorKit", "Supervision", "Transports", "USBTransports", "tillkeeper",
            "tillkeeperd",
        ], exclude: ["MockUSB"]),
]

let houseTests: [Target] = [
    tests("HouseTests"),
    tests("SettingsTests", ["Settings", "Money", "Custody", "DeviceKit"], exclude: ["README.md"]),
    tests(
        "ControlServerTests",
        ["ControlAPI", "ControlServer", "Money", hummingbird, hummingbirdTesting, lifecycle, logging, yams]),
    tests(
        "CommandLineTests",
        [
            "tillkeeper", "ConformKit", "Custody", "DeviceKit", "ESCPOSDriver", "HIDDrawerDriver", "Journal",
            "JournalStore", "Money", "Settings", "StarDriver", "WireKit", arguments,
        ], exclude: ["README.md"]),
    tests(
        "DoctorTests",
        [
            "tillkeeper", "A776Simulator", "CCNETDriver", "CCNETSimulator", "DeviceKit", "EBDSDriver", "EBDSSimulator",
            "ESCPOSSimulator", "ExcellaSimulator", "ID003Driver", "ID003Simulator", "MiniMICRSimulator", "Money",
            "SSPDriver", "SSPSimulator", "SimulatorKit", "StarSimulator", "Transports", "USBTransports", arguments,
        ], exclude: ["README.md"]),
    tests(
        "TillsimTests",
        [
            "tillsim", "BenchKit", "CCNETFrame", "CheckPaper", "EBDSFrame", "EBDSSimulator", "ID003Frame",
            "SSPFrame", "RealService", "SimulatorKit", "Transports", "DeviceKit", arguments, hummingbird, logging,
            lifecycle,
        ]),
]

let roomTests: [Target] = [
    tests("MoneyTests", ["Money"]),
    tests("WireKitTests", ["WireKit"]),
    tests("CustodyTests", ["Money", "Custody", "Journal", collections]),
    tests("JournalTests", ["Money", "Custody", "Journal"]),
    tests("JournalStoreTests", ["Money", "Custody", "Journal", "JournalStore", grdb]),
    tests("CoreLedgerTests", ["CoreLedger", "Money"]),
    tests("LedgerContractTests", ["CoreLedger", "LedgerSQLite", "Money", grdb]),
    tests(
        "PostingTests",
        ["CoreLedger", "Money", "Posting", "LedgerSQLite", "CoreLedgerSimulator", "SimulatorKit"]),
    tests("ReceiptsTests", ["Money", "Receipts"]),
    tests("TransportsTests", ["Transports", "DeviceKit", "CLinux"]),
    tests("DeviceFilesTests", ["DeviceFiles"]),
    tests("SupervisionTests", ["Supervision", "DeviceKit", "Transports"]),
]

/// The same folder is a test of the normal build and, under `TILLKEEPER_FUZZ`, the program that libFuzzer drives.
let fuzz: [Target] =
    isFuzzing
    ? [
        // One folder of the server, without the server: its libraries would be built with all the rest.
        .target(
            name: "StrictJSON", dependencies: ["ControlAPI"], path: "Sources/Service/ControlServer/Strict",
            swiftSettings: settings("StrictJSON")),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "A776Driver", "A776Frame", "A776Simulator", "APGDrawerDriver", "APGDrawerSimulator", "CCNETDriver",
                "CCNETFrame", "CCNETSimulator", "CheckPaper", "Checks", "ConformKit", "ControlAPI", "StrictJSON",
                "CoreLedger", "DeviceKit", "EBDSDriver", "EBDSFrame", "EBDSSimulator", "ESCPOSDriver",
                "ESCPOSSimulator", "ExcellaDriver", "ExcellaFrame", "ExcellaSimulator", "HIDDrawerDriver",
                "HIDDrawerSimulator", "ID003Driver", "ID003Frame", "ID003Simulator", "Journal", "MiniMICRDriver",
                "MiniMICRFrame", "MiniMICRSimulator", "Money", "Receipts", "ReplayKit", "SSPDriver", "SSPFrame",
                "SSPSimulator", "ScannerDriver", "ScannerSimulator", "Settings", "SimulatorKit", "StarDriver",
                "StarSimulator", "Supervision", "USBTransports", "WireKit",
            ],
            path: "Tests/Fuzz", exclude: ["Corpus", "README.md", "Replay"], sources: ["Kit", "Program"],
            swiftSettings: settings("fuzz") + [.define("TILLKEEPER_FUZZ")],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
    ]
    : [
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "A776Driver", "A776Frame", "A776Simulator", "APGDrawerDriver", "APGDrawerSimulator", "CCNETDriver",
                "CCNETFrame", "CCNETSimulator", "CheckPaper", "Checks", "ConformKit", "ControlAPI", "ControlServer",
                "CoreLedger", "DeviceKit", "EBDSDriver", "EBDSFrame", "EBDSSimulator", "ESCPOSDriver",
                "ESCPOSSimulator", "ExcellaDriver", "ExcellaFrame", "ExcellaSimulator", "HIDDrawerDriver",
                "HIDDrawerSimulator", "ID003Driver", "ID003Frame", "ID003Simulator", "Journal", "MiniMICRDriver",
                "MiniMICRFrame", "MiniMICRSimulator", "Money", "Receipts", "ReplayKit", "SSPDriver", "SSPFrame",
                "SSPSimulator", "ScannerDriver", "ScannerSimulator", "Settings", "SimulatorKit", "StarDriver",
                "StarSimulator", "Supervision", "USBTransports", "WireKit",
            ],
            path: "Tests/Fuzz", exclude: ["Corpus", "Program", "README.md"], sources: ["Kit", "Replay"],
            swiftSettings: walls)
    ]

/// What fuzzing needs, and what the rest adds.
let rooms =
    core + ports + adapters + images + usb + service.filter { $0.name != "ControlServer" } + simulators + acceptors
    + printers + drawers + readers + kits
let whole =
    service.filter { $0.name == "ControlServer" } + programs + world + worldTests + houseTests + roomTests + deviceTests
    + fuzz

let package = Package(
    name: "tillkeeper",
    products: [],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: isFuzzing ? rooms + fuzz : rooms + whole,
    swiftLanguageModes: [.v6]
)
