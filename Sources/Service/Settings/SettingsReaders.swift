public import DeviceKit

extension Settings {
    /// A check scanner, or a reader of the MICR line alone.
    public struct CheckScanner: Hashable, Sendable {
        /// `devices.checkScanner.driver`: required.
        public var driver: Driver
        /// `devices.checkScanner.port` and `.line`: required; `excella` in the network only. Line standard `57600 8N1`
        /// (`a776`) or `9600 8N1` (`minimicr`).
        public var port: PortAddress

        /// Drivers of check scanners.
        public enum Driver: String, Hashable, Sendable, CaseIterable {
            /// MagTek Excella, in the network.
            case excella
            /// CognitiveTPG A776.
            case a776
            /// MagTek Mini MICR and those like it: the line, no pictures.
            case minimicr

            /// How these units speak on a serial line when they leave the factory.
            /// - Source: dossier check-scanners.md 1, 2.
            public var line: LineSettings {
                switch self {
                case .a776: LineSettings(.baud57600)
                case .excella, .minimicr: LineSettings(.baud9600)
                }
            }
        }
    }

    /// A reader of barcodes or scan lines.
    public struct Scanner: Hashable, Sendable {
        /// `devices.scanner.driver`: required.
        public var driver: Driver
        /// `devices.scanner.port` and `.line`: required. `line`: a path, `tcp host:port` or `usb line ...`, line
        /// standard `9600 8N1`. `wedge`: the path of an input device, best one under `/dev/input/by-id/`.
        public var port: PortAddress

        /// How the reader hands over what it read.
        public enum Driver: String, Hashable, Sendable, CaseIterable {
            /// As characters on a line.
            case line
            /// As a keyboard types.
            case wedge
        }
    }
}
