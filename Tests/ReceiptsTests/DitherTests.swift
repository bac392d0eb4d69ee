import Receipts
import Testing

@Suite struct DitherTests {
    /// The rule as the book has it, with a whole picture of numbers.
    private func plain(_ gray: [UInt8], _ width: Int, _ height: Int) -> [Bool] {
        var owed = [Int](repeating: 0, count: (width + 2) * (height + 1))
        var dots: [Bool] = []
        for y in 0..<height {
            var right = 0
            for x in 0..<width {
                let shade = Int(gray[y * width + x]) + (owed[y * (width + 2) + x + 1] + 7 * right) >> 4
                let error = shade < 128 ? shade : shade - 255
                dots.append(shade < 128)
                for (step, part) in [(0, 3), (1, 5), (2, 1)] { owed[(y + 1) * (width + 2) + x + step] += part * error }
                right = error
            }
        }
        return dots
    }

    @Test(
        "A rule that is off by one smears a logo to one side",
        arguments: [(1, 1), (7, 3), (8, 8), (9, 2), (64, 40), (61, 33)])
    func isTheRuleOfTheBook(_ width: Int, _ height: Int) throws {
        let gray = (0..<(width * height)).map { UInt8(truncatingIfNeeded: $0 * 37 + $0 / width * 91 + $0 * $0 / 5) }
        let picture = try #require(Bitmap(dithering: gray, width: width, height: height))
        let dots = (0..<height).flatMap { y in (0..<width).map { x in picture[x, y] } }
        #expect(dots == plain(gray, width, height))
    }

    @Test(
        "A gray that comes out darker or lighter is another logo",
        arguments: [0, 30, 64, 128, 190, 230, 255] as [UInt8])
    func aShadeStaysItself(_ shade: UInt8) throws {
        let picture = try #require(
            Bitmap(dithering: [UInt8](repeating: shade, count: 200 * 200), width: 200, height: 200))
        let black = picture.rows.reduce(0) { $0 + $1.nonzeroBitCount }
        #expect(abs(Double(black) / 40_000 - (1 - Double(shade) / 255)) < 0.01)
    }

    @Test("Dots beyond the right edge would print as a black bar")
    func theLastByteIsFilledUpWithWhite() throws {
        let picture = try #require(Bitmap(dithering: [UInt8](repeating: 0, count: 26), width: 13, height: 2))
        #expect(picture.rows == [0xFF, 0xF8, 0xFF, 0xF8])
    }

    @Test("A picture without all its bytes is none")
    func bytesHaveToFillIt() {
        #expect(Bitmap(dithering: [1, 2, 3], width: 2, height: 2) == nil)
        #expect(Bitmap(dithering: [], width: 0, height: 0) == nil)
    }
}
