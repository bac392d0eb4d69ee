import SimulatorKit

/// Draws the two faces of a check as a scanner's camera sees them.
public enum CheckDrawing {
    /// The front: who pays whom, how much, in figures and in words, signature, MICR line, and what was printed over it.
    public static func front(_ check: SimulatedCheck, franked: [String] = [], dotsPerInch: Int = 200) -> Bilevel {
        var pen = Pen(check.size, dotsPerInch)
        let (width, height) = check.size
        for (row, line) in check.drawer.enumerated() { pen.write(line, 250, 200 + row * 150, row == 0 ? 100 : 80) }
        pen.write(String(check.number), width - 900, 200, 110)
        pen.write("DATE", width - 2600, 560, 60)
        pen.write(check.date, width - 2250, 500, 110)
        pen.rule(width - 2300, 640, 1000)
        let lower = height / 2 - 320
        pen.write("PAY TO THE", 250, lower - 60, 55)
        pen.write("ORDER OF", 250, lower + 30, 55)
        pen.write(check.payee, 950, lower - 20, 120)
        pen.rule(900, lower + 120, width - 2500)
        pen.box(width - 1500, lower - 60, 1250, 210)
        pen.write("$" + figures(check.minorUnits), width - 1440, lower - 10, 120)
        pen.write(LegalAmount.words(check.minorUnits) + " ****", 250, lower + 230, 90)
        pen.rule(250, lower + 350, width - 1200)
        pen.write("DOLLARS", width - 850, lower + 280, 60)
        pen.write(check.bank, 250, lower + 460, 100)
        pen.write("MEMO", 250, height - 720, 55)
        pen.write(check.memo, 550, height - 750, 90)
        pen.rule(500, height - 640, 1900)
        pen.rule(width - 2700, height - 640, 2400)
        pen.sign(width - 2600, height - 760, 2100, check.hand)
        E13B.draw(check.line, torn: torn(check), on: &pen.sheet, dotsPerInch: dotsPerInch)
        // over the upper part, never over the MICR band
        for (row, line) in franked.enumerated() { pen.write(line, 2000, 130 + row * 170, 130) }
        return pen.sheet
    }

    /// The back: the lines for the customer's endorsement at the trailing edge, and what was printed on it.
    public static func back(_ check: SimulatedCheck, endorsed: [String] = [], dotsPerInch: Int = 200) -> Bilevel {
        var pen = Pen(check.size, dotsPerInch)
        let (width, height) = check.size
        pen.write("ENDORSE HERE", width - 1400, 150, 60)
        for row in 0..<3 { pen.rule(width - 1450, 400 + row * 250, 1300) }
        pen.write("DO NOT WRITE BELOW THIS LINE", width - 1450, 1020, 45)
        pen.rule(width - 1450, 1000, 1300)
        for (row, line) in endorsed.enumerated() { pen.write(line, 1500, height / 3 + row * 160, 110) }
        return pen.sheet
    }

    private static func torn(_ check: SimulatedCheck) -> [Int] {
        switch check.ink {
        case .torn(let places): places
        case .good, .none: []
        }
    }

    private static func figures(_ minorUnits: Int64) -> String {
        let cents = minorUnits.magnitude % 100
        return "\(minorUnits.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}

/// Draws in thousandths of an inch.
private struct Pen {
    var sheet: Bilevel
    private let dotsPerInch: Int

    init(_ size: (width: Int, height: Int), _ dotsPerInch: Int) {
        self.dotsPerInch = max(1, dotsPerInch)
        sheet = Bilevel(
            width: size.width * self.dotsPerInch / 1000, height: size.height * self.dotsPerInch / 1000)
    }

    private func dots(_ mils: Int) -> Int { mils * dotsPerInch / 1000 }
    private var thin: Int { max(1, dots(8)) }

    mutating func write(_ text: String, _ x: Int, _ y: Int, _ tall: Int) {
        PlainLetters.draw(text, x: dots(x), y: dots(y), module: max(1, dots(tall) / 7), on: &sheet)
    }

    mutating func rule(_ x: Int, _ y: Int, _ length: Int) {
        sheet.fill(x: dots(x), y: dots(y), width: dots(length), height: thin)
    }

    mutating func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
        sheet.frame(x: dots(x), y: dots(y), width: dots(width), height: dots(height), thickness: thin)
    }

    /// A scribble of loops, another one for each hand.
    mutating func sign(_ x: Int, _ y: Int, _ length: Int, _ hand: UInt64) {
        var dice = Dice(seed: hand)
        let knots = (0...18).map { step in
            let high = step % 2 == 0 ? dice.roll(20...140) : dice.roll(-260 ... -60)
            // strokes lean to the right and now and then turn back: loops
            let lean = step % 2 == 0 ? 0 : length / 14
            return (x: dots(x + length * step / 18 + lean + dice.roll(-60...40)), y: dots(y + high))
        }
        var from = knots[0]
        for index in 1..<(knots.count - 1) {
            let (bend, next) = (knots[index], knots[index + 1])
            let end = (x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2)
            let start = from
            for part in 1...8 {
                let (a, b, c) = ((8 - part) * (8 - part), 2 * part * (8 - part), part * part)
                let to = (
                    x: (a * start.x + b * bend.x + c * end.x) / 64, y: (a * start.y + b * bend.y + c * end.y) / 64
                )
                sheet.stroke(from: from, to: to, thickness: max(1, dots(12)))
                from = to
            }
        }
    }
}
