import DeviceKit

extension ESCPOSCommandDecoder {
    mutating func escape(_ second: UInt8) throws(WireFault) -> ESCPOSCommand {
        switch second {
        case 0x06:
            guard try byte() == 0x01 else { throw fault("unknown ESC ACK function") }
            return .action(.starAskStatus)
        case 0x26: return try characters()
        case 0x2A:
            let mode = try byte()
            let wide = mode == 32 || mode == 33
            guard wide || mode == 0 || mode == 1 else { return .outOfRange([0x1B, 0x2A, mode]) }
            let columns = try word()
            return .bitImage(mode: mode, columns: columns, try take(Int(columns) * (wide ? 3 : 1)))
        case 0x42: return .buzzer(times: try byte(), duration: try byte())
        case 0x44:
            return .tabStops(try untilZero(most: 32))
        case 0x57:
            return .pageArea(x: try word(), y: try word(), width: try word(), height: try word())
        case 0x63:
            let third = try byte()
            guard let setting = ESCPOSSetting.allCases.first(where: { $0.opcode == [0x1B, 0x63, third] }) else {
                throw fault("unknown ESC c function")
            }
            return .set(setting, try byte())
        case 0x66: return .slipWait(minutes: try byte(), tenths: try byte())
        case 0x70:
            let connector = try byte()
            guard [0, 1, 48, 49].contains(connector) else { return .outOfRange([0x1B, 0x70, connector]) }
            guard peek != nil else { return .drawerKickCutShort(connector: connector) }
            return .drawerKick(connector: connector, on: try byte(), off: try byte())
        default: throw fault("unknown ESC command")
        }
    }

    private mutating func characters() throws(WireFault) -> ESCPOSCommand {
        let height = try byte()
        let first = try byte()
        let last = try byte()
        guard first <= last else { throw fault("ESC & from a higher to a lower character") }
        var list: [ESCPOSCharacter] = []
        for _ in first...last {
            let width = try byte()
            list.append(ESCPOSCharacter(width: width, columns: try take(Int(width) * Int(height))))
        }
        return .defineCharacters(height: height, first: first, list, last: last)
    }

    mutating func fileSeparator(_ second: UInt8) throws(WireFault) -> ESCPOSCommand {
        switch second {
        case 0x53: return .kanjiSpace(left: try byte(), right: try byte())
        case 0x61:
            switch try byte() {
            case 0x30: return .set(.readMICR, try byte())
            case 0x31:
                // Papers differ on the parameter: take it only where it can be nothing else.
                guard let next = peek, next <= 0x03 || (0x30...0x33).contains(next) else {
                    return .checkToPrintPosition(nil)
                }
                return .checkToPrintPosition(try byte())
            case 0x32: return .action(.ejectCheck)
            default: throw fault("unknown FS a function")
            }
        case 0x67:
            let function = try byte()
            let mode = try byte()
            let address = UInt32(try word()) | UInt32(try word()) << 16
            let count = try word()
            switch function {
            case 0x31: return .writeMemory(mode: mode, address: address, try take(Int(count)))
            case 0x32: return .readMemory(mode: mode, address: address, count: count)
            default: throw fault("unknown FS g function")
            }
        case 0x70: return .printStoredImage(number: try byte(), mode: try byte())
        case 0x71:
            let count = try byte()
            guard count > 0 else { throw fault("FS q of no picture") }
            var images: [ESCPOSColumnImage] = []
            for _ in 0..<count {
                let (x, y) = (try word(), try word())
                guard x > 0, y > 0 else { throw fault("FS q picture without dots") }
                images.append(ESCPOSColumnImage(x: x, y: y, columns: try take(Int(x) * Int(y) * 8)))
            }
            return .defineStoredImages(images)
        case 0xC0:
            guard try take(4) == [0x18, 0x10, 0x14, 0x1A] else { throw fault("FS C0 without its key bytes") }
            return .action(.customHardwareReset)
        default: throw fault("unknown FS command")
        }
    }

    mutating func groupSeparator(_ second: UInt8) throws(WireFault) -> ESCPOSCommand {
        switch second {
        case 0x2A:
            let (x, y) = (try byte(), try byte())
            guard x > 0, y > 0 else { throw fault("GS * without dots") }
            return .downloadImage(x: x, y: y, try take(Int(x) * Int(y) * 8))
        case 0x38:
            guard try byte() == 0x4C else { throw fault("unknown GS 8 letter") }
            let count = UInt32(try word()) | UInt32(try word()) << 16
            return .graphics(try graphics(try take(Int(count))), long: true)
        case 0x50: return .motionUnits(x: try byte(), y: try byte())
        case 0x56:
            let mode = try byte()
            let feeds = [65, 66, 97, 98, 103, 104].contains(mode)
            guard feeds || [0, 1, 48, 49].contains(mode) else { return .outOfRange([0x1D, 0x56, mode]) }
            return .cut(mode: mode, feed: feeds ? try byte() : nil)
        case 0x5E: return .runMacro(times: try byte(), wait: try byte(), mode: try byte())
        case 0x65:
            let function = try byte()
            return .ejector(function: function, steps: function == 3 ? try byte() : nil)
        case 0x6B:
            let system = try byte()
            switch system {
            case 0...6: return .barcode(system: system, try untilZero(most: 255))
            case 65...79: return .barcode(system: system, try take(Int(try byte())))
            default: return .outOfRange([0x1D, 0x6B, system])
            }
        case 0x76:
            guard try byte() == 0x30 else { throw fault("unknown GS v function") }
            let mode = try byte()
            let (stride, rows) = (try word(), try word())
            guard stride > 0, rows > 0 else { throw fault("GS v 0 without dots") }
            return .raster(mode: mode, stride: stride, rows: rows, try take(Int(stride) * Int(rows)))
        default: throw fault("unknown GS command")
        }
    }

