import Testing

struct FuzzRuleTests {
    /// Wires whose driver no fuzz target knows.
    private func unfed(_ wires: [String], _ kit: [SwiftFile]) -> [String] {
        let fed = kit.flatMap { Imports.of($0).map(\.module) }
        return wires.filter { !fed.contains("\($0)Driver") }
    }

    @Test("A driver that was never fed with nonsense meets it first at the counter")
    func everyDriverIsFuzzed() {
        let wires = House.folders(in: "Drivers")
        #expect(wires.count > 8, "the drivers were not found")
        #expect(unfed(wires, House.testFiles.filter { $0.isIn(["Tests/Fuzz/Kit"]) }).isEmpty)
    }

    @Test("A rule that takes any word for an import would find every driver fed")
    func unfedIsFound() {
        let kit = [SwiftFile("Tests/Fuzz/Kit/A.swift", "import EBDSDriver\n// import SSPDriver")]
        #expect(unfed(["EBDS", "SSP"], kit) == ["SSP"])
    }
}
