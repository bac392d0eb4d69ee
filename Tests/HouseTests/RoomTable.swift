/// One line of the table: a room, its folder, and all that it may import.
struct RoomLine {
    let name: String
    let path: String
    /// Rooms of ours.
    let rooms: [String]
    /// Modules of others: libraries and what the platform brings.
    let others: [String]

    init(_ name: String, _ path: String, _ rooms: [String] = [], others: [String] = []) {
        (self.name, self.path, self.rooms, self.others) = (name, path, rooms, others)
    }
}

/// Who may import whom: the design's table, section 2, with the amendments of `docs/decisions`.
///
/// A room that is not built yet has its line already. `Swift` and what the compiler imports by itself is free to all.
enum RoomTable {
    static let lines: [RoomLine] = core + ports + adapters + service + programs + drivers + simulators + tests

    static let coreRooms = ["Money", "WireKit", "Custody", "Journal", "Receipts", "Checks", "CashLetter"]
    static let portRooms = ["DeviceKit", "CoreLedger"]

    private static let core: [RoomLine] = [
        RoomLine("Money", "Sources/Core/Money"),
        RoomLine("WireKit", "Sources/Core/WireKit"),
        RoomLine("Custody", "Sources/Core/Custody", ["Money"], others: ["OrderedCollections"]),
        RoomLine("Journal", "Sources/Core/Journal", ["Money", "Custody"], others: ["Crypto"]),
        RoomLine("Receipts", "Sources/Core/Receipts", ["Money"]),
        RoomLine("Checks", "Sources/Core/Checks", ["Money"]),
        RoomLine("CashLetter", "Sources/Core/CashLetter", ["Money", "Checks"]),
    ]

    /// What tests of several rooms share.
    private static let tests = [
        RoomLine(
            "RealService", "Tests/RealService", ["Transports"],
            others: ["Dispatch", "Foundation", "FoundationNetworking", "Glibc"]),
        // The program that libFuzzer drives; built only under TILLKEEPER_FUZZ, and as FuzzTests otherwise.
        // Of the server's rooms this one is fuzzed by itself.
        RoomLine("StrictJSON", "Sources/Service/ControlServer/Strict", ["ControlAPI"]),
        RoomLine("fuzz", "Tests/Fuzz", deterministic + parserRooms, others: ["Foundation"]),
    ]
    /// Rooms that read what others wrote, beside the drivers.
    private static let parserRooms = [
        "ConformKit", "ControlAPI", "ReplayKit", "Settings", "StrictJSON", "Supervision", "USBTransports",
    ]

    private static let ports: [RoomLine] = [
        RoomLine("DeviceKit", "Sources/Ports/DeviceKit", ["Money", "Receipts", "Checks"]),
        RoomLine("CoreLedger", "Sources/Ports/CoreLedger", ["Money"], others: ["Crypto"]),
    ]

    private static let ledger = ["Money", "CoreLedger"]
    private static let systemFolder = "Sources/Adapters/System"

    private static let adapters: [RoomLine] = [
        RoomLine("CLinux", "\(systemFolder)/CLinux"),
        RoomLine("CLibUSB", "\(systemFolder)/CLibUSB"),
        RoomLine("CLibUdev", "\(systemFolder)/CLibUdev"),
        RoomLine("CLibPQ", "\(systemFolder)/CLibPQ"),
        RoomLine("CLibTIFF", "\(systemFolder)/CLibTIFF"),
        RoomLine(
            "Transports", "Sources/Adapters/Transports", ["DeviceKit", "CLinux"], others: ["Glibc"]),
        RoomLine(
            "USBTransports", "Sources/Adapters/USBTransports", ["DeviceKit", "Transports", "CLibUSB", "CLibUdev"],
            others: ["Glibc"]),
        RoomLine(
            "JournalStore", "Sources/Adapters/JournalStore", ["Money", "Custody", "Journal"],
            others: ["GRDB", "GRDBSQLite", "Glibc", "Dispatch"]),
        RoomLine("DeviceFiles", "Sources/Adapters/DeviceFiles", others: ["Dispatch", "Glibc"]),
        RoomLine("LedgerSQLite", "Sources/Adapters/LedgerSQLite", ledger, others: ["GRDB", "Foundation"]),
        RoomLine("LedgerPostgres", "Sources/Adapters/LedgerPostgres", ledger + ["CLibPQ"]),
        RoomLine("LedgerHTTP", "Sources/Adapters/LedgerHTTP", ledger, others: ["AsyncHTTPClient"]),
        RoomLine("LedgerFiles", "Sources/Adapters/LedgerFiles", ledger),
        RoomLine("CheckImages", "Sources/Adapters/CheckImages", ["Checks", "CLibTIFF"]),
    ]

