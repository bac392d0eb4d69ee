public import DeviceKit
public import Money

extension Settings {
    /// What is plugged in. A device that is left out is not there; two devices never share a port.
    public struct Devices: Hashable, Sendable {
        /// `devices.validator`: the note acceptor.
        public var validator: Validator?
        /// `devices.printer`: the receipt printer.
        public var printer: Printer?
        /// `devices.drawer`: the cash drawer.
        public var drawer: Drawer?
        /// `devices.secondDrawer`: the other one; only beside a first.
        public var secondDrawer: Drawer?
        /// `devices.checkScanner`: the check scanner, or a reader of the MICR line.
        public var checkScanner: CheckScanner?
        /// `devices.scanner`: the reader of the bill's barcode or the stub's scan line.
        public var scanner: Scanner?

        /// The drawers in the order of their keys.
        public var drawers: [Drawer] { [drawer, secondDrawer].compactMap { $0 } }

        /// Every device with a port of its own, with its key, in the order in which this file tells them.
        public var ports: [(key: String, address: PortAddress)] {
            let all: [(key: String, address: PortAddress?)] = [
                ("validator", validator?.port), ("printer", printer?.port), ("drawer", drawer?.port),
                ("secondDrawer", secondDrawer?.port), ("checkScanner", checkScanner?.port), ("scanner", scanner?.port),
            ]
            return all.compactMap { key, address in address.map { ("devices.\(key)", $0) } }
        }
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
        /// `devices.validator.pollMilliseconds`: from one poll to the next. Standard 150 (`ccnet`, `ssp`: 200);
        /// 50 to 1000.
        public var pollMilliseconds: Int
        /// `devices.validator.encryptionKey`: path of the file that holds the unit's own fixed key, 16 hexadecimal
        /// digits; `ssp` only. The key itself never stands here. With it nothing is taken in the clear; without it the
        /// key that all units leave the factory with.
        public var encryptionKey: String?
        /// `devices.validator.noteValues`: the notes of a unit that does not tell its table, in minor units and in the
        /// order of the unit's own numbers (`ebds` value index 1 to 7, `id003` escrow code 61 to 68, `ccnet` bill type 0
        /// to 22, `ssp` channel 1 to 16); 0 is none. A table that the unit tells goes before. Standard: none, and such a
        /// unit takes nothing; `ebds` has the notes of the United States.
        public var noteValues: [Denomination?]
        /// `devices.validator.stackOrder`: standard `stack2`; `id003` only.
        public var stackOrder: StackOrder
        /// `devices.validator.valueScale`: what the values of the unit's table count. Standard `minorUnits`; `ssp` only.
        public var valueScale: ValueScale
        /// `devices.validator.model`: what the unit is called, for `ssp` only, whose wire does not tell it. Standard: its
        /// type number.
        public var model: String?

        /// Drivers of note acceptors.
        public enum Driver: String, Hashable, Sendable, CaseIterable {
            /// MEI, CPI and compatible units.
            case ebds
            /// JCM.
            case id003
            /// CashCode and compatible units.
            case ccnet
            /// Innovative Technology.
            case ssp

            /// How these units speak when they leave the factory.
            /// - Source: dossier bill-acceptors.md 0.
            public var line: LineSettings {
                switch self {
                case .ebds: LineSettings(.baud9600, .seven, .even)
                case .id003: LineSettings(.baud9600, .eight, .even)
                case .ccnet: LineSettings(.baud9600)
                case .ssp: LineSettings(.baud9600, .eight, .none, .two)
                }
            }

            /// From one poll to the next, where the file does not say.
            /// - Source: dossier bill-acceptors.md 0.
            public var standardPollMilliseconds: Int {
                switch self {
                case .ebds, .id003: 150
                case .ccnet, .ssp: 200
                }
            }

            /// How many notes its units can number.
            /// - Source: dossier bill-acceptors.md 1.3, 2.3, 3.2 (the last of 24 types is the coupon's), 4.2.
            var mostNotes: Int {
                switch self {
                case .ebds: 7
                case .id003: 8
                case .ccnet: 23
                case .ssp: 16
                }
            }
        }

        /// The two orders into the box.
        public enum StackOrder: String, Hashable, Sendable, CaseIterable {
            /// The unit says "taken" at the lever; only for one that does not know the other. Declared class C.
            case stack1
            /// The unit says "taken" when the note lies in the box.
            case stack2
        }

        /// What the numbers of a unit's table of notes count.
        public enum ValueScale: String, Hashable, Sendable, CaseIterable {
            /// 500 is 5.00.
            case minorUnits
            /// 5 is 5.00.
            case wholeUnits
            /// 5 is 5.00 when the unit's real value multiplier is 100.
            case timesRealMultiplier
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
}

extension Settings.Validator {
    /// Keys of the table of notes and of one wire, where they differ from the standard: as drivers are made from words.
    public var driverWords: [(name: String, value: String)] {
        var words: [(name: String, value: String)] = []
        if !noteValues.isEmpty {
            words.append(("noteValues", noteValues.map { "\($0?.minorUnits ?? 0)" }.joined(separator: ",")))
        }
        if stackOrder != .stack2 { words.append(("stackOrder", stackOrder.rawValue)) }
        if valueScale != .minorUnits { words.append(("valueScale", valueScale.rawValue)) }
        if let model { words.append(("model", model)) }
        return words
    }
}
