import Testing

struct RuleTests {
    @Test("A clock, chance or log in a machine makes the same night run twice in two ways")
    func pureRoomsArePure() {
        Verdict(Purity.findings(House.swiftFiles)).speak()
    }

    @Test("A set that is walked over gives another order of facts in every process")
    func pureRoomsHaveAnOrder() {
        Verdict(Purity.unordered(House.swiftFiles), exceptions: KnownExceptions.unordered).speak()
        Verdict(Purity.walks(House.swiftFiles)).speak()
    }

    @Test("An error that is dropped on the way of a note is a note that nobody looks for")
    func noErrorIsDropped() {
        Verdict(Care.droppedErrors(House.swiftFiles)).speak()
        Verdict(Care.emptyCatches(House.swiftFiles)).speak()
    }

    @Test("A default in a machine decides about a case nobody has thought of yet")
    func everyCaseIsDecided() {
        Verdict(Care.defaultsInMachines(House.swiftFiles), exceptions: KnownExceptions.defaultsInMachines).speak()
        Verdict(Care.defaultsOverOurCases(House.swiftFiles)).speak()
    }

    @Test("A promise to the compiler without its sentence is a race that nobody will find")
    func promisesHaveTheirSentence() {
        Verdict(Care.handMadePromises(House.swiftFiles), open: OpenViolations.handMadePromises).speak()
    }
}

/// Bad samples: each rule goes red on what it forbids, and stays green on its neighbour that is allowed.
struct RuleSelfTests {
    private func file(_ text: String, _ path: String = "Sources/Core/Custody/A.swift") -> [SwiftFile] {
        [SwiftFile(path, text)]
    }

    @Test(
        "A purity rule with a hole lets the clock in",
        arguments: [
            "let now = Date()", "let id = UUID()", "var dice = SystemRandomNumberGenerator()",
            "let n = Int.random(in: 0..<9)", "let n = list.randomElement()", "list.shuffle()",
            "let c = ContinuousClock()",
            "import Glibc", "import Foundation", "let log = Logger(label: \"a\")", "print(\"x\")", "Task { }",
            "let h = value.hashValue", "let text = \"\\(Date())\"",
        ])
    func impureIsFound(_ text: String) {
        #expect(Purity.findings(file(text)).count == 1)
        #expect(Purity.findings(file(text, "Sources/Service/Controller/Machine.swift")).count == 1)
        #expect(Purity.findings(file(text, "Sources/Service/ControlServer/A.swift")).isEmpty)
    }

