/// The fields of a line while it is taken apart.
struct MICRFields {
    var characters: [MICRCharacter] = []
    var transit: MICRTransit?
    var epc: MICRCharacter?
    var auxOnUs: String?
    var onUs: String?
    var account: MICRAccount?
    var wholeAccount: MICRAccount?
    var serial: MICRSerial?
    var processControl: String?
    var amountDigits: String?
    var fault: MICRFault?
    /// The number where it stands left of the transit field.
    fileprivate var leftSerial: MICRSerial?
}

extension MICRLine {
    /// Takes a line apart. Any bytes give a line; what is wrong with it stands in `fault`, and an unreadable character
    /// stays what it is in every field.
    /// - Source: micr.md 6, rules 1 to 7.
    public init(_ raw: [UInt8], _ encoding: MICREncoding, exceptions: MICRExceptionTable = MICRExceptionTable()) {
        self.init(raw, encoding, MICRFields(raw, encoding, exceptions))
    }

    /// The same for a line in a text.
    public init(_ raw: String, _ encoding: MICREncoding, exceptions: MICRExceptionTable = MICRExceptionTable()) {
        self.init(Array(raw.utf8), encoding, exceptions: exceptions)
    }
}

extension MICRFields {
    typealias Part = ArraySlice<MICRCharacter>

    /// Positions are numbered from the right edge of the paper, so the amount is taken off first.
    fileprivate init(_ raw: [UInt8], _ encoding: MICREncoding, _ exceptions: MICRExceptionTable) {
        guard let line = encoding.characters(raw) else {
            fault = .illegalCharacter
            return
        }
        characters = line
        var rest = line[...]
        do throws(MICRFault) {
            amountDigits = try Self.amount(&rest)
            let places = rest.indices.filter { rest[$0] == .transit }
            guard places.count == 2 else { throw .transitSymbols }
            takeTransit(rest[(places[0] + 1)..<places[1]])
            takeLeft(rest[..<places[0]])
            takeOnUs(rest[(places[1] + 1)...].trimmed, exceptions)
        } catch {
            fault = error
        }
    }

    /// Rule 2: the closing symbol is the last thing on the line.
    private static func amount(_ line: inout Part) throws(MICRFault) -> String? {
        let places = line.indices.filter { line[$0] == .amount }
        guard let first = places.first, let last = places.last else { return nil }
        let digits = line[min(first + 1, last)..<last]
        guard places.count == 2, digits.count == 10, digits.allSatisfy(\.isDigit) else { throw .malformedAmount }
        guard line[(last + 1)...].trimmed.isEmpty else { throw .afterAmount }
        line = line[..<first]
        return digits.text
    }

    /// Rule 3.
    private mutating func takeTransit(_ field: Part) {
        let text = field.text
        if let canadian = CanadianTransit(text) {
            transit = .canadian(canadian)
            return
        }
        do throws(RoutingFault) {
            transit = .us(try RoutingNumber(text))
        } catch {
            switch error {
            case .checkDigit: transit = .wrongCheckDigit(text)
            case .form:
                transit = .malformed(text)
                fault = .transitForm
            }
        }
    }

    /// Rule 4: the auxiliary field between its symbols, and one character that touches the transit symbol. A digit alone
    /// may stand apart from it; what could not be read must touch, or it may be anything.
    private mutating func takeLeft(_ field: Part) {
        var left = field.trimmed
        if let last = left.last, last.isDigit || last == .unreadable && field.last != .blank {
            let before = left.dropLast().last
            if before == nil || before == .blank || before == .onUs {
                epc = last
                left = left.dropLast().trimmed
            }
        }
        guard !left.isEmpty else { return }
        let inner = left.dropFirst().dropLast()
        if left.count > 2, left.first == .onUs, left.last == .onUs, !inner.contains(.onUs), inner.hasContent {
            let text = inner.trimmed.text
            auxOnUs = text
            leftSerial = MICRSerial(text, .aux)
        } else if case .canadian = transit, left.count >= 3, left.allSatisfy(\.isNumeral) {
            leftSerial = MICRSerial(left.text, .leftOfTransit)
        } else {
            epc = nil
            fault = fault ?? .beforeTransit
        }
    }

