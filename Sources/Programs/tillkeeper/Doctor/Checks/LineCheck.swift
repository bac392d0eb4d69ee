import DeviceKit

/// Does the device answer, at the settings that the file has, in the language that the driver speaks?
enum LineCheck {
    static func findings(_ device: DeviceFacts) -> [Finding] {
        guard let first = device.tries.first else { return [] }
        let tries = device.tries
        if let heard = tries.first(where: { $0.heard == .understood }) { return understood(heard, first, device) }
        if case .refused(let fault) = first.heard {
            return [
                Finding(
                    device.name, .notReachable, "\(place(first)) could not be opened: \(sentence(fault, 0))",
                    fix: sentence(fault, 1))
            ]
        }
        let asked = listed(inOrder(tries.compactMap { $0.line.map(\.description) }), "nor")
        let scope = asked == "nothing" ? "" : " at \(asked)"
        // Bytes at the configured settings weigh more than those at others: every wrong speed turns them into some.
        if case .bytes(let count) = first.heard {
            return [
                Finding(
                    device.name, .notUnderstood,
                    "Something answers on \(place(first)) (\(count) bytes), but no \(words(device.driver)).",
                    fix: "Check that this device hangs on this port, and \(device.key).driver.")
            ]
        }
        if tries.contains(where: { if case .bytes = $0.heard { true } else { false } }) {
            return [
                Finding(
                    device.name, .notUnderstood,
                    "Nothing answers on \(place(first)) at \(first.line?.description ?? "its settings"), and at other "
                        + "settings only noise.",
                    fix: "Check the cable (crossed lines, a loose plug), and the device's own line settings.")
            ]
        }
        return [
            Finding(
                device.name, .noAnswer, "Nothing answers on \(place(first))\(scope).",
                fix: "Check that the device is switched on, its cable, and that it hangs on this port.")
        ]
    }

    private static func understood(_ heard: KnockTry, _ first: KnockTry, _ device: DeviceFacts) -> [Finding] {
        let moved = heard.line != first.line
        let line = heard.line.map { "`line: \($0)`" } ?? ""
        if heard.language == device.driver {
            guard moved, let wrong = first.line, let right = heard.line else { return [] }
            return [
                Finding(
                    device.name, .otherLine,
                    "The \(device.name) does not answer at \(wrong), as the settings say, but at \(right).",
                    fix: "Put \(line) into \(device.key), or set the device to \(wrong).")
            ]
        }
        let setting = device.driver == "escpos" || device.driver == "star" ? " or change the printer's emulation" : ""
        return [
            Finding(
                device.name, .otherLanguage,
                "What answers on \(place(first))\(moved ? " at \(heard.line?.description ?? "")" : "") speaks "
                    + "\(words(heard.language)), and the driver is \(device.driver).",
                fix: "Put `driver: \(heard.language)`\(moved ? " and \(line)" : "") into \(device.key)\(setting).")
        ]
    }

    private static func place(_ first: KnockTry) -> String { first.place }

    /// The languages by the names that stand on boxes.
    static func words(_ language: String) -> String {
        switch language {
        case "ebds": "EBDS (MEI, CPI)"
        case "id003": "ID-003 (JCM)"
        case "ccnet": "CCNET (CashCode)"
        case "ssp": "SSP (Innovative Technology)"
        case "escpos": "ESC/POS"
        case "star": "Star"
        case "a776": "A776"
        case "excella": "Excella (MagTek)"
        case "minimicr": "Mini MICR"
        default: language
        }
    }

    /// The first sentence of a fault is what, the rest is what to do.
    static func sentence(_ fault: OpenFault, _ place: Int) -> String {
        let text = fault.sentence
        guard let end = text.firstRange(of: ". ") else { return place == 0 ? text : "Look at the device's port." }
        return place == 0 ? text[..<end.lowerBound] + "." : String(text[end.upperBound...])
    }

    private static func inOrder(_ words: [String]) -> [String] {
        words.enumerated().filter { words.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }
}
