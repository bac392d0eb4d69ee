import DeviceKit
import Receipts

/// Writes lines into one array of bytes, and remembers what the printer is set to so that nothing is said twice.
struct ESCPOSWriter {
    private let profile: ESCPOSProfile
    private let maps: [CodePageMap]
    private(set) var bytes: [UInt8] = []
    private var replaced: [Unicode.Scalar] = []
    private var remarks: [String] = []
    private var hasRaster = false
    private var rows = 0
    /// Index into the profile's pages; the printer starts on the first.
    private var page = 0
    private var bold = false
    private var double = false
    private var align = ReceiptAlign.left

    init(_ profile: ESCPOSProfile) {
        self.profile = profile
        maps = profile.pages.map { CodePageMap.of($0.page) }
        bytes.reserveCapacity(4_096)
    }

    mutating func begin() {
        for _ in 0..<profile.leadIn { bytes.append(0) }
        put(0x1B, 0x40)
        // Initialise switched automatic status off: drawer, on-line, error and paper are wanted from the first line on.
        if profile.answers { put(0x1D, profile.presenter == nil ? 0x61 : 0xE0, 0x0F) }
        // Memory switches may have chosen another country: twelve ASCII signs would print as others.
        put(0x1B, 0x52, 0x00)
        if profile.leavesKanji { put(0x1C, 0x2E) }
        if profile.usesFontB { put(0x1B, 0x4D, 0x01) }
        // A clone may start on another page than 0; with page 0 not in its table the first is asked for.
        if let first = profile.pages.first, first.number != 0 { put(0x1B, 0x74, first.number) }
    }

    mutating func end() {
        set(align: .left)
        switch profile.cutter {
        case .feedAndCut(let full): put(0x1D, 0x56, full ? 0x41 : 0x42, 0x00)
        case .feedThenCut(let lines):
            put(0x1B, 0x64, lines)
            put(0x1B, 0x69)
        case .tearBar(let lines): put(0x1B, 0x64, lines)
        }
    }

    func finished() -> EncodedReceipt {
        EncodedReceipt(bytes: bytes, replaced: replaced, remarks: remarks, hasRaster: hasRaster, rows: rows)
    }

    private mutating func put(_ first: UInt8, _ second: UInt8) {
        bytes.append(first)
        bytes.append(second)
    }

    private mutating func put(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        put(first, second)
        bytes.append(third)
    }

    private mutating func put(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        put(first, second, third)
        bytes.append(fourth)
    }

    // MARK: Text

    mutating func write(_ row: ReceiptRow) {
        rows += row.style.double ? 2 : 1
        if !row.cells.isEmpty {
            set(align: row.align)
            set(row.style)
            text(row.cells)
        }
        bytes.append(0x0A)
    }

    mutating func feed(_ count: Int) {
        rows += count
        if count == 1 { bytes.append(0x0A) } else { put(0x1B, 0x64, UInt8(truncatingIfNeeded: min(count, 255))) }
    }

    private mutating func set(align wanted: ReceiptAlign) {
        guard align != wanted else { return }
        align = wanted
        switch wanted {
        case .left: put(0x1B, 0x61, 0)
        case .center: put(0x1B, 0x61, 1)
        case .right: put(0x1B, 0x61, 2)
        }
    }

    private mutating func set(_ style: TextStyle) {
        if style.bold != bold {
            bold = style.bold
            put(0x1B, 0x45, bold ? 1 : 0)
        }
        if style.double != double {
            double = style.double
            put(0x1D, 0x21, double ? 0x11 : 0x00)
        }
    }

    private mutating func text(_ cells: [Unicode.Scalar]) {
        for cell in cells {
            guard cell.value < 0x80 else { return accented(cells) }
        }
        for cell in cells { bytes.append(printable(cell)) }
    }

    /// Layout lets no control character through; this holds even if a caller builds rows by hand.
    @inline(__always)
    private func printable(_ cell: Unicode.Scalar) -> UInt8 {
        cell.value >= 0x20 && cell.value < 0x7F ? UInt8(truncatingIfNeeded: cell.value) : 0x3F
    }

