public import DeviceKit
import StarFrame
import WireKit

/// Reads what a host sends to a Star printer. Total: any bytes give commands that encode to themselves, or a fault.
///
/// Rows of raster mode (`b n n`, `k n n`) are text outside of it, so the decoder remembers whether the mode was entered.
public struct StarCommandDecoder {
    private var cursor: ByteCursor
    private let whole: [UInt8]
    private var inRaster: Bool

    /// All commands of a run of bytes.
    ///
    /// A run that begins with a row is taken as cut out of raster mode when it reads so from its first byte to its last.
    public static func commands(_ bytes: [UInt8]) throws(WireFault) -> [StarCommand] {
        if let first = bytes.first, first == 0x62 || first == 0x6B {
            do throws(WireFault) {
                return try commands(bytes, inRaster: true)
            } catch {
                // Text may begin with these letters: then the other reading decides, with a fault of its own.
                return try commands(bytes, inRaster: false)
            }
        }
        return try commands(bytes, inRaster: false)
    }

    private static func commands(_ bytes: [UInt8], inRaster: Bool) throws(WireFault) -> [StarCommand] {
        var decoder = StarCommandDecoder(cursor: ByteCursor(bytes), whole: bytes, inRaster: inRaster)
        var commands: [StarCommand] = []
        while !decoder.cursor.isAtEnd { commands.append(try decoder.next()) }
        return commands
    }

    private mutating func next() throws(WireFault) -> StarCommand {
        let first = try byte()
        if first == 0x1B { return try escape() }
        if inRaster { return try inRasterMode(first) }
        if first == 0 { return .null(count: 1 + (try zeros())) }
        if let single = StarSingle(rawValue: first) { return .single(single) }
        guard first >= 0x20, first != 0x7F else { return .control(first) }
        var text = [first]
        while let more = cursor.peek(), more >= 0x20, more != 0x7F { text.append(try byte()) }
        return .text(text)
    }

    private mutating func inRasterMode(_ first: UInt8) throws(WireFault) -> StarCommand {
        switch first {
        case 0x62, 0x6B:
            let count = try word()
            return .rasterMode(.row(advances: first == 0x62, try take(Int(count))))
        case 0x00: return .null(count: 1 + (try zeros()))
        default:
            if let single = StarSingle(rawValue: first) { return .single(single) }
            guard first < 0x20 else { throw fault("text in raster mode") }
            return .control(first)
        }
    }

    private mutating func escape() throws(WireFault) -> StarCommand {
        if let fixed = try fixed() { return fixed }
        switch try byte() {
        case 0x07:
            let (on, off) = (try byte(), try byte())
            guard (1...127).contains(on), (1...127).contains(off) else { throw fault("pulse time outside 1 to 127") }
            return .pulseTimes(on: on, off: off)
        case 0x0C: throw fault("unknown ESC FF function")
        case 0x1C: return try storedImages()
        case 0x1D: return try group()
        case 0x23: return .switches(try upTo([0x0A, 0x00], most: 64))
        case 0x2A: return try raster()
        case 0x42: return .tabStops(vertical: true, try upTo([0x00], most: 32))
        case 0x43: return try pageLength()
        case 0x44: return .tabStops(vertical: false, try upTo([0x00], most: 32))
        case 0x62: return try barcode()
        case 0x64:
            let mode = try byte()
            guard mode <= 3 || (0x30...0x33).contains(mode) else { throw fault("unknown cut") }
            return .cut(mode)
        case let second:
            guard let kind = StarBitImage(rawValue: second) else { throw fault("unknown ESC command") }
            let count = try word()
            return .bitImage(kind, count: count, try take(Int(count) * kind.unit))
        }
    }

    /// Commands of a fixed opcode. ESC C 0 n is the one with a longer brother.
    private mutating func fixed() throws(WireFault) -> StarCommand? {
        let rest = whole[cursor.position...]
        for entry in StarOpcodes.all where rest.starts(with: entry.opcode.dropFirst()) {
            if entry.command == .set(.pageLines), rest.dropFirst().first == 0 { return nil }
            _ = try take(entry.opcode.count - 1)
            switch entry.command {
            case .set(let setting): return .set(setting, try byte())
            case .pair(let pair): return .pair(pair, try byte(), try byte())
            case .action(let action):
                if action == .initialize { inRaster = false }
                return .action(action)
            }
        }
        return nil
    }

    private mutating func pageLength() throws(WireFault) -> StarCommand {
        _ = try byte()
        return .pageInches(try byte())
    }

