import Custody
import Foundation
import Journal
import Money
import Testing

@Suite struct BooksTests {
    private func entries(visits: Int) throws -> [JournalEntry] {
        let journal = MemoryJournal(station: Samples.station)
        return try journal.commit(
            Samples.day(visits: visits), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
    }

    private func balances(_ entries: [JournalEntry]) throws -> Balances {
        var balances = Balances()
        for entry in entries { try balances.apply(entry.lines) }
        return balances
    }

    @Test func everyCentIsInOnePlaceAndAllPlacesTogetherAreZero() throws {
        let balances = try balances(entries(visits: 10))
        try balances.balanced()
        #expect(balances[.cashUnit(CashUnitID(known: "C-1")), .usd] == Money(minorUnits: 40_000, .usd))
        #expect(balances[.held(VisitID(known: "V-3")), .usd].isZero)
        #expect(balances[.receivable(AccountID(known: "A-1")), .usd] == Money(minorUnits: -7000, .usd))
        #expect(balances[.vaultChange, .usd].isZero)
        // from bills of 35.00: account 1 paid visits 1 and 8; credit is what was above
        #expect(balances.sorted.map(\.place.description).first == "ar:A-0")
        #expect(balances.sorted.count == 15)
    }

    @Test func anEntryThatOverflowsChangesNoPlace() throws {
        var balances = Balances()
        let unit = Place.cashUnit(CashUnitID(known: "C-1"))
        func lines(_ amount: Int64) throws -> [Line] {
            let money = Money(minorUnits: amount, .usd)
            return [try .credit(.vaultChange, money), try .debit(unit, money)]
        }
        try balances.apply(lines(Int64.max - 5))
        let before = balances
        #expect(throws: LineFault.money(.overflow)) { try balances.apply(lines(100)) }
        #expect(balances == before)
        #expect(throws: LineFault.unbalanced(.usd)) { try balances.apply([lines(1)[0]]) }
        #expect(balances == before)
        // two lines of one entry on one place count both
        try balances.apply(lines(1) + lines(2))
        #expect(balances[unit, .usd].minorUnits == Int64.max - 2)
    }

    static let hledger = FileManager.default.isExecutableFile(atPath: "/usr/bin/hledger")

    @Test(.enabled(if: hledger, "hledger is not installed: the second opinion on our sums was not asked"))
    func aProgramWeDidNotWriteFindsTheSameBalances() throws {
        let entries = try entries(visits: 50)
        var text = PlainText()
        var file: [UInt8] = []
        for entry in entries {
            try text.add(entry)
            if text.count > 1_000 { file += text.take() }
        }
        file += text.take()
        let path = FileManager.default.temporaryDirectory.appending(path: "books-\(UUID().uuidString).journal")
        defer { try? FileManager.default.removeItem(at: path) }
        try Data(file).write(to: path)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/hledger")
        process.arguments = ["-f", path.path, "balance", "--flat", "--no-total", "--empty", "-O", "csv"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        var theirs: [String: Money] = [:]
        for row in output.split(separator: "\n").dropFirst() {
            let cells = row.split(separator: ",").map { $0.trimmingCharacters(in: ["\""]) }
            let figures = cells[1].split(separator: " ").first.map(String.init) ?? "0"
            theirs[cells[0]] = try Money(parsing: figures == "0" ? "0.00" : figures, .usd)
        }
        let ours = try balances(entries)
        for balance in ours.all { #expect(theirs[balance.place.description] == balance.amount) }
        #expect(theirs.count == ours.all.count)
    }

    @Test func noNameCanSmuggleATransactionIntoTheExport() throws {
        let fact = Samples.fact(
            #"""
            {"paymentCommitted":{"payment":"P-1","visit":"V-1","receipt":"R1\n2026-03-02 * theft","amount":{"minorUnits":100,
             "currency":"USD"},"allocations":[{"account":"A-1","toBill":{"minorUnits":100,"currency":"USD"},
             "toCredit":{"minorUnits":0,"currency":"USD"}}],"notes":[],"reason":"finished","businessDate":"2026-03-02",
             "effectiveDate":"2026-03-02","key":"k","body":"","claimCode":"C"}}
            """#)
        let entry = try JournalEntry(
            id: EntryID(station: Samples.station, epoch: 1, sequence: 5), moment: Samples.moment,
            businessDate: Samples.date, fact: fact)
        var text = PlainText()
        var file: [UInt8] = []
        try text.add(entry)
        file += text.take()
        #expect(
            String(decoding: file, as: UTF8.self) == """
                2026-03-02 * (1.5) paymentCommitted
                    ; visit: V-1
                    ; receipt: R1 2026-03-02 * theft
                    held:V-1  1.00 USD
                    ar:A-1  -1.00 USD


                """)
    }

    @Test func theFastProofFindsTheSameSumsAndTheSameFaults() throws {
        var chain = Chain(station: Samples.station)
        var proof = Proof(station: Samples.station)
        var second: Proof?
        var balances = Balances()
        for (place, fact) in Samples.day(visits: 40).enumerated() {
            let sealed = try chain.append(fact, at: Samples.moment, businessDate: Samples.date)
            try balances.apply(sealed.entry.lines)
            if place == 100 { second = Proof(station: Samples.station, after: proof.sequence, link: proof.head.link) }
            try sealed.bytes.withUnsafeBytes { bytes in
                try sealed.link.bytes.withUnsafeBytes { link in
                    if second == nil {
                        try proof.admit(bytes, link: link)
                    } else {
                        try second?.admit(bytes, link: link)
                    }
                }
            }
            for bit in stride(from: 0, to: sealed.bytes.count * 8, by: 5) where place == 3 || place == 5 {
                var changed = sealed.bytes
                changed[bit / 8] ^= 1 << (bit % 8)
                var strict = Chain(station: Samples.station)
                var fast = Proof(station: Samples.station)
                let link = Fingerprint.link(previous: .zero, entry: .entry(changed))
                let wrong = #expect(throws: ChainFault.self) { try strict.admit(changed, link: link) }
                let found = #expect(throws: ChainFault.self) {
                    try changed.withUnsafeBytes { bytes in
                        try link.bytes.withUnsafeBytes { try fast.admit(bytes, link: $0) }
                    }
                }
                _ = (wrong, found)
            }
        }
        var sums = Balances()
        try proof.add(to: &sums)
        try second?.add(to: &sums)
        #expect(sums == balances)
        #expect(second?.head == chain.head)
    }

    @Test func moneyInOddAmountsAndCurrenciesIsWrittenToTheLastDigit() throws {
        let journal = MemoryJournal(station: Samples.station)
        for (cents, currency) in [
            (1, "USD"), (99, "USD"), (100, "USD"), (1_234_567, "USD"), (5, "JPY"), (1_005, "KWD"),
        ] {
            _ = try journal.commit(
                Samples.fact(
                    #"{"heldBecameUnidentified":{"visit":"V","reference":"X","amount":{"minorUnits":\#(cents),"currency":"\#(currency)"}}}"#
                ), at: Samples.moment, businessDate: Samples.date)
        }
        var text = PlainText()
        try journal.forEach { entry throws(JournalError) in
            do { try text.add(entry) } catch { throw .refused(reason: "\(error)") }
        }
        let figures = String(decoding: text.take(), as: UTF8.self).split(separator: "\n")
            .filter { $0.contains("held:V  ") }.map { $0.split(separator: "  ").last ?? "" }
        #expect(figures == ["0.01 USD", "0.99 USD", "1.00 USD", "12345.67 USD", "5 JPY", "1.005 KWD"])
    }
}