    private static let service: [RoomLine] = [
        RoomLine("Supervision", "Sources/Service/Supervision", ["DeviceKit", "Money"]),
        RoomLine("Posting", "Sources/Service/Posting", ["CoreLedger", "Journal", "Custody", "Money"]),
        // The controller takes orders for posting to its own port and never sees the relay.
        RoomLine(
            "Controller", "Sources/Service/Controller", coreRooms + ["DeviceKit", "CoreLedger", "Supervision"],
            others: ["OrderedCollections", "Logging"]),
        RoomLine(
            "Settings", "Sources/Service/Settings", ["Money", "Custody", "DeviceKit"],
            others: ["Yams", "Configuration", "Foundation"]),
        RoomLine(
            "ControlAPI", "Sources/Service/ControlAPI", ["Money"], others: ["Foundation", "FoundationNetworking"]),
        RoomLine(
            "ControlServer", "Sources/Service/ControlServer",
            coreRooms + ["ControlAPI", "Controller", "CoreLedger", "DeviceKit", "Supervision", "Posting"],
            others: [
                "Hummingbird", "HTTPTypes", "NIOCore", "Logging", "Metrics", "OrderedCollections", "ServiceLifecycle",
                "Foundation",
            ]),
    ]

    private static let ledgers = ["LedgerSQLite", "LedgerPostgres", "LedgerHTTP", "LedgerFiles"]
    private static let deterministic = coreRooms + portRooms + driverRooms + simulatorRooms

    private static let programs: [RoomLine] = [
        RoomLine(
            "tillkeeperd", "Sources/Programs/tillkeeperd",
            coreRooms + portRooms + ledgers + driverRooms + [
                "Transports", "USBTransports", "JournalStore", "CheckImages", "DeviceFiles", "Supervision", "Posting",
                "Controller",
                "Settings",
                "ControlAPI", "ControlServer",
            ],
            others: [
                "ArgumentParser", "Hummingbird", "NIOCore", "Logging", "Metrics", "OrderedCollections",
                "ServiceLifecycle", "UnixSignals", "Foundation", "Glibc",
            ]),
        // The contract suite sees every driver, and of the simulators only what one is.
        RoomLine(
            "ConformKit", "Sources/Programs/ConformKit",
            driverRooms + [
                "Checks", "DeviceKit", "Money", "Receipts", "SimulatorKit", "Supervision", "Transports",
                "USBTransports",
            ], others: ["Crypto", "Dispatch", "Foundation"]),
        RoomLine(
            "ReplayKit", "Sources/Programs/ReplayKit",
            ["Checks", "ConformKit", "DeviceKit", "Money", "Receipts", "Supervision"]),
        RoomLine(
            "tillkeeper", "Sources/Programs/tillkeeper",
            [
                "Checks", "ConformKit", "ReplayKit", "ControlAPI", "Custody", "DeviceFiles", "DeviceKit", "Journal",
                "JournalStore",
                "Money",
                "Settings", "Supervision", "Transports", "USBTransports", "WireKit",
            ] + driverRooms + simulatorRooms,
            others: ["ArgumentParser", "Foundation", "Glibc"]),
        RoomLine(
            "BenchKit", "Sources/Programs/BenchKit",
            simulatorRooms + [
                "A776Frame", "CCNETFrame", "EBDSFrame", "ExcellaFrame", "ID003Frame", "SSPFrame", "StarFrame",
            ]),
        RoomLine(
            "tillsim", "Sources/Programs/tillsim",
            simulatorRooms + ["BenchKit", "Transports", "DeviceKit", "WireKit", "Settings"],
            others: [
                "ArgumentParser", "Hummingbird", "HTTPTypes", "NIOCore", "Logging", "ServiceLifecycle", "UnixSignals",
                "Foundation", "Glibc",
            ]),
        // Reads frames and nothing else, so that its instructions can be counted.
        RoomLine("benchcodec", "Sources/Programs/benchcodec", driverRooms, others: ["Glibc"]),
        // Measures every room, from outside.
        RoomLine(
            "bench", "Sources/Programs/bench",
            deterministic + [
                "CheckImages", "ControlAPI", "ControlServer", "Controller", "JournalStore", "LedgerSQLite", "Posting",
                "Settings", "Supervision", "Transports",
            ],
            others: ["ArgumentParser", "Foundation", "FoundationNetworking", "Glibc", "Logging", "OrderedCollections"]),
        RoomLine(
            "StormKit", "Sources/Programs/StormKit", deterministic + ["Controller", "Posting", "LedgerSQLite"],
            others: ["OrderedCollections"]),
        RoomLine("DeviceStorm", "Sources/Programs/DeviceStorm", deterministic),
        RoomLine(
            "storm", "Sources/Programs/storm",
            deterministic + ["Controller", "DeviceStorm", "Posting", "LedgerSQLite", "StormKit"],
            others: ["ArgumentParser", "Foundation", "Glibc"]),
    ]

