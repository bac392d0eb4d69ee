extension Settings {
    /// What stands on receipts.
    public struct Receipt: Hashable, Sendable {
        /// `receipt.office`: the office as customers know it, up to 4 lines of at most 42 characters. Required.
        public var office: [String]
        /// `receipt.phone`: who is called with questions. Standard: none; 1 to 42 characters.
        public var phone: String?
        /// `receipt.language`: of a visit in which nobody chose. Standard `en`.
        public var language: Language
        /// `receipt.columns`: characters in a line, by printer profile, where paper or font differ from what the
        /// profile says. Standard: the profile's own number; 24 to 64.
        public var columns: [Columns]

        /// The characters in a line for one printer profile; `nil` where the profile's own number stands.
        public func columns(for profile: String) -> Int? { columns.first { $0.profile == profile }?.columns }
    }

    /// A language that customers can be addressed in.
    public enum Language: String, Hashable, Sendable, CaseIterable {
        /// English.
        case english = "en"
        /// Spanish, as spoken in the United States.
        case spanish = "es"
    }

    /// How many characters a line has on printers of one profile.
    public struct Columns: Hashable, Sendable {
        /// Key of the printer profile.
        public var profile: String
        /// Characters in a line.
        public var columns: Int
    }

    /// Where the journal is kept.
    public struct Store: Hashable, Sendable {
        /// `store.path`: the journal's file; its lock and log lie beside it. Required.
        public var path: String
        /// `store.reserveMiB`: disk space set aside for the closing records of a full disk, in MiB. Standard 4;
        /// 0 to 1024.
        public var reserveMiB: Int

        /// The reserve in bytes.
        public var reserveBytes: Int64 { Int64(reserveMiB) << 20 }
    }

    /// The core ledger that payments are posted to.
    public struct Ledger: Hashable, Sendable {
        /// `ledger.kind`: standard `sqlite`, the embedded ledger in one file.
        public var kind: Kind
        /// `ledger.path`: the ledger's file. Required; not the journal's.
        public var path: String
        /// `ledger.practice`: fill a new ledger with made-up customers. Standard `false`.
        public var practice: Bool

        /// Ledgers that can be named here.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// The embedded ledger in one SQLite file.
            case sqlite
        }
    }

    /// Where the service listens.
    public struct Service: Hashable, Sendable {
        /// `service.host`: address to listen on. Standard `127.0.0.1`; another than a loopback address only together
        /// with `service.allowRemote`.
        public var host: String
        /// `service.port`: standard 8080; 1 to 65535.
        public var port: UInt16
        /// `service.allowedOrigins`: pages of other origins that may read the service, for example
        /// `http://127.0.0.1:8081`. Standard: none.
        public var allowedOrigins: [String]
        /// `service.allowRemote`: listen for other machines. Standard `false`: whoever reaches the port takes part in
        /// visits, so a kiosk listens to itself only.
        public var allowRemote: Bool
    }
}
