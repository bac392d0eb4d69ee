import Crypto

/// A report with its signature: Ed25519 over the bytes of its text, as two lines behind it.
public struct SignedReport: Hashable, Sendable {
    /// What was signed.
    public let report: ConformReport
    /// Public, 32 bytes; proves nothing by itself: compare it with one you trust.
    public let key: [UInt8]
    /// The key as people compare it.
    public var keyText: String { hex(key) }
    /// 64 bytes.
    public let signature: [UInt8]

    /// The report as a file.
    public var text: String { report.text + "key \(hex(key))\nsignature \(hex(signature))\n" }

    /// Reads a file, and checks that its signature fits its text and its key.
    public init(text: String) throws(ReportFault) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 3, lines[lines.count - 1].isEmpty,
            let key = Self.bytes(lines[lines.count - 3], "key ", 32),
            let signature = Self.bytes(lines[lines.count - 2], "signature ", 64)
        else { throw ReportFault("The report is not signed, or was cut off.") }
        let body = lines.dropLast(3).joined(separator: "\n") + "\n"
        report = try ConformReport(text: body)
        (self.key, self.signature) = (key, signature)
        var isTrue = false
        do {
            isTrue = try Curve25519.Signing.PublicKey(rawRepresentation: key)
                .isValidSignature(signature, for: Array(body.utf8))
        } catch { throw ReportFault("The key of the report is no key.") }
        guard isTrue else {
            throw ReportFault("The signature does not fit: the report was changed after it was signed.")
        }
        guard self.text == text else { throw ReportFault("The report is not written as reports are.") }
    }

    fileprivate init(_ report: ConformReport, _ key: [UInt8], _ signature: [UInt8]) {
        (self.report, self.key, self.signature) = (report, key, signature)
    }

    private static func bytes(_ line: Substring, _ name: String, _ count: Int) -> [UInt8]? {
        guard line.hasPrefix(name) else { return nil }
        let figures = line.utf8.dropFirst(name.utf8.count).map(figure)
        guard figures.count == 2 * count, !figures.contains(nil) else { return nil }
        let known = figures.compactMap { $0 }
        return (0..<count).map { known[2 * $0] << 4 | known[2 * $0 + 1] }
    }

    private static func figure(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

/// Who signs: a private key, kept in a file beside the reports.
public struct ReportKey: Sendable {
    private let secret: Curve25519.Signing.PrivateKey

    /// Takes the 32 secret bytes; `nil` for any other length.
    public init?(_ secret: [UInt8]) {
        guard secret.count == 32 else { return nil }
        do { self.secret = try Curve25519.Signing.PrivateKey(rawRepresentation: secret) } catch { return nil }
    }

    /// The public half, 32 bytes as hex.
    public var publicKey: String { hex(Array(secret.publicKey.rawRepresentation)) }

    /// Signs a report.
    public func sign(_ report: ConformReport) throws(ReportFault) -> SignedReport {
        do {
            let signature = try secret.signature(for: Array(report.text.utf8))
            return SignedReport(report, Array(secret.publicKey.rawRepresentation), Array(signature))
        } catch { throw ReportFault("The report could not be signed (\(error)).") }
    }
}

/// Two figures for each byte.
func hex(_ bytes: [UInt8]) -> String {
    let figures = Array("0123456789abcdef")
    return String(bytes.flatMap { [figures[Int($0 >> 4)], figures[Int($0 & 15)]] })
}
