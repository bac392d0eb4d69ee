extension ESCPOSDevice {
    /// A person's hand.
    mutating func pull(_ lever: ESCPOSLever) {
        let model = configuration.model
        switch lever {
        case .loadPaper(let millimetres):
            interrupt()
            roll.load(rows: model.dots(millimetres: min(max(0, millimetres), 1_000_000)))
        case .removePaper:
            interrupt()
            roll.load(rows: 0)
        case .useUpPaper(let millimetres):
            roll.shrink(to: model.dots(millimetres: min(max(0, millimetres), 1_000_000)))
        case .openCover:
            guard !isCoverOpen else { return }
            isCoverOpen = true
            interrupt()
        case .closeCover:
            guard isCoverOpen else { return }
            isCoverOpen = false
            if configuration.readings.cutterRecoversWithCover, !isCutterJammed { memory.cutterFailed = false }
        case .jamCutter: isCutterJammed = true
        case .freeCutter: isCutterJammed = false
        case .heatHead: isHeadHot = true
        case .coolHead: isHeadHot = false
        case .breakDown:
            isBroken = true
            guard isPowered else { return }
            interrupt()
            memory.unrecoverable = true
        case .repair: isBroken = false
        case .holdFeedButton:
            guard !isFeedHeld else { return }
            (isFeedHeld, feedHeldSince) = (true, clock)
            if !isCoverOpen, !roll.isAtEnd { memory.needsFeedButton = false }
        case .releaseFeedButton: (isFeedHeld, feedHeldSince) = (false, nil)
        case .tearOff: if roll.sever(.torn) { notice(.tornOff) }
        case .collectPaper: roll.collect()
        case .takeTicket: takeTicket()
        case .blockPresenter(let isBlocked):
            isPresenterBlocked = isBlocked
            if !isBlocked, heldTicket == nil { isPresenterJammed = false }
        case .powerOff: powerOff()
        case .powerOn: powerOn()
        case .hostStopsReading: hostReads = false
        case .hostReads:
            hostReads = true
            for reply in memory.replies.takeAll() { transmit(reply) }
        case .drawer(let connector, let lever): pull(connector, lever)
        }
    }

    private mutating func pull(_ connector: ESCPOSConnector, _ lever: DrawerLever) {
        guard var drawer = drawers[connector.rawValue] else { return }
        let moved = drawer.on(lever)
        drawers[connector.rawValue] = drawer
        guard moved else { return }
        notice(drawer.isOpen ? .drawerOpened(connector, byHand: true) : .drawerShut(connector))
    }

    /// RAM is gone, paper stays as it is, a solenoid lets go.
    private mutating func powerOff() {
        guard isPowered else { return }
        roll.interrupt()
        isPowered = false
        memory = PrinterMemory(configuration)
        cable = ReceiveBuffer(capacity: cable.capacity)
        notice(.poweredOff)
    }

    private mutating func powerOn() {
        guard !isPowered else { return }
        isPowered = true
        memory = PrinterMemory(configuration)
        memory.unrecoverable = isBroken
        feedHeldSince = isFeedHeld ? clock : nil
        memory.lastStatus = status
        memory.lastAutomatic = automaticBytes
        notice(.poweredOn)
        if memory.automaticStatus != 0, configuration.model.hasAutomaticStatus { transmit(automaticBytes) }
    }
}
