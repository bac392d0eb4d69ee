import CheckImages
import CheckPaper
import Checks
import Foundation
import SimulatorKit
import Testing

/// libtiff as the judge of what our simulators draw, and bounds against files that mean harm.
@Suite struct CheckImagesTests {
    private func check(_ seed: UInt64, business: Bool = false) -> SimulatedCheck {
        var dice = Dice(seed: seed)
        var check = CheckMaker.check(id: 1, dice: &dice)
        check.isBusiness = business
        return check
    }

    private func file(_ sheet: Bilevel, _ encoding: TIFFWriter.Encoding, dots: Int = 200) -> [UInt8] {
        TIFFWriter.file([TIFFWriter.Page(sheet, encoding, dotsPerInch: dots, tags: [.init(65002, .text(")1) 2("))])])
    }

    private func same(_ picture: CheckPicture, _ sheet: Bilevel) -> Bool {
        guard picture.width == sheet.width, picture.height == sheet.height else { return false }
        if case .bitonal(let bytes) = picture.dots { return bytes == sheet.bytes }
        return (0..<sheet.height).allSatisfy { y in
            (0..<sheet.width).allSatisfy { picture.isBlack($0, y) == sheet.isBlack($0, y) }
        }
    }

    @Test(
        "A simulator that packs its pictures wrongly teaches the host to read wrong pictures",
        arguments: [TIFFWriter.Encoding.group4, .plain, .grayLZW])
    func libtiffReadsOurDots(_ encoding: TIFFWriter.Encoding) throws {
        let sheet = CheckDrawing.front(check(3), dotsPerInch: 100)
        let picture = try CheckTIFF.picture(file(sheet, encoding, dots: 100))
        #expect(same(picture, sheet))
        #expect(picture.dotsPerInch == 100)
        #expect(same(try picture.binarised(), sheet))
    }

    @Test("Every run of either colour, up to the longest code, must be read as it was written")
    func everyRunLength() throws {
        for (base, step) in [(0, 1), (0, 64)] {
            var sheet = Bilevel(width: 5400, height: 160)
            for row in 0..<160 {
                let run = base + (row / 2) * step + 1
                // black after white on even rows, white inside of black on odd ones
                if row % 2 == 0 {
                    sheet.fill(x: 7, y: row, width: run, height: 1)
                } else {
                    sheet.fill(x: 0, y: row, width: 5400, height: 1)
                    for x in stride(from: 5, to: 5 + min(run, 5390), by: 1) { sheet.whiten(x, row) }
                }
            }
            #expect(same(try CheckTIFF.picture(file(sheet, .group4)), sheet))
        }
    }

    @Test("Dust of any kind must come through both encoders unchanged")
    func randomSheets() throws {
        var dice = Dice(seed: 99)
        for round in 0..<60 {
            var sheet = Bilevel(width: dice.roll(1...300), height: dice.roll(1...40))
            for _ in 0..<dice.roll(0...600) {
                sheet.fill(
                    x: dice.roll(-5...300), y: dice.roll(0...39), width: dice.roll(1...(round % 2 == 0 ? 3 : 90)),
                    height: 1)
            }
            let encoding = dice.pick([TIFFWriter.Encoding.group4, .grayLZW])
            #expect(same(try CheckTIFF.picture(file(sheet, encoding)), sheet), "round \(round)")
        }
    }

    @Test("A gray picture of any length must be read to its end: the table fills, and begins anew")
    func everyLength() throws {
        var dice = Dice(seed: 12)
        for width in [
            1, 2, 250, 251, 252, 253, 254, 255, 256, 257, 508, 509, 510, 511, 512, 513, 1021, 1022, 1023, 3000,
        ] {
            var sheet = Bilevel(width: width, height: dice.pick([1, 2, 37]))
            for _ in 0..<(width * sheet.height / 2) { sheet.blacken(dice.roll(0...width), dice.roll(0...sheet.height)) }
            #expect(same(try CheckTIFF.picture(file(sheet, .grayLZW)), sheet), "width \(width)")
        }
    }

    @Test("A gray check must come out as the ink that was on it, whatever the paper's shade")
    func grayIsParted() throws {
        let sheet = CheckDrawing.back(check(5), endorsed: ["FOR DEPOSIT ONLY"], dotsPerInch: 60)
        for (ink, paper) in [(10, 250), (60, 140), (100, 190)] as [(UInt8, UInt8)] {
            let gray = (0..<sheet.height).flatMap { y in
                (0..<sheet.width).map { x in
                    let noise = UInt8((x * 7 + y * 13) % 17)
                    return sheet.isBlack(x, y) ? ink + noise : paper - noise
                }
            }
            let picture = try CheckPicture(
                width: sheet.width, height: sheet.height, dotsPerInch: 60, .gray(gray))
            #expect(same(try picture.binarised(), sheet), "ink \(ink) on \(paper)")
        }
    }

    @Test("A blank side must not turn black for want of ink")
    func blankStaysBlank() throws {
        let paper = (0..<5000).map { UInt8(225 + $0 % 20) }
        let picture = try CheckPicture(width: 100, height: 50, dotsPerInch: 200, .gray(paper)).binarised()
        #expect(picture.dots == .bitonal([UInt8](repeating: 0, count: 13 * 50)))
    }

