/// One word, sign, number, text or doc comment of a Swift file. Plain comments are dropped, the insides of texts too;
/// what stands in an interpolation is code and stays.
struct Token: Hashable {
    enum Kind: Hashable { case word, number, sign, text, document }

    let kind: Kind
    let text: String
    let line: Int
    /// Nothing stands between this token and the one before.
    let glued: Bool

    func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
    func isWord(_ word: String) -> Bool { kind == .word && text == word }
}

/// Cuts a Swift file into tokens. It knows just as much of the language as the rules of the house need.
struct Lexer {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var lastEnd = -1
    private var tokens: [Token] = []

    static func tokens(_ source: String) -> [Token] {
        var lexer = Lexer(bytes: Array(source.utf8))
        lexer.run(untilParenthesis: false)
        return lexer.tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8 { place + offset < bytes.count ? bytes[place + offset] : 0 }

    private func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
        text.withUTF8Buffer { wanted in
            place + offset + wanted.count <= bytes.count
                && wanted.indices.allSatisfy { bytes[place + offset + $0] == wanted[$0] }
        }
    }

    private mutating func step(_ count: Int = 1) {
        for _ in 0..<count where place < bytes.count {
            if bytes[place] == UInt8(ascii: "\n") { line += 1 }
            place += 1
        }
    }

    private mutating func emit(_ kind: Token.Kind, from start: Int, line startLine: Int, text: String? = nil) {
        let written = text ?? String(decoding: bytes[start..<place], as: UTF8.self)
        tokens.append(Token(kind: kind, text: written, line: startLine, glued: start == lastEnd))
        lastEnd = place
    }

    /// Reads to the end, or (inside an interpolation) to the parenthesis that closes it.
    private mutating func run(untilParenthesis: Bool) {
        var depth = 0
        while place < bytes.count {
            let (start, startLine) = (place, line)
            switch byte() {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                step()
            case UInt8(ascii: "/") where starts("//"):
                let isDocument = starts("///")
                while place < bytes.count, byte() != UInt8(ascii: "\n") { step() }
                if isDocument { emit(.document, from: start, line: startLine) }
            case UInt8(ascii: "/") where starts("/*"):
                skipBlockComment()
            case UInt8(ascii: "\""):
                readText(hashes: 0)
            case UInt8(ascii: "#") where opensRawText:
                var hashes = 0
                while byte() == UInt8(ascii: "#") {
                    hashes += 1
                    step()
                }
                readText(hashes: hashes)
            case let letter where Lexer.isLetter(letter):
                while Lexer.isLetter(byte()) || Lexer.isDigit(byte()) { step() }
                emit(.word, from: start, line: startLine)
            case let digit where Lexer.isDigit(digit):
                readNumber()
                emit(.number, from: start, line: startLine)
            case UInt8(ascii: ")") where untilParenthesis && depth == 0:
                return
            case let sign:
                if sign == UInt8(ascii: "(") { depth += 1 }
                if sign == UInt8(ascii: ")") { depth -= 1 }
                step()
                emit(.sign, from: start, line: startLine)
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
            || byte == UInt8(ascii: "$")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private var opensRawText: Bool {
        var offset = 0
        while byte(offset) == UInt8(ascii: "#") { offset += 1 }
        return byte(offset) == UInt8(ascii: "\"")
    }

    /// A number keeps its letters and dots (`0x1F`, `1_000`, `1.5`), but not the dots of `0...5` or `1.description`.
    private mutating func readNumber() {
        while true {
            let isPoint = byte() == UInt8(ascii: ".") && Lexer.isDigit(byte(1))
            guard Lexer.isDigit(byte()) || Lexer.isLetter(byte()) || isPoint else { return }
            step()
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                step(2)
            } else if starts("*/") {
                depth -= 1
                step(2)
            } else {
                step()
            }
        } while depth > 0 && place < bytes.count
    }

    private mutating func readText(hashes: Int) {
        let (start, startLine, index, isGlued) = (place, line, tokens.count, place == lastEnd)
        let isLong = starts("\"\"\"")
        step(isLong ? 3 : 1)
        while place < bytes.count {
            if byte() == UInt8(ascii: "\n"), !isLong { break }  // not closed: the compiler says so, not we
            if closesText(isLong: isLong, hashes: hashes) {
                step((isLong ? 3 : 1) + hashes)
                break
            }
            guard byte() == UInt8(ascii: "\\"), (0..<hashes).allSatisfy({ byte(1 + $0) == UInt8(ascii: "#") }) else {
                step()
                continue
            }
            step(1 + hashes)
            if byte() == UInt8(ascii: "(") {
                step()
                run(untilParenthesis: true)
                step()
            } else {
                step()
            }
        }
        let inside = bytes[min(start + (isLong ? 3 : 1), place)..<max(start + 1, place - (isLong ? 3 : 1) - hashes)]
        let text = String(decoding: inside, as: UTF8.self)
        // Before the tokens of its interpolations, because that is where it begins.
        tokens.insert(Token(kind: .text, text: text, line: startLine, glued: isGlued), at: index)
        lastEnd = place
    }

    private func closesText(isLong: Bool, hashes: Int) -> Bool {
        let quotes = isLong ? 3 : 1
        return (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") }
            && (0..<hashes).allSatisfy { byte(quotes + $0) == UInt8(ascii: "#") }
    }
}
