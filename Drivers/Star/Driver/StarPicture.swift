import Receipts
import StarFrame

/// Pictures as bytes of a Star printer, made harmless first.
enum StarPicture {
    /// Bytes that are commands by themselves: status requests, drawer kicks, the print check.
    ///
    /// A printer may obey some of them even inside picture data, and all of them when bytes before were lost and it
    /// takes the rest of the picture for commands: then a logo would open the drawer, or count as a printed receipt.
    static func isCommand(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x04, 0x05, 0x07, 0x17, 0x19, 0x1A, 0x1C: true
        default: false
        }
    }

    /// The same eight dots with one more of them black, so that they are no command.
    static func harmless(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x04, 0x05, 0x07, 0x17: byte | 0x08
        case 0x19, 0x1A: byte | 0x04
        case 0x1C: byte | 0x02
        default: byte
        }
    }

    /// Rows as wide as the paper, the picture at its place (to eight dots), every byte harmless.
    static func rows(_ bitmap: Bitmap, dots: Int, align: ReceiptAlign) -> [[UInt8]] {
        let fitted = bitmap.fitted(width: dots)
        let stride = dots / 8
        let free = max(0, stride - fitted.stride)
        let before: Int
        switch align {
        case .left: before = 0
        case .center: before = free / 2
        case .right: before = free
        }
        return (0..<fitted.height).map { y in
            var row = [UInt8](repeating: 0, count: stride)
            for x in 0..<min(fitted.stride, stride - before) {
                let byte = harmless(fitted.rows[y * fitted.stride + x])
                // ESC ACK begins requests and the reset.
                let follows = before + x > 0 && row[before + x - 1] == 0x1B
                row[before + x] = follows && byte == 0x06 ? 0x0E : byte
            }
            return row
        }
    }

    /// Line Mode: raster mode without page length, and without a cut at its end.
    ///
    /// - Source: shared dossier `receipt-printers.md` 4.3; document end 1 as receiptline uses it where nothing is cut.
    static func lineMode(_ rows: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = [0x1B, 0x2A, 0x72, 0x41, 0x1B, 0x2A, 0x72, 0x50, 0x30, 0x00]
        bytes += [0x1B, 0x2A, 0x72, 0x45, 0x31, 0x00]
        for row in rows { bytes += [0x62] + StarFrame.lowHigh(row.count) + row }
        return bytes + [0x1B, 0x2A, 0x72, 0x42]
    }

    /// Dots of one StarPRNT command at most, so that `padding` always fills a torn one.
    static let mostBytes = 8_000

    /// StarPRNT: as few commands as the limit allows. A count of rows that reads as a command gets a white row more.
    static func prnt(_ rows: [[UInt8]]) -> [UInt8] {
        guard let stride = rows.first?.count, stride > 0 else { return [] }
        let step = max(1, mostBytes / stride - 2)
        var bytes: [UInt8] = []
        var top = 0
        while top < rows.count {
            var part = Array(rows[top..<min(rows.count, top + step)])
            top += part.count
            while isCommand(UInt8(truncatingIfNeeded: part.count)) {
                part.append([UInt8](repeating: 0, count: stride))
            }
            bytes += [0x1B, 0x1D, 0x53, 0x01] + StarFrame.lowHigh(stride) + StarFrame.lowHigh(part.count) + [0x00]
            for row in part { bytes += row }
        }
        return bytes
    }
}
