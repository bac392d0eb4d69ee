import ArgumentParser
import Glibc
import StormKit

/// Lives worlds through until one goes wrong, or all were good.
@main
struct StormProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storm",
        abstract: "Simulated kiosks in a storm of faults: every note must be where the books say.")

    @Option(help: "The first world. The same seed has the same history.")
    var seed: UInt64 = 1

    @Option(help: "Notes fed into the mouths, all worlds together.")
    var notes = 20_000

    @Option(help: "Worlds; the notes are shared among them. Without it: one of --notes notes.")
    var seeds = 1

    @Option(help: "A mistake to be found: \(PlantedFault.allCases.map(\.rawValue).joined(separator: ", ")).")
    var fault: String?

    @Flag(help: "Go on after a world that went wrong, one line for each.")
    var goOn = false

    @Flag(help: "Print every event.")
    var trace = false

    func validate() throws {
        if notes < 1 || seeds < 1 { throw ValidationError("At least one note and one seed are needed.") }
        if let fault, PlantedFault(rawValue: fault) == nil { throw ValidationError("No such fault: \(fault).") }
    }

    func run() throws {
        var sum = Sum()
        let each = max(1, (notes + seeds - 1) / seeds)
        for number in 0..<UInt64(seeds) {
            do throws(StormFailure) {
                sum.add(
                    try Storm.run(
                        seed: seed &+ number, notes: each, fault: fault.flatMap(PlantedFault.init(rawValue:)),
                        listen: trace ? { print($0) } : nil))
            } catch {
                print(goOn ? "seed \(error.seed): \(error.problem)" : "\(error)")
                fflush(nil)  // every open stream: a long storm is watched
                sum.bad += 1
                if !goOn { throw ExitCode.failure }
            }
        }
        print(sum.words)
        print("storm: seeds \(seeds) notes \(sum.notes) cuts \(sum.cuts) lost \(sum.lost) doubled \(sum.doubled)")
        if sum.bad != 0 || sum.lost != 0 || sum.doubled != 0 { throw ExitCode.failure }
    }

    /// What all worlds together were.
    private struct Sum {
        var (notes, cuts, lost, doubled, bad) = (0, 0, 0, 0, 0)
        var (credited, doubts, found, payments, steps) = (0, 0, 0, 0, 0)
        var lasted = Duration.zero

        mutating func add(_ result: StormResult) {
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
