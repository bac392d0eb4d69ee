public import DeviceKit
import WireKit

/// Reads a job as the list of its commands. Total: any bytes give commands or a fault, and what is given encodes to the
/// very same bytes.
public struct ESCPOSCommandDecoder {
    private var cursor: ByteCursor
    private let all: [UInt8]

    /// All commands of the bytes.
    public static func commands(_ bytes: [UInt8]) throws(WireFault) -> [ESCPOSCommand] {
        var decoder = ESCPOSCommandDecoder(bytes)
        var commands: [ESCPOSCommand] = []
        while let byte = decoder.cursor.peek() {
            commands.append(byte >= 0x20 ? .text(try decoder.run { $0 >= 0x20 }) : try decoder.control())
        }
        return commands
    }

    private init(_ bytes: [UInt8]) {
        all = bytes
        cursor = ByteCursor(bytes)
    }

    // MARK: Reading

    mutating func byte() throws(WireFault) -> UInt8 {
        do throws(CursorFault) { return try cursor.next() } catch { throw WireFault("command cut short", all) }
    }

    mutating func word() throws(WireFault) -> UInt16 {
        do throws(CursorFault) { return try cursor.littleEndian16() } catch {
            throw WireFault("command cut short", all)
        }
    }

    mutating func take(_ count: Int) throws(WireFault) -> [UInt8] {
        do throws(CursorFault) { return Array(try cursor.take(count)) } catch {
            throw WireFault("data shorter than their length says", all)
        }
    }

    mutating func run(while accepts: (UInt8) -> Bool) throws(WireFault) -> [UInt8] {
        let rest = all[cursor.position...]
        return try take((rest.firstIndex { !accepts($0) } ?? all.endIndex) - cursor.position)
    }

    /// Up to and without the zero that ends the list.
    mutating func untilZero(most: Int) throws(WireFault) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let next = try byte()
            if next == 0 { return bytes }
            bytes.append(next)
            guard bytes.count <= most else { throw fault("list without its end") }
        }
    }

    var peek: UInt8? { cursor.peek() }
    func fault(_ reason: String) -> WireFault { WireFault(reason, all) }

    // MARK: One command

    private mutating func control() throws(WireFault) -> ESCPOSCommand {
        switch try byte() {
        case 0x00: return .null(count: 1 + (try run { $0 == 0 }).count)
        case 0x09: return .tab
        case 0x0A: return .lineFeed
        case 0x0C: return .formFeed
        case 0x0D: return .carriageReturn
        case 0x18: return .cancel
        case 0x10: return try realTime()
        case 0x12 where peek == 0x71:
            _ = try byte()
            return .siiMarker(try byte())
        case 0x1B: return try prefixed(0x1B)
        // At the end it is the byte that selects the slip, as python-escpos sends it.
        case 0x1C where peek == nil: return .control(0x1C)
        case 0x1C: return try prefixed(0x1C)
        case 0x1D: return try prefixed(0x1D)
        case let other: return .control(other)
        }
    }

    private mutating func realTime() throws(WireFault) -> ESCPOSCommand {
        switch peek {
        case 0x04:
            _ = try byte()
            let number = try byte()
            let further = number == 0x07 || number == 0x08 || number == 0x12
            return .realTime(.status(number, further ? try byte() : nil))
        case 0x05:
            _ = try byte()
            return .realTime(.enquiry(try byte()))
        case 0x14:
            _ = try byte()
            return .realTime(try deviceControl())
        default: return .control(0x10)
        }
    }

    private mutating func deviceControl() throws(WireFault) -> ESCPOSRealTime {
        switch try byte() {
        case 1: return .pulse(connector: try byte(), time: try byte())
        case 2:
            guard try take(2) == [0x01, 0x08] else { throw fault("DLE DC4 2 without its key bytes") }
            return .powerOff
        case 3: return .buzzer(try take(5))
        case 7: return .sendStatus(try byte())
        case 8:
            guard try take(7) == ESCPOSRealTime.clearKey else { throw fault("DLE DC4 8 without its key bytes") }
            return .clear
        default: throw fault("unknown DLE DC4 function")
        }
    }

    private mutating func prefixed(_ prefix: UInt8) throws(WireFault) -> ESCPOSCommand {
        let second = try byte()
        let opcode = UInt16(prefix) << 8 | UInt16(second)
        if let setting = ESCPOSOpcodes.settings[opcode] { return .set(setting, try byte()) }
        if let action = ESCPOSOpcodes.actions[opcode] { return .action(action) }
        if let position = ESCPOSOpcodes.positions[opcode] { return .position(position, try word()) }
        if second == 0x28 { return try counted(prefix) }
        switch prefix {
        case 0x1B: return try escape(second)
        case 0x1C: return try fileSeparator(second)
        default: return try groupSeparator(second)
        }
    }
}
