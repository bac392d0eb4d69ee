import Money
import WireKit

/// The answer to a setup request, as far as a note acceptor needs it.
///
/// type 1, firmware 4, country 3, multiplier 3, n, n values, n security, real multiplier 3, protocol; from protocol 6 on
/// also n currencies of three letters and n values of four bytes, low first.
/// - Source: shared dossier `bill-acceptors.md` 4.2.
struct SSPSetup: Hashable, Sendable {
    let unitType: UInt8
    let firmware: String
    /// Channels 1, 2 …; `nil` where the value cannot be trusted.
    let channels: [Denomination?]

    /// Reads what follows the response code; `nil` when it is too short for its own counts.
    init?(_ body: some Collection<UInt8>, scale: SSPValueScale) {
        var cursor = ByteCursor(body)
        do throws(CursorFault) {
            unitType = try cursor.next()
            firmware = sspText(try cursor.take(4))
            let country = sspText(try cursor.take(3))
            let multiplier = Self.big(try cursor.take(3))
            let count = Int(try cursor.next())
            let values = Array(try cursor.take(count))
            _ = try cursor.take(count)
            let real = Self.big(try cursor.take(3))
            let version = try cursor.next()
            if version >= 6 {
                let currencies = Array(try cursor.take(count * 3))
                let expanded = Array(try cursor.take(count * 4))
                channels = SSPChannels.expanded(currencies, expanded, real, scale)
            } else {
                // A multiplier that is no power of ten is no multiplier (one manual prints such an example).
                let isUsable = [1, 10, 100, 1_000, 10_000, 100_000].contains(real)
                channels = values.map { value in
                    let amount = Int64(value) * multiplier
                    return isUsable ? SSPChannels.denomination(country, amount * real) : nil
                }
            }
        } catch { return nil }
    }

    private static func big(_ bytes: ArraySlice<UInt8>) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
}

/// Channel numbers to notes.
enum SSPChannels {
    /// Currencies and four-byte values, one after the other; all or nothing, because a wrong scale is wrong for all.
    static func expanded(
        _ currencies: [UInt8], _ values: [UInt8], _ real: Int64, _ scale: SSPValueScale
    ) -> [Denomination?] {
        let count = values.count / 4
        var isWrong = false
        let channels: [Denomination?] = (0..<count).map { place in
            let raw = (0..<4).reduce(Int64(0)) { $0 | Int64(values[place * 4 + $1]) << Int64($1 * 8) }
            guard raw > 0 else { return nil }
            let code = sspText(currencies[(place * 3)..<(place * 3 + 3)])
            let amount: Int64
            switch scale {
            case .minorUnits: amount = raw
            case .wholeUnits: amount = raw * whole(code)
            case .timesRealMultiplier: amount = raw * real
            }
            if amount < whole(code) { isWrong = true }
            return denomination(code, amount)
        }
        return isWrong ? channels.map { _ in nil } : channels
    }

    /// The answer to the channel values command, in the layout of protocol 6; older ones name no currency.
    static func read(_ body: some Collection<UInt8>, scale: SSPValueScale) -> [Denomination?] {
        var cursor = ByteCursor(body)
        do throws(CursorFault) {
            let count = Int(try cursor.next())
            _ = try cursor.take(count)
            let currencies = Array(try cursor.take(count * 3))
            return expanded(currencies, Array(try cursor.take(count * 4)), 0, scale)
        } catch { return [] }
    }

    static func denomination(_ code: String, _ minorUnits: Int64) -> Denomination? {
        do throws(MoneyError) { return try Denomination(Money(minorUnits: minorUnits, Currency(code))) } catch {
            return nil
        }
    }

    /// Minor units of one whole unit, the least a note can be worth.
    private static func whole(_ code: String) -> Int64 {
        do throws(MoneyError) {
            return try (0..<Currency(code).minorDigits).reduce(1) { power, _ in power * 10 }
        } catch { return 1 }
    }
}

/// Printable ASCII; anything else is left out.
func sspText(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
}
