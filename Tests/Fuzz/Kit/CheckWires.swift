import A776Driver
import A776Frame
import Checks
import DeviceKit
import ExcellaDriver
import ExcellaFrame
import MiniMICRDriver
import MiniMICRFrame

extension FuzzTarget {
    /// What check readers say, and the line they read.
    static let checkWires: [FuzzTarget] = [
        FuzzTarget("a776", vectors: ["checkscanner.json"], longest: 1_500) { bytes throws(Broken) in
            try blocks.hold(bytes)
            for side in [CheckScannerDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try CheckScannerWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), $0.description)
                }
            }
        },
        FuzzTarget("excella", vectors: ["checkscanner.json"], longest: 2_500) { bytes throws(Broken) in
            try http(readsAnswers: true).hold(bytes)
            try http(readsAnswers: false).hold(bytes)
            for side in [ExcellaDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try ExcellaWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), $0.description)
                }
            }
            readEverything(bytes)
        },
        FuzzTarget("minimicr", vectors: ["checkscanner.json"], longest: 700) { bytes throws(Broken) in
            try records(.lines, keepsBytes: false).hold(bytes)
            try records(.packets, keepsBytes: true).hold(bytes)
            for content in [bytes, MiniMICRCheck.withoutStart.framed(bytes)] {
                for side in [MiniMICRDirection.host, .device] {
                    try message(content) { bytes throws(WireFault) in
                        try MiniMICRWire.decode(direction: side, bytes: bytes)
                    } again: {
                        ($0.encoded(), $0.description)
                    }
                }
            }
        },
        FuzzTarget("micr", vectors: ["micr.json"], longest: 200) { bytes throws(Broken) in
            for encoding in MICREncoding.allCases { try line(bytes, encoding) }
            _ = try? MICRExceptionTable(bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            if let number = try? RoutingNumber(text) {
                try promise((try? RoutingNumber(number.digits)) == number, "a routing number that is none")
            }
            _ = try? RoutingFraction(text)
            _ = CanadianTransit(text)
        },
        FuzzTarget("tiff", vectors: ["checkscanner.json"], longest: 800) { bytes throws(Broken) in
            guard let outline = try? TIFFOutline(bytes) else { return }
            try promise(!"\(outline)".isEmpty, "an outline without words")
        },
    ]

    /// An account that should be masked does not stand in what is logged of a line.
    private static func line(_ bytes: [UInt8], _ encoding: MICREncoding) throws(Broken) {
        let line = MICRLine(bytes, encoding)
        let words = line.description
        try promise(!words.isEmpty, "a line without words")
        if let account = line.account?.text, account.utf8.count > 10,
            account.utf8.allSatisfy({ $0 > 0x2F && $0 < 0x3A }),
            account != line.transit?.text
        {
            try promise(!words.contains(account), "a log would hold a whole account")
        }
        let characters = encoding.characters(bytes)
        if encoding == .upos, let characters {
            try promise(encoding.bytes(characters).count == bytes.count, "a line of another length")
        }
    }

    private static let blocks = StreamPromises<A776BlockParser>(
        fresh: { A776BlockParser() }, append: { $0.append($1) },
        next: {
            switch $0.next() {
            case .block(let block): .message(block.encoded())
            case .stray(let bytes): .skipped(bytes)
            case nil: nil
            }
        }, pending: \.pending)

    private static func http(readsAnswers: Bool) -> StreamPromises<HTTPParser> {
        StreamPromises<HTTPParser>(
            fresh: { HTTPParser(readsAnswers: readsAnswers) }, append: { $0.append($1) },
            next: {
                switch $0.next() {
                case .message(let message): .message(message.encoded())
                case .fault(let fault): .skipped(Array(fault.rawValue.utf8))
                case nil: nil
                }
            }, pending: { $0.isInside ? 1 : 0 }, keepsBytes: false)
    }

    private static func records(_ framing: MiniMICRFraming, keepsBytes: Bool) -> StreamPromises<MiniMICRParser> {
        StreamPromises<MiniMICRParser>(
            fresh: { MiniMICRParser(framing) }, append: { $0.append($1) },
            next: {
                switch $0.next() {
                case .record(let text, let check): .message(check?.framed(text) ?? text)
                case .fault(_, let bytes): .skipped(bytes)
                case nil: nil
                }
            }, pending: \.pending, keepsBytes: keepsBytes)
    }

    /// Everything that the driver asks of an answer.
    private static func readEverything(_ bytes: [UInt8]) {
        guard let reply = try? ExcellaReply(bytes) else { return }
        _ = (reply.returnCode, reply.returnMessage, reply.badData, reply.responseType, reply.statusChanged)
        _ = (reply.hasStatus, reply.guideOpen, reply.pathBlocked, reply.documentPresent, reply.hasFailed)
        _ = (reply.ink(.front), reply.ink(.back), reply.size, reply.rawLine, reply.isDecoded, reply.pictures)
    }
}
