import DeviceKit
import ScannerDriver
import Settings

/// From the settings of a reader of bills and stubs to its driver.
enum ScannerDrivers {
    static func dialogue(_ scanner: Settings.Scanner) -> any Dialogue<ScannerCommand, ScannerReport> {
        switch scanner.driver {
        case .line: ScannerDialogue(ScannerConfiguration(.characters))
        case .wedge: ScannerDialogue(ScannerConfiguration(.keys(MemoryLayout<Int>.size == 8 ? .wide : .narrow)))
        }
    }
}
