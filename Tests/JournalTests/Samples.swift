import Custody
import Foundation
import Journal
import Money

/// Facts and little days for the tests of the journal. Facts are read from their written form, as a program of another
/// hand would make them.
enum Samples {
    static let station = StationID(known: "K-12")
    static let date = BusinessDate(of: moment)
    static let moment = Moment(utcMilliseconds: 1_772_444_800_000, offsetMinutes: -480, quality: .synced)

    static func fact(_ json: String) -> Fact {
        do { return try JSONDecoder().decode(Fact.self, from: Data(json.utf8)) } catch {
            preconditionFailure("\(json): \(error)")
        }
    }

    static func usd(_ cents: Int64) -> String { #"{"minorUnits":\#(cents),"currency":"USD"}"# }

    static func started(epoch: Int = 1) -> Fact {
        fact(#"{"stationStarted":{"station":"K-12","office":"O-1","epoch":\#(epoch),"program":"tillkeeperd 1.0"}}"#)
    }

    static func visitOpened(_ visit: Int) -> Fact {
        fact(#"{"visitOpened":{"visit":"V-\#(visit)","language":"en"}}"#)
    }

    static func stacked(_ note: Int, visit: Int, cents: Int64 = 2000) -> Fact {
        fact(
            #"{"noteStacked":{"note":"N-\#(note)","visit":"V-\#(visit)","device":"BV-1","cashUnit":"C-1","amount":\#(usd(cents)),"evidence":"reported","baseline":\#(note)}}"#
        )
    }

    static func intended(_ note: Int, visit: Int, cents: Int64 = 2000) -> Fact {
        fact(
            #"{"noteIntended":{"note":"N-\#(note)","visit":"V-\#(visit)","device":"BV-1","cashUnit":"C-1","amount":\#(usd(cents))}}"#
        )
    }

    static func paid(_ visit: Int, account: String, toBill: Int64, toCredit: Int64) -> Fact {
        fact(
            #"""
            {"paymentCommitted":{"payment":"P-\#(visit)","visit":"V-\#(visit)","receipt":"K12-\#(visit)",
             "amount":\#(usd(toBill + toCredit)),"allocations":[{"account":"\#(account)","toBill":\#(usd(toBill)),
             "toCredit":\#(usd(toCredit))}],"notes":[{"denomination":\#(usd(2000)),"count":\#((toBill + toCredit) / 2000)}],
             "reason":"finished","businessDate":"2026-03-02","effectiveDate":"2026-03-02","key":"pay/K-12/\#(visit)",
             "body":"{\"amount\":\#(toBill + toCredit)}","claimCode":"CLAIM\#(visit)"}}
            """#)
    }

    static func ended(_ visit: Int) -> Fact { fact(#"{"visitEnded":{"visit":"V-\#(visit)","how":"finished"}}"#) }

    /// One customer who puts in two twenties for a bill of 35.00: six facts.
    static func visit(_ number: Int) -> [Fact] {
        [
            visitOpened(number), intended(2 * number, visit: number), stacked(2 * number, visit: number),
            stacked(2 * number + 1, visit: number),
            paid(number, account: "A-\(number % 7)", toBill: 3500, toCredit: 500), ended(number),
        ]
    }

    /// The start of the station and then visits.
    static func day(visits: Int) -> [Fact] { [started()] + (1...visits).flatMap(visit) }

    /// The repository's root, found from this file.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func vectors<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(contentsOf: root.appending(path: "Tests/Vectors/\(name)")))
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.filter { !$0.isWhitespace }
        return stride(from: 0, to: digits.count, by: 2).map { place in
            let start = digits.index(digits.startIndex, offsetBy: place)
            return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)!
        }
    }

    static func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }
}
