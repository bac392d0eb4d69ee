package import APGDrawerSimulator

/// What the receipt printer is.
package enum PrinterKind: String, Hashable, Sendable, CaseIterable {
    /// A TM-T88V.
    case escpos
    /// A Star TSP650II.
    case star
    /// A CUSTOM kiosk printer, which holds the receipt out.
    case custom

    /// On its name plate.
    package var model: String {
        switch self {
        case .escpos: "Epson TM-T88V"
        case .star: "Star TSP650II"
        case .custom: "CUSTOM KPM210"
        }
    }
}

/// What the drawer board is, by the key that the settings file has for it.
package enum BoardKind: String, Hashable, Sendable, CaseIterable {
    /// One drawer; says where it is on a modem line, which a pty does not have.
    case apg = "apg-484a"
    /// One drawer; any character opens it; says where it is on a modem line.
    case mmf = "mmf-226"
    /// Two drawers; answers when it is asked.
    case ibm = "ibm-surepos500"

    /// On its name plate.
    package var model: String {
        switch self {
        case .apg: "APG 484A SerialPRO"
        case .mmf: "MMF Multi-Serial 226"
        case .ibm: "IBM SurePOS 500"
        }
    }

    /// It lives on what the line gives it, and charges anew each time somebody opens the port.
    package var livesOnLine: Bool {
        switch self {
        case .apg: true
        case .mmf, .ibm: false
        }
    }

    package func make() -> APGDrawerDevice {
        switch self {
        case .apg: APGDrawerDevice(.apg484A())
        case .mmf: APGDrawerDevice(.mmfMultiSerial())
        case .ibm: APGDrawerDevice(.ibmSurePOS500)
        }
    }
}

/// What the check scanner is.
package enum CheckScannerKind: String, Hashable, Sendable, CaseIterable {
    /// CognitiveTPG A776: bytes.
    case a776
    /// MagTek Excella STX: a small HTTP server.
    case excella
    /// MagTek Mini MICR: the line and nothing else.
    case minimicr

    /// On its name plate.
    package var model: String {
        switch self {
        case .a776: "CognitiveTPG A776"
        case .excella: "MagTek Excella STX"
        case .minimicr: "MagTek Mini MICR"
        }
    }

    /// Takes pictures, prints on the check, has a cover over its cameras.
    package var hasCameras: Bool {
        switch self {
        case .a776, .excella: true
        case .minimicr: false
        }
    }
}

/// What the scanner of bills is.
package enum ScannerKind: String, Hashable, Sendable, CaseIterable {
    /// Types on a serial line.
    case line
}
