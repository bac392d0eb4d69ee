import Custody
import Money

/// The journal as plain text that hledger and ledger read: one transaction per entry that moves money, so that programs
/// we did not write can check our sums. Works on stored bytes: what is exported is what was hashed.
public struct PlainText: Sendable {
    /// Text so far; take it whenever it is long enough to be written.
    private var buffer: [UInt8] = []
    private var currency: (code: UInt32, digits: Int) = (0, 0)

    /// A text that has not begun.
    public init() {}

    /// Bytes waiting to be taken.
    public var count: Int { buffer.count }

    /// The text since the last call.
    public mutating func take() -> [UInt8] {
        defer { buffer.removeAll(keepingCapacity: true) }
        return buffer
    }

    /// Adds an entry. Entries without lines leave no trace: they move nothing.
    public mutating func add(_ entry: JournalEntry) throws(CBORFault) {
        let bytes = try entry.bytes()
        var fault: CBORFault?
        bytes.withUnsafeBytes { bytes in
            do throws(CBORFault) { try add(bytes) } catch { fault = error }
        }
        if let fault { throw fault }
    }

    /// Adds an entry by its stored bytes. On a fault nothing is added.
    public mutating func add(_ bytes: UnsafeRawBufferPointer) throws(CBORFault) {
        let start = buffer.count
        guard let scan = EntryScan(bytes) else { throw .misuse("no entry") }
        put(scan.businessDate)
        put(" * (")
        put(String(scan.epoch))
        put(".")
        put(String(scan.sequence))
        put(") ")
        put(scan.kind)
        put("\n")
        scan.forEachText { name, value in
            guard name.equals("visit") || name.equals("receipt") || name.equals("reference") else { return }
            put("    ; ")
            put(name)
            put(": ")
            // a comment ends at its line: no name can smuggle in a transaction
            for byte in value { buffer.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
            put("\n")
        }
        let head = buffer.count
        let whole = scan.forEachLine { line in
            put("    ")
            put(line.place)
            put("  ")
            put(line.signed, digits(line.currency))
            put(" ")
            put(line.currency)
            put("\n")
        }
        if !whole || buffer.count == head { buffer.removeSubrange(start...) } else { put("\n") }
        if !whole { throw .misuse("a line is none") }
    }

    private mutating func digits(_ text: UnsafeRawBufferPointer) -> Int {
        var code: UInt32 = 0
        for byte in text { code = code << 8 | UInt32(byte) }
        if code == currency.code { return currency.digits }
        var digits = 2
        do { digits = try Currency(String(decoding: text, as: UTF8.self)).minorDigits } catch { digits = 0 }
        currency = (code, digits)
        return digits
    }

    /// A decimal figure of minor units.
    private mutating func put(_ amount: Int64, _ digits: Int) {
        if amount < 0 { put("-") }
        let start = buffer.count
        var rest = amount.magnitude
        var written = 0
        repeat {
            if written == digits, digits > 0 { buffer.append(0x2E) }
            buffer.append(0x30 + UInt8(rest % 10))
            rest /= 10
            written += 1
        } while rest > 0 || written <= digits
        buffer[start...].reverse()
    }

    private mutating func put(_ text: UnsafeRawBufferPointer) { buffer.append(contentsOf: text) }
    private mutating func put(_ text: StaticString) {
        buffer.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    private mutating func put(_ text: String) { buffer.append(contentsOf: text.utf8) }
}
