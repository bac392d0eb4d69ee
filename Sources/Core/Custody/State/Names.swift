extension StationState {
    /// The next case of this station: a number people can say, `K-08-0001`.
    public var nextCase: CaseID { caseName(after: 0) }

    func caseName(after more: Int64) -> CaseID {
        CaseID(known: "\(station?.text ?? "station")-\(Self.padded(casesTaken + 1 + more, 4))")
    }

    /// The next receipt number, gapless: `K07-004183`.
    public var nextReceipt: String {
        let prefix = (station?.text ?? "S").filter { $0 != "-" }
        return "\(prefix)-\(Self.padded(receiptsTaken + 1, 6))"
    }

    static func padded(_ number: Int64, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
