import ESCPOSFrame

/// One command from the host to an ESC/POS printer, with its parameters.
///
/// - Source: shared dossier `receipt-printers.md` 2, 3 and 5.
public enum ESCPOSCommand: Hashable, Sendable {
    /// Bytes to print, on the code page in force.
    case text([UInt8])
    /// 0A, 0D, 09, 0C (in page mode: print the page and leave it), 18 (page mode: forget the page).
    case lineFeed, carriageReturn, tab, formFeed, cancel
    /// A run of zero bytes: nothing, or the filling of a torn picture.
    case null(count: Int)
    /// Any other control byte: ignored by printers.
    case control(UInt8)
    /// An opcode with one parameter byte.
    case set(ESCPOSSetting, UInt8)
    /// An opcode and nothing else.
    case action(ESCPOSAction)
    /// An opcode with a 16-bit number.
    case position(ESCPOSPosition, UInt16)
    /// GS P: a motion unit is 1/x and 1/y inch.
    case motionUnits(x: UInt8, y: UInt8)
    /// ESC D: columns, ascending.
    case tabStops([UInt8])
    /// ESC W in page mode.
    case pageArea(x: UInt16, y: UInt16, width: UInt16, height: UInt16)
    /// GS V; `feed` for the forms that have it (modes 65, 66, 97, 98, 103, 104).
    case cut(mode: UInt8, feed: UInt8?)
    /// GS k, form A (systems 0 to 6, zero at the end) or B (65 and up, counted).
    case barcode(system: UInt8, [UInt8])
    /// GS ( k.
    case symbol(ESCPOSSymbol)
    /// GS v 0: `rows` of `stride` bytes.
    case raster(mode: UInt8, stride: UInt16, rows: UInt16, [UInt8])
    /// GS ( L, or its long form GS 8 L.
    case graphics(ESCPOSGraphics, long: Bool)
    /// ESC *: `columns` of one byte (modes 0, 1) or three (32, 33).
    case bitImage(mode: UInt8, columns: UInt16, [UInt8])
    /// FS q: legacy pictures in non-volatile memory, all at once.
    case defineStoredImages([ESCPOSColumnImage])
    /// FS p.
    case printStoredImage(number: UInt8, mode: UInt8)
    /// GS *: a picture in volatile memory.
    case downloadImage(x: UInt8, y: UInt8, [UInt8])
    /// ESC &: own characters, each `(width, columns)`.
    case defineCharacters(height: UInt8, first: UInt8, [ESCPOSCharacter], last: UInt8)
    /// GS ^.
    case runMacro(times: UInt8, wait: UInt8, mode: UInt8)
    /// ESC p: `on` and `off` in units of 2 ms.
    case drawerKick(connector: UInt8, on: UInt8, off: UInt8)
    /// ESC p without its times: the printer takes them from whatever comes next. Never sent; known to be read.
    case drawerKickCutShort(connector: UInt8)
    /// ESC B: a buzzer, so many times, each so long. - Source: python-escpos 3.1.
    case buzzer(times: UInt8, duration: UInt8)
    /// DLE commands: obeyed on arrival, before what waits in the buffer.
    case realTime(ESCPOSRealTime)
    /// GS ( D: which real-time functions are obeyed.
    case realTimeEnable([ESCPOSRealTimeSwitch])
    /// GS ( H 48: tell this id when everything before it is done.
    case processID([UInt8])
    /// GS ( H 49: tell when going offline; 0 or 48 off, 1 or 49 plain, 2 or 50 with the cause.
    case offlineResponse(UInt8)
    /// FS g 1 and 2: user's non-volatile memory.
    case writeMemory(mode: UInt8, address: UInt32, [UInt8])
    /// FS g 2: `count` bytes from the address on; the answer is a block.
    case readMemory(mode: UInt8, address: UInt32, count: UInt16)
    /// ESC f: minutes to wait for a slip, tenths of a second before it is drawn in.
    case slipWait(minutes: UInt8, tenths: UInt8)
    /// FS a 1, with or without a parameter (the vendor's own papers differ).
    case checkToPrintPosition(UInt8?)
    /// GS e of CUSTOM; `steps` with function 3.
    case ejector(function: UInt8, steps: UInt8?)
    /// FS S: space left and right of a two-byte character.
    case kanjiSpace(left: UInt8, right: UInt8)
    /// DC2 q of SII: answer when everything before is processed.
    case siiMarker(UInt8)
    /// GS (, FS ( or ESC ( with a letter whose functions the dossier does not describe: framed, not read.
    case functionBlock(prefix: UInt8, letter: UInt8, [UInt8])
    /// A command whose first parameter is out of range: the printer prints what follows as text.
    case outOfRange([UInt8])
}

