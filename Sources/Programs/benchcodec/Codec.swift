import CCNETDriver
import CCNETFrame
import EBDSDriver
import EBDSFrame
import ID003Driver
import ID003Frame
import SSPDriver
import SSPFrame

/// The wires of note acceptors, with what a unit says in a visit: idle, accepting, escrow, stacking, stacked.
enum Codec: String, CaseIterable {
    case ebds, id003, ccnet, ssp
    /// One block of the encrypted layer of SSP, opened.
    case essp

    private static let ebdsFrames: [[UInt8]] = [
        [0x01, 0x10, 0x00], [0x02, 0x10, 0x00], [0x04, 0x10, 0x28], [0x08, 0x10, 0x28], [0x11, 0x10, 0x28],
    ].enumerated().map {
        EBDSFrame(control: 0x20 | UInt8($0.offset & 1), data: $0.element + [0x00, 0x55, 0x12]).encoded()
    }
    private static let id003Frames: [[UInt8]] = [
        ID003Frame(0x11), ID003Frame(0x12), ID003Frame(0x13, [0x65]), ID003Frame(0x14), ID003Frame(0x15),
    ].map { $0.encoded() }
    private static let ccnetFrames: [[UInt8]] = [[0x14], [0x15], [0x80, 0x04], [0x17], [0x81, 0x04]].map {
        CCNETFrame(address: CCNETFrame.validator, payload: $0).encoded()
    }
    private static let sspFrames: [[UInt8]] = [
        [0xF0], [0xF0, 0xEF, 0x00], [0xF0, 0xEF, 0x05], [0xF0, 0xCC], [0xF0, 0xEE, 0x05, 0xEB],
    ].enumerated().map { SSPFrame(sequence: $0.offset & 1 == 1, address: 0, data: $0.element).encoded() }
    private static let cipher = SSPBlockCipher(fixedKey: 0x0123_4567_0123_4567, negotiated: 0x00C0_FFEE_1234_5678)
    private static let block: [UInt8] = cipher.encrypt([UInt8](0..<16)) ?? []

    var wire: [[UInt8]] {
        switch self {
        case .ebds: Self.ebdsFrames
        case .id003: Self.id003Frames
        case .ccnet: Self.ccnetFrames
        case .ssp: Self.sspFrames
        case .essp: [Self.block]
        }
    }

    /// Reads so many frames, each in one piece, checksum proven and meaning named; the number of those that were read.
    func decodeWhole(_ count: Int) -> Int {
        let wire = wire
        var (read, place) = (0, 0)
        for _ in 0..<count {
            if decodes(wire[place]) { read += 1 }
            place = place + 1 == wire.count ? 0 : place + 1
        }
        return read
    }

    private func decodes(_ bytes: [UInt8]) -> Bool {
        do {
            switch self {
            case .ebds: if case .reply = try EBDSWire.decode(direction: .device, bytes: bytes) { return true }
            case .id003: if case .reply = try ID003Wire.decode(direction: .device, bytes: bytes) { return true }
            case .ccnet: if case .reply = try CCNETWire.decode(direction: .device, bytes: bytes) { return true }
            case .ssp: if case .reply = try SSPWire.decode(direction: .device, bytes: bytes) { return true }
            case .essp: return Self.cipher.decrypt(bytes) != nil
            }
        } catch { return false }
        return false
    }

    /// The same through the parser of a stream, byte by byte, and then named.
    func feedBytes(_ count: Int) -> Int {
        let wire = wire
        switch self {
        case .ebds:
            var parser = EBDSFrameParser()
            return feed(wire, count) {
                parser.append(CollectionOfOne($0))
            } next: {
                guard case .frame(let frame) = parser.next() else { return false }
                if case .omnibus = EBDSReply(frame).body { return true }
                return false
            }
        case .id003:
            var parser = ID003FrameParser()
            return feed(wire, count) {
                parser.append(CollectionOfOne($0))
            } next: {
                guard case .frame(let frame) = parser.next() else { return false }
                return ID003Reply(frame) != .acknowledged
            }
        case .ccnet:
            var parser = CCNETFrameParser(.device)
            return feed(wire, count) {
                parser.append(CollectionOfOne($0))
            } next: {
                guard case .frame(let frame) = parser.next() else { return false }
                return !CCNETReply(frame).encoded().isEmpty
            }
        case .ssp:
            var parser = SSPFrameParser()
            return feed(wire, count) {
                parser.append(CollectionOfOne($0))
            } next: {
                guard case .frame(let frame) = parser.next() else { return false }
                return !SSPReply(frame.data).data.isEmpty
            }
        case .essp: return decodeWhole(count)
        }
    }

    private func feed(_ wire: [[UInt8]], _ count: Int, _ append: (UInt8) -> Void, next: () -> Bool) -> Int {
        var (read, place) = (0, 0)
        for _ in 0..<count {
            for byte in wire[place] {
                append(byte)
                if next() { read += 1 }
            }
            place = place + 1 == wire.count ? 0 : place + 1
        }
        return read
    }
}
