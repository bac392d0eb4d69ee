extension ESCPOSDevice {
    /// GS r, ESC v, ESC u.
    ///
    /// - Source: receipt-printers.md 3.3. Slip (3) and ink (4) do not exist here.
    mutating func report(_ n: UInt8) {
        switch n {
        case 1: reply([status.paper])
        case 2: reply([status.drawer])
        case _: break
        }
    }

    /// GS I.
    ///
    /// - Source: receipt-printers.md 3.3.
    mutating func identify(_ n: UInt8) {
        let model = configuration.model
        switch n {
        case 1, 49: reply([model.modelID])
        case 2, 50: reply([model.typeID])
        case 3, 51: reply([model.romID])
        case 65: reply(named(model.firmware))
        case 66: reply(named(model.maker))
        case 67: reply(named(model.name))
        case 68: reply(named(model.serial))
        case 69: reply(named(""))
        case 33: reply([0x3D, 33, 0x40 | model.typeID & 7, 0x40, 0])
        case 96, 110: reply([0x3D, n, 0])
        case _: break
        }
    }

    private func named(_ text: String) -> [UInt8] { [0x5F] + text.utf8.prefix(80) + [0] }

    /// GS a: with any item enabled the four bytes go out at once.
    mutating func enableAutomaticStatus(_ n: UInt8) {
        memory.automaticStatus = n & 0x4F
        guard memory.automaticStatus != 0, configuration.model.hasAutomaticStatus else { return }
        memory.lastAutomatic = automaticBytes
        transmit(memory.lastAutomatic)
    }

    /// GS ( H: process ids and the offline response. It runs when everything before it is on paper.
    ///
    /// - Source: receipt-printers.md 3.4.
    mutating func responses(_ data: [UInt8]) {
        guard data.count >= 3 else { return }
        switch (data[0], data[1]) {
        case (0x30, 0x30):
            let id = Array(data[2...])
            guard id.count == 4, id.allSatisfy({ (0x20...0x7E).contains($0) }) else { return }
            let block = [0x37, 0x22] + id + [0]
            if hostReads { transmit(block) } else { memory.replies.processID = block }
        case (0x31, 0x30):
            switch data[2] {
            case 0, 48: memory.offlineResponse = 0
            case 1, 49: memory.offlineResponse = 1
            case 2, 50: memory.offlineResponse = 2
            case _: break
            }
        case _: break
        }
    }

    /// GS ( D: pairs of item and state.
    mutating func switchRealTime(_ data: [UInt8]) {
        guard data.count >= 3, data[0] == 0x14 else { return }
        for start in stride(from: 1, to: data.count - 1, by: 2) {
            guard [0, 1, 0x30, 0x31].contains(data[start + 1]) else { continue }
            let isOn = data[start + 1] & 1 == 1
            if data[start] == 1 { memory.takesRealTimePulses = isOn }
            if data[start] == 2 { memory.takesShutDown = isOn }
        }
    }
}
