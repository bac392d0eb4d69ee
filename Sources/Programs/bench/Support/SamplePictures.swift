import CheckImages
import CheckPaper
import Foundation
import SimulatorKit

/// Pictures that both sides of a measurement get: a photo by a formula, and sixteen checks of made-up customers.
enum SamplePictures {
    static let width = 576
    static let height = 800

    /// Slopes, a round shade and grain; `picture_peer.py` computes the same.
    static let photo: [UInt8] = (0..<(width * height)).map { place in
        let (x, y) = (place % width, place / width)
        let (dx, dy) = (x - 288, y - 400)
        let round = max(0, 120 - (dx * dx + dy * dy) / 900)
        let grain = (x &* 7919 &+ y &* 104_729 &+ x &* y &* 31) >> 3 & 31
        return UInt8(min(255, x * 90 / 576 + y * 70 / 800 + round + grain))
    }

    /// Fronts at 200 dots an inch, as a scanner sees them.
    static func checks() throws -> [CheckPicture] {
        var dice = Dice(seed: 7)
        return try (1...16).map { number in
            var check = CheckMaker.check(id: number, dice: &dice)
            while check.isBusiness { check = CheckMaker.check(id: number, dice: &dice) }
            let sheet = CheckDrawing.front(check)
            return try CheckPicture(
                width: sheet.width, height: sheet.height, dotsPerInch: 200, .bitonal(sheet.bytes))
        }
    }

    /// The same as gray: paper at 225, ink at 40, and a grain that the threshold has to see through.
    static func scan(_ check: CheckPicture) throws -> CheckPicture {
        var gray = [UInt8](repeating: 0, count: check.width * check.height)
        for y in 0..<check.height {
            for x in 0..<check.width {
                let grain = UInt8(truncatingIfNeeded: (x &* 7919 &+ y &* 104_729) >> 3 & 15)
                gray[y * check.width + x] = (check.isBlack(x, y) ? 40 : 225) + grain
            }
        }
        return try CheckPicture(width: check.width, height: check.height, dotsPerInch: 200, .gray(gray))
    }

    /// `FOLDER/checks/NN.pbm` and `NN.pgm`, for those who measure beside us.
    static func write(_ checks: [CheckPicture], to folder: String) throws {
        let place = URL(fileURLWithPath: "\(folder)/checks")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for (number, check) in checks.enumerated() {
            let name = number < 10 ? "0\(number)" : "\(number)"
            guard case .bitonal(let bits) = check.dots, case .gray(let gray) = try scan(check).dots else { continue }
            let size = "\(check.width) \(check.height)\n"
            try (Data("P4\n\(size)".utf8) + Data(bits)).write(to: place.appendingPathComponent("\(name).pbm"))
            try (Data("P5\n\(size)255\n".utf8) + Data(gray)).write(to: place.appendingPathComponent("\(name).pgm"))
        }
    }
}
