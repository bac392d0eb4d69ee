/// A promise of a parser or driver that some bytes have broken, in a sentence.
struct Broken: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Ends the run when a promise does not hold.
func promise(_ holds: Bool, _ words: @autoclosure () -> String) throws(Broken) {
    if !holds { throw Broken(words()) }
}
