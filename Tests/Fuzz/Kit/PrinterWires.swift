import DeviceKit
import ESCPOSDriver
import StarDriver

extension FuzzTarget {
    /// What printers say, and what is said to them.
    static let printerWires: [FuzzTarget] = [
        FuzzTarget("escpos", vectors: ["escpos.json", "drawers.json"], longest: 1_200) { bytes throws(Broken) in
            for full in [false, true] {
                try sameReplies(bytes) {
                    [ESCPOSReplyScanner(fullStatus: full)]
                } feed: {
                    $0[0].feed($1)
                }
            }
            for side in [ESCPOSDriver.WireDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try ESCPOSWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), "\($0)")
                }
            }
        },
        FuzzTarget("drawers", vectors: ["drawers.json"]) { bytes throws(Broken) in
            for side in [ESCPOSDriver.WireDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try DrawersWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), "\($0)")
                }
            }
        },
        FuzzTarget("star", vectors: ["star.json"], longest: 1_200) { bytes throws(Broken) in
            try sameReplies(bytes) {
                [StarReplyScanner()]
            } feed: {
                $0[0].feed($1)
            }
            for side in [StarDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try StarWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), "\($0)")
                }
            }
        },
    ]

    /// A scanner of replies says the same of bytes that come in one piece and of bytes that come one by one.
    private static func sameReplies<Scanner, Item: Equatable>(
        _ bytes: [UInt8], _ fresh: () -> Scanner, feed: (inout Scanner, [UInt8]) -> [Item]
    ) throws(Broken) {
        var (whole, slow) = (fresh(), fresh())
        let items = feed(&whole, bytes)
        try promise(items.count <= bytes.count * 2, "more replies than bytes")
        var cut: [Item] = []
        for byte in bytes { cut += feed(&slow, [byte]) }
        try promise(cut == items, "cut bytes are told otherwise")
    }
}
