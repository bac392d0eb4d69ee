import Testing

@testable import Settings

/// A settings file is typed by hand, cut by a full disk, or is no settings file at all: reading ends with settings or
/// with faults, never with a trap.
@Suite struct FuzzTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func survive(_ text: String) {
        do throws(SettingsFaults) { _ = try Settings.read(text: text, file: "fuzz.yaml") } catch {
            #expect(!error.faults.isEmpty)
        }
    }

    @Test func randomBytesAreReadToAnEnd() {
        var dice = Dice(state: 7)
        for _ in 0..<1_500 {
            let count = Int.random(in: 0...200, using: &dice)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
            survive(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func textMadeOfSignsOfYAMLIsReadToAnEnd() {
        var dice = Dice(state: 11)
        let signs = [
            "a", "b:", ": ", "- ", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\n    ", "'", "\"", "|", ">", "&a ",
            "*a", "!", "!!int ", "#", " #", "%", "@", "`", "<<: ", "~", "---\n", "...\n", "\\", "\t", "station: ",
            "devices:", "é", "\u{85}", "\u{2028}", "\u{E000}", "\u{E001}", "\u{FEFF}", "😀", "\r", "\r\n", "0", "true",
        ]
        for _ in 0..<4_000 {
            survive(
                (0..<Int.random(in: 1...60, using: &dice)).map { _ in signs.randomElement(using: &dice) ?? "" }.joined()
            )
        }
    }

    @Test func aChangedFileIsReadToAnEnd() {
        var dice = Dice(state: 13)
        let original = Array(Samples.text().utf8)
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0...3, using: &dice) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: original[place..<min(place + 30, original.count)], at: place)
                default: bytes.removeSubrange(place...)
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            survive(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func deepFilesAreReadToAnEnd() {
        for depth in [10, 900, 1_100, 20_000] {
            survive(String(repeating: "[", count: depth))
            survive(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
            survive(String(repeating: "{a: ", count: min(depth, 15_000)))
            survive(String(repeating: "- ", count: depth) + "x")
            survive(String(repeating: "? ", count: depth) + "x")
            survive((0..<min(depth, 300)).map { String(repeating: " ", count: $0) + "a:\n" }.joined())
        }
    }

    @Test func manyDoubledKeysAreBounded() {
        survive(String(repeating: "station: K-1\n", count: 4_000))
        survive("{" + String(repeating: "a: 1, ", count: 500) + "}")
    }
}
