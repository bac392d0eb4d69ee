import CLibTIFF

/// TIFF files of scanners into dots, and dots into the TIFF that a deposit wants, by libtiff.
///
/// Any bytes give a picture or a fault: sizes are bounded before memory is asked for, and the library's own largest
/// piece of memory is bounded too.
/// - Source: shared dossier `x9-image-cash-letter.md` 8; libtiff 4.5.
public enum CheckTIFF {
    /// Reads one page, 0 for the first one.
    public static func picture(_ bytes: [UInt8], page number: Int = 0) throws(CheckImageFault) -> CheckPicture {
        guard bytes.count <= CheckImageLimits.bytes else { throw .size }
        guard (0..<CheckImageLimits.pages).contains(number) else { throw .noPage(number) }
        let result: Result<CheckPicture, CheckImageFault> = bytes.withUnsafeBufferPointer { memory in
            do throws(CheckImageFault) { return .success(try read(memory, number)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private static func read(
        _ memory: UnsafeBufferPointer<UInt8>, _ number: Int
    ) throws(CheckImageFault) -> CheckPicture {
        var message = [CChar](repeating: 0, count: 256)
        guard let base = memory.baseAddress,
            let file = clibtiff_open(base, memory.count, CheckImageLimits.dots, &message, message.count)
        else { throw .notTIFF(text(message)) }
        defer { clibtiff_close(file) }
        var page = clibtiff_page()
        guard clibtiff_page(file, UInt16(number), &page) == 0 else { throw .noPage(number) }
        let (width, height) = (Int(page.width), Int(page.height))
        guard CheckImageLimits.sides.contains(width), CheckImageLimits.sides.contains(height),
            width * height <= CheckImageLimits.dots
        else { throw .size }
        guard page.is_tiled == 0, page.samples == 1, page.orientation == 1 else {
            throw .form("tiles, colour, or lying on its side")
        }
        guard page.bits == 1 || page.bits == 8 else { throw .form("\(page.bits) bits a dot") }
        guard page.photometric == 0 || page.photometric == 1 else { throw .form("photometric \(page.photometric)") }
        let rowBytes = page.bits == 1 ? (width + 7) / 8 : width
        guard clibtiff_row_bytes(file) == rowBytes else { throw .form("rows of another length") }
        let dots = try rows(file, height, rowBytes)
        // white is zero in our bits and black is zero in our gray
        let isTurned = (page.photometric == 0) != (page.bits == 1)
        let turned = isTurned ? dots.map { ~$0 } : dots
        let fineness = dotsPerInch(page)
        return page.bits == 1
            ? try CheckPicture(
                width: width, height: height, dotsPerInch: fineness, .bitonal(cleared(turned, width, rowBytes)))
            : try CheckPicture(width: width, height: height, dotsPerInch: fineness, .gray(turned))
    }

    private static func rows(
        _ file: OpaquePointer, _ height: Int, _ rowBytes: Int
    ) throws(CheckImageFault) -> [UInt8] {
        var failed = false
        let dots = [UInt8](unsafeUninitializedCapacity: height * rowBytes) { buffer, count in
            buffer.initialize(repeating: 0)
            count = height * rowBytes
            guard let base = buffer.baseAddress else { return }
            for row in 0..<height where !failed {
                failed = clibtiff_row(file, UInt32(row), base + row * rowBytes) != 0
            }
        }
        // the library draws what it can of a torn fax and only complains: half a check is none
        let words = String(cString: clibtiff_message(file))
        guard !failed, words.isEmpty else { throw .damaged(words) }
        return dots
    }

    /// What lies right of the picture in a row's last byte is white.
    private static func cleared(_ bytes: [UInt8], _ width: Int, _ rowBytes: Int) -> [UInt8] {
        guard width % 8 != 0 else { return bytes }
        var bytes = bytes
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (width % 8))
        for place in stride(from: rowBytes - 1, to: bytes.count, by: rowBytes) { bytes[place] &= mask }
        return bytes
    }

    private static func dotsPerInch(_ page: clibtiff_page) -> Int {
        let told = Int(page.x_resolution) / 1000
        let inches = page.resolution_unit == 3 ? told * 254 / 100 : told
        return (50...1200).contains(inches) ? inches : 200
    }

    private static func text(_ message: [CChar]) -> String {
        String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A bitonal picture as a deposit wants it: little-endian, Group 4, white is zero, one strip, one page.
    public static func group4(_ picture: CheckPicture) throws(CheckImageFault) -> [UInt8] {
        let bits: [UInt8]
        switch picture.dots {
        case .bitonal(let bytes): bits = bytes
        case .gray: return try group4(picture.binarised())
        }
        var (out, count): (UnsafeMutablePointer<UInt8>?, Int) = (nil, 0)
        let status = bits.withUnsafeBufferPointer {
            clibtiff_write_group4(
                $0.baseAddress, UInt32(picture.width), UInt32(picture.height), UInt32(picture.dotsPerInch), &out, &count
            )
        }
        guard status == 0, let out else { throw .notWritten }
        defer { clibtiff_free(out) }
        return Array(UnsafeBufferPointer(start: out, count: count))
    }

    /// The library's own words about its version.
    public static var libraryVersion: String {
        String(cString: clibtiff_version()).split(separator: "\n").first.map(String.init) ?? ""
    }
}
