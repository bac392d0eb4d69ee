import Foundation
import ID003Frame
import ID003Simulator
import SimulatorKit
import Testing

/// A device on the bench: the test is the host and every hand.
struct Bench {
    var device: ID003Device
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var notices: [AcceptorNotice] = []

    init(_ shape: (inout ID003Configuration) -> Void = { _ in }) {
        var configuration = ID003Configuration()
        shape(&configuration)
        device = ID003Device(configuration)
    }

    mutating func step(_ event: SimulatorEvent<AcceptorLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): sent.append(bytes)
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    mutating func pull(_ levers: AcceptorLever...) { for lever in levers { step(.lever(lever)) } }

    /// Lets time pass as a shell does: by the device's deadlines.
    mutating func wait(_ milliseconds: Int) {
        let end = now + .milliseconds(milliseconds)
        while let deadline = device.deadline, deadline <= end {
            now = max(now, deadline)
            step(.time)
        }
        now = end
        step(.time)
    }

    /// Bytes as they are; the bytes of the last answer, empty when there was none.
    @discardableResult mutating func raw(_ bytes: [UInt8]) -> [UInt8] {
        let before = sent.count
        step(.received(bytes))
        return sent.count > before ? sent[sent.count - 1] : []
    }

    /// A command; code and data of the answer.
    @discardableResult mutating func say(_ code: UInt8, _ data: [UInt8] = []) -> [UInt8] {
        let answer = raw(ID003Frame(code, data).encoded())
        return answer.count < 5 ? [] : Array(answer[2..<(answer.count - 2)])
    }

    @discardableResult mutating func poll() -> [UInt8] { say(0x11) }

    /// Powered, reset, taking notes.
    static func ready(_ shape: (inout ID003Configuration) -> Void = { _ in }) -> Bench {
        var bench = Bench(shape)
        bench.wait(600)
        bench.say(0x40)
        bench.wait(1600)
        bench.say(0xC3, [0])
        bench.wait(2000)
        return bench
    }

    /// Puts a note in and waits until it is in escrow.
    mutating func escrow(_ id: Int, _ minorUnits: Int64 = 500) {
        pull(.insert(id: id, .note(minorUnits: minorUnits)))
        wait(1200)
    }

    /// The same through escrow into the box; VEND VALID is not acknowledged.
    mutating func stack(_ id: Int, _ minorUnits: Int64 = 500) {
        escrow(id, minorUnits)
        say(0x42)
        wait(800)
    }

    func place(_ id: Int) -> NotePlace? { device.note(id)?.place }
}

let inBox = NotePlace.box(cashUnit: "CU-1")

struct Vector: Decodable {
    let name: String
    let direction: String
    let hex: String
    var bytes: [UInt8] {
        stride(from: 0, to: hex.count - 1, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    static func load() throws -> [Vector] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: tests.appending(path: "Vectors/id003.json"))
        return try JSONDecoder().decode([Vector].self, from: data)
    }
}
