public import Custody
public import DeviceKit

extension Settings {
    /// A cash drawer: on the printer's connector, or with a board and a line of its own.
    public struct Drawer: Hashable, Sendable {
        /// `devices.drawer.id`: the drawer's name on its label, for example `D-1`. Required.
        public var id: DrawerID
        /// `devices.drawer.driver`: what opens it. Standard `printer`.
        public var driver: Driver
        /// `devices.drawer.port` and `.line`: where its board is reached; required for `apg` and `hid`, `nil` for
        /// `printer`. Line standard `9600 8N1`, for `apg` only.
        public var port: PortAddress?
        /// `devices.drawer.connector`: 1 (pin 2) or 2 (pin 5) of the printer's socket, for `printer` only. Standard 1.
        public var connector: Int
        /// `devices.drawer.pulse`: `realTime` opens at once, `buffered` in the order of the data, for `printer` only.
        /// Standard `realTime`.
        public var pulse: Pulse
        /// `devices.drawer.pulseMilliseconds`: length of the first pulse and of those that follow while the drawer
        /// stands closed, for `printer` only. Standard `[100, 200, 400]`; 1 to 5 lengths of 10 to 500.
        public var pulseMilliseconds: [Int]
        /// `devices.drawer.openLevel`: which level of the sense line means open. Standard `learn`, at the first kick.
        /// Not for `hid`, whose reports say it.
        public var openLevel: OpenLevel
        /// `devices.drawer.model`: which board. `apg`: one of `boards`, standard `apg-484a`. `hid`: one of `hidModels`,
        /// standard by the numbers of its USB port. `nil` where nothing is said.
        public var model: String?
        /// `devices.drawer.openBytes`: what opens it where switches on the board say something else than the factory,
        /// in hexadecimal; `apg` only. Standard: the model's own.
        public var openBytes: [UInt8]
        /// `devices.drawer.senseLine`: the modem line that its switch is wired to, `apg` only. Standard `ring`.
        public var senseLine: SenseLine

        /// What opens a drawer.
        public enum Driver: String, Hashable, Sendable, CaseIterable {
            /// The receipt printer, through its connector.
            case printer
            /// A board on a serial line: APG and those like it.
            case apg
            /// A board on USB that speaks in reports.
            case hid
        }

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

        /// The modem line of a serial board that tells of the switch.
        public enum SenseLine: String, Hashable, Sendable, CaseIterable {
            /// CTS.
            case clearToSend
            /// RI.
            case ring
            /// None: the drawer is never known to be open.
            case none
        }

        /// Serial boards by their key. Those behind `boardsWithoutBytes` need `openBytes`.
        public static let boards = [
            "apg-484a", "apg-212a", "mmf-226", "mmf-ecd232", "mmf-ecd232-nd", "logic-cr3001", "logic-cr3002",
            "ibm-surepos500", "ibm-sureone", "acode-at10u3", "modem-line",
        ]

        /// Boards whose manual leaves open what opens them.
        public static let boardsWithoutBytes = ["ibm-sureone", "acode-at10u3", "modem-line"]

        /// USB boards by their key; the number behind `posiflex` is that of the switch in the drawer.
        public static let hidModels = (0...7).map { "posiflex-\($0)" } + ["star", "unnamed", "apg-usbpro"]

        /// Whether a USB board says by its numbers which one it is (the same as the driver's answer; a test compares).
        public static func isKnownBoard(_ identity: USBIdentity) -> Bool {
            switch (identity.vendor, identity.product) {
            case (0x0D3A, 0x0200...0x0207), (0x0519, 0x1011...0x1018): true
            default: false
            }
        }
    }
}
