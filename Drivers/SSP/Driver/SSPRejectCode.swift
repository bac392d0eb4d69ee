/// Why a unit refused a note, as it answers when asked (17).
/// - Source: shared dossier `bill-acceptors.md` 4.2; 0A and 19 are marked unsure there.
public struct SSPRejectCode: Hashable, Sendable, CustomStringConvertible {
    /// As it stands on the wire.
    public let code: UInt8

    /// Any byte is a code; those without a name are shown as they are.
    public init(_ code: UInt8) { self.code = code }

    /// Somebody tried to pull the note back.
    public var isCheat: Bool { code == 0x0E }

    public var description: String {
        code < Self.names.count ? Self.names[Int(code)] : "reject code \(hexByte(code))"
    }

    private static let names = [
        "accepted", "wrong length", "average", "coastline", "graph", "buried", "channel inhibited", "second note",
        "rejected by the host", "more than one channel", "reject code 0A", "too long", "disabled by the host",
        "slow mechanism", "strim attempt", "fraud channel", "no notes detected", "peak", "twisted note",
        "escrow timed out", "barcode", "no cam", "slot 1 failed", "slot 2 failed", "lens oversample", "width",
        "short length", "payout note", "double note", "unable to stack",
    ]
}
