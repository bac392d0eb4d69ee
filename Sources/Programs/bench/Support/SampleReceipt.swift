import ESCPOSDriver
import Money
import Receipts

/// The receipt that both sides print: 48 columns, a title, ten priced lines, sums, a QR code, a barcode, a cut, and a
/// picture of 576 x 192 dots above it. Numbers and amounts change with every receipt.
enum SampleReceipt {
    private static let items: [(String, Int64)] = [
        ("Water service 06/01-06/30", 4_512), ("Sewer service", 3_120), ("Storm water fee", 850),
        ("Trash collection", 2_100), ("Recycling", 475), ("Late charge", 500), ("Fire line", 1_200), ("Meter fee", 325),
        ("Adjustment", -250), ("State tax", 188),
    ]

    /// A pattern that no printer can guess; the same rule as in `receipt_peer.py`.
    static let logo: Bitmap? = {
        var rows: [UInt8] = []
        for y in 0..<192 { for x in 0..<72 { rows.append(UInt8((x * 37 + y * 11) & 0xFF)) } }
        return Bitmap(width: 576, height: 192, rows: rows)
    }()

    /// Native QR, as the models of both sides can; 48 columns.
    static let profile = ESCPOSProfile.tmT20

    /// The same printer, too simple for codes of its own.
    static let plainProfile: ESCPOSProfile = {
        var simple = profile
        simple.drawsQR = false
        return simple
    }()

    static func document(_ number: Int, logo: Bitmap?) -> ReceiptDocument {
        var blocks: [ReceiptBlock] = logo.map { [.picture($0)] } ?? []
        blocks += [
            .text("CITY WATER & POWER", style: .large, align: .center),
            .text("1200 Elm Street, Springfield IL 62701", align: .center),
            .text("Tel 555-0142  Mon-Fri 8-5", align: .center), .rule,
            .pair("Receipt  R-\(padded(number, 8))", "Kiosk K-03"),
            .text("Date     2026-06-30 14:\(padded(number / 60 % 60, 2)):\(padded(number % 60, 2))"),
            .text("Account  0042-\(padded(number % 1_000_000, 6))-01"), .text("Service  88 Oak Avenue Apt 4"), .rule,
        ]
        var total: Int64 = 0
        for (name, cents) in items {
            let amount = cents + Int64(number % 100)
            total += amount
            blocks.append(.pair(name, usd(amount)))
        }
        blocks += [
            .rule, .pair("TOTAL DUE", usd(total), style: .bold), .pair("Cash 1 x $100", usd(10_000)),
            .pair("Cash 2 x $20", usd(4_000)), .pair("Check 1042", usd(2_000)), .pair("Applied", usd(total)),
            .pair("Credit carried forward", usd(16_000 - total)), .rule, .pair("Previous balance", usd(total)),
            .pair("New balance", usd(0)), .text("Next bill date   2026-07-31"),
            .text("Keep this receipt for your records."),
            .qr("https://pay.example.org/r/R-\(padded(number, 8))?a=0042&t=\(total)"),
            .code128("R\(padded(number, 8))"),
            .text("Thank you", align: .center),
        ]
        return ReceiptDocument(language: .english, blocks: blocks)
    }

    private static func usd(_ cents: Int64) -> String { Money(minorUnits: cents, .usd).display }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
