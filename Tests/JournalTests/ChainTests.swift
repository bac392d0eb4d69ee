import Custody
import Foundation
import Journal
import Testing

@Suite struct ChainTests {
    private func sealed(_ facts: [Fact]) throws -> [SealedEntry] {
        var chain = Chain(station: Samples.station)
        return try facts.map { try chain.append($0, at: Samples.moment, businessDate: Samples.date) }
    }

    @Test func rootsAreThoseOfTheTransparencyStandard() throws {
        struct Vectors: Decodable {
            struct Merkle: Decodable {
                let leaves: [String]
                let roots: [String]
                let origin: String
            }
            let merkle: Merkle
        }
        let vector = try Samples.vectors("journal.json", as: Vectors.self).merkle
        var frontier = MerkleFrontier()
        for (size, root) in vector.roots.enumerated() {
            #expect(frontier.size == Int64(size))
            #expect(frontier.root.hex == root)
            if size < vector.leaves.count { frontier.append(.entry(Samples.bytes(vector.leaves[size]))) }
        }
    }

    @Test func theBytesOfAnEntryNeverChangeBetweenVersions() throws {
        struct Vectors: Decodable {
            struct Entry: Decodable {
                let hex: String
                let hash: String
                let link: String
                let fact: Fact
            }
            let origin: String
            let entries: [Entry]
            let checkpoint: Check
            struct Check: Decodable {
                let secret: String
                let root: String
                let signature: String
                let text: String
            }
        }
        let vectors = try Samples.vectors("journal.json", as: Vectors.self)
        var writing = Chain(station: Samples.station)
        var reading = Chain(station: Samples.station)
        for vector in vectors.entries {
            let made = try writing.append(vector.fact, at: Samples.moment, businessDate: Samples.date)
            #expect(Samples.hex(made.bytes) == vector.hex)
            #expect(Fingerprint.entry(made.bytes).hex == vector.hash)
            #expect(made.link.hex == vector.link)
            #expect(try reading.admit(Samples.bytes(vector.hex), link: made.link).fact == vector.fact)
        }
        let key = try #require(CheckpointKey(Samples.bytes(vectors.checkpoint.secret)))
        let signed = try key.sign(writing.checkpoint(at: Samples.moment))
        #expect(signed.checkpoint.root.hex == vectors.checkpoint.root)
        #expect(Samples.hex(signed.signature) == vectors.checkpoint.signature)
        #expect(signed.checkpoint.text == vectors.checkpoint.text)
    }

