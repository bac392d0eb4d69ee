import ArgumentParser

/// Makes the large journal without measuring anything.
struct FillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "Makes the large journal that `start` needs; kept when it is there.")

    @OptionGroup var places: Places
    @Option(help: "Entries.")
    var entries: Int64 = 1_000_000

    func run() async throws { try JournalFilling.make(entries, in: places.path("journal-\(entries)")) }
}
