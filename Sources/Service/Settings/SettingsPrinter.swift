public import DeviceKit

extension Settings {
    /// A receipt printer.
    public struct Printer: Hashable, Sendable {
        /// `devices.printer.driver`: required.
        public var driver: Driver
        /// `devices.printer.port` and `.line`: a path, `tcp host:port`, `usb printer ...` or `usb line ...`. Required;
        /// line standard `115200 8N1` (`star`: `9600 8N1`).
        public var port: PortAddress
        /// `devices.printer.profile`: what the model can do; one of `driver.profiles`. Required.
        public var profile: String

        /// Drivers of receipt printers.
        public enum Driver: String, Hashable, Sendable, CaseIterable {
            /// Epson's language and its many clones.
            case escpos
            /// Star Line Mode and StarPRNT.
            case star

            /// How these printers speak on a serial line unless the file says otherwise. The papers name no speed of Star's:
            /// 9600 is our reading.
            /// - Source: dossier receipt-printers.md 2, 6.
            public var line: LineSettings {
                switch self {
                case .escpos: LineSettings(.baud115200)
                case .star: LineSettings(.baud9600)
                }
            }

            /// The models that it drives.
            public var models: [PrinterModel] {
                PrinterModel.all.filter { model in
                    switch model.wire {
                    case .escpos: self == .escpos
                    case .starLine, .starPRNT: self == .star
                    }
                }
            }

            /// Keys of the profiles that it drives; the same as in its catalogue (a test compares them, this room knows
            /// no driver).
            public var profiles: [String] { models.map(\.key) }
        }

        /// The drawers that can hang on this printer.
        public var drawerConnectors: Int { PrinterModel.all.first { $0.key == profile }?.drawers ?? 0 }
    }

    /// Keys of the printer profiles that ship, of all drivers.
    public static let printerProfiles = Printer.Driver.allCases.flatMap(\.profiles)
}
