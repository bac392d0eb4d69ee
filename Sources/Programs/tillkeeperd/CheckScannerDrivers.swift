import A776Driver
import DeviceKit
import ExcellaDriver
import MiniMICRDriver
import Settings
import Supervision

/// From the settings of a check scanner to its driver.
enum CheckScannerDrivers {
    static func dialogue(
        _ scanner: Settings.CheckScanner
    ) -> any Dialogue<CheckScannerCommand, CheckScannerReport> {
        switch scanner.driver {
        case .excella:
            if let host = scanner.port.host {
                ExcellaDialogue(ExcellaConfiguration(host: host))
            } else {
                ExcellaDialogue()
            }
        case .a776: A776Dialogue()
        case .minimicr: MiniMICRDialogue()
        }
    }

    /// An Excella may end its connection after each answer: that is no loss, and the next one is opened at once.
    static func options(_ scanner: Settings.CheckScanner) -> LineOptions {
        switch scanner.driver {
        case .excella:
            LineOptions(
                backOff: BackOff(steps: [.milliseconds(100), .seconds(1), .seconds(2), .seconds(5), .seconds(10)]),
                steadyAfter: .zero, hangsUpByItself: true)
        case .a776, .minimicr: LineOptions()
        }
    }
}
