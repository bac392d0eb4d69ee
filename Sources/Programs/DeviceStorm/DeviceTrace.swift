/// The newest events of a world, and one number for its whole history.
struct DeviceTrace {
    private var ring: [String] = []
    private var next = 0
    private static let size = 200
    /// Gets every event in words, as it happens.
    var listen: ((String) -> Void)?
    /// Words are made only when somebody wants them: now, or after a failure.
    var keeps = true
    /// Every byte on the wire with its time, and the time of every word: two runs are the same when this is.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ now: Duration, _ bytes: [UInt8], _ words: @autoclosure () -> String) {
        mix(UInt64(bitPattern: Int64(now.wholeMilliseconds)))
        for byte in bytes { mix(UInt64(byte)) }
        tell(now, words())
    }

    mutating func add(_ now: Duration, _ words: @autoclosure () -> String) { add(now, [], words()) }

    /// Oldest first.
    var words: [String] { Array(ring[next...] + ring[..<next]) }

    private mutating func mix(_ number: UInt64) { hash = (hash ^ number) &* 0x0000_0100_0000_01B3 }

    private mutating func tell(_ now: Duration, _ words: @autoclosure () -> String) {
        guard keeps || listen != nil else { return }
        let line = "\(seconds(now)) \(words())"
        listen?(line)
        if ring.count < Self.size {
            ring.append(line)
        } else {
            ring[next] = line
            next = (next + 1) % Self.size
        }
    }
}

/// Seconds with three digits.
func seconds(_ time: Duration) -> String {
    let (whole, part) = (time.wholeMilliseconds / 1_000, time.wholeMilliseconds % 1_000)
    let digits = String(part)
    return "\(whole)." + String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
}

/// Bytes for a person: letters where there are some, the rest in hexadecimal; long messages are cut.
func spelled(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var words: [UInt8] = []
    for byte in bytes.prefix(20) {
        if (0x21...0x7E).contains(byte) {
            words.append(byte)
        } else {
            words += [UInt8(ascii: "<"), digits[Int(byte >> 4)], digits[Int(byte & 15)], UInt8(ascii: ">")]
        }
    }
    return String(decoding: words, as: UTF8.self) + (bytes.count > 20 ? " … \(bytes.count)" : "")
}
