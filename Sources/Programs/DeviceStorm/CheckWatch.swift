import CheckPaper
import Checks
import DeviceKit

/// The truth about checks: which of them was in the track for which order, where it is, and what is printed on it.
struct CheckWatch: Hashable, Sendable {
    /// The tag of a picture that holds the line the unit heard when it took it.
    let lineTag: Int?
    private var orders: [Order] = []
    private var papers: [SimulatedCheckPaper] = []
    /// When something last changed its place.
    private var looks: [Look] = []

    private struct Order: Hashable, Sendable {
        let item: String
        let began: Duration
        let text: [String]
        /// Checks that were in the track while this order stood, the newest one last.
        var inTrack: [Int]
        /// Those that were drawn in while it stood.
        var drawn: [Int] = []
        var isOver = false
        /// The driver that was asked is gone.
        var isOrphan = false
        /// A later order to print on it.
        var print: [String]?
    }

    /// Where the papers were, from a time on.
    private struct Look: Hashable, Sendable {
        let at: Duration
        let places: [SimulatedCheckPaper.Place]
    }

    /// What is told of a place may be so old.
    private static let slack = Duration.milliseconds(1_500)

    init(lineTag: Int?) { self.lineTag = lineTag }

    /// An order that has not ended.
    var open: String? { orders.first { !$0.isOver && !$0.isOrphan }?.item }

    // MARK: What happens

    mutating func began(_ scan: CheckScan, _ papers: [SimulatedCheckPaper], at time: Duration) {
        guard !orders.contains(where: { $0.item == scan.item }) else { return }
        let inside = papers.filter { Self.isInside($0.place) }.map(\.check.id)
        orders.append(
            Order(item: scan.item, began: time, text: scan.endorsement?.text.lines ?? [], inTrack: inside))
    }

    mutating func prints(_ item: String, _ text: Endorsement) {
        for place in orders.indices where orders[place].item == item { orders[place].print = text.text.lines }
    }

    mutating func drewIn(_ id: Int, at time: Duration) {
        for place in orders.indices where !orders[place].isOver {
            orders[place].inTrack.append(id)
            orders[place].drawn.append(id)
        }
    }

    mutating func look(_ now: [SimulatedCheckPaper], at time: Duration) {
        papers = now
        let places = now.map(\.place)
        guard looks.last?.places != places else { return }
        looks.append(Look(at: time, places: places))
        if looks.count > 64 { looks.removeFirst() }
    }

    mutating func restarted() { for place in orders.indices { orders[place].isOrphan = true } }

    private static func isInside(_ place: SimulatedCheckPaper.Place) -> Bool {
        switch place {
        case .moving, .held, .stuck: true
        case .mouth, .exit, .hand: false
        }
    }

    // MARK: Words

    /// What is wrong with a reading; `nil`: nothing.
    mutating func read(_ reading: CheckReading, at time: Duration) -> String? {
        guard let order = end(reading.item) else { return "\(reading.item) was read, it says; it is not open" }
        return content(reading, order) ?? place(reading.paper, order, time)
    }

    /// What is wrong with the end of a scan or a print order; `nil`: nothing.
    mutating func failed(_ failure: CheckFailure, at time: Duration) -> String? {
        guard let known = orders.firstIndex(where: { $0.item == failure.item }) else { return nil }
        // An order to print that did not begin, while the check is still being read.
        let isPrint = orders[known].print != nil && (failure.reason == .busy || failure.reason == .notPossible)
        if orders[known].isOver || isPrint {
            // The end of an order to print, or an order that was refused because its name was used.
            return printing(failure.printed, orders[known].print ?? orders[known].text, orders[known])
        }
        orders[known].isOver = true
        let order = orders[known]
        if let words = place(failure.paper, order, time) { return "\(failure.reason): \(words)" }
        if let words = printing(failure.printed, order.text, order) { return "\(failure.reason): \(words)" }
        return failure.partial.flatMap { content($0, order) }
    }

