public import ID003Frame

/// What a unit can say.
/// - Source: dossier `bill-acceptors.md` 2.2 (column "Reply"), 2.3.
public enum ID003Reply: Hashable, Sendable, CustomStringConvertible {
    /// Where it stands.
    case status(ID003Status)
    /// 50: an order was heard. It does not say that it can be carried out.
    case acknowledged
    /// C0 to C7, the setting as it was taken.
    case echo(ID003Setting)
    /// 80 to 87, a setting that was asked for.
    case property(ID003Setting)
    /// 88.
    case version([UInt8])
    /// 89.
    case bootVersion([UInt8])
    /// 8A, four bytes a row.
    case currencyTable([ID003CurrencyRow])
    /// F0 20.
    case recycler(UInt8, [UInt8])
    /// Well formed, and of no meaning known here.
    case raw(UInt8, [UInt8])

    /// Reads a frame of the unit's side; every frame is something.
    public init(_ frame: ID003Frame) {
        let (code, data) = (frame.code, frame.data)
        if let status = ID003Status(code, data) {
            self = .status(status)
            return
        }
        let property = ID003Property(rawValue: code & 7)
        switch (code, data.count) {
        case (0x50, 0): self = .acknowledged
        case (0x80...0x87, 1...): self = property.map { .property(ID003Setting($0, data)) } ?? .raw(code, data)
        case (0xC0...0xC7, 1...): self = property.map { .echo(ID003Setting($0, data)) } ?? .raw(code, data)
        case (0x88, 1...): self = .version(data)
        case (0x89, 1...): self = .bootVersion(data)
        case (0x8A, 4...) where data.count.isMultiple(of: 4): self = .currencyTable(ID003CurrencyRow.rows(data))
        case (0xF0, 2...) where data[0] == 0x20: self = .recycler(data[1], Array(data.dropFirst(2)))
        default: self = .raw(code, data)
        }
    }

    /// The frame that says it.
    public var frame: ID003Frame {
        switch self {
        case .status(let status): ID003Frame(status.code, status.data)
        case .acknowledged: ID003Frame(0x50)
        case .echo(let setting): ID003Frame(0xC0 | setting.property.rawValue, setting.data)
        case .property(let setting): ID003Frame(0x80 | setting.property.rawValue, setting.data)
        case .version(let text): ID003Frame(0x88, text)
        case .bootVersion(let text): ID003Frame(0x89, text)
        case .currencyTable(let rows): ID003Frame(0x8A, rows.flatMap(\.bytes))
        case .recycler(let order, let data): ID003Frame(0xF0, [0x20, order] + data)
        case .raw(let code, let data): ID003Frame(code, data)
        }
    }

    /// The bytes on the wire. Traps above `ID003Frame.maximumData` data bytes: a frame of ours, not input.
    public func encoded() -> [UInt8] { frame.encoded() }

    public var description: String {
        switch self {
        case .status(let status): status.description
        case .acknowledged: "ACK"
        case .echo(let setting): "taken: \(setting)"
        case .property(let setting): "is set: \(setting)"
        case .version(let text): "version \(readable(text))"
        case .bootVersion(let text): "boot version \(readable(text))"
        case .currencyTable(let rows): "currency table: " + rows.map(\.description).joined(separator: ", ")
        case .recycler(let order, let data): ID003Recycler.words(order, data)
        case .raw(let code, let data): "unknown reply \(hexByte(code)), data \(readable(data))"
        }
    }
}
