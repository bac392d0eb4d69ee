import Journal
import Testing

@Suite struct CBORTests {
    struct Vector: Decodable {
        let hex: String
        let meaning: String
        let origin: String
        let refused: String?
    }

    /// A value of any kind, to read a vector and write it again.
    indirect enum Item: Codable, Equatable {
        case number(Int64), big(UInt64), text(String), bytes([UInt8]), bool(Bool), null
        case list([Item]), map([String: Item])

        init(from decoder: any Decoder) throws {
            if let box = try? decoder.container(keyedBy: Name.self) {
                self = .map(
                    try Dictionary(
                        uniqueKeysWithValues: box.allKeys.map {
                            ($0.stringValue, try box.decode(Item.self, forKey: $0))
                        }))
                return
            }
            if var box = try? decoder.unkeyedContainer() {
                var items: [Item] = []
                while !box.isAtEnd { items.append(try box.decode(Item.self)) }
                self = .list(items)
                return
            }
            let box = try decoder.singleValueContainer()
            if box.decodeNil() {
                self = .null
            } else if let value = try? box.decode(Int64.self) {
                self = .number(value)
            } else if let value = try? box.decode(UInt64.self) {
                self = .big(value)
            } else if let value = try? box.decode(String.self) {
                self = .text(value)
            } else if let value = try? box.decode([UInt8].self) {
                self = .bytes(value)
            } else {
                self = .bool(try box.decode(Bool.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .list(let items):
                var box = encoder.unkeyedContainer()
                for item in items { try box.encode(item) }
            case .map(let entries):
                var box = encoder.container(keyedBy: Name.self)
                // in descending order on purpose: the encoder has to put it right
                for key in entries.keys.sorted(by: >) { try box.encode(entries[key], forKey: Name(stringValue: key)) }
            case .number(let value): try single(value, encoder)
            case .big(let value): try single(value, encoder)
            case .text(let value): try single(value, encoder)
            case .bytes(let value): try single(value, encoder)
            case .bool(let value): try single(value, encoder)
            case .null:
                var box = encoder.singleValueContainer()
                try box.encodeNil()
            }
        }

        private func single(_ value: some Encodable, _ encoder: any Encoder) throws {
            var box = encoder.singleValueContainer()
            try box.encode(value)
        }
    }

    struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    @Test func everyExampleOfTheStandardIsTakenOrRefusedForItsOwnReason() throws {
        let vectors: [Vector] = try Samples.vectors("cbor.json")
        #expect(vectors.count > 120)
        for vector in vectors {
            let bytes = Samples.bytes(vector.hex)
            do throws(CBORFault) {
                try CanonicalCBOR.check(bytes)
                #expect(vector.refused == nil, "\(vector.hex) \(vector.meaning) was taken")
            } catch {
                let name = "\(error)".prefix { $0 != "(" }
                #expect(vector.refused.map { $0[...] } == name, "\(vector.hex) \(vector.meaning)")
            }
        }
    }

    @Test func whatIsReadIsWrittenAsTheSameBytes() throws {
        let beyond = ["3bffffffffffffffff", "a201020304"]  // a number below Int64, keys that are no text
        for vector in try Samples.vectors("cbor.json", as: [Vector].self)
        where vector.refused == nil && !beyond.contains(vector.hex) {
            let bytes = Samples.bytes(vector.hex)
            let item = try CanonicalCBOR.decode(Item.self, from: bytes)
            #expect(try CanonicalCBOR.encode(item) == bytes, "\(vector.meaning)")
        }
    }

    @Test func aNumberOutsideItsTypeIsNoSilentOtherNumber() {
        #expect(throws: CBORFault.outOfRange(offset: 0)) {
            try CanonicalCBOR.decode(Int64.self, from: Samples.bytes("3bffffffffffffffff"))
        }
        #expect(throws: CBORFault.outOfRange(offset: 0)) {
            try CanonicalCBOR.decode(Int64.self, from: Samples.bytes("1b8000000000000000"))
        }
        #expect(throws: CBORFault.outOfRange(offset: 0)) { try CanonicalCBOR.decode(UInt8.self, from: [0x20]) }
    }

    @Test func extremeNumbersSurvive() throws {
        for value in [Int64.min, -1, 0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, Int64.max] {
            #expect(try CanonicalCBOR.decode(Int64.self, from: CanonicalCBOR.encode(value)) == value)
        }
        #expect(try CanonicalCBOR.decode(UInt64.self, from: CanonicalCBOR.encode(UInt64.max)) == UInt64.max)
    }

    @Test func noFloatingPointGetsIntoTheBooks() {
        #expect(throws: CBORFault.floatValue) { try CanonicalCBOR.encode(1.5) }
        #expect(throws: CBORFault.floatValue) { try CanonicalCBOR.encode(["amount": Float(2)]) }
        #expect(throws: CBORFault.float(offset: 0)) { try CanonicalCBOR.decode(Double.self, from: [0xF9, 0x3C, 0]) }
    }