    @Test(
        "A purity rule that cries wolf is soon switched off",
        arguments: [
            "// print(x)", "let text = \"Date()\"", "let day = BusinessDate(of: moment)", "case print(job: Job)",
            "effects.append(.print(job))", "list.shuffle(using: &dice)", "let n = Int.random(in: 0..<9, using: &dice)",
        ])
    func pureIsLeftAlone(_ text: String) { #expect(Purity.findings(file(text)).isEmpty) }

    @Test("A room with a method named print must not open the door to the screen")
    func ownPrintIsTold() {
        let own = "mutating func print(_ job: Job) {}\n"
        #expect(Purity.findings(file(own + "print(job)")).isEmpty)
        #expect(Purity.findings(file(own + "print(\"here \\(job)\")")).count == 1)
    }

    @Test("The shell of the controller may wait and log, but its time comes from outside all the same")
    func shellIsHeldToItsRule() {
        let shell = "actor Shell { let log: Logger\n func run() async { await x(); let d = Date() } }"
        let found = Purity.findings(file(shell, "Sources/Service/Controller/Shell.swift"))
        #expect(found.map(\.words) == ["Date has no place in a pure room"])
    }

    @Test(
        "A set that the rule does not see is an order nobody notices to be missing",
        arguments: [
            "let a: Set<Int> = x", "let a = Set(list)", "var a: [String: Int]", "let a = [:]",
            "var a: Dictionary<A, B>",
            "let a = [\"x\": 1]", "func f() -> [A.B: [C]] {}", "let a = [Key(x: 1): 2]",
        ])
    func unorderedIsFound(_ text: String) { #expect(Purity.unordered(file(text)).count == 1) }

    @Test(
        "A rule that takes arrays for dictionaries is soon switched off",
        arguments: [
            "let a: [Int] = [1, 2]", "let a = [x ? 1 : 2]", "let a: [(x: Int, y: Int)]", "let a = table[row: 3]",
            "let n = counts[name, default: 0]", "let a: OrderedDictionary<A, B> = [:]", "let a = [f(x: 1)]",
            "let names = Set(list).sorted()", "let a = value.map { [$0] }", "let a = list()[at: 1]",
        ])
    func orderedIsLeftAlone(_ text: String) { #expect(Purity.unordered(file(text)).isEmpty) }

    @Test(
        "A walk over a dictionary that is excused for looking up is how the order slips in",
        arguments: [
            "for x in table { }", "table.map { $0 }", "table.keys.map { $0 }", "table.forEach { }",
            "table.values.first",
            "for x in table.keys { }", "table.filter { true }",
        ])
    func walkIsFound(_ text: String) {
        #expect(Purity.walks(file("var table: [Int: Int] = x\n" + text)).count == 1)
        let elsewhere = SwiftFile("Sources/Core/Custody/B.swift", text)
        #expect(Purity.walks(file("var table: [Int: Int] = x") + [elsewhere]).count == 1)
    }

    @Test(
        "Sorting first is the right way and must stay allowed",
        arguments: [
            "for x in table.keys.sorted() { }", "table.sorted { $0.key < $1.key }", "table[3]", "table.values.max()",
            "for x in table.sorted(by: f) { }", "table.isEmpty", "f(table: list.map { $0 })",
        ])
    func sortedWalkIsLeftAlone(_ text: String) {
        #expect(Purity.walks(file("var table: [Int: Int] = x\n" + text)).isEmpty)
    }

    @Test("try? must be found on the money's way, and only there")
    func droppedErrorIsFound() {
        #expect(Care.droppedErrors(file("let a = try? f()")).count == 1)
        #expect(Care.droppedErrors(file("let a = try? f()", "Sources/Adapters/JournalStore/A.swift")).count == 1)
        #expect(Care.droppedErrors(file("let a = try? f()", "Sources/Service/ControlServer/A.swift")).isEmpty)
        #expect(Care.droppedErrors(file("// try? f()\nlet e: Entry? = try f(\"try? g()\")")).isEmpty)
    }

    @Test(
        "An empty catch must be found in every writing",
        arguments: [
            "do { } catch {}", "do { } catch {\n // later\n}", "do { } catch let e as X { }", "do { } catch X.y {}",
        ])
    func emptyCatchIsFound(_ text: String) {
        #expect(Care.emptyCatches(file(text, "Sources/Programs/tillsim/A.swift")).count == 1)
        #expect(Care.emptyCatches(file("do { } catch { throw X(error) }")).isEmpty)
    }

    @Test("A default must be found in the rooms of machines whatever it stands beside")
    func defaultInMachineIsFound() {
        let text = "switch x {\ncase 1: a\ndefault: b\n}"
        #expect(Care.defaultsInMachines(file(text)).count == 1)
        #expect(Care.defaultsInMachines(file(text, "Sources/Service/Controller/A.swift")).count == 1)
        #expect(Care.defaultsInMachines(file("let a = f(default: 3)\nswitch x { case .a: b }")).isEmpty)
    }

    @Test("A default beside named cases must be found elsewhere, and beside bytes be left alone")
    func defaultOverCasesIsFound() {
        func count(_ text: String) -> Int { Care.defaultsOverOurCases(file(text, "Drivers/EBDS/Driver/A.swift")).count }
        #expect(count("switch x {\ncase .a: b\ndefault: c\n}") == 1)
        #expect(count("switch (x, y) {\ncase (1, .a): b\ndefault: c\n}") == 1)
        #expect(count("switch x {\ncase let .a(n): b\ndefault: c\n}") == 1)
        #expect(count("switch x {\ncase 1: switch y { case .a: b; case .c: d }\ndefault: c\n}") == 0)
        #expect(count("switch (x, n) {\ncase (4, 1...): self = .a\ndefault: c\n}") == 0)
        #expect(count("switch b {\ncase 0x10: .a\ncase 0x11 where y == .c: .b\ndefault: .c\n}") == 0)
    }

    @Test("A promise must be found outside of Transports, and inside when it has no reason")
    func promiseIsFound() {
        func count(_ text: String, _ path: String) -> Int { Care.handMadePromises(file(text, path)).count }
        let (inside, outside) = ("Sources/Adapters/Transports/A.swift", "Sources/Service/Supervision/A.swift")
        let reason = "/// `@unchecked Sendable` is true because one thread owns it.\n"
        #expect(count("final class A: @unchecked Sendable {}", inside) == 1)
        #expect(count("// quick\nfinal class A: @unchecked Sendable {}", inside) == 1)
        #expect(count("nonisolated(unsafe) var a = 0", inside) == 1)
        #expect(count(reason + "final class A: @unchecked Sendable {}", inside) == 0)
        #expect(count("nonisolated(unsafe) var a = 0  // true because set once before any thread starts", inside) == 0)
        #expect(count(reason + "final class A: @unchecked Sendable {}", outside) == 1)
        #expect(count("nonisolated(unsafe) var a = 0", outside) == 1)
    }

    @Test("An exception that excuses more than it says, or nothing, would hide the next fault")
    func exceptionsAreHeldToTheirWord() {
        let two = [Finding("a", 1, "x"), Finding("a", 2, "x")]
        #expect(Verdict(two, exceptions: [Exception("a", atMost: 2, "for a good reason here")]).faults.isEmpty)
        #expect(Verdict(two, exceptions: [Exception("a", "for a good reason here")]).faults.count == 2)
        #expect(Verdict([], exceptions: [Exception("a", "for a good reason here")]).faults.count == 1)
        #expect(Verdict(two, exceptions: [Exception("a", atMost: 2, "because")]).faults.count == 1)
        #expect(Verdict(two, open: [OpenViolation("a", "mend")]).open.count == 2)
        #expect(Verdict([], open: [OpenViolation("a", "mend")]).faults.count == 1)
        #expect(Verdict(two).faults.count == 2)
    }
}
