/// One parser, or one driver, and what must hold of it for any bytes at all.
struct FuzzTarget: Sendable {
    /// What `make fuzz` and the corpus call it.
    let name: String
    /// Files of `Tests/Vectors` whose bytes are good beginnings.
    let vectors: [String]
    /// Other files of the tree that are good beginnings, by their paths.
    let files: [String]
    /// Turns the bytes of a vector into inputs for this target.
    let seeds: @Sendable ([UInt8]) -> [[UInt8]]
    /// Inputs longer than this find nothing that shorter ones do not.
    let longest: Int
    /// Throws when a promise is broken. A trap on the way is a broken promise too.
    let run: @Sendable ([UInt8]) throws(Broken) -> Void

    init(
        _ name: String, vectors: [String] = [], files: [String] = [], longest: Int = 600,
        seeds: @escaping @Sendable ([UInt8]) -> [[UInt8]] = { [$0] },
        run: @escaping @Sendable ([UInt8]) throws(Broken) -> Void
    ) {
        (self.name, self.vectors, self.files, self.longest) = (name, vectors, files, longest)
        (self.seeds, self.run) = (seeds, run)
    }

    /// Every parser of the house that eats what others wrote.
    static let all: [FuzzTarget] =
        acceptorWires + printerWires + checkWires + textParsers + keptFiles + bookParsers + acceptorLives + deviceLives

    /// The one that is called so.
    static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
