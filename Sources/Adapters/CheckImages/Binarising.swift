/// Gray into black and white.
///
/// The threshold is found from the picture itself (Otsu 1979): it parts paper from ink for a yellow check as well as for
/// a white one. A picture that is nearly all one shade has no ink to find: its dots are held against the middle.
extension CheckPicture {
    /// The same picture in bits; a bitonal one as it is.
    /// - Parameter threshold: gray below it is black; `nil`: found from the picture.
    public func binarised(threshold: UInt8? = nil) throws(CheckImageFault) -> CheckPicture {
        let bytes: [UInt8]
        switch dots {
        case .bitonal: return self
        case .gray(let gray): bytes = gray
        }
        let limit = threshold ?? Self.threshold(bytes)
        let rowBytes = (width + 7) / 8
        var bits = [UInt8](repeating: 0, count: rowBytes * height)
        for y in 0..<height {
            for x in 0..<width where bytes[y * width + x] < limit {
                bits[y * rowBytes + x >> 3] |= 0x80 >> UInt8(x & 7)
            }
        }
        return try CheckPicture(width: width, height: height, dotsPerInch: dotsPerInch, .bitonal(bits))
    }

    /// The shade that parts the two groups of shades best: the greatest variance between them.
    static func threshold(_ gray: [UInt8]) -> UInt8 {
        var counts = [Int](repeating: 0, count: 256)
        for shade in gray { counts[Int(shade)] += 1 }
        guard let darkest = counts.firstIndex(where: { $0 > 0 }), let lightest = counts.lastIndex(where: { $0 > 0 }),
            lightest - darkest >= 48
        else { return 128 }
        let total = gray.count
        let sum = counts.indices.reduce(0) { $0 + $1 * counts[$1] }
        var (below, sumBelow, best, first, last) = (0, 0, 0.0, 128, 128)
        for shade in 0..<255 {
            below += counts[shade]
            sumBelow += shade * counts[shade]
            guard below > 0, below < total else { continue }
            let distance = Double(sumBelow) / Double(below) - Double(sum - sumBelow) / Double(total - below)
            let between = Double(below) * Double(total - below) * distance * distance
            if between > best { (best, first, last) = (between, shade + 1, shade + 1) }
            // between two clear groups every shade is as good: the middle of them
            if between == best { last = shade + 1 }
        }
        return UInt8((first + last) / 2)
    }
}
