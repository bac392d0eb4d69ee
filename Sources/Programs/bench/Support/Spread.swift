/// Many measured values of one thing, by rank: a mean would hide the tail.
struct Spread {
    private let sorted: [Double]

    /// Values in any order; at least one.
    init(_ values: [Double]) {
        precondition(!values.isEmpty, "nothing was measured")
        sorted = values.sorted()
    }

    init(_ times: [Duration]) { self.init(times.map(\.microseconds)) }

    var count: Int { sorted.count }
    var median: Double { at(50) }
    var least: Double { at(0) }
    var most: Double { at(100) }

    /// The value that so many percent do not exceed.
    func at(_ percent: Int) -> Double { sorted[min(sorted.count - 1, sorted.count * percent / 100)] }
}

extension Duration {
    var microseconds: Double {
        Double(components.seconds) * 1e6 + Double(components.attoseconds) * 1e-12
    }

    var milliseconds: Double { microseconds / 1_000 }
}
