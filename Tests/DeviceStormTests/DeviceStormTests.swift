import DeviceStorm
import Testing

@Suite struct DeviceStormTests {
    @Test("A word that is not true sends a customer away with a wrong answer", arguments: StormDevice.drawn)
    func noWrongWords(_ kind: StormDevice) throws {
        var done = 0
        for seed in UInt64(1)...3 { done += try DeviceStorm.run(kind, seed: seed, orders: 12).done }
        #expect(done > 3, "a storm in which nothing is ever done proves nothing")
    }

    /// A roll changed in the instant in which a line began: the line lay whole on the new roll, and was written down
    /// nowhere (the simulator's fault).
    @Test("A receipt that is on paper is found there", arguments: [(StormDevice.custom, UInt64(438))])
    func mendedSeeds(_ kind: StormDevice, _ seed: UInt64) throws {
        _ = try DeviceStorm.run(kind, seed: seed, orders: 12)
    }

    @Test("A world that cannot be lived again cannot be mended", arguments: StormDevice.drawn)
    func sameSeedSameHash(_ kind: StormDevice) throws {
        let one = try DeviceStorm.run(kind, seed: 5, orders: 5)
        #expect(try DeviceStorm.run(kind, seed: 5, orders: 5) == one)
        #expect(try DeviceStorm.run(kind, seed: 6, orders: 5).hash != one.hash)
    }

    @Test("An oracle that finds no lie finds no fault either", arguments: DeviceLie.allCases)
    func liesAreFound(_ lie: DeviceLie) {
        for kind in lie.kinds where StormDevice.drawn.contains(kind) {
            let found = (UInt64(1)...20).contains { seed in
                do throws(DeviceStormFailure) {
                    _ = try DeviceStorm.run(kind, seed: seed, orders: 12, lie: lie)
                    return false
                } catch { return true }
            }
            #expect(found, "\(lie.rawValue) at \(kind.rawValue)")
        }
    }
}
