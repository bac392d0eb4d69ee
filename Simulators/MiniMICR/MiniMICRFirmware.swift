import MiniMICRFrame
import SimulatorKit

/// What the firmware says and hears.
extension MiniMICRDevice {
    private var readings: MiniMICRReadings { configuration.readings }

    /// One line, once.
    mutating func tell(_ head: MiniMICRHead, _ out: inout Effects) {
        let code = head.status
        let status = readings.sendsStatus ? Array("/\(code)".utf8) : []
        guard head.felt != nil else {
            switch readings.noInk {
            case .status: say(status, &out)
            case .words: say(Array("No MICR".utf8) + status, &out)
            case .silence: break
            }
            return
        }
        let isError = code == "05" || code == "07"
        say((isError && !readings.sendsDataAfterError ? [] : head.letters(readings.format)) + status, &out)
    }

    private mutating func say(_ text: [UInt8], _ out: inout Effects) {
        switch readings.framing {
        case .lines(let delimiters): lastSent = delimiters.framed(text)
        case .packets(let check): lastSent = check.framed(text)
        }
        send(&out)
    }

    private func send(_ out: inout Effects) {
        guard !isMuted, !lastSent.isEmpty else { return }
        out.append(.send(lastSent))
    }

    /// Bytes of the host; a command ends with CR, `15` asks for the last packet again.
    mutating func hear(_ bytes: [UInt8], _ out: inout Effects) {
        guard isPowered, startUntil == nil else { return }
        for byte in bytes {
            if byte == 0x15, case .packets = readings.framing {
                heard = []
                send(&out)
            } else if byte == 0x0D {
                let command = heard
                heard = []
                obey(command, &out)
            } else if heard.count < 64 {
                heard.append(byte)
            }
        }
    }

    private mutating func obey(_ bytes: [UInt8], _ out: inout Effects) {
        let hasHeader = bytes.first == 0x1D
        let words = String(decoding: hasHeader ? bytes.dropFirst() : bytes[...], as: UTF8.self)
        switch readings.commands {
        case .ignored: return
        case .question: say(Array("?".utf8), &out)
        case .afterHeader:
            if hasHeader { answer(words, isSilent: true, &out) }
        case .answered: answer(words, isSilent: false, &out)
        case .silentOnOthers: answer(words, isSilent: true, &out)
        }
    }

    private mutating func answer(_ words: String, isSilent: Bool, _ out: inout Effects) {
        switch words {
        case "VR": say(Array("Version \(configuration.version)".utf8), &out)
        case "SE": say(Array("SE = \(configuration.serialNumber)".utf8), &out)
        case "RS": startUntil = clock + configuration.startTime
        default: if !isSilent { say(Array("?".utf8), &out) }
        }
    }
}