    /// Rules 5 and 6: split at the last symbol, then look for the serial number.
    private mutating func takeOnUs(_ field: Part, _ exceptions: MICRExceptionTable) {
        onUs = field.text
        let split = field.lastIndex(of: .onUs)
        let left = split.map { field[..<$0] } ?? field
        let right = (split.map { field[($0 + 1)...] } ?? field[field.endIndex...]).trimmed
        let whole = MICRAccount(left.trimmedOfOnUs.text)
        wholeAccount = whole
        account = whole
        let rightText = right.isEmpty ? nil : right.text
        if let transit, let found = exceptions.reading(of: field, at: transit) {
            account = found.account.map(MICRAccount.init) ?? whole
            serial = found.serial.map { MICRSerial($0, .exception) } ?? leftSerial
        } else if let leftSerial {
            serial = leftSerial
            processControl = rightText
        } else if right.count(where: \.isDigit) >= 3 {
            takeNumber(right)
        } else {
            processControl = rightText
            guess(left)
        }
    }

    /// Rule 2 of the serial rules. Of several groups one has the three digits of a number, and the others are a code; where
    /// that is not so, nobody can tell which is which.
    private mutating func takeNumber(_ right: Part) {
        let groups = right.split { $0 == .blank }
        let places = groups.indices.filter { groups[$0].count(where: \.isDigit) >= 3 }
        guard groups.count > 1, places.count == 1 else {
            serial = MICRSerial(Self.number(right.text), .rightOfOnUs, isGlued: groups.count > 1)
            return
        }
        serial = MICRSerial(Self.number(groups[places[0]].text), .rightOfOnUs)
        processControl = groups.indices.filter { $0 != places[0] }.map { groups[$0].text }.joined(separator: " ")
    }

    /// Rule 3 of the serial rules. It is wrong often enough that nothing but the eye may use it.
    private mutating func guess(_ field: Part) {
        let left = field.trimmed
        let group = left.prefix(while: \.isDigit)
        guard (3...5).contains(group.count), let next = left.dropFirst(group.count).first,
            next == .blank || next == .dash || next == .onUs
        else { return }
        let rest = left.dropFirst(group.count).trimmedOfSymbols
        guard rest.hasContent else { return }
        serial = MICRSerial(group.text, .leftGuess)
        account = MICRAccount(rest.text)
    }

    /// The digits of a serial number; one that could not be read stays in its place.
    private static func number(_ text: String) -> String {
        String(decoding: text.utf8.filter { (0x30...0x39).contains($0) || $0 == 0x3F }, as: UTF8.self)
    }
}

extension MICRCharacter {
    /// A digit, or a place where one may stand unread.
    var isNumeral: Bool { isDigit || self == .unreadable }
}

extension ArraySlice<MICRCharacter> {
    /// Without the blanks around it.
    var trimmed: ArraySlice<MICRCharacter> { trimmed { $0 == .blank } }
    /// Without blanks and on-us symbols around it: a dash is printed with the account.
    var trimmedOfOnUs: ArraySlice<MICRCharacter> { trimmed { $0 == .blank || $0 == .onUs } }
    /// Without blanks, dashes and on-us symbols around it.
    var trimmedOfSymbols: ArraySlice<MICRCharacter> { trimmed { $0 == .blank || $0 == .dash || $0 == .onUs } }
    /// A digit stands in it, read or not.
    var hasContent: Bool { contains(where: \.isNumeral) }

    private func trimmed(_ isEdge: (MICRCharacter) -> Bool) -> ArraySlice<MICRCharacter> {
        let front = drop(while: isEdge)
        guard let last = front.lastIndex(where: { !isEdge($0) }) else { return front[front.endIndex...] }
        return front[...last]
    }
}
