import Checks
import DeviceKit
import Money
import Receipts

/// From a mark's words to the command that a controller gave.
protocol ReadableCommand: Hashable, Sendable {
    /// `nil`: no such command, or one that cannot be made again from its words.
    static func read(_ words: [Substring]) -> Self?
}

extension BillAcceptorCommand: ReadableCommand {
    /// `stack` comes without its moment: the replay fills in that of the note it has seen.
    static func read(_ words: [Substring]) -> BillAcceptorCommand? {
        switch words.first {
        case "settle": .settle
        case "disable": .disable
        case "stack": .stack(seenAt: .zero)
        case "giveBack": .giveBack
        case "acknowledge": .acknowledge
        case "enable": .enable(words.dropFirst().compactMap(denomination))
        default: nil
        }
    }

    private static func denomination(_ word: Substring) -> Denomination? {
        guard let value = Int64(word.dropLast(3)), value > 0 else { return nil }
        do throws(MoneyError) {
            return try Denomination(Money(minorUnits: value, Currency(String(word.suffix(3)))))
        } catch {
            return nil  // a mark that nobody of ours wrote
        }
    }
}

extension POSPrinterCommand: ReadableCommand {
    static func read(_ words: [Substring]) -> POSPrinterCommand? {
        let rest = words.dropFirst().joined(separator: " ")
        switch words.first {
        case "print":
            let standIn = ReceiptDocument(language: .english, blocks: [.text("stand-in")])
            return .print(PrintJob(id: rest, document: standIn))
        case "abandon": return .abandon(id: rest)
        case "recover": return .recover
        case "openDrawer":
            guard words.count >= 3, let connector = Int(words[1]) else { return nil }
            return .openDrawer(connector: connector, request: words.dropFirst(2).joined(separator: " "))
        default: return nil
        }
    }
}

extension CashDrawerCommand: ReadableCommand {
    static func read(_ words: [Substring]) -> CashDrawerCommand? {
        switch words.first {
        case "openDrawer":
            guard words.count >= 3, let number = Int(words[1]) else { return nil }
            return .openDrawer(number: number, request: words.dropFirst(2).joined(separator: " "))
        case "lines":
            guard words.count == 2 else { return nil }
            if words[1] == "none" { return .lines(.none) }
            if words[1] == "unknown" { return .lines(.unknown) }
            let levels = words[1].map { $0 == "1" }
            guard levels.count == 4 else { return nil }
            return .lines(
                .lines(clearToSend: levels[0], dataSetReady: levels[1], ring: levels[2], carrier: levels[3]))
        default: return nil
        }
    }
}

extension CheckScannerCommand: ReadableCommand {
    static func read(_ words: [Substring]) -> CheckScannerCommand? {
        switch words.first {
        case "beginInsertion":
            guard words.count >= 4, let patience = Int64(words[1]) else { return nil }
            let item = words.dropFirst(3).joined(separator: " ")
            return .beginInsertion(
                CheckScan(item: item, hold: words[2] == "hold", patience: .milliseconds(patience)))
        case "endInsertion": return .endInsertion
        case "eject": return .eject
        case "cleared": return .cleared
        default: return nil
        }
    }
}

extension ScannerCommand: ReadableCommand {
    static func read(_ words: [Substring]) -> ScannerCommand? {
        switch words.first {
        case "enable": .enable
        case "disable": .disable
        default: nil
        }
    }
}