    // One wire a line. A driver never sees a simulator, and the other way round: they share the frame and no more.
    private static let wires = [
        "EBDS", "ID003", "CCNET", "SSP", "ESCPOS", "Star", "APGDrawer", "HIDDrawer", "A776", "Excella", "MiniMICR",
        "Scanner",
    ]
    private static let drivers: [RoomLine] = wires.flatMap(driver)
    private static let simulators: [RoomLine] =
        [
            RoomLine("SimulatorKit", "Simulators/SimulatorKit"),
            RoomLine("CoreLedgerSimulator", "Simulators/Core", ["SimulatorKit"]),
            // What lies in the hands of those who feed check readers: it draws, and speaks no wire.
            RoomLine("CheckPaper", "Simulators/CheckPaper", ["SimulatorKit"]),
        ] + wires.map(simulator)

    private static let driverRooms = drivers.map(\.name)
    private static let simulatorRooms = simulators.map(\.name)

    private static func driver(_ wire: String) -> [RoomLine] {
        [
            // The block cipher of SSP is framing, and both ends must have the same.
            RoomLine(
                "\(wire)Frame", "Drivers/\(wire)/Frame", ["WireKit"],
                others: wire == "SSP" ? ["Crypto", "CryptoExtras"] : []),
            RoomLine(
                "\(wire)Driver", "Drivers/\(wire)/Driver",
                ["\(wire)Frame", "WireKit", "DeviceKit", "Money", "Receipts", "Checks"]),
        ]
    }

    private static func simulator(_ wire: String) -> RoomLine {
        RoomLine("\(wire)Simulator", "Simulators/\(wire)", ["\(wire)Frame", "WireKit", "SimulatorKit", "CheckPaper"])
    }
}

extension RoomTable {
    /// Modules that the compiler brings and that hold nothing a pure room may not use.
    static let free = ["Swift", "Synchronization"]

    /// The room whose folder holds a file.
    static func room(of path: String, in table: [RoomLine]) -> RoomLine? {
        table.filter { path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
    }

    /// Rooms of the C library that only one room of ours and its tests may touch.
    static let testsOfSystemRooms = [
        "CLinux": ["TransportsTests"], "CLibUSB": ["USBTransportsTests"], "CLibUdev": ["USBTransportsTests"],
        "CLibPQ": ["LedgerContractTests"], "CLibTIFF": ["CheckImagesTests"],
    ]
}
