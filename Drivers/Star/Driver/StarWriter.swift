import DeviceKit
import Receipts
import StarFrame

/// Writes lines into one array of bytes, and remembers what the printer is set to so that nothing is said twice.
struct StarWriter {
    private let profile: StarProfile
    private let language: StarProfile.Language
    private let maps: [CodePageMap]
    private var bytes: [UInt8] = []
    private var marks = 0
    private var replaced: [Unicode.Scalar] = []
    private var remarks: [String] = []
    private var hasRaster = false
    private var rows = 0
    /// Index into the profile's pages.
    private var page = 0
    private var bold = false
    private var double = false
    private var align = ReceiptAlign.left

    init(_ profile: StarProfile, _ language: StarProfile.Language) {
        self.profile = profile
        self.language = language
        maps = profile.pages.map { CodePageMap.of($0.page) }
        bytes.reserveCapacity(4_096)
    }

    /// Everything a memory switch may have set otherwise is said: page, country, font, pitch, pulse.
    mutating func begin() {
        for _ in 0..<profile.leadIn { bytes.append(0) }
        bytes += [0x1B, 0x40]
        // Whether initialise switches automatic status off is not in the papers.
        if profile.answers { bytes += [0x1B, 0x1E, 0x61, 0x01] }
        bytes += [0x1B, 0x52, 0x00, 0x1B, 0x1E, 0x46, profile.usesFontB ? 0x01 : 0x00, 0x1B, 0x7A, 0x01]
        if let first = profile.pages.first { bytes += [0x1B, 0x1D, 0x74, first.number] }
    }

    mutating func end() {
        set(align: .left)
        switch profile.cutter {
        case .feedAndCut(let full): bytes += [0x1B, 0x64, full ? 0x02 : 0x03]
        case .tearBar(let lines): feed(lines)
        }
    }

    mutating func mark() {
        bytes.append(StarSingle.printCheck.rawValue)
        marks += 1
    }

    func finished() -> EncodedStarReceipt {
        EncodedStarReceipt(
            bytes: bytes, marks: marks, replaced: replaced, remarks: remarks, hasRaster: hasRaster, rows: rows)
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

    /// Line feeds, not ESC a n: small counts of lines would be bytes that are commands by themselves.
    mutating func feed(_ count: Int) {
        rows += count
        for _ in 0..<min(count, 255) { bytes.append(0x0A) }
    }

    private mutating func set(align wanted: ReceiptAlign) {
        guard align != wanted else { return }
        align = wanted
        switch wanted {
        case .left: bytes += [0x1B, 0x1D, 0x61, 0]
        case .center: bytes += [0x1B, 0x1D, 0x61, 1]
        case .right: bytes += [0x1B, 0x1D, 0x61, 2]
        }
    }

    private mutating func set(_ style: TextStyle) {
        if style.bold != bold {
            bold = style.bold
            bytes += [0x1B, bold ? 0x45 : 0x46]
        }
        if style.double != double {
            double = style.double
            bytes += double ? [0x1B, 0x69, 1, 1] : [0x1B, 0x69, 0, 0]
        }
    }

    /// On the page in force if it holds the whole row, else on the first that does, else on the one that holds most.
    private mutating func text(_ cells: [Unicode.Scalar]) {
        var chosen = page
        var fewest = missing(cells, on: page)
        for candidate in maps.indices where fewest > 0 && candidate != page {
            let count = missing(cells, on: candidate)
            if count < fewest { (chosen, fewest) = (candidate, count) }
        }
        if chosen != page {
            page = chosen
            bytes += [0x1B, 0x1D, 0x74, profile.pages[chosen].number]
        }
        for cell in cells { bytes.append(byte(cell)) }
    }

    private mutating func byte(_ cell: Unicode.Scalar) -> UInt8 {
        // Layout lets no control character through; this holds even if a caller builds rows by hand.
        if cell.value < 0x80 { return cell.value >= 0x20 && cell.value != 0x7F ? UInt8(cell.value) : 0x3F }
        if maps.indices.contains(page), let byte = maps[page].byte(cell.value) { return byte }
        if let twin = plainTwin(cell) { return twin }
        replaced.append(cell)
        return 0x3F
    }

    private func missing(_ cells: [Unicode.Scalar], on page: Int) -> Int {
        cells.reduce(0) { count, cell in
            let isHeld = cell.value < 0x80 || maps.indices.contains(page) && maps[page].byte(cell.value) != nil
            return isHeld ? count : count + 1
        }
    }

    // MARK: Pictures and codes

    mutating func picture(_ bitmap: Bitmap, _ align: ReceiptAlign) {
        guard profile.takesPictures else { return remarks.append("a picture was left out") }
        // Raster data stands at the left edge of the area whatever the alignment: the place is in the rows.
        set(align: .left)
        let lines = StarPicture.rows(bitmap, dots: profile.dots, align: align)
        hasRaster = true
        bytes += language == .prnt ? StarPicture.prnt(lines) : StarPicture.lineMode(lines)
        rows += lines.count / 30 + 1
    }

    mutating func qr(_ text: String) {
        let content = Array(text.utf8)
        guard !content.isEmpty, content.count <= 271, content.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return instead(text, "QR code of \(content.count) bytes printed as text")
        }
        let level: QRCode.Level = content.count <= 213 ? .medium : .low
        // A length that reads as a command by itself is not risked where drawing it ourselves does as well.
        let isRisky = StarPicture.isCommand(UInt8(truncatingIfNeeded: content.count))
        guard profile.drawsQR, !isRisky else { return rasterQR(content, level, text) }
        set(align: .center)
        let module: UInt8 = profile.qrModule >= 6 && profile.dots >= 400 ? 6 : 3
        bytes += [0x1B, 0x1D, 0x79, 0x53, 0x30, 2, 0x1B, 0x1D, 0x79, 0x53, 0x31, level == .medium ? 1 : 0]
        bytes += [0x1B, 0x1D, 0x79, 0x53, 0x32, module, 0x1B, 0x1D, 0x79, 0x44, 0x31, 0]
        bytes += StarFrame.lowHigh(content.count) + content
        bytes += [0x1B, 0x1D, 0x79, 0x50, 0x0A]
        rows += 10
    }

    private mutating func rasterQR(_ content: [UInt8], _ level: QRCode.Level, _ text: String) {
        guard profile.takesPictures, let code = QRCode(content, level: level) else {
            return instead(text, "QR code printed as text")
        }
        let module = min(profile.qrModule, profile.dots / (code.size + 8))
        // Modules of eight dots are whole bytes, all black or all white; finer ones only change inside a byte where a
        // byte would be a command, and a code reads with a dot too many.
        guard module >= 2, let bitmap = code.bitmap(module: module) else {
            return instead(text, "QR code wider than the paper")
        }
        picture(bitmap, .center)
    }

    mutating func code128(_ text: String) {
        let content = Array(text.utf8)
        // `%` begins a function of this printer's own.
        let fits = !content.isEmpty && (content.count + 5) * 22 <= profile.dots
        let isPlain = content.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x25 }
        guard profile.drawsBarcodes, fits, isPlain else { return instead(text, "barcode printed as text") }
        set(align: .center)
        set(.plain)
        bytes += [0x1B, 0x62, 6, 2, 1, 64] + content + [0x1E]
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
