/// Sums by place and currency under their written names: a hash table over bytes, because a million entries go through
/// it and no text needs to be made for any of them.
struct PlaceSums {
    private struct Slot {
        var start = 0
        var count = 0
        var currency: UInt32 = 0
        var sum: Int64 = 0
    }

    /// Number of rows in use per bucket table; a bucket holds the row's number + 1, 0 for none.
    private var buckets: [UInt32] = Array(repeating: 0, count: 1_024)
    private var rows: [Slot] = []
    private var names: [UInt8] = []

    /// Adds to a place; `false` on overflow, which changes nothing.
    mutating func add(_ place: UnsafeRawBufferPointer, _ currency: UInt32, _ amount: Int64) -> Bool {
        let row = find(place, currency)
        let (sum, overflow) = rows[row].sum.addingReportingOverflow(amount)
        if !overflow { rows[row].sum = sum }
        return !overflow
    }

    private mutating func find(_ place: UnsafeRawBufferPointer, _ currency: UInt32) -> Int {
        if rows.count * 2 > buckets.count { grow() }
        var bucket = Self.hash(place, currency) & (buckets.count - 1)
        while buckets[bucket] != 0 {
            let row = Int(buckets[bucket]) - 1
            if matches(rows[row], place, currency) { return row }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        rows.append(Slot(start: names.count, count: place.count, currency: currency))
        names.append(contentsOf: place)
        buckets[bucket] = UInt32(rows.count)
        return rows.count - 1
    }

    private func matches(_ slot: Slot, _ place: UnsafeRawBufferPointer, _ currency: UInt32) -> Bool {
        guard slot.count == place.count, slot.currency == currency else { return false }
        return names.withUnsafeBytes { names in
            for offset in 0..<slot.count where names[slot.start + offset] != place[offset] { return false }
            return true
        }
    }

    private mutating func grow() {
        buckets = Array(repeating: 0, count: buckets.count * 4)
        for (row, slot) in rows.enumerated() {
            var bucket = names.withUnsafeBytes { names in
                Self.hash(UnsafeRawBufferPointer(rebasing: names[slot.start..<slot.start + slot.count]), slot.currency)
            }
            bucket &= buckets.count - 1
            while buckets[bucket] != 0 { bucket = (bucket + 1) & (buckets.count - 1) }
            buckets[bucket] = UInt32(row + 1)
        }
    }

    /// FNV-1a with a final mix.
    private static func hash(_ place: UnsafeRawBufferPointer, _ currency: UInt32) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(currency)
        for byte in place { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7FFF_FFFF_FFFF_FFFF)
    }

    /// Every row in the order of first appearance.
    func forEach<Failure: Error>(
        _ body: (_ place: String, _ currency: UInt32, _ sum: Int64) throws(Failure) -> Void
    ) throws(Failure) {
        for slot in rows {
            let name = String(decoding: names[slot.start..<slot.start + slot.count], as: UTF8.self)
            try body(name, slot.currency, slot.sum)
        }
    }
}
