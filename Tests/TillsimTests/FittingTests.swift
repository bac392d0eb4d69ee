import ArgumentParser
import Testing

@testable import BenchKit
@testable import tillsim

/// Printers of other makes, more drawers, a drawer board, a scanner of bills: the same hands at all of them.
@Suite struct FittingTests {
    private func counter(_ change: (inout BenchConfiguration) -> Void) -> Counter {
        var configuration = BenchConfiguration()
        change(&configuration)
        return Counter(configuration)
    }

    @Test func aStarPrinterPrintsOpensBothDrawersAndObeysItsLevers() {
        var counter = counter { ($0.printerKind, $0.drawers) = (.star, 2) }
        counter.take(.received(.printer, Array("PAID 20.00\n".utf8) + [0x1B, 0x64, 0x03, 0x07]))
        counter.run(for: .seconds(3))
        #expect(counter.view.printer.text.contains("PAID 20.00"))
        #expect(counter.view.printer.model == "Star TSP650II")
        #expect(counter.bench.printer.png(piece: 1)?.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
        #expect(counter.view.drawers.map(\.position) == ["open", "shut"])
        counter.take(.received(.printer, [0x1A]))
        counter.run(for: .seconds(1))
        #expect(counter.view.drawers.map(\.position) == ["open", "open"])
        counter.pull(.drawer(.second, .pushShut))
        #expect(counter.view.drawers.map(\.position) == ["open", "shut"])
        counter.effects = []
        counter.pull(.cover(open: true))
        counter.pull(.paper(false))
        #expect(counter.view.printer.cover == "open" && !counter.view.printer.paper)
        counter.pull(.paper(true))
        #expect(counter.view.printer.paperPercent == 100)
        counter.pull(.power(.printer, on: false))
        #expect(!counter.view.printer.power)
    }

    @Test func aKioskPrinterHoldsTheReceiptUntilItIsTakenAndJamsWithASecondOne() {
        var counter = counter { $0.printerKind = .custom }
        #expect(counter.view.printer.presenter == "empty")
        let receipt = Array("PAID 20.00\n".utf8) + [0x1D, 0x56, 0x41, 0x03]
        counter.take(.received(.printer, receipt))
        counter.run(for: .seconds(3))
        #expect(counter.view.printer.presenter == "holds")
        counter.pull(.takeReceipt)
        #expect(counter.view.printer.presenter == "empty")
        counter.take(.received(.printer, receipt + receipt))
        counter.run(for: .seconds(5))
        #expect(counter.view.printer.presenter == "jammed")
        counter.pull(.takeReceipt)
        #expect(counter.view.printer.presenter == "empty")
        counter.pull(.block(true))
        counter.take(.received(.printer, receipt))
        counter.run(for: .seconds(3))
        #expect(counter.view.printer.presenter == "jammed" && counter.view.printer.blocked)
        counter.pull(.block(false))
        #expect(counter.view.printer.presenter == "empty")
    }

    /// Else a port would appear behind which there is nothing.
    @Test func theCableOfADeviceThatIsNotHereMovesNothing() {
        var counter = Counter()
        counter.effects = []
        counter.pull(.cable(.checkScanner, on: false))
        counter.pull(.cable(.checkScanner, on: true))
        #expect(counter.effects.isEmpty)
    }

    @Test func aPrinterWithoutAPresenterSaysSo() { #expect(Counter().view.printer.presenter == "none") }

    @Test func theBoardOpensItsDrawersAndAnswersWhereTheyAre() {
        var counter = counter { $0.drawerBoard = .ibm }
        #expect(counter.view.drawers.map(\.id) == ["drawer", "board-drawer", "second-board-drawer"])
        counter.take(.received(.drawerBoard, [0x1B, 0x07]))
        #expect(counter.view.drawers.map(\.position) == ["shut", "shut", "open"])
        counter.take(.received(.drawerBoard, [0x06]))
        counter.take(.received(.drawerBoard, [0x1B, 0x06]))
        #expect(counter.sent(on: .drawerBoard) == [0x00, 0x40])
        #expect(
            counter.bench.log.entries.filter { $0.wire == .drawerBoard }.map(\.text) == [
                "pulse for the second drawer", "drawer asked", "drawer shut", "second drawer asked", "drawer open",
            ])
        counter.pull(.drawer(.boardSecond, .pushShut))
        #expect(counter.view.drawers.map(\.position) == ["shut", "shut", "shut"])
    }