    private mutating func raster() throws(WireFault) -> StarCommand {
        guard try byte() == 0x72 else { throw fault("unknown ESC * function") }
        let letter = try byte()
        switch letter {
        case 0x41:
            inRaster = true
            return .rasterMode(.enter)
        case 0x42:
            inRaster = false
            return .rasterMode(.quit)
        case 0x43: return .rasterMode(.clear)
        case 0x52: return .rasterMode(.initialize)
        case 0x50, 0x45, 0x46, 0x59, 0x51, 0x54:
            return .rasterMode(.parameter([letter], digits: try digits()))
        case 0x6D:
            let side = try byte()
            guard side == 0x6C || side == 0x72 else { throw fault("unknown raster margin") }
            return .rasterMode(.parameter([letter, side], digits: try digits()))
        case 0x4E:
            let count = try digits()
            let wanted = count.reduce(0) { min(1_000_000, $0 * 10 + Int($1 - 0x30)) }
            return .rasterMode(.discard(digits: count, try take(min(wanted, cursor.remaining))))
        default: throw fault("unknown raster command")
        }
    }

    private mutating func digits() throws(WireFault) -> [UInt8] {
        let digits = try upTo([0x00], most: 6)
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { throw fault("no number") }
        return digits
    }

    private mutating func barcode() throws(WireFault) -> StarCommand {
        let (type, text, width, height) = (try byte(), try byte(), try byte(), try byte())
        guard type <= 8 || (0x30...0x38).contains(type) else { throw fault("unknown barcode") }
        guard (1...4).contains(text) || (0x31...0x34).contains(text) else { throw fault("unknown barcode text") }
        return .barcode(type: type, text: text, width: width, height: height, try upTo([0x1E], most: 255))
    }

    private mutating func storedImages() throws(WireFault) -> StarCommand {
        guard try byte() == 0x71 else { throw fault("unknown ESC FS function") }
        let count = try byte()
        guard count > 0 else { throw fault("ESC FS q of no picture") }
        var images: [StarColumnImage] = []
        for _ in 0..<count {
            let (x, y) = (try word(), try word())
            guard x > 0, y > 0 else { throw fault("picture without dots") }
            images.append(StarColumnImage(x: x, y: y, columns: try take(Int(x) * Int(y) * 8)))
        }
        return .defineStoredImages(images)
    }

    private mutating func group() throws(WireFault) -> StarCommand {
        switch try byte() {
        case 0x03: return .documentCounter(try byte(), try byte(), try byte())
        case 0x19: return .external(try take(4))
        case 0x29:
            let letter = try byte()
            return .functionBlock(letter: letter, try take(Int(try word())))
        case 0x53:
            guard try byte() == 1 else { throw fault("unknown ESC GS S function") }
            let (stride, rows) = (try word(), try word())
            guard stride > 0, rows > 0 else { throw fault("picture without dots") }
            return .raster(stride: stride, rows: rows, tone: try byte(), try take(Int(stride) * Int(rows)))
        case 0x79: return .qr(try qr())
        default: throw fault("unknown ESC GS command")
        }
    }

    private mutating func qr() throws(WireFault) -> StarQR {
        switch try byte() {
        case 0x49: return .askSize
        case 0x50: return .print
        case 0x44:
            guard try byte() == 0x31 else { throw fault("unknown QR data") }
            let mode = try byte()
            return .data(mode: mode, try take(Int(try word())))
        case 0x53:
            let function = try byte()
            let value = try byte()
            switch (function, value) {
            case (0x30, 1...2): return .model(value)
            case (0x31, 0...3): return .level(value)
            case (0x32, 1...8): return .cell(value)
            default: throw fault("unknown QR setting")
            }
        default: throw fault("unknown QR function")
        }
    }

    // MARK: Bytes

    private mutating func byte() throws(WireFault) -> UInt8 {
        do throws(CursorFault) { return try cursor.next() } catch { throw fault("command cut short") }
    }

    private mutating func word() throws(WireFault) -> UInt16 {
        do throws(CursorFault) { return try cursor.littleEndian16() } catch { throw fault("command cut short") }
    }

    private mutating func take(_ count: Int) throws(WireFault) -> [UInt8] {
        do throws(CursorFault) { return Array(try cursor.take(count)) } catch { throw fault("command cut short") }
    }

    /// What stands before these closing bytes, which are taken too.
    private mutating func upTo(_ end: [UInt8], most: Int) throws(WireFault) -> [UInt8] {
        var found: [UInt8] = []
        while !found.suffix(end.count).elementsEqual(end) {
            guard found.count < most + end.count else { throw fault("command without its end") }
            found.append(try byte())
        }
        return Array(found.dropLast(end.count))
    }

    private mutating func zeros() throws(WireFault) -> Int {
        try take(whole[cursor.position...].prefix { $0 == 0 }.count).count
    }

    private func fault(_ reason: String) -> WireFault { WireFault(reason, whole) }
}

/// Every fixed opcode, for the decoder.
enum StarOpcodes {
    enum Command: Hashable, Sendable {
        case set(StarSetting)
        case pair(StarPair)
        case action(StarAction)
    }

    static let all: [(opcode: [UInt8], command: Command)] =
        StarSetting.allCases.map { ($0.opcode, .set($0)) } + StarPair.allCases.map { ($0.opcode, .pair($0)) }
        + StarAction.allCases.map { ($0.bytes, .action($0)) }
}
