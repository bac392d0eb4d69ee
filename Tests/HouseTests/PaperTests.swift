import Foundation
import Testing

struct PaperTests {
    @Test("A public name without a sentence is a unit guessed wrong by the next reader")
    func publicDeclarationsAreDocumented() {
        Verdict(Papers.undocumented(House.swiftFiles)).speak()
    }

    @Test("C callbacks in main.swift trap, and files or rooms without bounds hide two ideas as one")
    func filesHaveTheirMeasure() {
        Verdict(Papers.mainFiles(House.files(under: Watched.code))).speak()
        Verdict(Papers.longFiles(House.swiftFiles + House.testFiles)).speak()
        Verdict(Papers.largeRooms(House.swiftFiles), exceptions: KnownExceptions.largeRooms).speak()
    }

    @Test("A wire or room without its page leaves its readings and its limits in one head")
    func roomsHaveTheirPage() {
        let parents = ["Drivers", "Simulators", "Sources/Service", "Sources/Adapters"]
        let folders = parents.flatMap { parent in House.folders(in: parent).map { "\(parent)/\($0)" } }
            .filter { !House.files(under: [$0]).isEmpty }
        #expect(folders.count > 8)
        Verdict(Papers.missingPages(folders, exists: House.exists)).speak()
    }

    @Test("A vector that cannot say where it comes from proves only that we agree with ourselves")
    func vectorsHaveAnOrigin() {
        let paths = House.files(under: ["Tests/Vectors"]).filter { $0.hasSuffix(".json") }
        #expect(paths.count > 3)
        Verdict(paths.flatMap { Origins.missing($0, House.data($0)) }).speak()
    }

    @Test("A committed path or host of one machine breaks the build on every other")
    func nothingStrangeIsNamed() {
        let folders = ["Sources", "Drivers", "Simulators", "Tests", "packaging", "docs", ".ci"]
        // What a run left behind names the machine it ran on, and is not committed.
        let committed = House.files(under: folders).filter { !$0.hasPrefix(".ci/out/") }
        let paths = committed + ["Package.swift", "Makefile", "README.md"]
        Verdict(paths.flatMap { Origins.strangers($0, House.text($0)) }).speak()
    }
}

/// Bad samples: each rule goes red on what it forbids, and stays green on its neighbour that is allowed.
struct PaperSelfTests {
    private func names(_ text: String) -> [String] { Declarations.undocumented(Lexer.tokens(text)).map(\.name) }

    @Test(
        "A bare declaration that is not seen stays bare",
        arguments: [
            ("public func a() {}", ["a"]), ("public struct A {}", ["A"]), ("public let a = 1", ["a"]),
            ("public init() {}", ["init"]), ("public static func + (a: A, b: A) -> A { a }", ["+"]),
            ("/// A.\npublic enum A {\n case b, c\n case d }", ["b", "d"]),
            ("/// A.\npublic protocol A { var b: Int { get }\n /// C.\n func c() }", ["b"]),
            ("@discardableResult public func a() {}", ["a"]), ("public private(set) var a = 1", ["a"]),
            ("// not a doc comment\npublic let a = 1", ["a"]), ("/// A.\nlet b = 1\npublic let a = 1", ["a"]),
            ("nonisolated public var a: Int { 1 }", ["a"]), ("public final class A {}", ["A"]),
            ("public static let a = 1, b = 2", ["a"]), ("public subscript(a: Int) -> Int { 1 }", ["subscript"]),
            ("public typealias A = B", ["A"]), ("public indirect enum A {}", ["A"]),
        ])
    func bareIsFound(_ text: String, _ expected: [String]) { #expect(names(text) == expected) }

    @Test(
        "A rule that asks for sentences where there is nothing to say is soon switched off",
        arguments: [
            "/// A.\npublic func a() {}", "func a() {}", "public import Money", "/// A.\n@frozen public struct A {}",
            "/// A.\n@available(*, deprecated)\npublic func a() {}", "public var description: String { \"\" }",
            "public static func < (a: A, b: A) -> Bool { true }", "public init(from decoder: any Decoder) throws {}",
            "public func encode(to encoder: any Encoder) throws {}", "enum A { case b }", "extension A: B { case c }",
            "/// A.\npublic enum A {\n/// B.\ncase b\n}", "/// A.\npublic func a() { switch x { case .b: c } }",
            "/// A.\npublic enum A {\n/// B.\nindirect case b(A)\nfunc f() { switch self { case .b: 1 } }\n}",
            "public extension A { }", "/// A.\npublic enum A { case b, c }",
        ])
    func documentedIsLeftAlone(_ text: String) { #expect(names(text).isEmpty) }

    @Test("A wish that is described once must not be asked for again where it is fulfilled, but only then")
    func fulfilledWishesAreDescribedOnce() {
        func count(_ wish: String) -> Int {
            let port = SwiftFile("Sources/Ports/DeviceKit/A.swift", "/// A.\npublic protocol A {\n\(wish)\n}")
            let room = SwiftFile(
                "Sources/Service/Posting/B.swift", "/// B.\npublic struct B: A {\npublic func c() {}\n}")
            return Papers.undocumented([port, room]).count
        }
        #expect(count("/// C.\nfunc c()") == 0)
        #expect(count("func c()") == 2)
        #expect(count("/// C.\nvar c: Int { get }") == 1)
    }

    @Test("Sizes and forbidden names must be measured, not assumed")
    func measuresGoRed() {
        let long = SwiftFile("Sources/Core/Money/A.swift", String(repeating: "\n", count: 401))
        let short = SwiftFile("Sources/Core/Money/B.swift", String(repeating: "\n", count: 400))
        #expect(Papers.longFiles([long, short]).map(\.path) == [long.path])
        let many = (0..<8).map { SwiftFile("Sources/Core/Money/\($0).swift", String(repeating: "\n", count: 400)) }
        #expect(Papers.largeRooms(many).map(\.path) == ["Sources/Core/Money"])
        #expect(Papers.largeRooms(Array(many.prefix(7))).isEmpty)
        #expect(Papers.mainFiles(["Sources/Programs/storm/main.swift", "Sources/A/domain.swift"]).count == 1)
        #expect(Papers.missingPages(["a", "b"]) { $0 == "a/README.md" }.map(\.path) == ["b"])
    }

    @Test("A vector without origin must be found in both shapes of file")
    func missingOriginIsFound() {
        func count(_ text: String) -> Int { Origins.missing("v.json", Data(text.utf8)).count }
        #expect(count("[{\"hex\": \"02\", \"origin\": \"manual, page 3\"}, {\"hex\": \"03\"}]") == 1)
        #expect(count("[{\"hex\": \"02\", \"source\": \"\"}]") == 1)
        #expect(count("[{\"hex\": \"02\", \"origin\": \"own\"}]") == 1)
        #expect(count("{\"entries\": []}") == 1)
        #expect(count("{\"origin\": \"RFC 9162, section 2\", \"entries\": []}") == 0)
        #expect(count("[1]") == 1)
        #expect(count("no json") == 1)
    }

    @Test("A host or a path of one machine must be found on its line")
    func strangersAreFound() {
        let host = "https://py" + "pi.org/simple"
        #expect(Origins.strangers("a", "fine\n\(host)\n").map(\.line) == [2])
        #expect(Origins.strangers("a", "see ../sha" + "red/design.md").count == 1)
        #expect(Origins.strangers("a", "import Money\n// a shared registry of ports\n").isEmpty)
    }
}
