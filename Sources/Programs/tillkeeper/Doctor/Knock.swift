import A776Driver
import A776Frame
import CCNETDriver
import CCNETFrame
import DeviceKit
import EBDSDriver
import EBDSFrame
import ESCPOSDriver
import ExcellaDriver
import ExcellaFrame
import ID003Driver
import ID003Frame
import MiniMICRDriver
import MiniMICRFrame
import SSPDriver
import SSPFrame
import StarDriver

/// A question that every device of a family answers whatever it is doing, and that changes nothing in it: the very
/// first one that its driver asks. Nothing is enabled, ordered, acknowledged or printed by it.
struct Knock: Sendable {
    /// As the settings call the driver.
    let language: String
    let question: [UInt8]
    /// The family's usual settings, likeliest first.
    let lines: [LineSettings]
    /// Whether these bytes hold an answer in this language. By checksum where the wire has one.
    let understands: @Sendable ([UInt8]) -> Bool
}

extension Knock {
    /// The languages that are tried for a driver, its own first; empty: it has none that may be asked (a drawer opens
    /// at the sight of bytes, a scanner only talks).
    static func languages(for driver: String, policy: EBDSPowerUpPolicy = .b) -> [Knock] {
        let family = [[ebds(policy), id003, ccnet, ssp], [escpos, star], [a776, miniMICR]]
            .first { $0.contains { $0.language == driver } }
        guard let family else { return [] }
        return family.filter { $0.language == driver } + family.filter { $0.language != driver }
    }

    /// The driver's first poll, ack number 0: a unit that has something to tell repeats it to the service afterwards.
    /// - Source: dossier `bill-acceptors.md` 1.1, 1.4.
    static func ebds(_ policy: EBDSPowerUpPolicy) -> Knock {
        var poll = EBDSOmnibusCommand()
        poll.orientation = EBDSConfiguration().orientation
        poll.escrowMode = true
        poll.powerUpPolicy = policy
        return Knock(
            language: "ebds", question: EBDSCommand(.omnibus(poll), ack: false).encoded(),
            lines: [
                LineSettings(.baud9600, .seven, .even), LineSettings(.baud9600),
                LineSettings(.baud19200, .seven, .even),
            ]
        ) { bytes in
            var parser = EBDSFrameParser()
            parser.append(bytes)
            while let item = parser.next() {
                if case .frame(let frame) = item, [2, 6, 7].contains(frame.messageType) { return true }
            }
            return false
        }
    }

    /// The status question; a credit that waits is told until it is acknowledged, and it is not.
    /// - Source: dossier 2.1, 2.2.
    static let id003 = Knock(
        language: "id003", question: ID003Command.status.encoded(),
        lines: [
            LineSettings(.baud9600, .eight, .even), LineSettings(.baud19200, .eight, .even), LineSettings(.baud9600),
        ]
    ) { bytes in
        var parser = ID003FrameParser()
        parser.append(bytes)
        while let item = parser.next() {
            if case .frame = item { return true }
        }
        return false
    }

    /// The poll; an answer that is not acknowledged is given again.
    /// - Source: dossier 3.1, 3.2.
    static let ccnet = Knock(
        language: "ccnet", question: CCNETCommand(.poll).encoded(),
        lines: [LineSettings(.baud9600), LineSettings(.baud19200)]
    ) { bytes in
        var parser = CCNETFrameParser(.device)
        parser.append(bytes)
        while let item = parser.next() {
            if case .frame = item { return true }
        }
        return false
    }

    /// SYNC: the count of frames begins anew, as at every start of the service.
    /// - Source: dossier 4.1, 4.3.
    static let ssp = Knock(
        language: "ssp", question: SSPFrame(sequence: true, address: 0, data: SSPCommand.sync.data).encoded(),
        lines: [LineSettings(.baud9600, .eight, .none, .two), LineSettings(.baud38400, .eight, .none, .two)]
    ) { bytes in
        var parser = SSPFrameParser()
        parser.append(bytes)
        while let item = parser.next() {
            if case .frame(let frame) = item, frame.data.first.map({ $0 >= 0xF0 }) == true { return true }
        }
        return false
    }

    /// Speeds that receipt printers are set to.
    /// - Source: dossier `receipt-printers.md` 1.1 (serial defaults).
    private static let printerLines = [LineSpeed.baud115200, .baud38400, .baud19200, .baud9600].map { LineSettings($0) }

    /// Four states at once, in real time: no byte of it reaches the paper. Noise can look like one of them, hardly like
    /// two.
    /// - Source: dossier `receipt-printers.md` 3.3.
    static let escpos = Knock(
        language: "escpos", question: [1, 2, 3, 4].flatMap { [0x10, 0x04, $0] }, lines: printerLines
    ) { bytes in
        var scanner = ESCPOSReplyScanner()
        let answers = scanner.feed(bytes).filter { item in
            if case .reply(.realTime) = item { true } else { false }
        }
        return answers.count >= 2
    }

    /// One automatic status.
    /// - Source: dossier `receipt-printers.md` 4.1 (which language is spoken), 4.2.
    static let star = Knock(language: "star", question: [0x1B, 0x06, 0x01], lines: printerLines) { bytes in
        var scanner = StarReplyScanner()
        return scanner.feed(bytes).contains { item in
            if case .reply(.status) = item { true } else { false }
        }
    }

