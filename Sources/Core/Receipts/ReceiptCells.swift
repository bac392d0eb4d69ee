/// Text as the cells of a printed line: one Unicode scalar a column, nothing a printer could take for a command.
///
/// - Line feed stays (a forced break); tab becomes a blank; other control characters become U+FFFD, so that no name
///   or address can smuggle an escape sequence to a printer.
/// - A letter with a separate accent becomes the one composed letter where Latin has it.
/// - Invisible marks (zero width, direction, soft hyphen) are dropped.
public enum ReceiptCells {
    /// Stands for what has no single printable cell; no code page holds it, so the printer's driver reports it.
    public static let unprintable: Unicode.Scalar = "\u{FFFD}"

    /// The cells of a text.
    public static func of(_ text: String) -> [Unicode.Scalar] {
        var cells: [Unicode.Scalar] = []
        append(text, to: &cells)
        return cells
    }

    /// Appends the cells of a text.
    public static func append(_ text: String, to cells: inout [Unicode.Scalar]) {
        var text = text
        let plain = text.withUTF8 { bytes in
            // The common case: visible ASCII needs no look at graphemes.
            for byte in bytes where byte &- 0x20 > 0x5E { return false }
            cells.reserveCapacity(cells.count + bytes.count)
            for byte in bytes { cells.append(Unicode.Scalar(byte)) }
            return true
        }
        if !plain { appendByCharacter(text, to: &cells) }
    }

    private static func appendByCharacter(_ text: String, to cells: inout [Unicode.Scalar]) {
        for character in text {
            let scalars = character.unicodeScalars
            guard let first = scalars.first else { continue }
            if scalars.index(after: scalars.startIndex) == scalars.endIndex {
                if let cell = cell(first) { cells.append(cell) }
            } else if character == "\r\n" {
                cells.append("\n")
            } else {
                cells.append(composed[character] ?? unprintable)
            }
        }
    }

    private static func cell(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0A: "\n"
        case 0x0D, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF: nil
        case 0x09: " "
        case 0x00...0x1F, 0x7F...0x9F: unprintable
        default: scalar
        }
    }

    /// Canonical equality of `Character` finds the composed letter whatever order it was typed in.
    private static let composed: [Character: Unicode.Scalar] = {
        var table: [Character: Unicode.Scalar] = [:]
        for value in UInt32(0xC0)...0x17F {
            if let scalar = Unicode.Scalar(value) { table[Character(scalar)] = scalar }
        }
        return table
    }()
}
