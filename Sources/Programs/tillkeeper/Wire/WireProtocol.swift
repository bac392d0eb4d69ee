import A776Driver
import CCNETDriver
import DeviceKit
import EBDSDriver
import ESCPOSDriver
import ExcellaDriver
import ID003Driver
import MiniMICRDriver
import SSPDriver
import StarDriver

/// Who sent bytes.
enum WireSide: String, CaseIterable { case host, device }

/// What a codec made of bytes.
enum WireReading {
    /// What they mean, a line for each message, and what they are when written again.
    case message([String], encoded: [UInt8])
    /// Why they are refused, and the bytes that this is about.
    case fault(String, [UInt8])
}

/// The protocols that can be read here, by the names of their vector files.
enum WireProtocol: String, CaseIterable {
    case ebds, id003, ccnet, ssp, escpos, star, drawers, checkscanner

    /// All names, as help texts show them.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// Reads one run of bytes. Any bytes give an answer.
    func read(_ side: WireSide, _ bytes: [UInt8]) -> WireReading {
        do throws(WireFault) {
            switch self {
            case .ebds:
                let message = try EBDSWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
                return .message([message.description], encoded: message.encoded())
            case .id003:
                let message = try ID003Wire.decode(direction: side == .host ? .host : .device, bytes: bytes)
                return .message([message.description], encoded: message.encoded())
            case .ccnet:
                let message = try CCNETWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
                return .message([message.description], encoded: message.encoded())
            case .ssp:
                let message = try SSPWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
                return .message([message.description], encoded: message.encoded())
            case .star:
                let wire = try StarWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
                return .message(Self.words(wire), encoded: wire.encoded())
            case .checkscanner:
                return try Self.checkScanner(side, bytes)
            case .escpos:
                let wire = try ESCPOSWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
                return .message(Self.words(wire), encoded: wire.encoded())
            case .drawers:
                let wire = try DrawersWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
                return .message(Self.words(wire), encoded: wire.encoded())
            }
        } catch { return .fault(error.reason, error.bytes) }
    }

    private static func words(_ wire: ESCPOSWire) -> [String] {
        switch wire {
        case .commands(let commands): commands.map(Reflection.words)
        case .replies(let replies): replies.map(Reflection.words)
        case .interleaved, .usb, .deviceID, .portStatus, .ticketCommands, .ticket, .kioskByte, .customStatus,
            .zebraFault,
            .zebraExtended, .zebraSensors, .primexInformation, .siiStatus, .siiMarker:
            [Reflection.words(wire)]
        }
    }

    /// Bytes of a line, HTTP and XML of a scanner in the network, or letters of a MICR reader: one of them can read it.
    private static func checkScanner(_ side: WireSide, _ bytes: [UInt8]) throws(WireFault) -> WireReading {
        // Letters of a document could be text of an order of the other wire: a broken one is told as broken.
        let head = bytes.drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        if head.starts(with: "<?xml".utf8) || head.starts(with: "<Device".utf8) {
            let document = try ExcellaWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
            return .message([document.description], encoded: document.encoded())
        }
        do throws(WireFault) {
            let message = try CheckScannerWire.decode(direction: side == .host ? .host : .device, bytes: bytes)
            return .message([message.description], encoded: message.encoded())
        } catch {
            if let text = try? ExcellaWire.decode(direction: side == .host ? .host : .device, bytes: bytes) {
                return .message([text.description], encoded: text.encoded())
            }
            if let line = try? MiniMICRWire.decode(direction: side == .host ? .host : .device, bytes: bytes) {
                return .message([line.description], encoded: line.encoded())
            }
            throw error
        }
    }

    private static func words(_ wire: StarWire) -> [String] {
        switch wire {
        case .commands(let commands): commands.map(Reflection.words)
        case .replies(let replies): replies.map(Reflection.words)
        }
    }

    private static func words(_ wire: DrawersWire) -> [String] {
        switch wire {
        case .escpos(let commands): commands.map(Reflection.words)
        case .printer(let wire): words(wire)
        case .numbered(let report): words(report)
        case .starTimes, .starKick, .starStatusRequest, .bell, .ibmOpenSecond, .ibmStatus, .trigger, .posiflex,
            .starUSBOpen, .genericOpen, .starStatus, .posiflexState, .starUSBState, .acodeOpen:
            [Reflection.words(wire)]
        }
    }
}
