import A776Frame
import CheckPaper
import SimulatorKit

/// The firmware's ear. Real-time commands are obeyed when they come; all others in their turn, after what moves.
/// - Source: shared dossier `check-scanners.md` 2.1 to 2.4.
extension A776Device {
    mutating func hear(_ bytes: [UInt8], _ now: Duration, _ out: inout Effects) {
        for byte in bytes {
            switch (urgent.count, byte) {
            case (0, 0x10): urgent = [0x10]
            case (0, _): inbox.append(byte)
            case (1, 0x04), (1, 0x05): urgent.append(byte)
            case (1, _):
                inbox += urgent + [byte]
                urgent = []
            default:
                let kind = urgent[1]
                urgent = []
                if kind == 0x04 { tellAtOnce(byte, &out) } else { endAtOnce(byte, now, &out) }
            }
        }
        // a host that never stops talking is not listened to
        if inbox.count > 65_536 { inbox.removeFirst(inbox.count - 65_536) }
    }

    private func tellAtOnce(_ kind: UInt8, _ out: inout Effects) {
        var device = self
        var status: UInt8 = 0b0001_0010
        switch kind {
        case 7:
            if isWaiting { status |= 0b0100 }
            if !track.papers(.mouth).isEmpty { status |= 0b0010_0000 }
        case 3:
            if isJammed { status |= 0b0100 }
            if hasFailed { status |= 0b0010_0000 }
        default: return
        }
        device.say([status], &out)
    }

    private mutating func endAtOnce(_ kind: UInt8, _ now: Duration, _ out: inout Effects) {
        guard kind == 3, let motion else { return }
        switch motion.kind {
        case .awaitRead:
            self.motion = nil
            if configuration.readings.answersCancelledRead { answer(2, &out) }
        case .awaitScan:
            self.motion = nil
            say(block(0xB8, result: 2) + A776Frame.length(0), &out)
        case .read, .scan, .flip, .print, .release: break
        }
    }

    /// Ends what is due, and obeys commands until one moves paper.
    mutating func run(_ now: Duration, _ out: inout Effects) {
        guard isOn else { return }
        while true {
            if let motion {
                if isWaiting, !isOpen, track.drawIn({ out.append(.notice($0)) }) {
                    drawnIn(motion, now)
                    continue
                }
                guard let ends = motion.ends, now >= ends else { return }
                self.motion = nil
                finish(motion.kind, now, &out)
            } else if let count = commandLength() {
                let command = Array(inbox.prefix(count))
                inbox.removeFirst(count)
                obey(command, now, &out)
            } else {
                return
            }
        }
    }

    /// Bytes of the command that begins the inbox; `nil`: it is not whole yet.
    private func commandLength() -> Int? {
        guard let first = inbox.first else { return nil }
        func whole(_ count: Int) -> Int? { inbox.count >= count ? count : nil }
        switch first {
        case 0x1B:
            guard inbox.count >= 2 else { return nil }
            switch inbox[1] {
            case 0x77:
                guard inbox.count >= 3 else { return nil }
                guard inbox[2] == 0x50 || inbox[2] == 0x70 else { return 3 }
                return inbox.firstIndex(of: 0x0D).map { $0 + 1 } ?? (inbox.count > 64 ? 3 : nil)
            case 0x66, 0x63: return whole(4)
            case 0x73: return whole(5)
            case 0x43, 0x6A: return whole(3)
            default: return 2
            }
        case 0x1D:
            guard inbox.count >= 2 else { return nil }
            switch inbox[1] {
            case 0x49, 0xB2, 0xBC: return whole(3)
            case 0xB1, 0xBB: return whole(4)
            case 0xB3, 0xB8: return whole(5)
            case 0xB9: return whole(9)
            case 0xB4, 0xB6, 0xC5:
                guard inbox.count >= 4 else { return nil }
                return whole(4 + Int(inbox[2]) + Int(inbox[3]) << 8)
            default: return 2
            }
        default: return 1
        }
    }

    private mutating func obey(_ command: [UInt8], _ now: Duration, _ out: inout Effects) {
        switch (command[0], command.count > 1 ? command[1] : 0) {
        case (0x1B, 0x77) where command.count == 3: micr(command[2], now, &out)
        case (0x1B, 0x71): release(now, &out)
        case (0x1C, _): printsOnCheck = true
        case (0x0A, _): printLine(now)
        case (0x1D, 0x49):
            if command[2] == 1 { say([0x2B], &out) }
            if command[2] == 2 { say([configuration.features], &out) }
        case (0x1D, 0xB6): say([0x1D, 0x49, 0xB6, stored.isEmpty ? 1 : 0], &out)
        case (0x1D, 0xB7): say(block(0xB7, result: isJammed ? 1 : isOpen ? 3 : hasFailed ? 7 : 0), &out)
        case (0x1D, 0xB8): scan(send: command[2] == 1, sides: command[4], now, &out)
        case (0x1D, 0xB9): send(command[2], UInt16(command[5]) | UInt16(command[6]) << 8, &out)
        case (0x1D, 0xBB):
            let index = UInt16(command[2]) | UInt16(command[3]) << 8
            let known = stored.contains { $0.index == index }
            stored.removeAll { $0.index == index }
            say([0x1D, 0x49, 0xBB, known ? 0 : 8, command[2], command[3]], &out)
        case (0x1D, 0xBC):
            let count = stored.count
            stored = []
            say([0x1D, 0x49, 0xBC, count == 0 ? 8 : 0, UInt8(count & 0xFF), 0], &out)
        case (0x1D, 0xBD):
            say(
                [0x1D, 0x49, 0xBD, UInt8(stored.count & 0xFF), 0]
                    + stored.flatMap { [0, UInt8($0.index & 0xFF), UInt8($0.index >> 8)] }, &out)
        case (0x20...0x7E, _): if line.count < 80 { line.append(command[0]) }
        default: break
        }
    }

    /// A block without its picture: result, what is awaited, sensors, next number, room.
    func block(_ code: UInt8, result: UInt8) -> [UInt8] {
        var sensors: UInt8 = 0
        if !track.papers(.mouth).isEmpty || !track.papers(.exit).isEmpty { sensors |= 0b01_0000 }
        if !track.papers(.held).isEmpty || !track.papers(.moving).isEmpty || isJammed { sensors |= 0b10_0000 }
        if isOpen { sensors |= 0b0100 }
        let room = UInt16(max(0, configuration.room - stored.count))
        return [
            0x1D, 0x49, code, result, isWaiting ? 1 : 0, sensors, UInt8(nextIndex & 0xFF), UInt8(nextIndex >> 8),
            UInt8(room & 0xFF), UInt8(room >> 8),
        ]
    }
}
