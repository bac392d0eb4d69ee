import SimulatorKit

/// Paper as a PNG file, with white paper left and right.
enum StarPNG {
    static func file(_ dots: StarDots, margin: Int) -> [UInt8] {
        let side = [UInt8](repeating: 0, count: max(0, margin) / 8)
        let blank = [UInt8](repeating: 0, count: dots.stride)
        let rows = dots.height > 0 ? (0..<dots.height).map { Array(dots.row($0)) } : [blank]
        return StoredPNG.file(
            width: (dots.stride + 2 * side.count) * 8, height: rows.count, ink: rows.flatMap { side + $0 + side })
    }
}
