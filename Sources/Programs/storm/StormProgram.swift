import ArgumentParser
import DeviceStorm
import Glibc
import StormKit

/// Lives worlds through until one goes wrong, or all were good.
@main
struct StormProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storm",
        abstract: "Simulated kiosks in a storm of faults: every note must be where the books say.")

    @Option(help: "The first world. The same seed has the same history. Given alone: this one world, for a replay.")
    var seed: UInt64?

    @Option(help: "Notes fed into the mouths, all worlds together.")
    var notes = 20_000

    @Option(
        help: """
            Worlds; the notes are shared among them. Without it: one world with --seed, else one for each hundred notes, \
            200 at least.
            """)
    var seeds: Int?

    @Option(help: "A mistake to be found: \(PlantedFault.allCases.map(\.rawValue).joined(separator: ", ")).")
    var fault: String?

    @Option(help: "One wire for all worlds: \(StormWire.allCases.map(\.rawValue).joined(separator: ", ")).")
    var wire: String?

    @Option(help: "Worlds of one device: \(StormDevice.allCases.map(\.rawValue).joined(separator: ", ")).")
    var device: String?

    @Option(help: "Orders in each world of one device.")
    var orders = 12

    @Option(
        help: "A wrong word of a driver, to be found: \(DeviceLie.allCases.map(\.rawValue).joined(separator: ", ")).")
    var lie: String?

    @Flag(help: "Go on after a world that went wrong, one line for each.")
    var goOn = false

    @Flag(help: "Print every event.")
    var trace = false

    func validate() throws {
        if notes < 1 || worlds < 1 { throw ValidationError("At least one note and one seed are needed.") }
        if let wire, StormWire(rawValue: wire) == nil { throw ValidationError("No such wire: \(wire).") }
        if let device, StormDevice(rawValue: device) == nil { throw ValidationError("No such device: \(device).") }
        if let lie, DeviceLie(rawValue: lie) == nil { throw ValidationError("No such lie: \(lie).") }
        if lie != nil, device == nil { throw ValidationError("A lie needs a --device.") }
        if orders < 1 { throw ValidationError("At least one order is needed.") }
        if let fault, PlantedFault(rawValue: fault) == nil { throw ValidationError("No such fault: \(fault).") }
    }

    /// A world is about a day of a busy kiosk: many small ones meet more than one that lives for months.
    private var worlds: Int { seeds ?? (seed == nil ? max(200, notes / 100) : 1) }

    func run() throws {
        var devices = DeviceWorlds(
            orders: orders, lie: lie.flatMap(DeviceLie.init(rawValue:)), goOn: goOn, trace: trace && device != nil)
        if let kind = device.flatMap(StormDevice.init(rawValue:)) {
            for number in 0..<UInt64(worlds) { try devices.live(kind, seed: (seed ?? 1) &+ number) }
            print(devices.words)
            if devices.wrong != 0 { throw ExitCode.failure }
            return
        }
        var sum = Sum()
        let each = max(1, (notes + worlds - 1) / worlds)
        var progress = Progress(worlds: worlds)
        for number in 0..<UInt64(worlds) {
            do throws(StormFailure) {
                sum.add(
                    try Storm.run(
                        seed: (seed ?? 1) &+ number, notes: each, fault: fault.flatMap(PlantedFault.init(rawValue:)),
                        wire: wire.flatMap(StormWire.init(rawValue:)),
                        listen: trace ? { print($0) } : nil))
            } catch {
                print(goOn ? "seed \(error.seed): \(error.problem)" : "\(error)")
                fflush(nil)  // every open stream: a long storm is watched
                sum.bad += 1
                if !goOn { throw ExitCode.failure }
            }
            progress.tell(worlds: Int(number) + 1, notes: sum.notes)
            // Beside each kiosk one device, the kinds in turn. A search for one wire or fault wants no other worlds.
            let kinds = StormDevice.drawn
            if wire == nil, fault == nil {
                try devices.live(kinds[Int(number) % kinds.count], seed: (seed ?? 1) &+ number)
            }
        }
        print(sum.words)
        print("worlds: \(sum.wires)")
        print(devices.words)
        print("storm: seeds \(worlds) notes \(sum.notes) cuts \(sum.cuts) lost \(sum.lost) doubled \(sum.doubled)")
        if sum.bad != 0 || sum.lost != 0 || sum.doubled != 0 || devices.wrong != 0 { throw ExitCode.failure }
    }

    /// A line every two seconds on standard error, so that nobody takes a long storm for a dead one.
    private struct Progress {
        let worlds: Int
        private let clock = ContinuousClock()
        private var last: ContinuousClock.Instant

        init(worlds: Int) {
            self.worlds = worlds
            last = clock.now
        }

        mutating func tell(worlds done: Int, notes: Int) {
            guard clock.now - last >= .seconds(2), done < worlds else { return }
            last = clock.now
            let line = Array("storm: \(done) of \(worlds) worlds, \(notes) notes\n".utf8)
            _ = write(STDERR_FILENO, line, line.count)
        }
    }

    /// What all worlds together were.
    private struct Sum {
        var (notes, cuts, lost, doubled, bad) = (0, 0, 0, 0, 0)
        var (credited, doubts, found, payments, steps) = (0, 0, 0, 0, 0)
        var lasted = Duration.zero
        private var worlds: [StormWire: Int] = [:]

        /// Good worlds by wire.
        var wires: String {
            StormWire.allCases.map { "\($0.rawValue) \(worlds[$0, default: 0])" }.joined(separator: ", ")
        }

        mutating func add(_ result: StormResult) {
            worlds[result.wire, default: 0] += 1
            notes += result.notes
            cuts += result.cuts
            lost += result.lost
            doubled += result.doubled
            credited += result.credited
            doubts += result.doubts
            found += result.found
            payments += result.payments
            steps += result.steps
            lasted += result.lasted
        }

        var words: String {
            "credited \(credited), in doubt on the way \(doubts), found \(found), payments \(payments), "
                + "steps \(steps), virtual hours \(lasted.components.seconds / 3_600)"
        }
    }
}
