import ConformKit
import DeviceKit
import ReplayKit
import SimulatorKit
import Supervision
import Testing

/// A driver and its simulator, so that the rules need not know which.
struct Contract: Sendable, CustomTestStringConvertible {
    let name: String
    let breaches: @Sendable (Rule) -> [String]
    /// The suite of `tillkeeper device conform`, with levers for hands; `nil` where a kind has none.
    var conform: (@Sendable () -> (unit: [Fact], checks: [ConformCheck]))?
    /// A life of the pair, written down as a station's recorder would whose thread is so late at every deadline.
    var life: (@Sendable (_ late: Duration) -> Recording)?
    /// The driver, to be played that life.
    var driver: AnyDriver?
    /// Its name in the settings.
    var driverName = ""
    /// Checks that cannot be done on this simulator.
    var skips: Set<String> = []

    var testDescription: String { name }

    /// One line of the table.
    /// - Parameters:
    ///   - host: a dialogue before `.opened`.
    ///   - device: a simulated device that is on and well.
    ///   - commands: what a controller may ask, each kind once at least.
    ///   - levers: what people may do at the device.
    ///   - heal: levers that put the device in order again after any of `levers`.
    ///   - isPacketed: each `.received` is one packet of its own (USB reports): cutting them is another message.
    ///   - remembersAtMost: characters of the dialogue's description that it may come to.
    ///   - replies: what a polite controller says to a report at once.
    ///   - works: the report that says: opened, understood, ready to be used.
    static func of<Host: Dialogue, Device: SimulatedDevice>(
        _ name: String, _ host: Host, _ device: Device, commands: [Host.Command], levers: [Device.Lever] = [],
        heal: [Device.Lever] = [], isPacketed: Bool = false, remembersAtMost: Int = 60_000,
        replies: @escaping @Sendable (Host.Report) -> [Host.Command] = { _ in [] },
        works: @escaping @Sendable (Host.Report) -> Bool
    ) -> Contract {
        var contract = Contract(name: name) { rule in
            let pair = Pair(
                host, SimulatedFarEnd(device), effort: .thorough, commands: commands, levers: levers, heal: heal,
                isPacketed: isPacketed, remembersAtMost: remembersAtMost, replies: replies, works: works)
            return pair.breaches(of: rule)
        }
        contract.life = { late in
            typealias Step = LifeRecorder.Step<Host.Command, Device.Lever>
            let orders = commands.map { Step.command($0) }
            let hands = (levers + heal).map { Step.lever($0) }
            let script: [Step] = orders + hands + [.loss, .open] + orders
            let header = Recording.Header(kind: "", device: name, driver: "", port: "virtual", program: "tests")
            return LifeRecorder.record(
                header, host, SimulatedFarEnd(device), script: script, late: late, replies: replies)
        }
        return contract
    }
}

@Suite struct ContractTests {
    @Test(
        "A driver that breaks the contract takes its device, or the whole station, with it", arguments: Contract.all,
        Rule.allCases)
    func holds(_ contract: Contract, _ rule: Rule) {
        let breaches = contract.breaches(rule)
        #expect(breaches.isEmpty, "\(contract.name), \(rule): \(breaches.joined(separator: "; "))")
    }

    @Test(
        "A check at the port that fails on our own simulator sends a technician after a healthy device",
        arguments: Contract.all.filter { $0.conform != nil })
    func conforms(_ contract: Contract) throws {
        let conform = try #require(contract.conform)
        let found = conform().checks
        for check in found {
            switch check.end {
            case .passed: break
            case .failed(let why): Issue.record("\(contract.name), \(check.name): \(why)")
            case .notDone(let why):
                #expect(contract.skips.contains(check.name), "\(contract.name), \(check.name): \(why)")
            }
        }
        #expect(found.count > Rule.allCases.count)
    }

    @Test(
        "A driver that cannot be played its own life cannot be judged by a recording from the field",
        arguments: Contract.all, [Duration.zero, .milliseconds(7), .milliseconds(300)])
    func replays(_ contract: Contract, late: Duration) throws {
        let record = try #require(contract.life)
        var life = record(late)
        let driver = try #require(contract.driver)
        life.header.kind = driver.kind
        let replay = Replay(life, driver)
        #expect(replay.differences.isEmpty, "\(contract.name): \(replay.differences.prefix(3))")
        #expect(replay.reports.count > 3)
        #expect(try Recording(text: life.text) == life)
    }

    @Test("A contract that cannot be broken protects nobody", arguments: BadDriver.Vice.allCases)
    func badDriversAreFound(_ vice: BadDriver.Vice) {
        let contract = Contract.of("bad", BadDriver(vice: vice), BadDriver.Nobody(), commands: [0, 1]) { $0 == 1 }
        let found = Rule.allCases.filter { !contract.breaches($0).isEmpty }
        #expect(found.isEmpty == (vice == .none), "\(vice): \(found)")
    }
}
