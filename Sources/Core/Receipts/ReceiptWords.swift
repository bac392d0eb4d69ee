import Money

/// The fixed words of receipts, each language written for itself: short, for a reader of ten, "usted" in Spanish.
struct ReceiptWords: Hashable, Sendable {
    let language: ReceiptLanguage

    init(_ language: ReceiptLanguage) { self.language = language }

    private func pick(_ english: String, _ spanish: String) -> String {
        switch language {
        case .english: english
        case .spanish: spanish
        }
    }

    var office: String { pick("Office", "Oficina") }
    var kiosk: String { pick("Kiosk", "Kiosco") }
    var cashier: String { pick("Cashier", "Cajero") }
    var receipt: String { pick("RECEIPT", "RECIBO") }
    var account: String { pick("Account", "Cuenta") }
    var paid: String { pick("Paid", "Pagado") }
    var paidOnBill: String { pick("Paid on bill", "A su factura") }
    var credit: String { pick("Credit kept for you", "Crédito a su favor") }
    var remaining: String { pick("Still to pay", "Queda por pagar") }
    var change: String { pick("Your change", "Su cambio") }
    var paidCapitals: String { pick("PAID", "PAGADO") }
    var willBePosted: String {
        pick(
            "Accepted, will be posted. It reaches your account when the connection is back.",
            "Aceptado, se registrará. Llegará a su cuenta cuando vuelva la conexión.")
    }
    var whereIsMyMoney: String { pick("Where is my money? Ask with", "¿Dónde está mi dinero? Pregunte con") }
    var log: String { pick("log", "registro") }
    var duplicate: String { pick("DUPLICATE", "DUPLICADO") }
    var duplicateMeans: String {
        pick(
            "The first print may not have come out. Only one payment was made.",
            "Quizá el primer recibo no salió. Se hizo un solo pago.")
    }
    var void: String { pick("VOID", "ANULADO") }
    var voidMeans: String { pick("No money was kept for this receipt.", "No se cobró dinero con este recibo.") }
    var claim: String { pick("CLAIM NUMBER", "NÚMERO DE RECLAMO") }
    var certain: String { pick("Counted and paid", "Contado y pagado") }
    var inDoubt: String { pick("Not yet known", "Aún no se sabe") }
    var oneNote: String { pick("one note", "un billete") }
    var claimMeans: [String] {
        switch language {
        case .english:
            [
                "We could not tell if the machine kept this money. Two people will count it.",
                "If it is there, it is yours. Keep this paper. It proves your claim.",
            ]
        case .spanish:
            [
                "No pudimos saber si la máquina guardó este dinero. Dos personas lo contarán.",
                "Si está ahí, es suyo. Guarde este papel. Prueba su reclamo.",
            ]
        }
    }

    func copy(_ count: Int) -> String {
        let word = pick("COPY", "COPIA")
        return count > 1 ? "\(word) \(count)" : word
    }

    func tender(_ tender: ReceiptTender) -> ReceiptBlock {
        switch tender {
        case .notes(let count, let amount):
            let noun = count == 1 ? pick("note", "billete") : pick("notes", "billetes")
            return .pair("\(pick("Cash", "Efectivo")), \(count) \(noun)", amount.display)
        case .cash(let amount): return .pair(pick("Cash", "Efectivo"), amount.display)
        case .check(let number, let amount): return .pair(named(pick("Check", "Cheque"), number), amount.display)
        case .moneyOrder(let number, let amount):
            return .pair(named(pick("Money order", "Giro postal"), number), amount.display)
        case .card(let reference, let amount):
            return .pair(named(pick("Card", "Tarjeta"), reference), amount.display)
        }
    }

    private func named(_ word: String, _ number: String?) -> String {
        guard let number, !number.isEmpty else { return word }
        return "\(word) \(number)"
    }
}
