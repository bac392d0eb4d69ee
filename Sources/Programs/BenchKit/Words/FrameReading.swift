import A776Frame
import CCNETFrame
import EBDSFrame
import ID003Frame
import SSPFrame

/// Reads the frames of one direction of a wire; all of ours do it by these two calls.
protocol FrameReading {
    associatedtype Item

    mutating func append(_ bytes: [UInt8])
    mutating func next() -> Item?
}

extension FrameReading {
    /// What is whole now that these bytes have come.
    mutating func items(_ bytes: [UInt8]) -> [Item] {
        append(bytes)
        var items: [Item] = []
        while let item = next() { items.append(item) }
        return items
    }
}

extension A776BlockParser: FrameReading {}
extension CCNETFrameParser: FrameReading {}
extension EBDSFrameParser: FrameReading {}
extension ID003FrameParser: FrameReading {}
extension SSPFrameParser: FrameReading {}
