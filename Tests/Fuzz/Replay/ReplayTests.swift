import Testing

/// The normal build reads everything that the fuzzer begins with, and some of what it would make of it: a promise that
/// broke once breaks here again, without libFuzzer.
@Suite struct ReplayTests {
    @Test("A parser that gives way to bytes takes the station with it", arguments: FuzzTarget.all.map(\.name))
    func seedsAndTheirNeighbours(_ name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let seeds = try Seeds.of(target)
        #expect(!seeds.isEmpty, "\(name) has nothing to begin with")
        for bytes in try Seeds.kept(target) { try target.run(bytes) }
        // A life takes a thousand times as long as a frame: some of them, and few changes; libFuzzer does the rest.
        let (step, changes) = name.hasSuffix("-life") ? (max(1, seeds.count / 30), 30) : (1, 1_000)
        for place in stride(from: 0, to: seeds.count, by: step) { try target.run(seeds[place]) }
        var dice = Chance(state: 20_261_121)
        for _ in 0..<changes {
            var bytes = seeds.isEmpty ? [] : seeds[dice.below(seeds.count)]
            for _ in 0...dice.below(4) { dice.change(&bytes, like: seeds) }
            try target.run(Array(bytes.prefix(target.longest)))
        }
    }
}

/// The same changes on every machine.
private struct Chance {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, count)
    }

    mutating func change(_ bytes: inout [UInt8], like seeds: [[UInt8]]) {
        let place = below(bytes.count)
        switch below(6) {
        case 0: bytes.insert(UInt8(below(256)), at: place)
        case 1 where !bytes.isEmpty: bytes.remove(at: place)
        case 2 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(below(8))
        case 3: bytes.removeSubrange(place...)
        case 4: if !seeds.isEmpty { bytes += seeds[below(seeds.count)].prefix(100) }
        default: if !bytes.isEmpty { bytes[place] = UInt8(below(256)) }
        }
    }
}
