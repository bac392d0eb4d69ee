/// A poll's answer, sorted: what happened, and how things stand.
struct SSPSeen: Hashable, Sendable {
    var wasReset = false
    /// A note is being drawn in (EF 0).
    var isMoving = false
    /// A note lies in escrow, by its channel.
    var escrow: UInt8?
    var credits: [UInt8] = []
    /// Cleared into the box at power-up; 0: a note the unit cannot name.
    var cleared: [UInt8] = []
    var clearedFront = false
    var isReturning = false
    var wentBack = false
    var isStacking = false
    var stacked = false
    var isJammed = false
    var isDisabled = false
    var isFull = false
    var fraud = false
    var boxRemoved = false
    var boxReplaced = false
    var isOpen = false
    var isStarting = false
    var allInhibited = false
    /// An event of another kind that repeats until it is acknowledged (barcode tickets, payouts, a start).
    var asksForAck = false
    /// Something stood in the answer that cannot be read; whatever followed is lost.
    var isUnreadable = false

    init() {}

    init(_ body: ArraySlice<UInt8>) {
        let reading = SSPEvent.read(body)
        isUnreadable = !reading.rest.isEmpty
        for event in reading.events { take(event) }
    }

    private mutating func take(_ event: SSPEvent) {
        switch event.code {
        case 0xF1: wasReset = true
        case 0xEF: if event.channel == 0 { isMoving = true } else { escrow = event.channel }
        case 0xEE: credits.append(event.channel)
        case 0xED: isReturning = true
        case 0xEC: wentBack = true
        case 0xCC: isStacking = true
        case 0xEB: stacked = true
        case 0xEA, 0xE9: isJammed = true
        case 0xE8: isDisabled = true
        case 0xE7, 0xCF: isFull = true
        case 0xE6: fraud = true
        case 0xE5, 0xD1, 0xD2, 0xD8, 0xD9, 0xDC, 0xDD, 0xB4, 0xC9, 0xCA, 0xCB, 0xCD, 0xB1, 0xBF: asksForAck = true
        case 0xE4: boxReplaced = true
        case 0xE3: boxRemoved = true
        case 0xE2: cleared.append(event.channel)
        case 0xE1: clearedFront = true
        case 0xE0: isOpen = true
        case 0xB6: (isStarting, asksForAck) = (true, true)
        case 0xB5: allInhibited = true
        default: break  // payout, coins, printers: nothing about a note that is paid in
        }
    }

    /// No note moves, waits, or is stuck, and the unit is not starting: whatever was under way has ended.
    var isStill: Bool {
        escrow == nil && !isMoving && !isReturning && !isStacking && !isJammed && !isStarting && !isOpen
            && !isUnreadable && !wasReset
    }
}
