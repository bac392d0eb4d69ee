import Testing

struct ImportTests {
    @Test("A room that reaches past its line has no walls, and no machine in it can be trusted to be pure")
    func everyImportIsInTheTable() {
        #expect(House.swiftFiles.count > 100, "the sources were not found")
        Verdict(Imports.findings(House.swiftFiles)).speak()
        Verdict(Imports.findingsInTests(House.testFiles)).speak()
    }

    @Test("A target without a line, or with a wish beyond it, is a door nobody decided on")
    func everyTargetIsInTheTable() throws {
        let targets = try ManifestReader.targets(House.manifest)
        #expect(targets.count > 20, "the manifest was not read")
        Verdict(Plan.findings(targets) + Plan.doubles()).speak()
    }

    @Test("A folder without a target is code that nothing compiles and no test sees")
    func everyFolderHasATarget() throws {
        let targets = try ManifestReader.targets(House.manifest)
        let paths = House.files(under: ["Sources", "Drivers", "Simulators", "Tests"]).filter {
            $0.hasSuffix(".swift") || $0.hasSuffix(".c") || $0.hasSuffix(".h")
        }
        Verdict(Plan.foldersWithoutTarget(paths, targets)).speak()
    }
}

/// Bad samples: each rule goes red on what it forbids, and stays green on its neighbour that is allowed.
struct ImportSelfTests {
    @Test(
        "A scanner that misses an import lets any wall fall unseen",
        arguments: [
            "import Foundation", "public import Foundation", "import struct Foundation.Date",
            "@testable import Foundation",
            "import Money; import Foundation", "import\n    Foundation", "/* note */ import Foundation",
            "let a = \"\"\"\n  \\(\"x\")\n  \"\"\"\nimport Foundation", "let a = #\"\\\"#\nimport Foundation",
            "let quote: Character = \"\\\"\"\nimport Foundation",
        ])
    func forbiddenImportIsFound(_ text: String) {
        #expect(
            Imports.findings([SwiftFile("Sources/Core/Custody/Bad.swift", text)]).map(\.words) == [
                "Custody may not import Foundation"
            ])
    }

    @Test(
        "A scanner that sees imports in words cries wolf until nobody listens",
        arguments: [
            "// import Foundation", "/* import\nFoundation /* nested */ import Foundation */", "/// import Foundation",
            "let a = \"import Foundation\"", "let a = \"\"\"\nimport Foundation\n\"\"\"", "x.import(Foundation)",
            "import Money", "public import OrderedCollections", "#if canImport(Foundation)\n#endif",
        ])
    func wordsAreNoImports(_ text: String) {
        #expect(Imports.findings([SwiftFile("Sources/Core/Custody/Good.swift", text)]).isEmpty)
    }

    @Test(
        "A direction of the table that is not enforced is only ink",
        arguments: [
            ("Drivers/EBDS/Driver/A.swift", "EBDSSimulator"), ("Simulators/EBDS/A.swift", "EBDSDriver"),
            ("Drivers/EBDS/Driver/A.swift", "ESCPOSFrame"), ("Sources/Service/Controller/A.swift", "JournalStore"),
            ("Sources/Service/Controller/A.swift", "EBDSDriver"), ("Sources/Service/Controller/A.swift", "Posting"),
            ("Sources/Service/Controller/A.swift", "LedgerSQLite"), ("Sources/Core/Money/A.swift", "Custody"),
            ("Sources/Service/Posting/A.swift", "GRDB"), ("Sources/Service/Supervision/A.swift", "CLinux"),
            ("Sources/Programs/tillkeeperd/A.swift", "EBDSSimulator"),
            ("Sources/Service/ControlServer/A.swift", "Settings"),
            ("Sources/Adapters/LedgerSQLite/A.swift", "Yams"), ("Sources/Core/Journal/A.swift", "Hummingbird"),
        ])
    func wrongDirectionIsFound(_ path: String, _ module: String) {
        #expect(Imports.findings([SwiftFile(path, "import \(module)")]).count == 1)
    }

    @Test("Tokens out of order would make every rule guess")
    func tokensKeepTheirOrder() {
        let tokens = Lexer.tokens("a(\"b \\(c + \"d\") e\", 0x1F...2)  // f\n/// g\n#\"\"h\\(i)\"#.j")
        #expect(
            tokens.map(\.text) == [
                "a", "(", "b \\(c + \"d\") e", "c", "+", "d", ",", "0x1F", ".", ".", ".", "2", ")", "/// g",
                "\"h\\(i)", ".", "j",
            ])
        #expect(tokens.map(\.line) == Array(repeating: 1, count: 13) + [2, 3, 3, 3])
    }

    @Test("A new folder must not stand outside every rule")
    func fileInNoRoomIsFound() {
        #expect(Imports.findings([SwiftFile("Sources/Service/Shed/A.swift", "")]).count == 1)
        #expect(Imports.findings([SwiftFile("Sources/Core/Loose.swift", "")]).count == 1)
    }

    @Test("Tests that touch the C library of another room hide what that room should offer")
    func systemRoomsAreClosedToOtherTests() {
        #expect(Imports.findingsInTests([SwiftFile("Tests/MoneyTests/A.swift", "import CLinux")]).count == 1)
        #expect(Imports.findingsInTests([SwiftFile("Tests/TransportsTests/A.swift", "import CLinux")]).isEmpty)
    }

    private static let sample = """
        func room(_ name: String, _ path: String, _ imports: [Target.Dependency] = []) -> Target {
            .target(name: name, dependencies: imports, path: path, swiftSettings: walls)
        }
        let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
        let rooms: [Target] = [
            room("Money", "Sources/Core/Money"),
            room("Custody", "Sources/Core/Custody", ["Money", grdb, .product(name: "Yams", package: "Yams")], exclude: ["a"]),
            .target(name: "CLinux", path: "Sources/Adapters/System/CLinux"),
            room("Shed", "Sources/Service/Shed"),
            room("Receipts", "Sources/Core/Paper", [.target(name: "Money")]),
            program("storm", ["Transports"]),
            tests("MoneyTests", ["Money", "CLinux"]),
        ]
        """

    @Test("A manifest that is read wrongly proves nothing about its targets")
    func manifestIsRead() throws {
        let targets = try ManifestReader.targets(SwiftFile("Package.swift", Self.sample))
        #expect(
            targets.map(\.name) == ["Money", "Custody", "CLinux", "Shed", "Receipts", "storm", "MoneyTests"])
        #expect(targets[1].wishes == ["Money", "GRDB", "Yams"])
        #expect(targets[4].wishes == ["Money"])
        #expect(targets[5].path == "Sources/Programs/storm")
        #expect(
            Plan.findings(targets).map(\.words) == [
                "Custody may not depend on GRDB", "Custody may not depend on Yams",
                "Shed has no line in RoomTable.swift",
                "Receipts lies in Sources/Core/Paper, its line says Sources/Core/Receipts",
                "storm may not depend on Transports", "MoneyTests may not depend on CLinux",
            ])
        #expect(Plan.foldersWithoutTarget(["Sources/Core/Money/A.swift", "Sources/Core/X/B.c"], targets).count == 1)
    }

    @Test("A dependency that the reader cannot name must not pass for none")
    func unknownWishIsRefused() {
        let unknown = SwiftFile("Package.swift", "room(\"Money\", \"Sources/Core/Money\", [mystery])")
        #expect(throws: UnreadableManifest.self) { try ManifestReader.targets(unknown) }
        let joined = SwiftFile("Package.swift", "room(\"Money\", \"Sources/Core/Money\", core + ports)")
        #expect(throws: UnreadableManifest.self) { try ManifestReader.targets(joined) }
    }

    @Test("Two lines for one room would let it pick the wider one")
    func doubleLinesAreFound() {
        #expect(Plan.doubles([RoomLine("A", "a"), RoomLine("A", "b")]).count == 1)
    }
}
