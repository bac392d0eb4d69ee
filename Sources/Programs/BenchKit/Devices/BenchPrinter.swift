package import ESCPOSSimulator
package import SimulatorKit
package import StarSimulator

/// The receipt printer of any make as one value: the same hands, the same looks.
package enum BenchPrinter: Hashable, Sendable {
    case escpos(ESCPOSDevice)
    case star(StarDevice)

    /// What a hand does at it or at its drawers.
    package enum Hand: Hashable, Sendable {
        case power(Bool)
        case loadPaper(millimetres: Int)
        case removePaper
        case useUpPaper(toMillimetres: Int)
        case cover(open: Bool)
        case tearOff
        case cutter(jammed: Bool)
        case takeReceipt
        case blockPresenter(Bool)
        /// `connector` counts from 0.
        case drawer(Int, BenchDrawerLever)
    }

    /// What comes of a step.
    package enum Effect: Hashable, Sendable {
        case send([UInt8])
        /// The presenter holds a receipt out, or lets it go.
        case holdsReceipt(Bool)
        case presenterJammed
    }

    /// What can be seen of it.
    package struct Look: Hashable, Sendable {
        /// The power light.
        package var isPowered: Bool
        /// The cover over the paper.
        package var isCoverOpen: Bool
        /// The blade is stuck, or will be.
        package var isCutterJammed: Bool
        /// Nothing to print on.
        package var isPaperEnd: Bool
        /// Soon nothing to print on.
        package var isPaperNearEnd: Bool
        /// Left on the roll.
        package var paperMillimetres: Int
        /// A new roll.
        package var rollMillimetres: Int
        /// First and second plug.
        package var drawers: [DrawerLook?]
    }

    /// What can be seen of a drawer.
    package struct DrawerLook: Hashable, Sendable {
        /// Out of the case.
        package var isOpen: Bool
        /// Locked with the key.
        package var isLocked: Bool
    }

    /// When it wants to be told the time.
    package var deadline: Duration? {
        switch self {
        case .escpos(let device): device.deadline
        case .star(let device): device.deadline
        }
    }

    /// One step.
    package func on(_ event: SimulatorEvent<Hand>, now: Duration) -> (next: BenchPrinter, effects: [Effect]) {
        switch self {
        case .escpos(let device):
            let step = device.on(Self.translated(event, Self.escpos), now: now)
            return (.escpos(step.next), step.effects.compactMap(Self.effect))
        case .star(let device):
            guard let translated = Self.maybe(event) else { return (self, []) }
            let step = device.on(translated, now: now)
            return (.star(step.next), step.effects.compactMap(Self.effect))
        }
    }

    /// What can be seen of it now.
    package var look: Look {
        switch self {
        case .escpos(let device):
            let panel = device.panel
            return Look(
                isPowered: panel.isPowered, isCoverOpen: panel.isCoverOpen, isCutterJammed: panel.isCutterJammed,
                isPaperEnd: panel.isPaperEnd, isPaperNearEnd: panel.isPaperNearEnd,
                paperMillimetres: panel.paperMillimetres, rollMillimetres: device.configuration.rollMillimetres,
                drawers: [panel.pin2, panel.pin5].map { drawer in
                    drawer.map { DrawerLook(isOpen: $0.isOpen, isLocked: $0.isLocked) }
                })
        case .star(let device):
            let panel = device.panel
            return Look(
                isPowered: panel.isPowered, isCoverOpen: panel.isCoverOpen, isCutterJammed: panel.isCutterJammed,
                isPaperEnd: panel.isPaperEnd, isPaperNearEnd: panel.isPaperNearEnd,
                paperMillimetres: panel.paperMillimetres, rollMillimetres: device.configuration.rollMillimetres,
                drawers: panel.drawers.map { drawer in
                    drawer.map { DrawerLook(isOpen: $0.isOpen, isLocked: $0.isLocked) }
                })
        }
    }

    // MARK: Words of the makes

    private static func translated<Lever>(
        _ event: SimulatorEvent<Hand>, _ translate: (Hand) -> Lever
    ) -> SimulatorEvent<Lever> {
        switch event {
        case .received(let bytes): .received(bytes)
        case .time: .time
        case .lever(let hand): .lever(translate(hand))
        }
    }

    private static func escpos(_ hand: Hand) -> ESCPOSLever {
        switch hand {
        case .power(let on): on ? .powerOn : .powerOff
        case .loadPaper(let millimetres): .loadPaper(millimetres: millimetres)
        case .removePaper: .removePaper
        case .useUpPaper(let millimetres): .useUpPaper(toMillimetres: millimetres)
        case .cover(let open): open ? .openCover : .closeCover
        case .tearOff: .tearOff
        case .cutter(let jammed): jammed ? .jamCutter : .freeCutter
        case .takeReceipt: .takeTicket
        case .blockPresenter(let on): .blockPresenter(on)
        case .drawer(let connector, let lever):
            .drawer(
                connector == 0 ? .pin2 : .pin5,
                {
                    switch lever {
                    case .pushShut: .pushShut
                    case .openByHand: .openByHand
                    case .lock(let on): on ? .lock : .unlock
                    }
                }())
        }
    }

    /// `nil`: this make has no such part.
    private static func maybe(_ event: SimulatorEvent<Hand>) -> SimulatorEvent<StarLever>? {
        switch event {
        case .received(let bytes): .received(bytes)
        case .time: .time
        case .lever(let hand): star(hand).map { .lever($0) }
        }
    }

    private static func star(_ hand: Hand) -> StarLever? {
        switch hand {
        case .power(let on): on ? .powerOn : .powerOff
        case .loadPaper(let millimetres): .loadPaper(millimetres: millimetres)
        case .removePaper: .removePaper
        case .useUpPaper(let millimetres): .useUpPaper(toMillimetres: millimetres)
        case .cover(let open): open ? .openCover : .closeCover
        case .tearOff: .tearOff
        case .cutter(let jammed): jammed ? .jamCutter : .freeCutter
        case .takeReceipt, .blockPresenter: nil
        case .drawer(let connector, let lever):
            .drawer(
                connector + 1,
                {
                    switch lever {
                    case .pushShut: .pushShut
                    case .openByHand: .openByHand
                    case .lock(let on): on ? .lock : .unlock
                    }
                }())
        }
    }

    private static func effect(_ effect: SimulatorEffect<ESCPOSNotice>) -> Effect? {
        switch effect {
        case .send(let bytes): .send(bytes)
        case .notice(.ticketPresented): .holdsReceipt(true)
        case .notice(.ticketTaken), .notice(.ticketRetracted), .notice(.ticketEjected): .holdsReceipt(false)
        case .notice(.presenterJammed): .presenterJammed
        case .notice: nil  // the look and the paper show it
        }
    }

    private static func effect(_ effect: SimulatorEffect<StarNotice>) -> Effect? {
        switch effect {
        case .send(let bytes): .send(bytes)
        case .notice: nil  // the look and the paper show it
        }
    }
}

