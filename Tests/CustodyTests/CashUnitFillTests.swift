import Custody
import Money
import Testing

/// When somebody has to come with an empty unit, and when the kiosk takes nothing more: one note too many jams.
@Suite struct CashUnitFillTests {
    private func scene(_ policy: (PolicyKey, Int64)...) throws -> Scene {
        var scene = try Scene(baseline: 0)
        _ = try scene.feed(.atRest(counter: 0))
        for (key, value) in policy {
            let change = PolicyChanged(
                key: key, old: scene.books.policy[key], new: value, by: people[0], approvedBy: people[1])
            try scene.apply(.policyChanged(change))
        }
        return scene
    }

    private func words(_ scene: Scene) -> String {
        guard let fill = scene.books.cashUnitFill else { return "none" }
        return "\(fill.notes) \(fill.percent)%\(fill.isNearlyFull ? " soon" : "")\(fill.isFull ? " full" : "")"
    }

    @Test("A unit of twenty notes that nobody was sent for at 80 %, or that takes its twentieth")
    func pieces() throws {
        var scene = try scene((.cashUnitCapacity, 20))
        #expect(words(scene) == "0 0%")
        for _ in 0..<15 { try scene.stack(100) }
        #expect(words(scene) == "15 75%")
        try scene.stack(100)
        #expect(words(scene) == "16 80% soon")
        for _ in 0..<2 { try scene.stack(100) }
        #expect(words(scene) == "18 90% soon")
        try scene.stack(100)
        #expect(words(scene) == "19 95% soon full")
    }

    @Test("Notes of unknown value that take no room")
    func strays() throws {
        var scene = try scene((.cashUnitCapacity, 20))
        for _ in 0..<15 { try scene.stack(100) }
        let found = NotesUnclaimed(
            reference: CaseID(known: "K-07-0001"), device: acceptor, cashUnit: unitOne, count: 4, amount: nil,
            visit: nil, baseline: 19)
        try scene.apply(.notesUnclaimed(found))
        #expect(words(scene) == "15 95% soon full")
    }

    @Test("More money inside than is insured, and nobody was told that it comes")
    func value() throws {
        var scene = try scene((.cashUnitValueLimit, 10_050))
        try scene.stack(5_000)
        try scene.stack(2_000)
        #expect(words(scene) == "2 0%")
        try scene.stack(1_000)
        #expect(words(scene) == "3 0%", "80.00 of 100.50 is not 80 %")
        try scene.stack(100)
        #expect(words(scene) == "4 0% soon")
        try scene.stack(2_000)
        #expect(words(scene) == "5 0% soon full")
    }

    @Test("The fill of a unit that was pulled, shown as the kiosk's")
    func nothingInstalled() throws {
        var scene = try scene()
        try scene.stack(100)
        try scene.act { try $0.pull(seal: "S-2", by: Array(people[..<2]), deviceCounter: 1) }
        #expect(words(scene) == "none")
    }
}
