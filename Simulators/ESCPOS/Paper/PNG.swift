import SimulatorKit

/// Paper as a PNG file.
public enum PNG {
    /// The bitmap as a PNG file; every dot becomes `zoom` x `zoom` pixels, `margin` dots of white paper stand left and right.
    public static func file(_ bitmap: Bitmap, zoom: Int = 1, margin: Int = 0) -> [UInt8] {
        let zoom = min(max(1, zoom), 16)
        let margin = min(max(0, margin), 1_024)
        var ink: [UInt8] = []
        for y in 0..<max(1, bitmap.height) {
            var line = Bitmap(width: max(1, bitmap.width + 2 * margin), height: 1)
            line.ink(bitmap.row(y), x: margin, y: 0)
            let wide = line.scaled(across: zoom, down: 1)
            for _ in 0..<zoom { ink += wide.bytes }
        }
        return StoredPNG.file(
            width: max(1, bitmap.width + 2 * margin) * zoom, height: max(1, bitmap.height) * zoom, ink: ink)
    }
}
