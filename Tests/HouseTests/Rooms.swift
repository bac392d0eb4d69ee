/// Which folders which rule watches.
enum Watched {
    /// Rooms whose every file is a value: no clock, no chance, no order that differs from run to run.
    static let pure = ["Sources/Core", "Sources/Ports", "Drivers", "Simulators"]
    /// Machines and the shell that runs them live here side by side.
    static let controller = ["Sources/Service/Controller"]
    /// The rooms whose machines decide about money.
    static let machines = ["Sources/Core/Custody", "Sources/Service/Controller"]
    /// Where money or a print job passes.
    static let moneyPaths =
        pure + [
            "Sources/Adapters/JournalStore", "Sources/Adapters/LedgerSQLite", "Sources/Adapters/LedgerPostgres",
            "Sources/Adapters/LedgerHTTP", "Sources/Adapters/LedgerFiles", "Sources/Service/Posting",
            "Sources/Service/Controller",
        ]
    /// Where a promise to the compiler may be made by hand.
    static let transports = ["Sources/Adapters/Transports"]
    /// Everything that is program text.
    static let code = ["Sources", "Drivers", "Simulators"]
}

extension SwiftFile {
    /// A file of the controller that awaits or owns an actor is the shell around the machines; all others are machines.
    var isShell: Bool { tokens.contains { $0.isWord("actor") || $0.isWord("await") || $0.isWord("async") } }

    /// A pure file: any of a pure room, and the machines of the controller.
    var isPure: Bool { isIn(Watched.pure) || (isIn(Watched.controller) && !isShell) }
}
