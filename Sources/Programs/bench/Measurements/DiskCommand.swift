import ArgumentParser

/// The disk alone, for the first and the last line of a run: two that differ much mean that the run is worth nothing.
struct DiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disk", abstract: "append + fdatasync and overwrite + fdatasync of this disk.")

    @OptionGroup var places: Places
    @Option(help: "Bytes of one write.")
    var bytes = 4_096
    @Option(help: "Writes of each kind.")
    var count = 1_000
    @Flag(help: "Print the head of the table first.")
    var head = false

    func run() async throws {
        if head { Table.head() }
        for (name, times) in [
            ("append + fdatasync", try Disk.appends(bytes, count: count, in: places.folder)),
            ("overwrite + fdatasync", try Disk.overwrites(bytes, count: count, in: places.folder)),
        ] {
            let spread = Spread(times)
            Table.row(
                "-", "disk: \(name), \(bytes) B",
                ours: "p50 \(spread.median.short) us, p99 \(spread.at(99).short) us",
                beside: "\((1e6 / spread.median).short)/s at p50")
        }
    }
}
