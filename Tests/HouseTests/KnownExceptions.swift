/// Every place where a rule is broken on purpose, with the reason. An entry that nothing needs any more fails.
enum KnownExceptions {
    /// None of these is ever walked over unsorted; `walks` watches that.
    static let unordered = [
        Exception("Drivers/ESCPOS/Driver/ESCPOSSetting.swift", atMost: 6, "constant tables, only looked up by opcode"),
        Exception("Simulators/Core/SimulatedCore.swift", atMost: 5, "books of the other side, only asked by key"),
        Exception("Simulators/ESCPOS/ESCPOSConfiguration.swift", "two drawers, only asked by connector"),
        Exception("Simulators/ESCPOS/ESCPOSModel.swift", "code pages, only asked by their number"),
        Exception("Simulators/ESCPOS/Text/CodePage.swift", "constant table, only asked by its number"),
        Exception("Simulators/ESCPOS/Font/GlyphTable.swift", atMost: 3, "glyphs, only asked by their sign"),
        Exception("Sources/Core/Journal/Balances.swift", "an index into an array that keeps the order"),
        Exception(
            "Sources/Core/Journal/CBOR/CBORReader.swift", "Decoder of the standard library asks for it, always empty"),
        Exception(
            "Sources/Core/Journal/CBOR/CBORWriter.swift", "Encoder of the standard library asks for it, always empty"),
        Exception("Sources/Core/Receipts/ReceiptCells.swift", atMost: 2, "constant table, only asked by character"),
        Exception(
            "Sources/Ports/CoreLedger/PostingChecks.swift", atMost: 2, "only asks whether a name was there before"),
        Exception("Sources/Ports/CoreLedger/StrictJSON.swift", "only asks whether a name was there before"),
    ]

    static let defaultsInMachines = [
        Exception("Sources/Core/Custody/BusinessDate.swift", "months are whole numbers, not cases of ours"),
        Exception("Sources/Core/Custody/Place.swift", "names of places are read from text"),
    ]

    static let largeRooms = [
        Exception(
            "Sources/Core/Custody", "the facts of a station are one closed list, and its books are their one fold"),
        Exception("Sources/Programs/tillkeeper", "one command a file; they share a console and nothing else"),
        Exception("Drivers/ESCPOS/Driver", "one command set; most of it are tables of commands, pages and models"),
        Exception(
            "Simulators/ESCPOS", "a printer made of paper: font, symbols and code pages are tables that only it needs"),
    ]
}

/// Rules that are broken and wait to be mended.
enum OpenViolations {
    private static let store =
        "one lock type for Transports and JournalStore, or a decision that the store is such a place"

    static let handMadePromises = [
        OpenViolation("Sources/Adapters/JournalStore/Gate.swift", store),
        OpenViolation("Sources/Adapters/JournalStore/GroupCommit.swift", store),
        OpenViolation("Sources/Adapters/JournalStore/JournalStore.swift", store),
        OpenViolation("Sources/Adapters/JournalStore/Proving.swift", store),
    ]
}
