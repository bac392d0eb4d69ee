import Foundation
import Receipts
import Testing

struct QRCodeTests {
    struct Vector: Decodable {
        let name: String
        let text: String
        let level: String
        let mask: Int
        let rows: [String]
        let origin: String
    }

    static func vectors() throws -> [Vector] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/qr.json")
        return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
    }

    @Test("A symbol that differs from another maker's cannot be trusted to be read by a telephone")
    func agreesWithAnIndependentMaker() throws {
        let vectors = try Self.vectors()
        #expect(vectors.count >= 7)
        for vector in vectors {
            let code = try #require(
                QRCode(Array(vector.text.utf8), level: vector.level == "L" ? .low : .medium, mask: vector.mask))
            let rows = (0..<code.size).map { y in String((0..<code.size).map { code[$0, y] ? "#" : "." }) }
            #expect(rows == vector.rows, "\(vector.name)")
        }
    }

    @Test("Too long a text must be refused, not cut")
    func tooLongIsRefused() {
        #expect(QRCode([UInt8](repeating: 65, count: 213)) != nil)
        #expect(QRCode([UInt8](repeating: 65, count: 214)) == nil)
        #expect(QRCode([UInt8](repeating: 65, count: 271), level: .low) != nil)
        #expect(QRCode([UInt8](repeating: 65, count: 272), level: .low) == nil)
    }

    @Test("A symbol without its quiet zone is not read")
    func pictureHasItsQuietZone() throws {
        let bitmap = try #require(QRCode(Array("7KM 4R2".utf8))?.bitmap(module: 3))
        #expect(bitmap.width == (21 + 8) * 3 && bitmap.height == bitmap.width)
        #expect(!bitmap[11, 40] && bitmap[12, 12] && bitmap[14, 14] && !bitmap[86, 86])
    }

    @Test("A picture wider than the paper must shrink in proportion and stay a picture")
    func picturesFit() throws {
        let black = try #require(Bitmap(width: 16, height: 8, rows: [UInt8](repeating: 0xFF, count: 16)))
        let small = black.fitted(width: 6)
        #expect(small.width == 6 && small.height == 3 && small.rows == [0xFC, 0xFC, 0xFC])
        #expect(black.fitted(width: 16) == black && black.fitted(width: 0) == black)
    }
}