    /// How is the imager: a block of its own form.
    /// - Source: dossier `check-scanners.md` 2.1, 2.4 (speeds to try).
    static let a776 = Knock(
        language: "a776", question: A776Command.imagerStatus.encoded(),
        lines: [LineSpeed.baud115200, .baud57600, .baud38400, .baud19200, .baud9600].map { LineSettings($0) }
    ) { bytes in
        var parser = A776BlockParser()
        parser.append(bytes)
        while let item = parser.next() {
            if case .block = item { return true }
        }
        return false
    }

    /// How are you: asked at any time, and nothing moves by it. Whoever else answers there is a web server of another kind.
    /// - Source: dossier `check-scanners.md` 3.1.
    static func excella(_ host: String) -> Knock {
        Knock(language: "excella", question: ExcellaRequest.status.message(host: host).encoded(), lines: []) { bytes in
            var parser = HTTPParser(readsAnswers: true)
            parser.append(bytes)
            var answer: HTTPMessage?
            if case .message(let whole) = parser.next() { answer = whole } else { answer = parser.finish() }
            guard let answer else { return false }
            do throws(ExcellaXMLFault) { return try ExcellaReply(answer.body).returnCode != nil } catch { return false }
        }
    }

    /// No question: whether there is anybody at all. A reader on the network only talks when it has read.
    static func call(_ driver: String) -> Knock { Knock(language: driver, question: [], lines: []) { _ in true } }

    /// Which version: letters and a carriage return.
    /// - Source: dossier `check-scanners.md` 5, 6.
    static let miniMICR = Knock(
        language: "minimicr", question: Array("VR\r".utf8) + [0x1D] + Array("VR\r".utf8),
        lines: [
            LineSettings(.baud9600), LineSettings(.baud19200), LineSettings(.baud9600, .seven, .even),
            LineSettings(.baud38400), LineSettings(.baud57600), LineSettings(.baud115200),
        ]
    ) { bytes in
        // Any text of the reader will do: what another speed brings is hardly all letters.
        bytes.split(whereSeparator: { $0 == 0x0D || $0 == 0x0A }).contains { record in
            record.count >= 2 && record.allSatisfy { (0x20...0x7E).contains($0) || $0 < 0x20 }
                && bytes.last.map { $0 == 0x0D || $0 == 0x0A || $0 == 0x03 } == true
        }
    }
}

/// What one question brought.
enum KnockHeard: Hashable, Sendable {
    case understood
    /// So many bytes that are no answer in this language.
    case bytes(Int)
    case silence
    case refused(OpenFault)
}

/// One question at one setting of the line, and what came of it.
struct KnockTry: Hashable, Sendable {
    /// The port in words, without its settings.
    let place: String
    /// `nil` where there is none to choose: USB, network.
    let line: LineSettings?
    let language: String
    let heard: KnockHeard
}

/// Which questions are asked, one after the other, until one is understood. A value; the shell asks.
struct KnockPlan {
    private var waiting: [(address: PortAddress, knock: Knock)]
    private(set) var tries: [KnockTry] = []

    /// The configured settings first, in every language; then the usual settings of the driver's own, then of the
    /// others.
    init(_ driver: String, at address: PortAddress, policy: EBDSPowerUpPolicy = .b) {
        var languages = Knock.languages(for: driver, policy: policy)
        if case .tcp(let host, _) = address, languages.isEmpty {
            languages = [driver == "excella" ? .excella(host) : .call(driver)]
        }
        waiting = languages.map { (address, $0) }
        guard address.line != nil else { return }
        for knock in languages {
            for line in knock.lines where line.withHandshake(of: address.line) != address.line {
                waiting.append((address.with(line.withHandshake(of: address.line)), knock))
            }
        }
    }

    /// The next question; `nil`: nothing is left to ask.
    var next: (address: PortAddress, knock: Knock)? { waiting.first }

    /// Takes what came of `next`.
    mutating func heard(_ heard: KnockHeard) {
        guard let (address, knock) = waiting.first else { return }
        waiting.removeFirst()
        tries.append(KnockTry(place: address.place, line: address.line, language: knock.language, heard: heard))
        switch heard {
        case .understood, .refused: waiting = []
        case .bytes, .silence: break
        }
    }

    /// What the bytes of an answer are worth.
    static func judge(_ bytes: [UInt8], _ knock: Knock) -> KnockHeard {
        if bytes.isEmpty, !knock.question.isEmpty { return .silence }
        return knock.understands(bytes) ? .understood : .bytes(bytes.count)
    }
}

extension PortAddress {
    /// The line's settings, where the port has some.
    var line: LineSettings? {
        switch self {
        case .serial(_, let line), .usb(_, .line(let line)): line
        case .tcp, .keys, .usb(_, .printer), .usb(_, .hid): nil
        }
    }

    /// The same port at other settings.
    func with(_ line: LineSettings) -> PortAddress {
        switch self {
        case .serial(let path, _): .serial(path: path, line)
        case .usb(let identity, .line): .usb(identity, .line(line))
        case .tcp, .keys, .usb(_, .printer), .usb(_, .hid): self
        }
    }

    /// The port without its settings.
    var place: String {
        switch self {
        case .serial(let path, _), .keys(let path): path
        case .tcp: description
        case .usb(let identity, _): "usb \(identity)"
        }
    }
}

extension LineSettings {
    /// These settings with the handshake that the cable has.
    func withHandshake(of other: LineSettings?) -> LineSettings {
        var line = self
        line.handshake = other?.handshake ?? .none
        return line
    }
}
