import ArgumentParser
import ConformKit
import ControlAPI
import DeviceFiles
import DeviceKit
import Foundation
import Transports
import USBTransports

/// One run of the suite at a real port: is the port free, the checks, the report.
struct ConformRun {
    let choice: DeviceChoice
    let person: any Person
    let hands: ConformReport.Hands
    let against: ConformReport.Against
    let note: Int64
    let only: [String]
    let console: Console

    func report() async throws(Refusal) -> ConformReport {
        try await refuseIfServed()
        if let journal = choice.journal { try UnsettledNotes.refuse(in: journal.store, journal.currency) }
        let (entry, words, console) = (choice.entry, choice.words, console)
        let driver: AnyDriver
        let key: UInt64?
        do throws(KeyFileFault) { key = try choice.encryptionKey.map(EncryptionKeyFile.read) } catch {
            throw Refusal(Words.line(error.sentence), .unusable)
        }
        do throws(DriverFault) { driver = try entry.driver(words, fixedKey: key) } catch {
            throw Refusal(error.sentence, .unusable)
        }
        let loop = PortLoop(name: "conform")
        loop.run()
        defer { loop.stop() }
        let port = LivePort(choice.port, on: loop) { loop in USBPortOpener(loop: loop, others: PortOpener(loop: loop)) }
        if let fault = await port.isFree() { throw Refusal(Self.sentence(fault), .unusable) }
        let found = await AnyDriver.conform(
            driver, at: port, person: person, isPacketed: entry.isPacketed, note: note, only: only
        ) { name, sentence, end in
            console.remark(Self.line(name, sentence, end))
        }
        return ConformReport(
            driver: entry.name, kind: entry.kind, device: choice.name, port: "\(choice.port)", against: against,
            hands: hands, program: "tillkeeper \(Tillkeeper.configuration.version)", date: Self.today(),
            settings: words, unit: found.unit.filter { !$0.value.isEmpty }, checks: found.checks)
    }

    /// A service that is at work on the port would hear half of the answers; in a network nothing else tells.
    private func refuseIfServed() async throws(Refusal) {
        guard let service = choice.service else { return }
        let devices: [DeviceView]
        do throws(ClientFault) { devices = try await ControlClient(service, timeoutSeconds: 2).devices() } catch {
            // Nobody answers there: nobody holds the port.
            return
        }
        guard let held = devices.first(where: { $0.port == "\(choice.port)" }) else { return }
        do throws(ClientFault) {
            let detail = try await ControlClient(service, timeoutSeconds: 2).device(held.name)
            if let claim = detail.claim {
                return console.remark("the service has let \(held.name) go: claimed by \(Words.line(claim.owner))")
            }
        } catch { console.remark(Words.line(error.sentence)) }
        throw Refusal(
            "The service at \(service) holds \(held.port) as its \(held.name). Take it for yourself with "
                + "`tillkeeper device claim \(held.name) --by NAME --minutes 60`, and give it back afterwards.",
            .unusable)
    }

    static func sentence(_ fault: OpenFault) -> String {
        guard case .busy(let path, let owner) = fault, owner?.name == "tillkeeperd" else { return fault.sentence }
        return "The service (tillkeeperd, process \(owner?.pid ?? 0)) holds \(path). Stop it first "
            + "(systemctl stop tillkeeperd), and start it again afterwards."
    }

    static func line(_ name: String, _ sentence: String, _ end: CheckEnd?) -> String {
        switch end {
        case nil: "\(name): \(sentence)"
        case .passed: "  passed"
        case .failed(let why): "  FAILED: \(Words.line(why))"
        case .notDone(let why): "  not done: \(Words.line(why))"
        }
    }

    static func today() -> String {
        Date.now.formatted(.iso8601)
    }
}