extension BenchPrinter {
    /// Texts of the pieces that somebody could pick up or read: what came off, and what hangs out with print on it.
    package var pieces: [String] {
        switch self {
        case .escpos(let device): Self.visible(device).map { device.text(of: $0) }
        case .star(let device): Self.visible(device).map { device.text(of: $0) }
        }
    }

    /// How many pieces there are.
    package var pieceCount: Int {
        switch self {
        case .escpos(let device): Self.visible(device).count
        case .star(let device): Self.visible(device).count
        }
    }

    /// The text of the last piece.
    package var lastText: String {
        switch self {
        case .escpos(let device): Self.visible(device).last.map { device.text(of: $0) } ?? ""
        case .star(let device): Self.visible(device).last.map { device.text(of: $0) } ?? ""
        }
    }

    /// A piece as a PNG file; `number` counts from 1; `nil`: there is no such piece.
    package func png(piece number: Int) -> [UInt8]? {
        switch self {
        case .escpos(let device):
            let pieces = Self.visible(device)
            return pieces.indices.contains(number - 1) ? device.png(of: pieces[number - 1]) : nil
        case .star(let device):
            let pieces = Self.visible(device)
            return pieces.indices.contains(number - 1) ? device.png(of: pieces[number - 1]) : nil
        }
    }

    private static func visible(_ device: ESCPOSDevice) -> [PaperPiece] {
        device.paper.filter { $0.ending != .hanging || !$0.items.isEmpty }
    }

    private static func visible(_ device: StarDevice) -> [StarPiece] {
        device.paper.filter { $0.ending != .hanging || !$0.items.isEmpty }
    }
}

/// Hands at a cash drawer.
package enum BenchDrawerLever: Hashable, Sendable {
    case pushShut, openByHand
    case lock(Bool)
}
