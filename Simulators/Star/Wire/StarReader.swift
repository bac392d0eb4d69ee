/// Cuts the host's bytes into orders as they arrive, and picks out what acts at once.
struct StarReader: Hashable, Sendable {
    private let isPRNT: Bool
    private let realTimeInsideData: Bool
    private var held: [UInt8] = []
    private var wanted = 1
    private var inRaster = false
    /// Rows of an ESC GS S picture that are still to come.
    private var stride = 0
    private var rowsLeft = 0
    /// The two newest bytes, for requests inside data.
    private var newest: [UInt8] = [0, 0]

    init(_ configuration: StarConfiguration) {
        isPRNT = configuration.model.isPRNT
        realTimeInsideData = configuration.readings.realTimeInsideData
    }

    /// Bytes of a command that is not whole yet.
    var heldCount: Int { held.count }

    /// What a byte completes: an order with the bytes it took, or a request, or nothing yet.
    mutating func feed(_ byte: UInt8) -> (order: (StarOrder, Int)?, request: StarRequest?) {
        let earlier = newest
        newest = [newest[1], byte]
        let inside = !held.isEmpty || rowsLeft > 0
        held.append(byte)
        let ended = end()
        if let ended, let request = Self.request(ended.bytes) { return (nil, request) }
        let order = ended.flatMap { whole in whole.order.map { ($0, whole.bytes.count) } }
        let request = inside && realTimeInsideData ? Self.request(earlier, byte) : nil
        return (order, request)
    }

    private mutating func end() -> (bytes: [UInt8], order: StarOrder?)? {
        if rowsLeft > 0 {
            guard held.count >= stride else { return nil }
            defer { held = [] }
            rowsLeft -= 1
            return (held, .row(held, advances: true))
        }
        guard held.count >= wanted else { return nil }
        switch StarGrammar.verdict(held, inRaster: inRaster, isPRNT: isPRNT) {
        case .needs(let count):
            wanted = max(count, held.count + 1)
            return nil
        case .rows(let stride, let count):
            (held, wanted) = ([], 1)
            if stride > 0, count > 0 { (self.stride, rowsLeft) = (stride, count) }
            return nil
        case .unknown:
            (held, wanted) = ([], 1)
            return nil
        case .whole:
            defer { (held, wanted) = ([], 1) }
            let order = StarOrders.order(held, inRaster: inRaster)
            if order == .raster(.enter) { inRaster = true }
            if order == .raster(.quit) || order == .initialise { inRaster = false }
            return (held, order)
        }
    }

    private static func request(_ bytes: [UInt8]) -> StarRequest? {
        switch bytes {
        case [0x05]: .state
        case [0x04]: .paper
        case [0x1C]: .kickFirst
        case [0x19]: .kickSecond
        case [0x1B, 0x06, 0x01]: .status
        case [0x1B, 0x06, 0x18]: .reset
        default: nil
        }
    }

    private static func request(_ earlier: [UInt8], _ byte: UInt8) -> StarRequest? {
        if earlier == [0x1B, 0x06], let request = request([0x1B, 0x06, byte]) { return request }
        return request([byte])
    }
}
