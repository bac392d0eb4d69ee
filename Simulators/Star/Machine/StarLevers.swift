extension StarDevice {
    /// A person's hand.
    mutating func pull(_ lever: StarLever) {
        switch lever {
        case .loadPaper(let millimetres):
            interrupt()
            roll.load(rows: min(max(0, millimetres), 1_000_000) * StarModel.dotsPerMillimetre)
        case .removePaper:
            interrupt()
            roll.load(rows: 0)
        case .useUpPaper(let millimetres):
            roll.shrink(to: min(max(0, millimetres), 1_000_000) * StarModel.dotsPerMillimetre)
        case .openCover:
            guard !isCoverOpen else { return }
            isCoverOpen = true
            memory.coverWasOpened = true
            interrupt()
        case .closeCover:
            guard isCoverOpen else { return }
            isCoverOpen = false
            let recovers = configuration.readings.cutterRecoversWithCover && memory.coverWasOpened
            if recovers, !isCutterJammed { memory.cutterFailed = false }
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
        case .tearOff: if roll.sever(.torn) { notice(.tornOff) }
        case .collectPaper: roll.collect()
        case .powerOff: powerOff()
        case .powerOn:
            guard !isPowered else { return }
            isPowered = true
            restart()
            notice(.poweredOn)
        case .drawer(let number, let lever):
            guard drawers.indices.contains(number - 1), var drawer = drawers[number - 1] else { return }
            let moved = drawer.on(lever)
            drawers[number - 1] = drawer
            if moved { notice(drawer.isOpen ? .drawerOpened(number, byHand: true) : .drawerShut(number)) }
        }
    }

    /// RAM is gone, paper stays as it is, a solenoid lets go.
    private mutating func powerOff() {
        guard isPowered else { return }
        roll.interrupt()
        isPowered = false
        memory = StarMemory(configuration)
        (cable, cableStart) = ([], 0)
        notice(.poweredOff)
    }
}
