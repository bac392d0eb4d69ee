/// What a reader was held over: a bill's barcode, a stub's scan line, or an account number alone.
public enum ScannedPaper: Hashable, Sendable {
    /// The barcode of a bill.
    case bill(BillBarcode)
    /// The scan line of a stub.
    case stub(StubLine)
    /// An account number, as on a customer's card.
    case account(AccountNumber)

    /// Reads what a reader sent. A letter makes it a barcode, the length of the layout a scan line.
    public init(_ bytes: [UInt8], layout: StubLayout = .practice) throws(ScannedPaperFault) {
        guard bytes.count <= 128 else { throw .tooLong }
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) || [0x09, 0x0D, 0x0A].contains($0) }) else {
            throw .notText
        }
        let text = String(decoding: bytes.filter { ![0x09, 0x0D, 0x0A].contains($0) }, as: UTF8.self)
        let hasLetter = bytes.contains { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        if hasLetter {
            do { self = .bill(try BillBarcode(scanned: text)) } catch { throw .entry(error) }
        } else if bytes.count(where: { (0x30...0x39).contains($0) }) > Self.longestAccount {
            do { self = .stub(try StubLine(scanned: text, layout: layout)) } catch { throw .stub(error) }
        } else {
            do { self = .account(try AccountNumber(typed: text)) } catch { throw .entry(error) }
        }
    }

    /// The account it names.
    public var account: AccountNumber {
        switch self {
        case .bill(let bill): bill.account
        case .stub(let stub): stub.account
        case .account(let number): number
        }
    }

    /// What the paper said on its day, in cents; `nil` where it says nothing.
    public var dueCents: Int64? {
        switch self {
        case .bill(let bill): bill.dueCents
        case .stub(let stub): stub.dueCents
        case .account: nil
        }
    }

    /// More digits than this are a scan line, or a part of one.
    private static let longestAccount = 12
}

/// Why what was scanned names no account.
public enum ScannedPaperFault: Error, Hashable, Sendable {
    /// Longer than any code of ours.
    case tooLong
    /// Bytes that are no letters, digits or signs.
    case notText
    /// A barcode or account number that is not right.
    case entry(AccountEntryFault)
    /// A scan line that is not right.
    case stub(StubFault)

    /// One sentence for the person at the screen.
    public var sentence: String {
        switch self {
        case .tooLong, .notText: "That is no code of ours. Please scan the bill or its stub."
        case .entry(let fault): fault.sentence
        case .stub(let fault): fault.sentence
        }
    }
}
