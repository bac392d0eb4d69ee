import Custody

/// Every key that a settings file can hold.
enum SettingsKeys {
    static let root = [
        "station", "tenant", "office", "utility", "currency", "receipt", "store", "ledger", "service", "devices",
        "policy",
    ]
    static let receipt = ["office", "phone", "language", "columns"]
    static let store = ["path", "reserveMiB"]
    static let ledger = ["kind", "path", "practice"]
    static let service = ["host", "port", "allowedOrigins", "allowRemote"]
    static let devices = ["validator", "printer", "drawer", "secondDrawer", "checkScanner", "scanner"]
    static let validator = [
        "driver", "port", "line", "counter", "powerUpPolicy", "startingSeconds", "pollMilliseconds",
        "noteValues",
    ]
    /// Keys that units of one driver know only, and not those of `ebds`.
    static let validatorOfOneWire = ["serial", "encryptionKey", "stackOrder", "valueScale", "model"]
    static let printer = ["driver", "port", "line", "profile"]
    /// Keys of a drawer at the printer, and those that only boards of their own know.
    static let drawer = ["id", "driver", "connector", "pulse", "pulseMilliseconds", "openLevel"]
    static let drawerWithBoard = ["port", "line", "model", "openBytes", "senseLine"]
    static let reader = ["driver", "port", "line"]
    static let policy = PolicyKey.allCases.map(\.rawValue)

    /// Paths of all keys that hold a value, for tests and documents.
    static var all: [String] {
        func below(_ path: String, _ keys: [String]) -> [String] { keys.map { "\(path).\($0)" } }
        return ["station", "tenant", "office", "utility", "currency"]
            + below("receipt", ["office", "phone", "language"]) + below("receipt.columns", Settings.printerProfiles)
            + below("store", store) + below("ledger", ledger) + below("service", service)
            + below("devices.validator", validator) + below("devices.printer", printer)
            + below("devices.drawer", drawer)
            + below("devices.secondDrawer", ["id", "driver", "openLevel"] + drawerWithBoard)
            + below("devices.checkScanner", reader) + below("devices.scanner", reader) + below("policy", policy)
    }
}