    mutating func printed(_ item: String, _ side: CheckSide) -> String? {
        guard let order = orders.first(where: { $0.item == item }), let text = order.print else {
            return "\(item) was printed on, it says; nobody ordered it"
        }
        return printing(.done, text, order)
    }

    private mutating func end(_ item: String) -> Order? {
        guard let place = orders.firstIndex(where: { $0.item == item && !$0.isOver }) else { return nil }
        orders[place].isOver = true
        return orders[place]
    }

    // MARK: The check

    private func paper(_ id: Int) -> SimulatedCheckPaper? { papers.last { $0.check.id == id } }

    /// Line, pictures and print are those of a check that was in the track for this order.
    private func content(_ reading: CheckReading, _ order: Order) -> String? {
        let own = order.inTrack.compactMap(paper)
        if let line = reading.line, !line.hasUnreadable, reading.paper != .outside {
            let digits = Self.digits(line.canonical)
            let isOwn = own.contains { $0.check.heard.map(Self.digits) == digits }
            // Two at once are one line after the other, or both over each other: no line of one check.
            let isBoth = Self.digits(own.compactMap(\.check.heard).joined()).hasSuffix(digits) && own.count > 1
            if !isOwn, !isBoth, line.fault == nil {
                return "\(order.item) was read as a check that was not in the track"
            }
        }
        for image in reading.images {
            guard let tag = lineTag, let heard = Self.text(image.bytes, tag), !heard.isEmpty else { continue }
            let digits = Self.digits(heard)
            let isOwn =
                own.contains {
                    $0.check.heard.map { digits.hasSuffix(Self.digits($0)) || Self.digits($0) == digits } ?? false
                }
                || own.contains { $0.check.heard.map { digits.hasPrefix(Self.digits($0)) } ?? false }
            if !isOwn { return "\(order.item) has a picture of a check that was not in the track" }
        }
        return printing(reading.printed, order.text, order)
    }

    private static func digits(_ text: String) -> String { text.filter { "0123456789?".contains($0) } }

    private static func text(_ bytes: [UInt8], _ tag: Int) -> String? {
        do throws(TIFFFault) { return try TIFFOutline(bytes).pages.first?.text(tag) } catch { return nil }
    }

    private func printing(_ printed: CheckPrinting, _ text: [String], _ order: Order) -> String? {
        guard !text.isEmpty else { return nil }
        let wanted = text.joined(separator: " ")
        let isThere = order.inTrack.compactMap(paper).contains {
            $0.backLines.joined(separator: " ").hasSuffix(wanted)
        }
        switch printed {
        case .unknown: return nil
        case .done: return isThere ? nil : "\(order.item) is endorsed, it says; its check is not"
        case .nothing: return isThere ? "\(order.item) is not endorsed, it says; its check is" : nil
        }
    }

    // MARK: The place

    /// A place is true when it was so at some moment a short while ago.
    private func place(_ said: CheckPlace, _ order: Order, _ time: Duration) -> String? {
        let recent = looks.enumerated().filter { index, look in
            index + 1 >= looks.count || looks[index + 1].at + Self.slack >= time
        }.map(\.element.places)
        func some(_ is: (SimulatedCheckPaper.Place) -> Bool) -> Bool { recent.contains { $0.contains(where: `is`) } }
        func none(_ is: (SimulatedCheckPaper.Place) -> Bool) -> Bool { recent.contains { !$0.contains(where: `is`) } }
        switch said {
        case .unknown: return nil
        case .outside:
            // Its own check: another one, from before, may lie in the unit and be the reason.
            let isIn = order.drawn.compactMap(paper).contains { Self.isInside($0.place) }
            return isIn ? "outside, it says of \(order.item); a check is in the unit" : nil
        case .held: return some { $0 == .held || $0 == .moving } ? nil : "held, it says of \(order.item); nothing is"
        case .ejected:
            return none(Self.isInside) || recent.isEmpty
                ? nil : "ejected, it says of \(order.item); a check is in the unit"
        case .stuck: return some(Self.isInside) ? nil : "stuck, it says of \(order.item); nothing is in the unit"
        }
    }
}
