public import Receipts

/// The name of a picture in the printer's memory: two characters made from its content, so that the same picture has the
/// same name after a restart, and at every printer.
public struct PictureKey: Hashable, Sendable, Comparable {
    /// First character, 20 to 7E.
    public let first: UInt8
    /// Second character, 20 to 7E.
    public let second: UInt8

    /// A key as the printer names it; both bytes 20 to 7E.
    public init(_ first: UInt8, _ second: UInt8) { (self.first, self.second) = (first, second) }

    /// The key of a picture's content.
    public init(of bitmap: Bitmap) {
        let hash = Self.hash(bitmap)
        first = UInt8(0x20 + hash % 95)
        second = UInt8(0x20 + hash / 95 % 95)
    }

    /// By first, then second character.
    public static func < (left: PictureKey, right: PictureKey) -> Bool {
        (left.first, left.second) < (right.first, right.second)
    }

    /// FNV-1a over size and rows: stable for ever, unlike Swift's own hashing.
    private static func hash(_ bitmap: Bitmap) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for shift in [0, 8, 16, 24] {
            mix(UInt8(truncatingIfNeeded: bitmap.width >> shift))
            mix(UInt8(truncatingIfNeeded: bitmap.height >> shift))
        }
        for byte in bitmap.rows { mix(byte) }
        // Fold, because the low bits of FNV-1a mix least.
        return hash ^ hash >> 32
    }
}

/// A picture made ready for one printer once, and used for every receipt after that.
struct PreparedPicture: Hashable, Sendable {
    /// What the document carries.
    let original: Bitmap
    let key: PictureKey
    /// GS v 0 commands, split, with pulses locked around them where the model knows how.
    let raster: [UInt8]
    /// GS ( L function 67 (or its long form): store under the key. `nil` when too large to be stored.
    let definition: [UInt8]?

    init(_ bitmap: Bitmap, _ profile: ESCPOSProfile) {
        original = bitmap
        let fitted = Raster.safe(bitmap.fitted(width: profile.dots))
        let key = PictureKey(of: fitted)
        self.key = key
        raster = Raster.commands(fitted, profile)
        definition = Raster.definition(fitted, key)
    }
}

/// Pictures as bytes.
enum Raster {
    /// The same picture, a dot changed wherever its bytes would read as a real-time command (drawer kick, status request,
    /// error recovery), because a printer's real-time scanner looks into picture data too.
    ///
    /// - Source: shared dossier `receipt-printers.md` 1 ("scanner sees everything") and 2.5.
    static func safe(_ bitmap: Bitmap) -> Bitmap {
        var rows = bitmap.rows
        var changed = false
        for place in 1..<max(1, rows.count) where rows[place - 1] == 0x10 && isRealTime(rows[place]) {
            rows[place] |= 0x08
            changed = true
        }
        return changed ? Bitmap(width: bitmap.width, height: bitmap.height, rows: rows) ?? bitmap : bitmap
    }

    /// Second bytes that make a command of a DLE before them.
    static func isRealTime(_ byte: UInt8) -> Bool { byte == 0x04 || byte == 0x05 || byte == 0x14 }

    static func commands(_ bitmap: Bitmap, _ profile: ESCPOSProfile) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(bitmap.rows.count + 64)
        if profile.locksPulses { bytes += ESCPOSCommand.realTimeEnable([.init(function: 1, enabled: false)]).encoded() }
        let step = max(1, profile.rasterRows)
        var top = 0
        while top < bitmap.height {
            let height = min(step, bitmap.height - top)
            bytes += [0x1D, 0x76, 0x30, 0x00, UInt8(bitmap.stride & 0xFF), UInt8(bitmap.stride >> 8 & 0xFF)]
            bytes += [UInt8(height & 0xFF), UInt8(height >> 8)]
            bytes += bitmap.rows[(top * bitmap.stride)..<((top + height) * bitmap.stride)]
            top += height
        }
        if profile.locksPulses { bytes += ESCPOSCommand.realTimeEnable([.init(function: 1, enabled: true)]).encoded() }
        return bytes
    }

    static func definition(_ bitmap: Bitmap, _ key: PictureKey) -> [UInt8]? {
        // The length of the short form is two bytes, and the models' own limit on height is near this one.
        guard bitmap.rows.count <= 0xFFFF - 11, bitmap.height <= 1_662 else { return nil }
        return ESCPOSCommand.graphics(
            .defineStored(
                key, colours: 1, width: bitmap.width, height: bitmap.height,
                planes: [.init(colour: 0x31, rows: bitmap.rows)]), long: false
        ).encoded()
    }
}
