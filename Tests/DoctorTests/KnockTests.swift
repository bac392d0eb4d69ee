import A776Simulator
import CCNETSimulator
import DeviceKit
import EBDSDriver
import EBDSSimulator
import ESCPOSSimulator
import ExcellaSimulator
import ID003Simulator
import MiniMICRSimulator
import SSPSimulator
import SimulatorKit
import StarSimulator
import Testing

@testable import tillkeeper

/// One of our simulators as a value behind a line with certain settings. At other settings the device hears and answers
/// noise.
private struct Unit {
    var hear: (_ bytes: [UInt8], _ patience: Duration) -> [UInt8]
    let truth: LineSettings

    init(_ device: some SimulatedDevice, at truth: LineSettings) {
        self.truth = truth
        var (device, now) = (device, Duration.seconds(60))
        hear = { bytes, patience in
            let end = now + patience
            var step = device.on(.received(bytes), now: now)
            var said: [UInt8] = []
            while true {
                device = step.next
                for case .send(let bytes) in step.effects { said += bytes }
                guard let due = device.deadline, due <= end else { break }
                now = max(now, due)
                step = device.on(.time, now: now)
            }
            now = end
            return said
        }
    }

    func play(_ plan: KnockPlan) -> [KnockTry] {
        var plan = plan
        while let (address, knock) = plan.next {
            // What a wrong speed makes of both directions is noise: five bytes of it, never the same.
            let heard =
                address.line == truth ? hear(knock.question, .milliseconds(500)) : [0xF8, 0x00, 0x9C, 0xE0, 0x80]
            plan.heard(KnockPlan.judge(heard, knock))
        }
        return plan.tries
    }
}

@Suite struct KnockTests {
    private static func unit(_ language: String, at line: LineSettings? = nil) -> Unit {
        let truth = line ?? Knock.languages(for: language)[0].lines[0]
        return switch language {
        case "ebds": Unit(EBDSDevice(), at: truth)
        case "id003": Unit(ID003Device(), at: truth)
        case "ccnet": Unit(CCNETDevice(), at: truth)
        case "ssp": Unit(SSPDevice(), at: truth)
        case "escpos": Unit(ESCPOSDevice(), at: truth)
        case "star": Unit(StarDevice(), at: truth)
        case "a776": Unit(A776Device(), at: truth)
        default: Unit(MiniMICRDevice(), at: truth)
        }
    }

    private static let languages = ["ebds", "id003", "ccnet", "ssp", "escpos", "star", "a776", "minimicr"]

    private func port(_ line: LineSettings) -> PortAddress { .serial(path: "/dev/x", line) }

    @Test(arguments: languages) func aUnitAtItsSettingsAnswersTheFirstQuestion(_ language: String) {
        let unit = Self.unit(language)
        let tries = unit.play(KnockPlan(language, at: port(unit.truth)))
        #expect(tries.map(\.heard) == [.understood], "\(tries)")
    }

    @Test(arguments: languages) func aUnitAtAnotherSettingIsFound(_ language: String) {
        let lines = Knock.languages(for: language)[0].lines
        for truth in lines.dropFirst() {
            let device = DeviceFacts(
                name: "it", key: "devices.it", driver: language, place: .connector,
                tries: Self.unit(language, at: truth).play(KnockPlan(language, at: port(lines[0]))))
            let findings = LineCheck.findings(device)
            #expect(findings.map(\.sign) == [.otherLine], "\(findings)")
            #expect(findings.first?.what.contains("at \(lines[0])") == true)
            #expect(findings.first?.fix.contains("`line: \(truth)`") == true, "\(findings)")
        }
    }

    @Test(arguments: [
        ("escpos", "star"), ("star", "escpos"), ("ebds", "ccnet"), ("ccnet", "id003"), ("id003", "ebds"),
        ("ssp", "ccnet"), ("a776", "minimicr"),
    ])
    func aUnitOfAnotherLanguageIsNamed(_ driver: String, _ language: String) {
        let unit = Self.unit(language)
        for line in [unit.truth, Knock.languages(for: driver)[0].lines[0]] {
            let device = DeviceFacts(
                name: "it", key: "devices.it", driver: driver, place: .connector,
                tries: unit.play(KnockPlan(driver, at: port(line))))
            let findings = LineCheck.findings(device)
            #expect(findings.map(\.sign) == [.otherLanguage], "\(driver), \(language): \(findings) \(device.tries)")
            #expect(findings.first?.fix.contains("`driver: \(language)`") == true, "\(findings)")
        }
    }

