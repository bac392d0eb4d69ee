import ArgumentParser
import DeviceStorm
import Glibc

/// Worlds of one device each, and what all of them together were.
struct DeviceWorlds {
    /// Orders in each world.
    let orders: Int
    /// A wrong word that has to be found.
    let lie: DeviceLie?
    /// One line for a world that went wrong, then the next.
    let goOn: Bool
    /// Every event in words.
    let trace: Bool
    /// Worlds in which a driver said what was not true.
    private(set) var wrong = 0
    private var (given, done, strokes) = (0, 0, 0)
    private var lived: [StormDevice] = []

    init(orders: Int, lie: DeviceLie?, goOn: Bool, trace: Bool) {
        (self.orders, self.lie, self.goOn, self.trace) = (orders, lie, goOn, trace)
    }

    /// Lives one world through; a wrong word ends the program, unless it goes on.
    mutating func live(_ kind: StormDevice, seed: UInt64) throws {
        if !lived.contains(kind) { lived.append(kind) }
        do throws(DeviceStormFailure) {
            let result = try DeviceStorm.run(
                kind, seed: seed, orders: orders, lie: lie, listen: trace ? { print($0) } : nil)
            given += result.orders
            done += result.done
            strokes += result.strokes
        } catch {
            wrong += 1
            print(goOn ? "\(error.kind.rawValue), seed \(error.seed): \(error.problem)" : "\(error)")
            fflush(nil)
            if !goOn { throw ExitCode.failure }
        }
    }

    /// One line for all worlds.
    var words: String {
        "storm: devices \(lived.count) orders \(given) done \(done) strokes \(strokes) wrong words \(wrong)"
    }
}