    @Test func aBoardThatLivesOnTheLineHasToChargeAfterThePortIsOpened() {
        var counter = counter { $0.drawerBoard = .apg }
        counter.run(for: .seconds(20))
        counter.take(.opened(.drawerBoard))
        counter.take(.received(.drawerBoard, [0x07]))
        #expect(counter.view.drawers.last?.position == "shut")
        counter.run(for: .seconds(13))
        counter.take(.received(.drawerBoard, [0x07]))
        #expect(counter.view.drawers.last?.position == "open")
    }

    @Test func aBillUnderTheScannerIsTypedWhole() {
        var counter = counter { $0.scanner = .line }
        counter.pull(.scanner(.barcode(account: "10000016")))
        counter.run(for: .milliseconds(200))
        let barcode = String(decoding: counter.sent(on: .scanner), as: UTF8.self)
        #expect(barcode.hasPrefix("]C0TVW1000001600006347") && barcode.hasSuffix("\r"))
        counter.effects = []
        counter.pull(.scanner(.stub(account: "10000024")))
        counter.run(for: .milliseconds(200))
        #expect(String(decoding: counter.sent(on: .scanner), as: UTF8.self).hasPrefix("]o110000024 00014218 20261204 "))
        #expect(counter.view.scanner?.lastNotice == "stub of bill 10000024 read")
    }

    @Test func aReadThatBreaksOffAndACableThatIsOut() {
        var counter = counter { $0.scanner = .line }
        counter.pull(.scanner(.tear))
        #expect(counter.view.scanner?.torn == true)
        counter.pull(.scanner(.barcode(account: "10000016")))
        counter.run(for: .milliseconds(200))
        #expect(counter.sent(on: .scanner).count == 9)
        #expect(counter.view.scanner?.torn == false)
        counter.effects = []
        counter.pull(.cable(.scanner, on: false))
        counter.pull(.scanner(.barcode(account: "10000016")))
        counter.run(for: .milliseconds(200))
        #expect(counter.sent(on: .scanner).isEmpty)
        #expect(counter.view.scanner?.lastNotice == "the scanner has no power")
    }

    @Test func allPowerMeansAllDevices() {
        var counter = counter {
            ($0.drawerBoard, $0.checkScanner, $0.scanner) = (.ibm, .a776, .line)
        }
        counter.pull(.power(.drawerBoard, on: false))
        counter.pull(.cutAllPower)
        #expect(counter.checks?.mouth == .off && counter.view.board?.power == false)
        #expect(counter.view.scanner?.power == false && !counter.view.printer.power)
        counter.run(for: .seconds(4))
        #expect(counter.checks?.power == true && counter.view.scanner?.power == true)
        #expect(counter.view.board?.power == false, "what was switched off stays off")
    }

    @Test func onlyTheWiresOfThisBenchAreMade() {
        #expect(BenchConfiguration().wires == [.validator, .printer])
        #expect(counter { ($0.checkScanner, $0.scanner) = (.excella, .line) }.bench.configuration.wires.count == 4)
    }

    @Test func theCommandLineIsTheBench() throws {
        let bench = try Tillsim.parse([
            "--directory", "x", "--printer", "star", "--drawers", "2", "--drawer-board", "apg-484a",
            "--check-scanner", "excella", "--scanner", "line",
        ]).bench
        #expect(bench.printerKind == .star && bench.drawers == 2 && bench.drawerBoard == .apg)
        #expect(bench.wires == Wire.allCases)
        #expect(bench.networked == [.checkScanner], "the Excella has no serial port")
        for bad in [
            ["--drawers", "3"], ["--printer", "laser"], ["--check-scanner-port", "8082"],
            ["--check-scanner", "minimicr", "--check-scanner-port", "1"],
            ["--check-scanner", "a776", "--check-scanner-port", "0"],
        ] {
            #expect(throws: (any Error).self) { try Tillsim.parse(["--directory", "x"] + bad) }
        }
    }
}
