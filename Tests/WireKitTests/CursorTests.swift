import Testing
import WireKit

struct CursorTests {
    @Test("Bytes read out of order are another reply")
    func readsInOrder() throws {
        var cursor = ByteCursor([0x02, 0x08, 0x10, 0x34, 0x12, 0xAB, 0xCD, 0x99])
        #expect(cursor.peek() == 0x02)
        #expect(try cursor.next() == 0x02)
        #expect(try Array(cursor.take(2)) == [0x08, 0x10])
        #expect(try cursor.littleEndian16() == 0x1234)
        #expect(try cursor.bigEndian16() == 0xABCD)
        #expect(cursor.remaining == 1 && !cursor.isAtEnd)
        #expect(Array(cursor.rest()) == [0x99])
        #expect(cursor.isAtEnd && cursor.peek() == nil && cursor.rest().isEmpty)
    }

    @Test("A read past the end must say so, and must not eat what is there")
    func shortReadsAreTyped() throws {
        var cursor = ByteCursor([0x01])
        #expect(throws: CursorFault.tooShort(wanted: 2, left: 1)) { try cursor.take(2) }
        #expect(throws: CursorFault.tooShort(wanted: 2, left: 1)) { try cursor.littleEndian16() }
        #expect(throws: CursorFault.tooShort(wanted: 2, left: 1)) { try cursor.bigEndian16() }
        #expect(throws: CursorFault.tooShort(wanted: -1, left: 1)) { try cursor.take(-1) }
        #expect(throws: CursorFault.tooShort(wanted: .max, left: 1)) { try cursor.take(.max) }
        #expect(throws: CursorFault.tooShort(wanted: .min, left: 1)) { try cursor.take(.min) }
        #expect(try cursor.next() == 0x01)
        #expect(throws: CursorFault.tooShort(wanted: 1, left: 0)) { try cursor.next() }
        #expect(try cursor.take(0).isEmpty)
    }

    @Test("A frame cut out of a longer buffer must be read from its own beginning")
    func slicesAreRead() throws {
        let buffer: [UInt8] = [0xFF, 0xFF, 0x10, 0x20, 0x30, 0xFF]
        var cursor = ByteCursor(buffer[2..<5])
        #expect(cursor.position == 0, "position counts the bytes read")
        #expect(try cursor.next() == 0x10)
        #expect(cursor.position == 1)
        #expect(Array(cursor.rest()) == [0x20, 0x30])
        var reversed = ByteCursor(buffer.reversed())
        #expect(try Array(reversed.take(2)) == [0xFF, 0x30])
    }

    @Test("Any reads on any bytes must give each byte once, in order, and never one that is not there")
    func anyReadsAreSurvived() {
        var dice = SeededDice(state: 0xB17E)
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
            var (cursor, seen): (ByteCursor, [UInt8]) = (ByteCursor(bytes), [])
            for _ in 0..<12 {
                let before = cursor
                do throws(CursorFault) {
                    switch Int.random(in: 0...4, using: &dice) {
                    case 0: seen.append(try cursor.next())
                    case 1: seen += try cursor.take(Int.random(in: -2...14, using: &dice))
                    case 2:
                        let word = try cursor.littleEndian16()
                        seen += [UInt8(word & 0xFF), UInt8(word >> 8)]
                    case 3:
                        let word = try cursor.bigEndian16()
                        seen += [UInt8(word >> 8), UInt8(word & 0xFF)]
                    default: #expect(cursor.peek() == (seen.count < bytes.count ? bytes[seen.count] : nil))
                    }
                } catch {
                    #expect(cursor.position == before.position, "a fault reads nothing")
                }
                #expect(cursor.remaining == bytes.count - seen.count && cursor.remaining >= 0)
            }
            #expect(seen + cursor.rest() == bytes)
        }
    }
}

/// Chance from a seed, so that a failure comes again (SplitMix64).
struct SeededDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
