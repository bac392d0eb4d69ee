import A776Frame
import CheckPaper
import SimulatorKit

/// What moves paper: reading, scanning, turning over, printing, letting go.
extension A776Device {
    /// `1B 77 n`.
    mutating func micr(_ order: UInt8, _ now: Duration, _ out: inout Effects) {
        switch order {
        case 0x01:
            guard !isJammed else { return answer(3, &out) }
            if track.papers(.held).isEmpty {
                motion = Motion(kind: .awaitRead, ends: configuration.ownPatience.map { now + $0 })
            } else {
                track.start()
                motion = Motion(kind: .read, ends: now + configuration.passTime)
            }
        case 0x52: say(lastAnswer.isEmpty ? short(2) : lastAnswer, &out)
        case 0x46, 0x47:
            guard configuration.hasFlipper, !track.papers(.held).isEmpty else {
                if order == 0x47 { say([isJammed ? 3 : 2], &out) }
                return
            }
            track.start()
            motion = Motion(kind: .flip(answers: order == 0x47), ends: now + configuration.motionTime)
        default: break
        }
    }

    mutating func scan(send: Bool, sides: UInt8, _ now: Duration, _ out: inout Effects) {
        guard !isJammed else { return say(block(0xB8, result: 1) + A776Frame.length(0), &out) }
        guard !isOpen else { return say(block(0xB8, result: 3) + A776Frame.length(0), &out) }
        if track.papers(.held).isEmpty {
            motion = Motion(
                kind: .awaitScan(send: send, sides: sides), ends: configuration.ownPatience.map { now + $0 })
        } else {
            track.start()
            motion = Motion(kind: .scan(send: send, sides: sides), ends: now + configuration.passTime)
        }
    }

    /// Paper is in the path now.
    mutating func drawnIn(_ waiting: Motion, _ now: Duration) {
        faceUp = configuration.readings.topFace
        let ends = now + configuration.passTime
        switch waiting.kind {
        case .awaitRead: motion = Motion(kind: .read, ends: ends)
        case .awaitScan(let send, let sides): motion = Motion(kind: .scan(send: send, sides: sides), ends: ends)
        case .read, .scan, .flip, .print, .release: break
        }
    }

    mutating func printLine(_ now: Duration) {
        let text = String(decoding: line, as: UTF8.self)
        line = []
        guard printsOnCheck else { return }
        motion = Motion(kind: .print([text]), ends: now + configuration.motionTime / 8)
    }

    mutating func release(_ now: Duration, _ out: inout Effects) {
        printsOnCheck = false
        line = []
        guard !track.papers(.held).isEmpty else { return }
        track.start()
        motion = Motion(kind: .release, ends: now + configuration.passTime / 2)
    }

    /// A motion or a wait has come to its end.
    mutating func finish(_ kind: Motion.Kind, _ now: Duration, _ out: inout Effects) {
        var seen: [CheckScannerNotice] = []
        defer { out += seen.map { .notice($0) } }
        switch kind {
        case .awaitRead: answer(2, &out)
        case .awaitScan: say(block(0xB8, result: 2) + A776Frame.length(0), &out)
        case .read:
            guard track.arrive(at: .held, { seen.append($0) }) else { return answer(3, &out) }
            tellLine(&out)
        case .scan(let send, let sides):
            guard track.arrive(at: .held, { seen.append($0) }) else {
                return say(block(0xB8, result: 1) + A776Frame.length(0), &out)
            }
            shoot(send: send, sides: sides, &out)
        case .flip(let answers):
            let arrived = track.arrive(at: .held) { seen.append($0) }
            if arrived { faceUp = faceUp == .back ? .front : .back }
            if answers { say([arrived ? 0 : 3], &out) }
        case .print(let lines):
            // a jam while printing: the text is on it, the paper does not come out
            track.stamp(lines, on: faceUp, of: .held) { seen.append($0) }
            if track.jamsNext {
                track.start()
                _ = track.arrive(at: .held) { seen.append($0) }
            }
        case .release: _ = track.arrive(at: .exit) { seen.append($0) }
        }
    }

    mutating func answer(_ status: UInt8, _ out: inout Effects) {
        lastAnswer = short(status)
        say(lastAnswer, &out)
    }

    private func short(_ status: UInt8) -> [UInt8] {
        [status] + (configuration.readings.closesShortAnswers ? [0x0D] : [])
    }

    private mutating func tellLine(_ out: inout Effects) {
        let lines = track.papers(.held).compactMap(\.check.heard)
        guard !lines.isEmpty else { return answer(4, &out) }
        // two papers at once: the head hears one line after the other
        let text = lines.joined(separator: " ")
        lastAnswer =
            [text.utf8.contains(UInt8(ascii: "?")) ? 1 : 0] + Self.letters(text)
            + (configuration.readings.closesLines ? [0x0D] : [])
        say(lastAnswer, &out)
    }

    /// The unit's own letters for a line.
    static func letters(_ line: String) -> [UInt8] {
        line.utf8.map { letter in
            switch letter {
            case UInt8(ascii: "t"): 0x29
            case UInt8(ascii: "o"): 0x28
            case UInt8(ascii: "a"): 0x26
            case UInt8(ascii: "-"): 0x27
            default: letter
            }
        }
    }
}
