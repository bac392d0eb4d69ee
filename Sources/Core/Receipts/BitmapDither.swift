extension Bitmap {
    /// A gray picture as dots that look alike from a step away: each dot's error goes to its neighbours that are not
    /// decided yet. 0 is black, 255 is white. `nil` when the bytes do not fill the picture exactly.
    ///
    /// - Source: Floyd, Steinberg 1976: 7 sixteenths to the right, 3, 5 and 1 to the row below.
    public init?(dithering gray: [UInt8], width: Int, height: Int) {
        guard width > 0, height > 0, gray.count == width * height else { return nil }
        let stride = (width + 7) / 8
        let rows = [UInt8](unsafeUninitializedCapacity: stride * height) { rows, count in
            rows.initialize(repeating: 0)
            count = stride * height
            // What the row above left for each dot, in sixteenths; one more on both sides, so that no edge is asked for.
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: width + 2) { owed in
                owed.initialize(repeating: 0)
                gray.withUnsafeBufferPointer { gray in
                    for y in 0..<height { Self.dither(gray, rows, owed, width: width, at: (y * width, y * stride)) }
                }
            }
        }
        self.init(width: width, height: height, rows: rows)
    }

    /// One row. A sum below is complete as soon as its three dots above are decided, so one row of sums is enough: the
    /// place left of the dot is written after it was read.
    @inline(__always)
    private static func dither(
        _ gray: UnsafeBufferPointer<UInt8>, _ rows: UnsafeMutableBufferPointer<UInt8>,
        _ owed: UnsafeMutableBufferPointer<Int32>, width: Int, at start: (gray: Int, rows: Int)
    ) {
        var (last, before, bits): (Int32, Int32, UInt8) = (0, 0, 0)
        for x in 0..<width {
            let shade = Int32(gray[start.gray &+ x]) &+ (owed[x &+ 1] &+ 7 &* last) >> 4
            let isBlack = shade < 128
            bits = bits << 1 | (isBlack ? 1 : 0)
            let error = isBlack ? shade : shade &- 255
            owed[x] = before &+ 5 &* last &+ 3 &* error
            (before, last) = (last, error)
            if x & 7 == 7 { rows[start.rows &+ x >> 3] = bits }
        }
        owed[width] = before &+ 5 &* last
        if width & 7 != 0 { rows[start.rows &+ width >> 3] = bits << UInt8(8 &- width & 7) }
    }
}
