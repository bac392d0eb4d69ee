import EBDSSimulator
import ESCPOSSimulator
import Foundation
import Logging
import RealService
import ServiceLifecycle
import Testing
import Transports

@testable import BenchKit
@testable import tillsim

/// The program as a service that can be ended from outside.
private struct Running: Service {
    let program: BenchProgram
    let tell: AsyncStream<BenchAddresses>.Continuation

    func run() async throws {
        defer { tell.finish() }
        try await program.run { tell.yield($0) }
    }
}

/// The whole program in this process, used as others use it: a serial port by its path, and HTTP.
@Suite(.serialized) struct ProgramTests {
    /// Quick devices, so that nobody waits for motors.
    private static var configuration: BenchConfiguration {
        var configuration = BenchConfiguration()
        configuration.validator.timing.startUp = .milliseconds(20)
        configuration.validator.timing.accept = .milliseconds(20)
        configuration.validator.timing.stack = .milliseconds(20)
        configuration.validator.timing.giveBack = .milliseconds(20)
        configuration.printer.lineTime = .milliseconds(1)
        (configuration.drawerBoard, configuration.checkScanner, configuration.scanner) = (.ibm, .a776, .line)
        return configuration
    }

    /// Runs the program on free ports, lets `body` use it, ends it as a signal would, and looks whether it cleaned up.
    /// A follower that `body` gives back stays connected until then.
    private func running(
        _ body: @Sendable @escaping (Caller, Host, BenchAddresses) async throws -> Follower?
    ) async throws {
        let directory = NSTemporaryDirectory() + "tillsim-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (addresses, tell) = AsyncStream.makeStream(of: BenchAddresses.self)
        let program = Running(
            program: BenchProgram(directory: directory, port: 0, configuration: Self.configuration), tell: tell)
        let services = ServiceGroup(services: [program], logger: Logger(label: "tests"))
        let host = Host()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            var all = addresses.makeAsyncIterator()
            let up = try #require(await all.next(), "the program does not start")
            let follower = try await body(Caller(base: up.http), host, up)
            await host.shut()
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            follower?.loop.stop()
        }
        host.loop.stop()
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [], "names of dead lines are left")
    }

    @Test func aNoteFedOnThePageIsSeenStackedAndCountedThroughThePort() async throws {
        try await running { page, host, addresses in
            #expect(await host.open(addresses.port(.validator)))
            #expect(await host.poll { $0[0] & 0x01 != 0 } != nil, "the validator never gets ready")
            let fed = try await page.lever(#"{"device":"validator","lever":"insertNote","denomination":2000}"#)
            #expect(fed.status == 200)
            let seen = await host.poll { $0[0] & 0x04 != 0 }
            #expect(seen.map { $0[2] >> 3 & 7 } == 5, "not a twenty in escrow")
            let stacked = await host.poll(0x20) { $0[0] & 0x10 != 0 }
            #expect(stacked.map { $0[2] >> 3 & 7 } == 5, "not a twenty stacked")
            let box = try await page.device(0)["box"] as? [String: Any]
            #expect(box?["notes"] as? Int == 1)
            #expect((box?["value"] as? [String: Any])?["minorUnits"] as? Int == 2_000)
            let log = try await page.view()["log"] as? [[String: Any]]
            #expect(log?.contains { $0["text"] as? String == "stacked, 20" } == true)
            return nil
        }
    }

    @Test func aPulledCableIsAHangUpAndThePortComesBackUnderItsName() async throws {
        try await running { page, host, addresses in
            #expect(await host.open(addresses.port(.validator)))
            #expect(await host.status() != nil)
            _ = try await page.lever(#"{"device":"validator","lever":"cable","on":false}"#)
            #expect(await host.read(atLeast: 1) == nil, "the host does not see that the line is gone")
            #expect(await !host.open(addresses.port(.validator)))
            _ = try await page.lever(#"{"device":"validator","lever":"cable","on":true}"#)
            #expect(await host.open(addresses.port(.validator)))
            #expect(await host.status() != nil)
            #expect(try await page.device(0)["link"] as? Bool == true)
            return nil
        }
    }

    @Test func aHostThatComesAndGoesFindsTheSamePrinterAndItsPaper() async throws {
        try await running { page, host, addresses in
            #expect(await host.open(addresses.port(.printer)))
            await host.write(Array("PAID 20.00\n".utf8) + [0x1D, 0x56, 0x41, 0x03, 0x10, 0x04, 0x01])
            #expect(await host.read(atLeast: 1) == [0x16], "ready, drawer shut")
            #expect(await host.open(addresses.port(.printer)), "a second host")
            // The process id comes when all before it is on paper.
            await host.write([0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x31, 0x32, 0x33, 0x34])
            #expect(await host.read(atLeast: 7) == [0x37, 0x22, 0x31, 0x32, 0x33, 0x34, 0])
            #expect(try await page.get("/v1/bench/paper.txt").text == "PAID 20.00\n")
            let picture = try await page.get("/v1/bench/paper.png?piece=1")
            #expect(picture.data.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            for piece in ["0", "2", "-1", "x", "99999999999999999999"] {
                #expect(try await page.get("/v1/bench/paper.png?piece=\(piece)").status == 404)
            }
            return nil
        }
    }

    @Test func everyDeviceHasItsPortByName() async throws {
        try await running { page, host, addresses in
            #expect(
                addresses.wires.map(\.rawValue) == ["validator", "printer", "drawer-board", "check-scanner", "scanner"])
            for wire in addresses.wires { #expect(addresses.port(wire).hasSuffix("/\(wire.rawValue)")) }
            #expect(await host.open(addresses.port(.drawerBoard)))
            await host.write([0x07, 0x06])
            #expect(await host.read(atLeast: 1) == [0x40], "the drawer at the board did not open")
            #expect(await host.open(addresses.port(.scanner)))
            _ = try await page.lever(#"{"device":"scanner","lever":"barcode","account":"10000016"}"#)
            let typed = await host.read(atLeast: 24) ?? []
            #expect(String(decoding: typed, as: UTF8.self).hasPrefix("]C0TVW10000016"))
            return nil
        }
    }

    @Test func aCheckIsReadAndSeen() async throws {
        try await running { page, host, addresses in
            for bad in ["?check=1", "?check=x", "", "?check=1&face=side"] {
                #expect(try await page.get("/v1/bench/check.png\(bad)").status == 404)
            }
            #expect(await host.open(addresses.port(.checkScanner)))
            await host.write([0x1B, 0x77, 0x01])
            let put = try await page.lever(#"{"device":"check-scanner","lever":"putIn","flaw":"none"}"#)
            #expect(put.status == 200)
            for face in ["front", "back"] {
                let picture = try await page.get("/v1/bench/check.png?check=1&face=\(face)")
                #expect(picture.status == 200 && picture.data.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            }
            return nil
        }
    }

    @Test func everythingThePageNamesIsServedWithTheRulesThatKeepItClosed() async throws {
        try await running { page, _, _ in
            let bench = try await page.get("/bench")
            #expect(bench.status == 200)
            #expect(!bench.text.contains("{{"))
            #expect(
                bench.header("content-security-policy")?.hasPrefix(
                    "default-src 'self'; connect-src 'self' http://127.0.0.1:8080") == true)
            let named = bench.text.matches(of: /"(\/assets\/[a-z.\-]+)"/).map { String($0.output.1) }
            #expect(named.count > 4)
            for path in named {
                let file = try await page.get(path)
                #expect(file.status == 200, "\(path)")
                for other in file.text.matches(of: /from '\.\/([a-z.\-]+)'/).map({ String($0.output.1) }) {
                    #expect(try await page.get("/assets/\(other)").status == 200, "\(other)")
                }
            }
            for path in ["/assets/bench.html", "/assets/..%2fbench.html", "/assets/", "/nothing"] {
                let answer = try await page.get(path)
                #expect(answer.status == 404 && answer.code == "notFound", "\(path)")
            }
            return nil
        }
    }

    @Test func aCallThatIsNotUnderstoodIsAProblemWithASentence() async throws {
        try await running { page, _, _ in
            let unknown = try await page.lever(#"{"device":"validator","lever":"explode"}"#)
            #expect(unknown.status == 400 && unknown.code == "unknownLever")
            #expect(unknown.header("content-type") == "application/problem+json")
            let large = try await page.lever("[\(String(repeating: " ", count: 70_000))]")
            #expect(large.status == 413 && large.code == "tooLarge")
            let foreign = try await page.lever(
                #"{"device":"office","lever":"cutAllPower"}"#, origin: "http://evil.example")
            #expect(foreign.status == 403)
            #expect(try await page.device(0)["power"] as? Bool == true, "another site cut the power")
            let own = try await page.lever(#"{"device":"validator","lever":"jam"}"#, origin: page.base)
            #expect(own.status == 200)
            return nil
        }
    }

    @Test func aFollowerHearsWholeViewsAndDoesNotKeepTheProgramFromItsEnd() async throws {
        try await running { page, _, _ in
            let follower = try await page.follow("/v1/bench/events")
            #expect(await follower.next("event: bench\ndata: ").contains(#""jam":false"#))
            _ = try await page.lever(#"{"device":"validator","lever":"jam"}"#)
            #expect(await follower.next("event: bench\ndata: ").contains(#""jam":true"#))
            return follower
        }
    }

    @Test func aPortThatIsTakenIsASentenceAndLeavesNoNames() async throws {
        try await running { _, _, addresses in
            let taken = try #require(addresses.http.split(separator: ":").last.flatMap { Int($0) })
            let directory = NSTemporaryDirectory() + "tillsim-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: directory) }
            let second = BenchProgram(directory: directory, port: taken)
            let fault = await #expect(throws: BenchFault.self) { try await second.run { _ in } }
            #expect(fault?.description.hasPrefix("Port \(taken) on 127.0.0.1 cannot be used") == true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
            return nil
        }
    }
}