    @Test func anyFlippedBitOfAnyEntryBreaksTheChain() throws {
        let entries = try sealed(Samples.day(visits: 1))
        for place in entries.indices {
            for bit in 0..<(entries[place].bytes.count * 8) {
                var bytes = entries[place].bytes
                bytes[bit / 8] ^= 1 << (bit % 8)
                var chain = Chain(station: Samples.station)
                for before in entries[..<place] { try chain.admit(before.bytes, link: before.link) }
                #expect(throws: ChainFault.linkDiffers(sequence: Int64(place + 1))) {
                    try chain.admit(bytes, link: entries[place].link)
                }
            }
        }
    }

    @Test func swappedAndMissingEntriesAreSeen() throws {
        let entries = try sealed(Samples.day(visits: 1))
        var chain = Chain(station: Samples.station)
        #expect(throws: ChainFault.linkDiffers(sequence: 1)) {
            try chain.admit(entries[1].bytes, link: entries[1].link)
        }
        try chain.admit(entries[0].bytes, link: entries[0].link)
        #expect(throws: ChainFault.linkDiffers(sequence: 2)) {
            try chain.admit(entries[2].bytes, link: entries[2].link)
        }
    }

    @Test func aForgerWhoRecomputesTheLinksStillCannotSkipRepeatOrChangeStation() throws {
        let entries = try sealed(Samples.day(visits: 1))
        var chain = Chain(station: Samples.station)
        try chain.admit(entries[0].bytes, link: entries[0].link)
        func forged(_ bytes: [UInt8]) -> Fingerprint { .link(previous: chain.head.link, entry: .entry(bytes)) }
        #expect(throws: ChainFault.wrongSequence(expected: 2, found: 3)) {
            try chain.admit(entries[2].bytes, link: forged(entries[2].bytes))
        }
        #expect(throws: ChainFault.wrongSequence(expected: 2, found: 1)) {
            try chain.admit(entries[0].bytes, link: forged(entries[0].bytes))
        }
        let other = try JournalEntry(
            id: EntryID(station: StationID(known: "K-13"), epoch: 1, sequence: 2), moment: Samples.moment,
            businessDate: Samples.date, fact: Samples.visitOpened(1)
        ).bytes()
        #expect(throws: ChainFault.wrongStation(expected: Samples.station, found: StationID(known: "K-13"))) {
            try chain.admit(other, link: forged(other))
        }
    }

    @Test func linesThatAreNotTheFactsAreRefusedEvenWithGoodHashes() throws {
        let entry = try JournalEntry(
            id: EntryID(station: Samples.station, epoch: 1, sequence: 1), moment: Samples.moment,
            businessDate: Samples.date, fact: Samples.stacked(1, visit: 1, cents: 2000))
        let honest = Samples.hex(try entry.bytes())
        let line = "6a6d696e6f72556e697473"  // "minorUnits" with its head
        #expect(honest.contains(line + "1907d0"))
        // 20.00 becomes 50.00 in the lines only: the first two of the three amounts belong to the fact or the lines
        let places = honest.components(separatedBy: line + "1907d0")
        #expect(places.count == 4)
        for changed in 1...3 {
            var text = places[0]
            for part in 1...3 { text += line + (part == changed ? "191388" : "1907d0") + places[part] }
            #expect(throws: CBORFault.self) { try JournalEntry(bytes: Samples.bytes(text)) }
        }
    }

    @Test func aNewEpochIsAnnouncedOrRefused() throws {
        var chain = Chain(station: Samples.station)
        _ = try chain.append(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        #expect(throws: ChainFault.epochFell(from: 1, to: 1, sequence: 2)) { try chain.begin(epoch: 1) }
        #expect(throws: ChainFault.epochNotAnnounced(sequence: 2)) {
            try chain.append(Samples.started(epoch: 2), at: Samples.moment, businessDate: Samples.date)
        }
        try chain.begin(epoch: 3)
        #expect(throws: ChainFault.epochNotAnnounced(sequence: 2)) {
            try chain.append(Samples.visitOpened(1), at: Samples.moment, businessDate: Samples.date)
        }
        let entry = try chain.append(Samples.started(epoch: 3), at: Samples.moment, businessDate: Samples.date)
        #expect(entry.entry.id.description == "K-12/3/2")
        #expect(chain.head.epoch == 3)
        let before = Chain(station: Samples.station)
        var reader = before
        try reader.admit(
            sealed([Samples.started()])[0].bytes, link: sealed([Samples.started()])[0].link)
        try reader.admit(entry.bytes, link: entry.link)
        #expect(reader.head == chain.head)
    }

    @Test func aCheckpointHoldsOnlyForItsOwnContentAndKey() throws {
        var chain = Chain(station: Samples.station)
        for fact in Samples.day(visits: 2) {
            _ = try chain.append(fact, at: Samples.moment, businessDate: Samples.date)
        }
        let key = try #require(CheckpointKey(Array(repeating: 7, count: 32)))
        let other = try #require(CheckpointKey(Array(repeating: 8, count: 32)))
        let signed = try key.sign(chain.checkpoint(at: Samples.moment))
        #expect(signed.verify(trusting: key.publicKey))
        #expect(!signed.verify(trusting: other.publicKey))
        _ = try chain.append(Samples.visitOpened(9), at: Samples.moment, businessDate: Samples.date)
        let later = chain.checkpoint(at: Samples.moment)
        #expect(
            !SignedCheckpoint(checkpoint: later, signature: signed.signature, key: key.publicKey)
                .verify(trusting: key.publicKey))
        #expect(!signed.checkpoint.contradicts(later))
        #expect(CheckpointKey([1, 2, 3]) == nil)
        for junk in [[], [0], Array(repeating: UInt8(0xFF), count: 64)] as [[UInt8]] {
            #expect(
                !SignedCheckpoint(checkpoint: later, signature: junk, key: key.publicKey)
                    .verify(trusting: key.publicKey))
            #expect(!SignedCheckpoint(checkpoint: later, signature: junk, key: junk).verify(trusting: junk))
        }
        let stored = try CanonicalCBOR.encode(signed)
        #expect(try CanonicalCBOR.decode(SignedCheckpoint.self, from: stored) == signed)
    }

    @Test func tenCharactersOnPaperNameTheHead() {
        let first = Fingerprint(hex: "00" + String(repeating: "f", count: 62))
        #expect(first?.short == "03ZZZZZZZZ")
        #expect(Fingerprint.zero.short == "0000000000")
        #expect(Fingerprint(hex: "xyz") == nil && Fingerprint([1, 2]) == nil)
    }
}
