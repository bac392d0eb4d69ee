public import SimulatorKit

/// A receipt printer with cash drawers behind an ESC/POS wire: paper, blade, cover, drawers and electronics as a value.
///
/// Bytes pass a real-time scanner the moment they arrive, wait in a buffer of fixed size, and are carried out in order
/// at the speed of the mechanism. `deadline` says when the mechanism wants `.time` again.
///
/// - Source: receipt-printers.md 1 to 3, 8; cash-drawers.md 1 to 4, 9.
public struct ESCPOSDevice: SimulatedDevice {
    /// Moved by people, never by the wire.
    public typealias Lever = ESCPOSLever
    /// Seen and heard by people, never on the wire.
    public typealias Notice = ESCPOSNotice

    /// How it is built; fixed for its life.
    public let configuration: ESCPOSConfiguration

    var roll: PaperRoll
    var nv = NVMemory()
    var memory: PrinterMemory
    var drawers: [Drawer?]
    var isPowered = true
    var isCoverOpen = false
    var isCutterJammed = false
    var isHeadHot = false
    var isBroken = false
    var isFeedHeld = false
    var feedHeldSince: Duration?
    var hostReads = true
    /// The piece that the presenter holds out, by its number.
    var heldTicket: Int?
    var isPresenterBlocked = false
    var isPresenterJammed = false
    /// Bytes that the host has sent and the printer has not taken (`Link.waiting`).
    var cable: ReceiveBuffer
    var clock = Duration.zero
    var effects: [SimulatorEffect<ESCPOSNotice>] = []

    /// A printer that is switched on, with a new roll, at time zero.
    public init(_ configuration: ESCPOSConfiguration = ESCPOSConfiguration()) {
        self.configuration = configuration
        let model = configuration.model
        roll = PaperRoll(
            width: model.printWidthDots, rows: model.dots(millimetres: configuration.rollMillimetres),
            bladeDistance: model.dots(millimetres: model.bladeDistanceMillimetres),
            tail: model.dots(millimetres: configuration.tailMillimetres),
            hangingLimit: model.dots(millimetres: configuration.hangingLimitMillimetres),
            looseLimit: configuration.keptPieces)
        memory = PrinterMemory(configuration)
        drawers = ESCPOSConnector.allCases.map { configuration.drawers[$0].map(Drawer.init) }
        cable = ReceiveBuffer(capacity: 1 << 20)
        memory.lastStatus = status
        memory.lastAutomatic = automaticBytes
    }

    /// One step; see `SimulatedDevice`.
    public func on(
        _ event: SimulatorEvent<ESCPOSLever>, now: Duration
    ) -> (next: ESCPOSDevice, effects: [SimulatorEffect<ESCPOSNotice>]) {
        var next = self
        next.run(until: now)
        switch event {
        case .received(let bytes): next.receive(bytes)
        case .time: break
        case .lever(let lever): next.pull(lever)
        }
        next.run(until: now)
        let effects = next.effects
        next.effects = []
        return (next, effects)
    }

    // MARK: - Time

    /// Carries everything out that is due up to a moment.
    mutating func run(until now: Duration) {
        work()
        while let due = deadline, due <= now {
            clock = max(clock, due)
            move()
            work()
        }
        clock = max(clock, now)
        move()
    }

    /// Bytes in, commands on, motions started, until nothing goes on without time.
    private mutating func work() {
        var goesOn = true
        while goesOn {
            let took = takeFromCable()
            let stepped = startMotion() || stepParser()
            goesOn = took || stepped
        }
        watch()
    }

    // MARK: - Bytes in

    private mutating func receive(_ bytes: [UInt8]) {
        guard isPowered, !memory.isShutDown else { return }
        var lost = 0
        for byte in bytes {
            switch configuration.link {
            case .waiting: if !cable.put(byte) { lost += 1 }
            case .hardwareBusy, .xonXoff:
                if memory.buffer.room > 0 { arrive(byte) } else { lost += 1 }
            }
            // Byte by byte, or an idle printer would seem slower than the cable.
            run(until: clock)
        }
        if lost > 0 { notice(.bytesLost(lost)) }
    }

    private mutating func takeFromCable() -> Bool {
        guard isPowered, !memory.isShutDown, memory.buffer.room > 0 else { return false }
        guard let byte = cable.take(1).first else { return false }
        arrive(byte)
        return true
    }

    /// A byte enters the printer: scanner first, buffer second.
    private mutating func arrive(_ byte: UInt8) {
        let request = isDeaf ? nil : memory.scanner.on(byte)
        _ = memory.buffer.put(byte)
        if let request { carryOut(request) }
    }

    /// NV memory is being written: nothing else is listened to.
    private var isDeaf: Bool { memory.active?.motion == .store }

    /// Takes one command from the buffer. False when it cannot.
    private mutating func stepParser() -> Bool {
        guard !isHalted, memory.active == nil, memory.motions.isEmpty, !memory.isShutDown else { return false }
        if memory.raster != nil { return takeRaster() }
        let decoder = CommandDecoder(
            model: configuration.model, readings: configuration.readings, atLineStart: memory.line.isEmpty,
            inPageMode: memory.page != nil)
        guard let command = memory.stream.next(from: &memory.buffer, decoder) else { return false }
        execute(command)
        return true
    }

    // MARK: - Bytes and notices out

    mutating func notice(_ notice: ESCPOSNotice) { effects.append(.notice(notice)) }

    /// Puts bytes on the wire; with the option set, flow control falls between them.
    mutating func transmit(_ bytes: [UInt8]) {
        guard isPowered, !bytes.isEmpty else { return }
        if configuration.interleavesFlowControl, configuration.link == .xonXoff, bytes.count > 1 {
            effects.append(.send([bytes[0], 0x13] + bytes[1...] + [0x11]))
        } else {
            effects.append(.send(bytes))
        }
    }

    /// A reply that waits until the host reads.
    mutating func reply(_ bytes: [UInt8]) {
        if hostReads { transmit(bytes) } else { memory.replies.add(bytes) }
    }
}
