import Custody
import Foundation
import Journal
import JournalStore

/// A station's little day in a store of its own.
struct SampleJournal {
    static let moment = Moment(utcMilliseconds: 1_772_444_800_000, offsetMinutes: -480, quality: .synced)
    static let station = StationID(known: "K-12")
    let folder: Folder
    var path: String { folder.url.appending(path: "k12.sqlite").path }

    init() throws { folder = try Folder() }

    func open() throws -> JournalStore {
        try JournalStore.open(StoreSettings(path: path, station: Self.station, reserveBytes: 0))
    }

    /// A closed store: the start of the station, then visits that pay 35.00 of 40.00 and leave 5.00 as credit.
    static func filled(visits: Int) throws -> SampleJournal {
        let sample = try SampleJournal()
        let store = try sample.open()
        try commit([fact(#"{"stationStarted":{"station":"K-12","office":"O-1","epoch":1,"program":"t 1"}}"#)], store)
        for visit in 0..<visits { try commit(Self.visit(visit + 1), store) }
        try store.close()
        return sample
    }

    static func commit(_ facts: [Fact], _ store: JournalStore) throws {
        _ = try store.commit(facts, at: moment, businessDate: BusinessDate(of: moment), snapshot: nil)
    }

    static func visit(_ number: Int) throws -> [Fact] {
        let notes = (0...1).map { note in
            #"""
            {"noteStacked":{"note":"N-\#(2 * number + note)","visit":"V-\#(number)","device":"BV-1","cashUnit":"C-1",
            "amount":\#(usd(2000)),"evidence":"reported","baseline":\#(2 * number + note)}}
            """#
        }
        let paid = #"""
            {"paymentCommitted":{"payment":"P-\#(number)","visit":"V-\#(number)","receipt":"K12-\#(number)",
            "amount":\#(usd(4000)),"allocations":[{"account":"A-\#(number % 3)","toBill":\#(usd(3500)),
            "toCredit":\#(usd(500))}],"notes":[{"denomination":\#(usd(2000)),"count":2}],"reason":"finished",
            "businessDate":"2026-03-02","effectiveDate":"2026-03-02","key":"t/K-12/1/\#(number)",
            "body":"{}","claimCode":"CLAIM\#(number)"}}
            """#
        let opened = #"{"visitOpened":{"visit":"V-\#(number)","language":"en"}}"#
        return try ([opened] + notes + [paid, #"{"visitEnded":{"visit":"V-\#(number)","how":"finished"}}"#]).map(fact)
    }

    private static func usd(_ cents: Int) -> String { #"{"minorUnits":\#(cents),"currency":"USD"}"# }

    private static func fact(_ json: String) throws -> Fact {
        try JSONDecoder().decode(Fact.self, from: Data(json.utf8))
    }
}
