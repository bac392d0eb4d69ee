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

    private init<Parser>(
        _ promises: StreamPromises<Parser>, sealed: @escaping @Sendable ([UInt8]) -> [UInt8]?,
        content: @escaping @Sendable (inout Parser) -> [UInt8]??
    ) {
        hold = { bytes throws(Broken) in try promises.hold(bytes) }
        self.sealed = sealed
        contents = { bytes in
            var (parser, found) = (promises.fresh(), [[UInt8]]())
            promises.append(&parser, bytes)
            while let item = content(&parser) { if let item { found.append(item) } }
            return found
        }
    }

    static let ebds = Framing(
        StreamPromises<EBDSFrameParser>(
            fresh: { EBDSFrameParser() }, append: { $0.append($1) },
            next: {
                switch $0.next() {
                case .frame(let frame): .message(frame.encoded())
                case .enquiry: .message([0x05])
                case .fault(_, let bytes): .skipped(bytes)
                case nil: nil
                }
            }, pending: \.pending),
        sealed: { bytes in
            bytes.first.map { EBDSFrame(control: $0, data: Array(bytes.dropFirst().prefix(250))).encoded() }
        },
        content: {
            guard let item = $0.next() else { return nil }
            if case .frame(let frame) = item { return [frame.control] + frame.data }
            return .some(nil)
        })

    static let id003 = Framing(
        StreamPromises<ID003FrameParser>(
            fresh: { ID003FrameParser() }, append: { $0.append($1) },
            next: {
                switch $0.next() {
                case .frame(let frame): .message(frame.encoded())
                case .enquiry: .message([0x05])
                case .fault(_, let bytes): .skipped(bytes)
                case nil: nil
                }
            }, pending: \.pending),
        sealed: { bytes in bytes.first.map { ID003Frame($0, Array(bytes.dropFirst().prefix(250))).encoded() } },
        content: {
            guard let item = $0.next() else { return nil }
            if case .frame(let frame) = item { return [frame.code] + frame.data }
            return .some(nil)
        })

    /// The first bit of the content chooses the form of the length; the address is the validator's.
    static let ccnet = Framing(
        StreamPromises<CCNETFrameParser>(
            fresh: { CCNETFrameParser(.device) }, append: { $0.append($1) },
            next: {
                switch $0.next() {
                case .frame(let frame): .message(frame.encoded())
                case .fault(_, let bytes): .skipped(bytes)
                case nil: nil
                }
            }, pending: \.pending),
        sealed: { bytes in
            guard !bytes.isEmpty else { return nil }
            if bytes.count > CCNETFrame.shortPayload {
                return CCNETFrame(address: CCNETFrame.validator, form: .word(after: 0), payload: bytes).encoded()
            }
            return CCNETFrame(address: CCNETFrame.validator, payload: bytes).encoded()
        },
        content: {
            guard let item = $0.next() else { return nil }
            if case .frame(let frame) = item { return frame.payload }
            return .some(nil)
        })

    /// The first byte of the content is address and sequence bit.
    static let ssp = Framing(
        StreamPromises<SSPFrameParser>(
            fresh: { SSPFrameParser() }, append: { $0.append($1) },
            next: {
                switch $0.next() {
                case .frame(let frame): .message(frame.encoded())
                case .fault(_, let bytes): .skipped(bytes)
                case nil: nil
                }
            }, pending: \.pending),
        sealed: { bytes in
            guard bytes.count > 1, bytes[0] & 0x7F <= SSPFrame.highestAddress else { return nil }
            return SSPFrame(
                sequence: bytes[0] & 0x80 != 0, address: bytes[0] & 0x7F, data: Array(bytes.dropFirst().prefix(255))
            ).encoded()
        },
        content: {
            guard let item = $0.next() else { return nil }
            if case .frame(let frame) = item { return [(frame.sequence ? 0x80 : 0) | frame.address] + frame.data }
            return .some(nil)
        })
}
