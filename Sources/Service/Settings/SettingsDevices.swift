public import Custody
public import DeviceKit

extension Settings {
    /// What is plugged in. A device that is left out is not there; two devices never share a port.
    public struct Devices: Hashable, Sendable {
        /// `devices.validator`: the note acceptor.
        public var validator: Validator?
        /// `devices.printer`: the receipt printer.
        public var printer: Printer?
        /// `devices.drawer`: the cash drawer on the printer's connector.
        public var drawer: Drawer?
    }

    /// A note acceptor.
    public struct Validator: Hashable, Sendable {
        /// `devices.validator.driver`: required.
        public var driver: Driver
        /// `devices.validator.port` and `.line`: a path, or `tcp host:port`. Required; line standard as the
        /// driver's units leave the factory (`9600 7E1` for `ebds`).
        public var port: PortAddress
        /// `devices.validator.counter`: what the unit's own count of notes proves after a power cut. Standard: as the
        /// driver's table of models says.
        public var counter: CounterTrust?
        /// `devices.validator.powerUpPolicy`: what the unit does with a note at a power cut. Standard `b`; `ebds` only.
        public var powerUpPolicy: PowerUpPolicy
        /// `devices.validator.startingSeconds`: how long "no state" may mean "still starting". Standard 15; 1 to 120.
        public var startingSeconds: Int
        /// `devices.validator.serial`: the nameplate, for `id003` only, whose wire does not tell it. Standard: named by
        /// its place.
        public var serial: String?
        /// `devices.validator.pollMilliseconds`: from one poll to the next. Standard 150 (`ccnet`: 200);
        /// 50 to 1000.
        public var pollMilliseconds: Int

        /// Drivers of note acceptors.
        public enum Driver: String, Hashable, Sendable, CaseIterable {
            /// MEI, CPI and compatible units.
            case ebds
            /// JCM.
            case id003
            /// CashCode and compatible units.
            case ccnet

            /// How these units speak when they leave the factory.
            /// - Source: dossier bill-acceptors.md 0.
            public var line: LineSettings {
                switch self {
                case .ebds: LineSettings(.baud9600, .seven, .even)
                case .id003: LineSettings(.baud9600, .eight, .even)
                case .ccnet: LineSettings(.baud9600)
                }
            }

            /// From one poll to the next, where the file does not say.
            /// - Source: dossier bill-acceptors.md 0.
            public var standardPollMilliseconds: Int {
                switch self {
                case .ebds, .id003: 150
                case .ccnet: 200
                }
            }
        }

        /// What the unit does with a note that it held when the power went. The driver's configuration says more.
        public enum PowerUpPolicy: String, Hashable, Sendable, CaseIterable {
            /// Escrow is held; a note past it is finished and reported without a value.
            case a
            /// A note past escrow is finished and reported with its value.
            case b
            /// As `b` for escrow, as `a` past it.
            case c
        }
    }

    /// A receipt printer.
    public struct Printer: Hashable, Sendable {
        /// `devices.printer.driver`: required.
        public var driver: Driver
        /// `devices.printer.port` and `.line`: a path, or `tcp host:port`. Required; line standard `115200 8N1`.
        public var port: PortAddress
        /// `devices.printer.profile`: what the model can do; one of `Settings.printerProfiles`. Required.
        public var profile: String

        /// Drivers of receipt printers.
        public enum Driver: String, Hashable, Sendable, CaseIterable {
            /// Epson's language and its many clones.
            case escpos
        }
    }

    /// Keys of the printer profiles that ship; the same as in the printer driver's catalogue (a test compares them,
    /// this room knows no driver).
    public static let printerProfiles = [
        "tm-t88v", "tm-t88-576", "tm-t20", "generic-58", "custom-kpm", "custom-tptcm",
    ]

    /// A cash drawer on the printer's connector.
    public struct Drawer: Hashable, Sendable {
        /// `devices.drawer.id`: the drawer's name on its label, for example `D-1`. Required.
        public var id: DrawerID
        /// `devices.drawer.connector`: 1 (pin 2) or 2 (pin 5) of the printer's socket. Standard 1.
        public var connector: Int
        /// `devices.drawer.pulse`: `realTime` opens at once, `buffered` in the order of the data. Standard `realTime`.
        public var pulse: Pulse
        /// `devices.drawer.pulseMilliseconds`: length of the first pulse and of those that follow while the drawer
        /// stands closed. Standard `[100, 200, 400]`; 1 to 5 lengths of 10 to 500.
        public var pulseMilliseconds: [Int]
        /// `devices.drawer.openLevel`: which level of the sense line means open. Standard `learn`, at the first kick.
        public var openLevel: OpenLevel

        /// How the pulse travels.
        public enum Pulse: String, Hashable, Sendable, CaseIterable {
            /// At once, also while a receipt waits for paper.
            case realTime
            /// In the order of what is printed.
            case buffered
        }

        /// What the sense line says.
        public enum OpenLevel: String, Hashable, Sendable, CaseIterable {
            /// A high level is an open drawer.
            case high
            /// A low level is an open drawer.
            case low
            /// Told by the first kick.
            case learn
            /// The drawer has no switch: it is never known to be open.
            case noSensor
        }
    }
}