    /// A row with characters outside ASCII: the page in force if it holds them all, else the first that does, else the
    /// one that holds most.
    private mutating func accented(_ cells: [Unicode.Scalar]) {
        var chosen = page
        var fewest = missing(cells, on: page)
        if fewest > 0 {
            for candidate in maps.indices where candidate != page {
                let count = missing(cells, on: candidate)
                if count < fewest { (chosen, fewest) = (candidate, count) }
                if fewest == 0 { break }
            }
        }
        if chosen != page {
            page = chosen
            put(0x1B, 0x74, profile.pages[chosen].number)
        }
        for cell in cells {
            if cell.value < 0x80 {
                bytes.append(printable(cell))
            } else if maps.indices.contains(page), let byte = maps[page].byte(cell.value) {
                bytes.append(byte)
            } else if let twin = plainTwin(cell) {
                bytes.append(twin)
            } else {
                bytes.append(0x3F)
                replaced.append(cell)
            }
        }
    }

    private func missing(_ cells: [Unicode.Scalar], on page: Int) -> Int {
        guard maps.indices.contains(page) else { return cells.count }
        var count = 0
        for cell in cells where cell.value >= 0x80 && maps[page].byte(cell.value) == nil { count += 1 }
        return count
    }

    // MARK: Pictures and codes

    mutating func write(_ picture: PreparedPicture, _ align: ReceiptAlign, isStored: Bool) {
        set(align: align)
        if isStored {
            bytes.append(contentsOf: [
                0x1D, 0x28, 0x4C, 0x06, 0x00, 0x30, 0x45, picture.key.first, picture.key.second, 1, 1,
            ])
        } else {
            hasRaster = true
            bytes.append(contentsOf: picture.raster)
        }
        // 30 dots are a line of text at the usual pitch.
        rows += picture.original.height / 30 + 1
    }

    mutating func qr(_ text: String) {
        let content = Array(text.utf8)
        // A control byte inside could read as a real-time command, and no web address has one.
        guard !content.isEmpty, content.count <= 271, content.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return instead(text, "QR code of \(content.count) bytes printed as text")
        }
        let level: QRCode.Level = content.count <= 213 ? .medium : .low
        guard profile.drawsQR else { return rasterQR(content, level, text) }
        set(align: .center)
        let module = UInt8(min(profile.qrModule, max(3, profile.dots / 65)))
        put(0x1B, 0x4A, module &* 4)
        bytes.append(contentsOf: [0x1D, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00])
        bytes.append(contentsOf: [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, module])
        bytes.append(contentsOf: [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, level == .medium ? 0x31 : 0x30])
        let length = content.count + 3
        bytes.append(contentsOf: [0x1D, 0x28, 0x6B, UInt8(length & 0xFF), UInt8(length >> 8), 0x31, 0x50, 0x30])
        bytes.append(contentsOf: content)
        bytes.append(contentsOf: [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30])
        put(0x1B, 0x4A, module &* 4)
        rows += 10
    }

    private mutating func rasterQR(_ content: [UInt8], _ level: QRCode.Level, _ text: String) {
        guard let code = QRCode(content, level: level) else { return instead(text, "QR code too large") }
        let module = min(profile.qrModule, profile.dots / (code.size + 8))
        guard module >= 2, let bitmap = code.bitmap(module: module) else {
            return instead(text, "QR code wider than the paper")
        }
        set(align: .center)
        hasRaster = true
        bytes.append(contentsOf: Raster.commands(Raster.safe(bitmap), profile))
        rows += bitmap.height / 30 + 1
    }

    mutating func code128(_ text: String) {
        guard profile.drawsBarcodes, let code = Code128(text) else {
            return instead(text, "barcode printed as text")
        }
        // Too wide a symbol only feeds paper; ten modules on each side must stay white.
        guard (code.modules + 20) * 2 <= profile.dots else { return instead(text, "barcode wider than the paper") }
        set(align: .center)
        set(.plain)
        bytes.append(contentsOf: [0x1D, 0x68, 64, 0x1D, 0x77, 2, 0x1D, 0x66, 0, 0x1D, 0x48, 2, 0x1D, 0x6B, 73])
        bytes.append(UInt8(code.data.count))
        bytes.append(contentsOf: code.data)
        rows += 4
    }

    /// A code that cannot be drawn still tells what it would have told.
    private mutating func instead(_ text: String, _ remark: String) {
        remarks.append(remark)
        let layout = ReceiptLayout(columns: profile.columns)
        let document = ReceiptDocument(language: .english, blocks: [.text(text, align: .center)])
        for case .row(let row) in layout.lines(document) { write(row) }
    }
}
