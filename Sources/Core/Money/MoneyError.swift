/// Everything that can be wrong with an amount. Money never wraps, rounds or mixes silently.
public enum MoneyError: Error, Hashable, Sendable {
    /// Not three capital letters.
    case noCurrency(String)
    /// Two amounts of different currencies met.
    case mixedCurrencies(Currency, Currency)
    /// The result does not fit into 64 bits of minor units.
    case overflow
    /// The text is no amount of this currency.
    case noAmount(String)
    /// A count of notes or coins below zero, or a face value that is not positive.
    case noCount
}
