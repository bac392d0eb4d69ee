import CheckPaper
import Checks
import DeviceKit
import ExcellaDriver
import Testing

/// A picture is the bank's only proof of a paper that is not sent on: what is none must not pass for one.
@Suite struct PictureTests {
    private static let page = CheckDrawing.front(Sample.check(), dotsPerInch: 40)

    /// A TIFF file by hand: the tags of one page, then its one strip. Little-endian, TIFF 6.0.
    private static func file(
        width: Int, height: Int, bits: Int, compression: Int, dotsPerInch: Int = 200, strip: [UInt8]
    ) -> [UInt8] {
        func low(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let entries = 9
        let resolution = 8 + 2 + entries * 12 + 4
        let tags = [
            (256, 4, width), (257, 4, height), (258, 3, bits), (259, 3, compression), (262, 3, 0),
            (273, 4, resolution + 8), (279, 4, strip.count), (282, 5, resolution), (283, 5, resolution),
        ]
        let directory = tags.flatMap { low($0.0, 2) + low($0.1, 2) + low(1, 4) + low($0.2, 4) }
        return [0x49, 0x49, 42, 0] + low(8, 4) + low(entries, 2) + directory + low(0, 4) + low(dotsPerInch, 4)
            + low(1, 4) + strip
    }

    private func end(_ picture: [UInt8]) throws -> ScriptedUnit {
        var unit = ScriptedUnit(
            scan: Words.document(
                Words.command(0, "OK", type: "CHECK"), Words.state(), Words.paper(),
                Words.pictures(2, size: picture.count)))
        unit.picture = picture
        unit.run(CheckScan(item: "E-1", patience: .seconds(20)))
        return unit
    }

    @Test("A whole Group 4 picture of a check is taken")
    func aPictureIsTaken() throws {
        let file = TIFFWriter.file([TIFFWriter.Page(Self.page, .group4, dotsPerInch: 40)])
        let unit = try end(file)
        #expect(unit.reading?.images.map(\.kind) == CheckImageKind.deposit)
        #expect(unit.reading?.images.allSatisfy { $0.bytes == file } == true)
    }

    @Test("Bytes of another form must not stand in a deposit as Group 4")
    func anotherFormIsRefused() throws {
        for encoding in [TIFFWriter.Encoding.plain, .grayLZW] {
            let unit = try end(TIFFWriter.file([TIFFWriter.Page(Self.page, encoding, dotsPerInch: 40)]))
            #expect(unit.failure?.reason == .noImage)
        }
        let gray = Self.file(
            width: 1664, height: 730, bits: 8, compression: 4, strip: [UInt8](repeating: 0x55, count: 1000))
        #expect(try end(gray).failure?.reason == .noImage)
    }

    @Test("A file of a few bytes holds no rows of a check, whatever its directory says", arguments: [1, 30, 91])
    func tooFewBytesForItsRows(_ count: Int) throws {
        // 730 rows take 730 bits at least: one for a row that is like the row above
        let junk = Self.file(
            width: 1664, height: 730, bits: 1, compression: 4, strip: [UInt8](repeating: 0xA5, count: count))
        let unit = try end(junk)
        #expect(unit.failure?.reason == .noImage)
        #expect(unit.failure?.partial?.images.isEmpty == true)
    }

    @Test("A stamp-sized picture is not the check that the unit measured")
    func tooSmallForTheCheck() throws {
        let stamp = Self.file(
            width: 200, height: 100, bits: 1, compression: 4, strip: [UInt8](repeating: 0xA5, count: 400))
        #expect(try end(stamp).failure?.reason == .noImage)
        // as wide as told, half as high as half of it
        let band = Self.file(
            width: 1664, height: 180, bits: 1, compression: 4, strip: [UInt8](repeating: 0xA5, count: 400))
        #expect(try end(band).failure?.reason == .noImage)
    }
}
