import CCNETFrame
import EBDSFrame
import ID003Frame
import SSPFrame

/// The envelope of one wire, without its meaning: what a fuzzer needs to get past a checksum.
struct Framing: Sendable {
    /// What must hold of the frame parser.
    let hold: @Sendable ([UInt8]) throws(Broken) -> Void
    /// A frame around this content; `nil` where no frame can hold it.
    let sealed: @Sendable ([UInt8]) -> [UInt8]?
    /// The contents of the frames in these bytes, as `sealed` takes them.
    let contents: @Sendable ([UInt8]) -> [[UInt8]]

    /// What a frame parser read: what the promises look at and, of a frame, its content as `sealed` takes it.
    private struct Item {
        let piece: Piece
        var content: [UInt8]?

        static func frame(_ encoded: [UInt8], _ content: [UInt8]) -> Item {
            Item(piece: .message(encoded), content: content)
        }
        static let enquiry = Item(piece: .message([0x05]))
        static func skipped(_ bytes: [UInt8]) -> Item { Item(piece: .skipped(bytes)) }
    }

    private init<Parser>(
        fresh: @escaping @Sendable () -> Parser, append: @escaping @Sendable (inout Parser, [UInt8]) -> Void,
        next: @escaping @Sendable (inout Parser) -> Item?, pending: @escaping @Sendable (Parser) -> Int,
        sealed: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) {
        let promises = StreamPromises(
            fresh: fresh, append: append, next: { next(&$0)?.piece }, pending: pending)
        hold = { bytes throws(Broken) in try promises.hold(bytes) }
        self.sealed = sealed
        contents = { bytes in
            var (parser, found) = (fresh(), [[UInt8]]())
            append(&parser, bytes)
            while let item = next(&parser) { if let content = item.content { found.append(content) } }
            return found
        }
    }

    static let ebds = Framing(
        fresh: { EBDSFrameParser() }, append: { $0.append($1) },
        next: {
            switch $0.next() {
            case .frame(let frame): .frame(frame.encoded(), [frame.control] + frame.data)
            case .enquiry: .enquiry
            case .fault(_, let bytes): .skipped(bytes)
            case nil: nil
            }
        }, pending: \.pending,
        sealed: { bytes in
            bytes.first.map { EBDSFrame(control: $0, data: Array(bytes.dropFirst().prefix(250))).encoded() }
        })

    static let id003 = Framing(
        fresh: { ID003FrameParser() }, append: { $0.append($1) },
        next: {
            switch $0.next() {
            case .frame(let frame): .frame(frame.encoded(), [frame.code] + frame.data)
            case .enquiry: .enquiry
            case .fault(_, let bytes): .skipped(bytes)
            case nil: nil
            }
        }, pending: \.pending,
        sealed: { bytes in bytes.first.map { ID003Frame($0, Array(bytes.dropFirst().prefix(250))).encoded() } })

    /// The length of the content chooses the form of the length; the address is the validator's.
    static let ccnet = Framing(
        fresh: { CCNETFrameParser(.device) }, append: { $0.append($1) },
        next: {
            switch $0.next() {
            case .frame(let frame): .frame(frame.encoded(), frame.payload)
            case .fault(_, let bytes): .skipped(bytes)
            case nil: nil
            }
        }, pending: \.pending,
        sealed: { bytes in
            guard !bytes.isEmpty else { return nil }
            if bytes.count > CCNETFrame.shortPayload {
                return CCNETFrame(address: CCNETFrame.validator, form: .word(after: 0), payload: bytes).encoded()
            }
            return CCNETFrame(address: CCNETFrame.validator, payload: bytes).encoded()
        })

    /// The first byte of the content is address and sequence bit.
    static let ssp = Framing(
        fresh: { SSPFrameParser() }, append: { $0.append($1) },
        next: {
            switch $0.next() {
            case .frame(let frame):
                .frame(frame.encoded(), [(frame.sequence ? 0x80 : 0) | frame.address] + frame.data)
            case .fault(_, let bytes): .skipped(bytes)
            case nil: nil
            }
        }, pending: \.pending,
        sealed: { bytes in
            guard bytes.count > 1, bytes[0] & 0x7F <= SSPFrame.highestAddress else { return nil }
            return SSPFrame(
                sequence: bytes[0] & 0x80 != 0, address: bytes[0] & 0x7F, data: Array(bytes.dropFirst().prefix(255))
            ).encoded()
        })
}