    @Test func aForgedFieldBesideTheRealOnesIsSeen() throws {
        struct Small: Codable, Equatable { let a: Int }
        #expect(try CanonicalCBOR.decode(Small.self, from: Samples.bytes("a1616101")) == Small(a: 1))
        #expect(throws: CBORFault.unknown(offset: 4)) {
            try CanonicalCBOR.decode(Small.self, from: Samples.bytes("a2616101616202"))
        }
        #expect(throws: CBORFault.missing(key: "a")) { try CanonicalCBOR.decode(Small.self, from: [0xA0]) }
    }

    @Test func missingOptionalsTakeNoSpaceAndComeBack() throws {
        struct Maybe: Codable, Equatable {
            var one: Int?
            var two: String?
        }
        #expect(try CanonicalCBOR.encode(Maybe()) == [0xA0])
        for value in [Maybe(), Maybe(one: 1), Maybe(two: "x"), Maybe(one: -5, two: "")] {
            #expect(try CanonicalCBOR.decode(Maybe.self, from: CanonicalCBOR.encode(value)) == value)
        }
        // a null that a writer put there all the same is another byte form of the same value: read, and told apart
        #expect(try CanonicalCBOR.decode(Maybe.self, from: Samples.bytes("a1636f6e65f6")) == Maybe())
    }

    @Test func depthHasAnEndInBothDirections() throws {
        func nested(_ levels: Int) -> [UInt8] { Array(repeating: 0x81, count: levels - 1) + [0x80] }
        try CanonicalCBOR.check(nested(32))
        #expect(throws: CBORFault.tooDeep(offset: 32)) { try CanonicalCBOR.check(nested(33)) }
        #expect(throws: CBORFault.tooDeep(offset: 32)) { try CanonicalCBOR.check(nested(100_000)) }
        var item = Item.list([])
        for _ in 0..<31 { item = .list([item]) }
        #expect(try CanonicalCBOR.encode(item) == nested(32))
        #expect(throws: CBORFault.tooDeep(offset: 32)) { try CanonicalCBOR.encode(Item.list([item])) }
    }

    @Test func containersMadeByHandEndUpInTheSameOrder() throws {
        struct Crossed: Encodable {
            func encode(to encoder: any Encoder) throws {
                var outer = encoder.container(keyedBy: Name.self)
                var late = outer.nestedContainer(keyedBy: Name.self, forKey: Name(stringValue: "zz"))
                try outer.encode(1, forKey: Name(stringValue: "b"))
                try late.encode("late", forKey: Name(stringValue: "x"))
                var list = outer.nestedUnkeyedContainer(forKey: Name(stringValue: "aa"))
                try outer.encode(2, forKey: Name(stringValue: "a"))
                try list.encode(7)
                var inner = list.nestedUnkeyedContainer()
                try list.encode(8)
                try inner.encode(9)
            }
        }
        let bytes = try CanonicalCBOR.encode(Crossed())
        #expect(Samples.hex(bytes) == "a4616102616201626161830781090862" + "7a7aa16178646c617465")
        try CanonicalCBOR.check(bytes)
    }

    @Test func oneKeyTwiceIsRefusedAndNotDecided() {
        struct Twice: Encodable {
            func encode(to encoder: any Encoder) throws {
                var box = encoder.container(keyedBy: Name.self)
                for value in [1, 2] { try box.encode(value, forKey: Name(stringValue: "amount")) }
            }
        }
        #expect(throws: CBORFault.doubleKey("amount")) { try CanonicalCBOR.encode(Twice()) }
    }

    @Test func moreThanTwentyThreeEntriesHaveALongerHead() throws {
        let map = Dictionary(uniqueKeysWithValues: (0..<300).map { ("key\($0)", $0) })
        let bytes = try CanonicalCBOR.encode(map)
        #expect(bytes.prefix(3) == [0xB9, 0x01, 0x2C])
        #expect(try CanonicalCBOR.decode([String: Int].self, from: bytes) == map)
        let list = Array(0..<300)
        #expect(try CanonicalCBOR.decode([Int].self, from: CanonicalCBOR.encode(list)) == list)
    }

    @Test func noBytesWhateverTrapTheReader() throws {
        var state: UInt64 = 42
        func dice() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let real = try JournalEntry(
            id: EntryID(station: Samples.station, epoch: 1, sequence: 9), moment: Samples.moment,
            businessDate: Samples.date, fact: Samples.paid(1, account: "A-1", toBill: 3500, toCredit: 500)
        ).bytes()
        for round in 0..<20_000 {
            var bytes = round % 2 == 0 ? real : (0..<Int(dice() % 40)).map { _ in UInt8(truncatingIfNeeded: dice()) }
            for _ in 0..<(dice() % 4) where !bytes.isEmpty {
                bytes[Int(dice()) % bytes.count] = UInt8(truncatingIfNeeded: dice())
            }
            if dice() % 4 == 0 { bytes = Array(bytes.prefix(Int(dice()) % (bytes.count + 1))) }
            do throws(CBORFault) {
                let entry = try JournalEntry(bytes: bytes)
                // the one form: whatever is taken is written as the same bytes
                #expect(try entry.bytes() == bytes)
            } catch { continue }
        }
    }
}