/// A function that a printer obeys the moment it arrives.
///
/// - Source: shared dossier `receipt-printers.md` 3.1, 5.1.
public enum ESCPOSRealTime: Hashable, Sendable {
    /// DLE EOT n, with a second byte for n = 7, 8 and 18.
    case status(UInt8, UInt8?)
    /// DLE ENQ: 0 as FEED, 1 recover and go on, 2 recover and clear, 3 cancel a slip wait.
    case enquiry(UInt8)
    /// DLE DC4 1: connector 0 or 1, `time` times 100 ms on and off (1 to 8; others are ignored by the printer).
    case pulse(connector: UInt8, time: UInt8)
    /// DLE DC4 2 1 8.
    case powerOff
    /// DLE DC4 3.
    case buzzer([UInt8])
    /// DLE DC4 7: 1 basic status, 2 extended, 4 offline response, 5 battery.
    case sendStatus(UInt8)
    /// DLE DC4 8 with its key bytes: clears both buffers.
    case clear
}

/// One pair of GS ( D: function 1 drawer pulse, 2 power off.
public struct ESCPOSRealTimeSwitch: Hashable, Sendable {
    /// 1 drawer pulse, 2 power off.
    public let function: UInt8
    /// The byte as sent: 0 or 48 off, 1 or 49 on.
    public let value: UInt8

    /// A pair as read.
    public init(function: UInt8, value: UInt8) { (self.function, self.value) = (function, value) }

    /// A pair to send.
    public init(function: UInt8, enabled: Bool) { (self.function, value) = (function, enabled ? 1 : 0) }
}

/// A picture of FS q: `x` bytes across, `y` bytes down, column by column.
public struct ESCPOSColumnImage: Hashable, Sendable {
    /// Bytes (eight dots each) across.
    public let x: UInt16
    /// Bytes (eight dots each) down.
    public let y: UInt16
    /// The dots, column by column from the left, top bit first.
    public let columns: [UInt8]
}

/// A character of ESC &.
public struct ESCPOSCharacter: Hashable, Sendable {
    /// Dots across.
    public let width: UInt8
    /// The dots, column by column from the left, top bit first.
    public let columns: [UInt8]
}

/// GS ( k: two-dimensional symbols.
///
/// - Source: shared dossier `receipt-printers.md` 2.4.
public enum ESCPOSSymbol: Hashable, Sendable {
    /// 165: model 49 to 51, second parameter 0.
    case qrModel(UInt8, UInt8)
    /// 167: dots per module, 1 to 16.
    case qrModule(UInt8)
    /// 48 L, 49 M, 50 Q, 51 H.
    case qrLevel(UInt8)
    /// A function with one parameter of a symbol kind (PDF417: 65 columns, 66 rows, 67 width, 68 row height, 70 options).
    case parameter(kind: UInt8, function: UInt8, UInt8)
    /// PDF417 69: mode 48 level, 49 ratio.
    case pdfLevel(mode: UInt8, UInt8)
    /// 180 or 80: data into the symbol store of this kind.
    case store(kind: UInt8, mode: UInt8, [UInt8])
    /// 181 or 81: print what is stored.
    case print(kind: UInt8, mode: UInt8)
    /// 182 or 82: tell how large it would be.
    case size(kind: UInt8, mode: UInt8)
    /// Kinds and functions the dossier does not describe.
    case other(kind: UInt8, function: UInt8, [UInt8])
}

/// GS ( L: pictures in the printer's memory.
///
/// - Source: shared dossier `receipt-printers.md` 2.5.
public enum ESCPOSGraphics: Hashable, Sendable {
    /// One colour's rows of packed bits.
    public struct Plane: Hashable, Sendable {
        /// 49 to 52.
        public let colour: UInt8
        /// Rows of packed bits, most significant bit left.
        public let rows: [UInt8]

        /// Colour 49 to 52.
        public init(colour: UInt8, rows: [UInt8]) { (self.colour, self.rows) = (colour, rows) }
    }

    /// 112: keep in the print buffer; scales 1 or 2.
    case buffer(tone: UInt8, scaleX: UInt8, scaleY: UInt8, width: Int, height: Int, Plane)
    /// 50 (or 2): print what 112 kept.
    case printBuffer(function: UInt8)
    /// 67.
    case defineStored(PictureKey, colours: UInt8, width: Int, height: Int, planes: [Plane])
    /// 69.
    case printStored(PictureKey, scaleX: UInt8, scaleY: UInt8)
    /// 66.
    case deleteStored(PictureKey)
    /// 65 with its key word.
    case deleteAll
    /// 64 with its key word.
    case listKeys
    /// 48 (or 0) capacity, 51 (or 3) remaining, 49 (or 1) density: one-byte enquiries by function.
    case enquire(function: UInt8)
    /// Functions the dossier does not describe.
    case other(mode: UInt8, function: UInt8, [UInt8])
}