    @Test func noiseIsNobodysAnswer() {
        var state: UInt64 = 7
        func noise(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(state >> 56)
            }
        }
        // Wires with a checksum: none in ten thousand. Printers have fixed bits only, and are asked for two answers.
        for knock in Knock.languages(for: "ebds") + [Knock.a776] {
            let hits = (0..<10_000).count { _ in knock.understands(noise(12)) }
            #expect(hits == 0, "\(knock.language)")
        }
    }

    @Test func theQuestionIsTheDriversOwnFirst() {
        let (opened, effects) = EBDSDialogue(EBDSDriver.EBDSConfiguration()).on(.opened, now: .zero)
        var sent = effects
        if let due = opened.deadline { sent += opened.on(.time, now: due).effects }
        let first = sent.compactMap { effect -> [UInt8]? in
            if case .send(let bytes) = effect { bytes } else { nil }
        }.first
        #expect(first == nil || first == Knock.ebds(.b).question)
    }

    /// A plan never asks a drawer or a scanner: bytes open the one, and the other only talks.
    @Test(arguments: ["apg", "hid", "printer", "line", "wedge", "excella"])
    func someAreNotAsked(_ driver: String) {
        #expect(KnockPlan(driver, at: .serial(path: "/dev/x", LineSettings(.baud9600))).next == nil)
    }

    @Test func aNetworkPortIsAskedInEachLanguageOnce() {
        var plan = KnockPlan("escpos", at: .tcp(host: "h", port: 9_100))
        while plan.next != nil { plan.heard(.silence) }
        #expect(plan.tries.map(\.language) == ["escpos", "star"] && plan.tries.allSatisfy { $0.line == nil })
    }

    private static let reader = PortAddress.tcp(host: "192.0.2.7", port: 80)

    @Test func aCheckScannerOnTheNetworkIsAskedHowItIs() {
        let unit = Unit(ExcellaDevice(), at: LineSettings(.baud9600))
        var plan = KnockPlan("excella", at: Self.reader)
        while let (_, knock) = plan.next {
            plan.heard(KnockPlan.judge(unit.hear(knock.question, .milliseconds(500)), knock))
        }
        #expect(plan.tries.map(\.heard) == [.understood], "\(plan.tries)")
    }

    /// Else the office's own web server passes for the scanner.
    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html><p></html>",
        "HTTP/1.1 404 Not Found\r\n\r\n", "220 ready\r\n",
    ])
    func anotherWebServerIsNone(_ words: String) {
        var plan = KnockPlan("excella", at: Self.reader)
        while let (_, knock) = plan.next { plan.heard(KnockPlan.judge(Array(words.utf8), knock)) }
        let device = DeviceFacts(
            name: "check-scanner", key: "devices.checkScanner", driver: "excella", place: .connector, tries: plan.tries)
        #expect(LineCheck.findings(device).map(\.sign) == [.notUnderstood])
        #expect(LineCheck.findings(device).first?.what.contains("no Excella (MagTek)") == true)
    }

    /// It has nothing to say before it reads; that it is there at all is the whole of the question.
    @Test func aReaderOnTheNetworkIsOnlyCalled() {
        var plan = KnockPlan("line", at: Self.reader)
        #expect(plan.next?.knock.question.isEmpty == true)
        if let knock = plan.next?.knock { plan.heard(KnockPlan.judge([], knock)) }
        #expect(plan.tries.map(\.heard) == [.understood])
        plan = KnockPlan("line", at: Self.reader)
        plan.heard(.refused(.timedOut(Self.reader)))
        let device = DeviceFacts(
            name: "scanner", key: "devices.scanner", driver: "line", place: .connector, tries: plan.tries)
        #expect(LineCheck.findings(device).map(\.sign) == [.notReachable])
    }

    @Test func theHandshakeOfTheCableIsKept() {
        let line = LineSettings(.baud38400, handshake: .clearToSend)
        var plan = KnockPlan("escpos", at: .serial(path: "/dev/x", line))
        while plan.next != nil { plan.heard(.silence) }
        #expect(plan.tries.count == 8 && plan.tries.allSatisfy { $0.line?.handshake == .clearToSend })
        plan = KnockPlan("escpos", at: .serial(path: "/dev/x", line))
        plan.heard(.refused(.nothingBehind(path: "/dev/x")))
        #expect(plan.next == nil)
    }
}