    @Test("A deposit's file must have the tags of the profile and none of the scanner's")
    func depositForm() throws {
        let sheet = CheckDrawing.front(check(7), dotsPerInch: 200)
        for encoding in [TIFFWriter.Encoding.group4, .grayLZW] {
            let kind = CheckImageKind(.front, encoding == .group4 ? .tiffGroup4 : .tiffGray)
            let image = try DepositImage(CheckImage(kind, bytes: file(sheet, encoding)))
            let pages = try TIFFOutline(image.bytes).pages
            #expect(pages.count == 1 && image.bytes.starts(with: [0x49, 0x49, 42, 0]))
            #expect(pages[0].compression == 4 && pages[0].bitsPerDot == 1)
            #expect(pages[0].number(262) == 0 && pages[0].number(278) == sheet.height)
            #expect(pages[0].dotsPerInch.map { $0 == (200, 200) } == true)
            #expect(pages[0].text(65002) == nil)
            #expect(image.warnings.isEmpty, "a front of \(image.bytes.count) bytes")
            #expect(same(try CheckTIFF.picture(image.bytes), sheet))
        }
    }

    @Test("A size that no check has must be refused before memory is asked for")
    func hostileSizes() throws {
        let good = file(CheckDrawing.front(check(1), dotsPerInch: 40), .group4, dots: 40)
        // the directory lies at the end: width is its first entry
        let directory = Int(good[4]) | Int(good[5]) << 8 | Int(good[6]) << 16
        for (place, value) in [(10, UInt32(0x7FFF_FFFF)), (22, 0xFFFF_FFF0), (10, 0), (22, 9000)] {
            var bytes = good
            for index in 0..<4 { bytes[directory + place + index] = UInt8(truncatingIfNeeded: value >> (index * 8)) }
            #expect(throws: CheckImageFault.self) { try CheckTIFF.picture(bytes) }
        }
        #expect(throws: CheckImageFault.size) {
            try CheckTIFF.picture([UInt8](repeating: 0, count: CheckImageLimits.bytes + 1))
        }
        #expect(throws: CheckImageFault.noPage(3)) { try CheckTIFF.picture(good, page: 3) }
        #expect(throws: CheckImageFault.self) { try CheckTIFF.picture([]) }
        #expect(throws: CheckImageFault.jpeg) { try DepositImage(CheckImage(CheckImageKind(.front, .jpeg), bytes: [])) }
    }

    @Test("Half a check is no check: a torn strip must not pass for a picture")
    func tornStrip() throws {
        let sheet = CheckDrawing.front(check(1), dotsPerInch: 60)
        var bytes = file(sheet, .group4, dots: 60)
        for index in 200..<260 { bytes[index] = 0 }
        #expect(throws: CheckImageFault.self) { try CheckTIFF.picture(bytes) }
    }

    @Test("Torn files: a picture or a fault, never a crash")
    func tornFilesTrapNothing() throws {
        var dice = Dice(seed: 31)
        let sheet = CheckDrawing.front(check(2), dotsPerInch: 40)
        let files = [file(sheet, .group4, dots: 40), file(sheet, .grayLZW, dots: 40), file(sheet, .plain, dots: 40)]
        var (read, refused) = (0, 0)
        for _ in 0..<3_000 {
            var bytes = dice.pick(files)
            for _ in 0..<dice.roll(1...5) { bytes[dice.roll(0...(bytes.count - 1))] = UInt8(dice.roll(0...255)) }
            if dice.chance(1, in: 2) {
                // most of what decides stands in the directory at the end
                let place = bytes.count - 1 - dice.roll(0...150)
                bytes[place] = UInt8(dice.roll(0...255))
            }
            if dice.chance(1, in: 4) { bytes = Array(bytes.prefix(dice.roll(0...bytes.count))) }
            do throws(CheckImageFault) {
                let picture = try CheckTIFF.picture(bytes)
                if picture.width * picture.height > CheckImageLimits.dots { Issue.record("too large") }
                read += 1
            } catch { refused += 1 }
        }
        #expect(read > 50 && refused > 500)
    }

    @Test("A second opinion: tiffinfo decodes what we write, without a complaint")
    func tiffinfoAgrees() throws {
        let tool = ["/usr/bin/tiffinfo", "/bin/tiffinfo"].first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let tool else { return }  // only sharper with it
        let sheet = CheckDrawing.front(check(11, business: true), franked: ["PAID MAIN OFFICE 2026-11-21"])
        let deposit = try DepositImage(CheckImage(CheckImageKind(.front, .tiffGroup4), bytes: file(sheet, .group4)))
        for bytes in [file(sheet, .group4), file(sheet, .grayLZW), file(sheet, .plain), deposit.bytes] {
            let path = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID().uuidString).tif")
            try Data(bytes).write(to: path)
            defer { try? FileManager.default.removeItem(at: path) }
            let process = Process()
            process.executableURL = URL(filePath: tool)
            process.arguments = ["-D", path.path]
            let (output, complaints) = (Pipe(), Pipe())
            process.standardOutput = output
            process.standardError = complaints
            try process.run()
            process.waitUntilExit()
            let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            let errors = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(process.terminationStatus == 0 && words.contains("Image Width: 1700"))
            // it does not know the scanner's private tag, and says so
            let serious = errors.split(separator: "\n").filter { !$0.contains("Unknown field") }
            #expect(serious.isEmpty, "\(errors)")
        }
    }
}
