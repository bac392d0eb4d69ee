import ESCPOSFrame

extension ESCPOSCommand {
    /// The command on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .text(let bytes), .outOfRange(let bytes): bytes
        case .lineFeed: [0x0A]
        case .carriageReturn: [0x0D]
        case .tab: [0x09]
        case .formFeed: [0x0C]
        case .cancel: [0x18]
        case .null(let count): [UInt8](repeating: 0, count: max(0, count))
        case .control(let byte): [byte]
        case .set(let setting, let value): setting.opcode + [value]
        case .action(let action): action.bytes
        case .position(let position, let value): position.opcode + low(value)
        case .motionUnits(let x, let y): [0x1D, 0x50, x, y]
        case .tabStops(let stops): [0x1B, 0x44] + stops + [0]
        case .pageArea(let x, let y, let width, let height):
            [0x1B, 0x57] + low(x) + low(y) + low(width) + low(height)
        case .cut(let mode, let feed): [0x1D, 0x56, mode] + optional(feed)
        case .barcode(let system, let data):
            system < 65
                ? [0x1D, 0x6B, system] + data + [0]
                : [0x1D, 0x6B, system, UInt8(truncatingIfNeeded: data.count)] + data
        case .symbol(let symbol): counted(0x1D, 0x6B, symbol.body)
        case .raster(let mode, let stride, let rows, let data):
            [0x1D, 0x76, 0x30, mode] + low(stride) + low(rows) + data
        case .graphics(let graphics, let long):
            long
                ? [0x1D, 0x38, 0x4C] + wide(UInt32(graphics.body.count)) + graphics.body
                : counted(0x1D, 0x4C, graphics.body)
        case .bitImage(let mode, let columns, let data): [0x1B, 0x2A, mode] + low(columns) + data
        case .defineStoredImages(let images):
            [0x1C, 0x71, UInt8(truncatingIfNeeded: images.count)]
                + images.flatMap { low($0.x) + low($0.y) + $0.columns }
        case .printStoredImage(let number, let mode): [0x1C, 0x70, number, mode]
        case .downloadImage(let x, let y, let data): [0x1D, 0x2A, x, y] + data
        case .defineCharacters(let height, let first, let characters, let last):
            [0x1B, 0x26, height, first, last] + characters.flatMap { [$0.width] + $0.columns }
        case .runMacro(let times, let wait, let mode): [0x1D, 0x5E, times, wait, mode]
        case .drawerKick(let connector, let on, let off): [0x1B, 0x70, connector, on, off]
        case .drawerKickCutShort(let connector): [0x1B, 0x70, connector]
        case .buzzer(let times, let duration): [0x1B, 0x42, times, duration]
        case .realTime(let realTime): realTime.encoded()
        case .realTimeEnable(let switches):
            counted(0x1D, 0x44, [0x14] + switches.flatMap { [$0.function, $0.value] })
        case .processID(let id): counted(0x1D, 0x48, [0x30, 0x30] + id)
        case .offlineResponse(let value): counted(0x1D, 0x48, [0x31, 0x30, value])
        case .writeMemory(let mode, let address, let data):
            [0x1C, 0x67, 0x31, mode] + wide(address) + low(UInt16(truncatingIfNeeded: data.count)) + data
        case .readMemory(let mode, let address, let count): [0x1C, 0x67, 0x32, mode] + wide(address) + low(count)
        case .slipWait(let minutes, let tenths): [0x1B, 0x66, minutes, tenths]
        case .checkToPrintPosition(let value): [0x1C, 0x61, 0x31] + optional(value)
        case .ejector(let function, let steps): [0x1D, 0x65, function] + optional(steps)
        case .kanjiSpace(let left, let right): [0x1C, 0x53, left, right]
        case .siiMarker(let value): [0x12, 0x71, value]
        case .functionBlock(let prefix, let letter, let body): counted(prefix, letter, body)
        }
    }

    private func optional(_ byte: UInt8?) -> [UInt8] { byte.map { [$0] } ?? [] }
    private func low(_ value: UInt16) -> [UInt8] { ESCPOSFrame.lowHigh(Int(value)) }
    private func wide(_ value: UInt32) -> [UInt8] {
        ESCPOSFrame.lowHigh(Int(value & 0xFFFF)) + ESCPOSFrame.lowHigh(Int(value >> 16))
    }

    /// `prefix ( letter pL pH body`.
    private func counted(_ prefix: UInt8, _ letter: UInt8, _ body: [UInt8]) -> [UInt8] {
        [prefix, 0x28, letter] + ESCPOSFrame.lowHigh(body.count) + body
    }
}

extension ESCPOSRealTime {
    /// The command on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .status(let number, let further): [0x10, 0x04, number] + (further.map { [$0] } ?? [])
        case .enquiry(let number): [0x10, 0x05, number]
        case .pulse(let connector, let time): [0x10, 0x14, 0x01, connector, time]
        case .powerOff: [0x10, 0x14, 0x02, 0x01, 0x08]
        case .buzzer(let parameters): [0x10, 0x14, 0x03] + parameters
        case .sendStatus(let kind): [0x10, 0x14, 0x07, kind]
        case .clear: [0x10, 0x14, 0x08] + Self.clearKey
        }
    }

    /// What must follow DLE DC4 8 for it to be believed.
    static let clearKey: [UInt8] = [0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]
}

extension ESCPOSSymbol {
    /// What stands behind the length of GS ( k.
    var body: [UInt8] {
        switch self {
        case .qrModel(let first, let second): [0x31, 0x41, first, second]
        case .qrModule(let dots): [0x31, 0x43, dots]
        case .qrLevel(let level): [0x31, 0x45, level]
        case .parameter(let kind, let function, let value): [kind, function, value]
        case .pdfLevel(let mode, let value): [0x30, 0x45, mode, value]
        case .store(let kind, let mode, let data): [kind, 0x50, mode] + data
        case .print(let kind, let mode): [kind, 0x51, mode]
        case .size(let kind, let mode): [kind, 0x52, mode]
        case .other(let kind, let function, let data): [kind, function] + data
        }
    }
}

extension ESCPOSGraphics {
    /// What stands behind the length of GS ( L.
    var body: [UInt8] {
        switch self {
        case .buffer(let tone, let scaleX, let scaleY, let width, let height, let plane):
            [0x30, 0x70, tone, scaleX, scaleY, plane.colour] + ESCPOSFrame.lowHigh(width)
                + ESCPOSFrame.lowHigh(height) + plane.rows
        case .printBuffer(let function), .enquire(let function): [0x30, function]
        case .defineStored(let key, let colours, let width, let height, let planes):
            [0x30, 0x43, 0x30, key.first, key.second, colours] + ESCPOSFrame.lowHigh(width)
                + ESCPOSFrame.lowHigh(height) + planes.flatMap { [$0.colour] + $0.rows }
        case .printStored(let key, let scaleX, let scaleY): [0x30, 0x45, key.first, key.second, scaleX, scaleY]
        case .deleteStored(let key): [0x30, 0x42, key.first, key.second]
        case .deleteAll: [0x30, 0x41, 0x43, 0x4C, 0x52]
        case .listKeys: [0x30, 0x40, 0x4B, 0x43]
        case .other(let mode, let function, let data): [mode, function] + data
        }
    }
}
