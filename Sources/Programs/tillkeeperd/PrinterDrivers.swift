import DeviceKit
import ESCPOSDriver
import Settings
import StarDriver

/// From the settings of a receipt printer and the drawers on it to its driver.
enum PrinterDrivers {
    /// `start`: receipts so far; a printer that kept its memory must not see process ids of the life before.
    static func dialogue(
        _ printer: Settings.Printer, _ drawers: [Settings.Drawer], start: Int64
    ) -> any Dialogue<POSPrinterCommand, POSPrinterReport> {
        // Both connectors share one sense line and one kind of pulse; the settings hold two drawers to that.
        let drawer = drawers.first { $0.driver == .printer }.map(drawerSettings)
        switch printer.driver {
        case .escpos: return ESCPOSPrinterDialogue(escpos(printer, drawer, start))
        case .star: return StarPrinterDialogue(star(printer, drawer))
        }
    }

    private static func escpos(
        _ printer: Settings.Printer, _ drawer: DrawerSettings?, _ start: Int64
    ) -> ESCPOSConfiguration {
        let profile = ESCPOSProfile.catalogue.first { $0.key == printer.profile }?.profile ?? .tmT88V
        return ESCPOSConfiguration(
            profile: profile, drawer: drawer, firstProcessID: 1 + Int(start % 90) * 50,
            bytesPerSecond: bytesPerSecond(printer.port))
    }

    private static func star(_ printer: Settings.Printer, _ drawer: DrawerSettings?) -> StarConfiguration {
        let profile = StarProfile.catalogue.first { $0.key == printer.profile }?.profile ?? .tsp650
        return StarConfiguration(profile: profile, drawer: drawer, bytesPerSecond: bytesPerSecond(printer.port))
    }

    private static func bytesPerSecond(_ port: PortAddress) -> Int? {
        switch port {
        case .serial(_, let line): line.speed.rawValue / 10
        case .usb(_, .line(let line)): line.speed.rawValue / 10
        case .tcp, .usb(_, .printer), .usb(_, .hid), .keys: nil
        }
    }

    private static func drawerSettings(_ drawer: Settings.Drawer) -> DrawerSettings {
        let level: DrawerSettings.OpenLevel =
            switch drawer.openLevel {
            case .high: .high
            case .low: .low
            case .learn: .unknown
            case .noSensor: .noSensor
            }
        return DrawerSettings(
            openLevel: level, pulse: drawer.pulse == .realTime ? .realTime : .buffered,
            pulseMilliseconds: drawer.pulseMilliseconds)
    }
}
