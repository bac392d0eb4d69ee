import BenchKit
import ScannerSimulator

/// Why a call moved nothing.
struct LeverFault: Error, Hashable, Sendable {
    /// Word for programs: `badRequest`, `unknownField`, `unknownLever`.
    let code: String
    /// Sentence for people.
    let sentence: String
}

/// One field of a call, as JSON has it.
enum LeverField: Hashable, Sendable {
    case flag(Bool)
    case number(Int64)
    case text(String)
}

/// A call to a lever, as it came: nothing is known about it but that it is an object of plain values.
struct LeverCall: Hashable, Sendable {
    var fields: [String: LeverField]

    /// The lever that is meant. Every field must be one that this lever knows, and all of them must be there.
    /// `faces` are the notes that exist, in minor units.
    func lever(faces: [Int64]) throws(LeverFault) -> BenchLever {
        let device = try text("device", longest: 20)
        let name = try text("lever", longest: 40)
        switch (device, name) {
        case ("validator", "insertNote"): return .validator(.insertNote(try face(faces)))
        case ("validator", "insertForged"): return .validator(.insertForged(try face(faces)))
        case ("validator", "insertOnString"): return .validator(.insertOnString(try face(faces)))
        case ("validator", "pullString"): return .validator(try plain(.pullString))
        case ("validator", "takeNote"): return .validator(try plain(.takeNote))
        case ("validator", "jam"): return .validator(try plain(.jam))
        case ("validator", "clearJam"): return .validator(try plain(.clearJam))
        case ("validator", "full"): return .validator(.full(try flag("on")))
        case ("validator", "boxOut"): return .validator(try plain(.boxOut))
        case ("validator", "boxIn"): return .validator(.boxIn(serial: try serial()))
        case ("validator", "failStacking"): return .validator(.failStacking(try flag("on")))
        case ("printer", "paper"): return .printer(.paper(try flag("on")))
        case ("printer", "nearEnd"): return .printer(try plain(.nearEnd))
        case ("printer", "cover"): return .printer(.cover(open: try flag("open")))
        case ("printer", "tearOff"): return .printer(try plain(.tearOff))
        case ("printer", "cutterJam"): return .printer(.cutterJam(try flag("on")))
        case ("printer", "takeReceipt"): return .printer(try plain(.takeReceipt))
        case ("printer", "block"): return .printer(.block(try flag("on")))
        case ("check-scanner", "putIn"): return .checkScanner(.putIn(try flaw()))
        case ("check-scanner", "take"): return .checkScanner(try plain(.take))
        case ("check-scanner", "jam"): return .checkScanner(try plain(.jam))
        case ("check-scanner", "clearJam"): return .checkScanner(try plain(.clearJam))
        case ("check-scanner", "cover"): return .checkScanner(.cover(open: try flag("open")))
        case ("check-scanner", "inkOut"): return .checkScanner(.inkOut(try flag("on")))
        case ("scanner", "barcode"): return .scanner(.barcode(account: try account()))
        case ("scanner", "stub"): return .scanner(.stub(account: try account()))
        case ("scanner", "other"): return .scanner(try plain(.other))
        case ("scanner", "tear"): return .scanner(try plain(.tear))
        case ("office", "cutAllPower"): return try plain(.cutAllPower)
        case (_, _): return try shared(device, name)
        }
    }

    /// Levers that several devices have: cable and power of every wire, hands at every drawer.
    private func shared(_ device: String, _ name: String) throws(LeverFault) -> BenchLever {
        if let wire = Wire(rawValue: device), name == "cable" { return .cable(wire, on: try flag("on")) }
        if let wire = Wire(rawValue: device), name == "power" { return .power(wire, on: try flag("on")) }
        if let place = DrawerPlace(rawValue: device) {
            switch name {
            case "pushShut": return .drawer(place, try plain(.pushShut))
            case "openByHand": return .drawer(place, try plain(.openByHand))
            case "lock": return .drawer(place, .lock(try flag("on")))
            default: break
            }
        }
        throw LeverFault(code: "unknownLever", sentence: "The bench has no such lever.")
    }

    // MARK: Fields

    /// A lever without operand.
    private func plain<Lever>(_ lever: Lever) throws(LeverFault) -> Lever {
        try only(nil)
        return lever
    }

    private func flag(_ name: String) throws(LeverFault) -> Bool {
        try only(name)
        guard case .flag(let value) = fields[name] else {
            throw LeverFault(code: "badRequest", sentence: "This lever needs \"\(name)\" as true or false.")
        }
        return value
    }

    private func face(_ faces: [Int64]) throws(LeverFault) -> Int64 {
        try only("denomination")
        guard case .number(let value) = fields["denomination"], faces.contains(value) else {
            let known = faces.map { String($0) }.joined(separator: ", ")
            throw LeverFault(
                code: "badRequest", sentence: "This lever needs \"denomination\" in minor units, one of \(known).")
        }
        return value
    }

    /// What is wrong with the check that is put in.
    private func flaw() throws(LeverFault) -> CheckFlaw {
        try only("flaw")
        guard case .text(let word) = fields["flaw"], let flaw = CheckFlaw(rawValue: word) else {
            let known = CheckFlaw.allCases.map(\.rawValue).joined(separator: ", ")
            throw LeverFault(code: "badRequest", sentence: "This lever needs \"flaw\", one of \(known).")
        }
        return flaw
    }

    /// The account of a bill that lies here.
    private func account() throws(LeverFault) -> String {
        try only("account")
        guard case .text(let account) = fields["account"], BillDesk.bill(account) != nil else {
            let known = BillDesk.bills.map(\.paper.account).joined(separator: ", ")
            throw LeverFault(code: "badRequest", sentence: "This lever needs \"account\", one of \(known).")
        }
        return account
    }

    private func serial() throws(LeverFault) -> String {
        try only("serial")
        let serial = try text("serial", longest: 20)
        let isPlain = serial.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        guard isPlain else {
            throw LeverFault(code: "badRequest", sentence: "A serial number has letters, digits and hyphens only.")
        }
        return serial
    }

    private func text(_ name: String, longest: Int) throws(LeverFault) -> String {
        guard case .text(let value) = fields[name], !value.isEmpty, value.utf8.count <= longest else {
            throw LeverFault(
                code: "badRequest", sentence: "The call needs \"\(name)\" as a text of 1 to \(longest) characters.")
        }
        return value
    }

    /// Refuses every field but the two common ones and this one.
    private func only(_ name: String?) throws(LeverFault) {
        let unknown = fields.keys.filter { $0 != "device" && $0 != "lever" && $0 != name }.sorted()
        guard let first = unknown.first else { return }
        throw LeverFault(
            code: "unknownField", sentence: "This lever knows no field \"\(String(first.prefix(40)))\".")
    }
}
