/// Why a call of the service brought no value.
public enum ClientFault: Error, Hashable, Sendable {
    /// The address is none.
    case noAddress(String)
    /// Nobody answered at this address; the reason in words.
    case noAnswer(address: String, reason: String)
    /// The service answered and refused.
    case refused(Problem)
    /// Something answered, and not in the words of this interface.
    case notOurs(address: String, status: Int)

    /// One sentence for a person, with what to do.
    public var sentence: String {
        switch self {
        case .noAddress(let text): "\(text) is no address of a service. It looks like http://127.0.0.1:8080."
        case .noAnswer(let address, let reason):
            "tillkeeperd does not answer at \(address): \(reason). Check that it runs, and the address."
        case .refused(let problem): problem.title
        case .notOurs(let address, let status):
            "\(address) answered (status \(status)) in words that are not tillkeeperd's. Check address and version."
        }
    }
}
