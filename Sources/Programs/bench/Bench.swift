import ArgumentParser

/// Measures what the project promises about speed and size, beside the limit of the disk and beside programs that people
/// would use instead. `packaging/bench.sh` runs the measurements in order; each can be run alone.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "How fast, how large: measured on this machine, in this hour.",
        discussion: """
            Absolute figures belong to the machine and the hour; only ratios of one run are goals. Latencies of busy \
            machines mean nothing without a real-time policy: run them under `chrt -r 5`.
            """,
        subcommands: [
            DiskCommand.self, StackedCommand.self, CreditCommand.self, ReceiptsCommand.self, ReceiptOnceCommand.self,
            IdleCommand.self, StartCommand.self, FillCommand.self, CodecCommand.self,
            PicturesCommand.self, PtyCommand.self, CrowdCommand.self,
        ])
}

/// Where things lie.
struct Places: ParsableArguments {
    @Option(help: "Folder for what is made on the way; on the disk that is to be measured.")
    var folder = ".bench"
    @Option(help: "Python with what packaging/bench/requirements.txt names; empty: no program is measured beside ours.")
    var python = ".bench/venv/bin/python"
    @Option(help: "Folder of the programs to run beside ours.")
    var peers = "packaging/bench"

    /// A path inside the folder.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// A program to run beside ours, or `nil` without Python.
    func peer(_ script: String) -> [String]? { python.isEmpty ? nil : [python, "\(peers)/\(script)"] }
}

/// A measurement that cannot go on, in a sentence.
struct Stuck: Error, CustomStringConvertible {
    let description: String

    init(_ words: String) { description = words }
}