    /// GS (, FS ( and ESC (: a letter, a length, a body.
    mutating func counted(_ prefix: UInt8) throws(WireFault) -> ESCPOSCommand {
        let letter = try byte()
        let body = try take(Int(try word()))
        guard prefix == 0x1D else { return .functionBlock(prefix: prefix, letter: letter, body) }
        switch letter {
        case 0x44:
            guard body.first == 0x14, body.count >= 3, body.count % 2 == 1 else { throw fault("GS ( D without pairs") }
            let pairs = stride(from: 1, to: body.count, by: 2)
            return .realTimeEnable(pairs.map { ESCPOSRealTimeSwitch(function: body[$0], value: body[$0 + 1]) })
        case 0x48:
            guard body.count >= 2 else { throw fault("GS ( H without a function") }
            switch (body[0], body[1], body.count) {
            case (0x30, 0x30, 6):
                guard body[2...].allSatisfy({ (0x20...0x7E).contains($0) }) else {
                    throw fault("process id not printable")
                }
                return .processID(Array(body[2...]))
            case (0x31, 0x30, 3): return .offlineResponse(body[2])
            default: throw fault("GS ( H of a wrong length or function")
            }
        case 0x4C: return .graphics(try graphics(body), long: false)
        case 0x6B: return .symbol(try symbol(body))
        default: return .functionBlock(prefix: prefix, letter: letter, body)
        }
    }

    private func symbol(_ body: [UInt8]) throws(WireFault) -> ESCPOSSymbol {
        guard body.count >= 3 else { throw fault("GS ( k without a function") }
        let (kind, function, rest) = (body[0], body[1], Array(body[2...]))
        switch (function, rest.count) {
        case (0x50, 2...): return .store(kind: kind, mode: rest[0], Array(rest[1...]))
        case (0x50, _): throw fault("GS ( k stores nothing")
        case (0x51, 1): return .print(kind: kind, mode: rest[0])
        case (0x52, 1): return .size(kind: kind, mode: rest[0])
        case (0x41, 2) where kind == 0x31: return .qrModel(rest[0], rest[1])
        case (0x43, 1) where kind == 0x31: return .qrModule(rest[0])
        case (0x45, 1) where kind == 0x31: return .qrLevel(rest[0])
        case (0x45, 2) where kind == 0x30: return .pdfLevel(mode: rest[0], rest[1])
        case (0x41...0x48, 1): return .parameter(kind: kind, function: function, rest[0])
        case (0x51, _), (0x52, _): throw fault("GS ( k of a wrong length")
        case (0x41...0x48, _) where kind == 0x30 || kind == 0x31: throw fault("GS ( k of a wrong length")
        default: return .other(kind: kind, function: function, rest)
        }
    }

    private func graphics(_ body: [UInt8]) throws(WireFault) -> ESCPOSGraphics {
        guard body.count >= 2 else { throw fault("GS ( L without a function") }
        let (function, rest) = (body[1], Array(body[2...]))
        guard body[0] == 0x30 else { return .other(mode: body[0], function: function, rest) }
        func size(_ place: Int) -> (width: Int, height: Int) {
            (Int(rest[place]) | Int(rest[place + 1]) << 8, Int(rest[place + 2]) | Int(rest[place + 3]) << 8)
        }
        switch function {
        case 0x00, 0x01, 0x03, 0x04, 0x30, 0x31, 0x33, 0x34:
            guard rest.isEmpty else { return .other(mode: body[0], function: function, rest) }
            return .enquire(function: function)
        case 0x02, 0x32:
            guard rest.isEmpty else { throw fault("GS ( L 50 with data") }
            return .printBuffer(function: function)
        case 0x40:
            guard rest == [0x4B, 0x43] else { throw fault("GS ( L 64 without its key word") }
            return .listKeys
        case 0x41:
            guard rest == [0x43, 0x4C, 0x52] else { throw fault("GS ( L 65 without its key word") }
            return .deleteAll
        case 0x42:
            guard rest.count == 2 else { throw fault("GS ( L 66 of a wrong length") }
            return .deleteStored(PictureKey(rest[0], rest[1]))
        case 0x43:
            guard rest.count >= 8 else { throw fault("GS ( L 67 cut short") }
            let (width, height) = size(4)
            let plane = (width + 7) / 8 * height
            guard plane > 0, rest[0] == 0x30, rest[3] > 0, rest.count == 8 + Int(rest[3]) * (plane + 1) else {
                throw fault("picture size and data length differ")
            }
            let planes = (0..<Int(rest[3])).map { index in
                let start = 8 + index * (plane + 1)
                return ESCPOSGraphics.Plane(colour: rest[start], rows: Array(rest[(start + 1)...(start + plane)]))
            }
            return .defineStored(
                PictureKey(rest[1], rest[2]), colours: rest[3], width: width, height: height, planes: planes)
        case 0x45:
            guard rest.count == 4 else { throw fault("GS ( L 69 of a wrong length") }
            return .printStored(PictureKey(rest[0], rest[1]), scaleX: rest[2], scaleY: rest[3])
        case 0x70:
            guard rest.count >= 8 else { throw fault("GS ( L 112 cut short") }
            let (width, height) = size(4)
            guard width > 0, height > 0, rest.count == 8 + (width + 7) / 8 * height else {
                throw fault("picture size and data length differ")
            }
            return .buffer(
                tone: rest[0], scaleX: rest[1], scaleY: rest[2], width: width, height: height,
                .init(colour: rest[3], rows: Array(rest[8...])))
        default: return .other(mode: body[0], function: function, rest)
        }
    }
}
