import ESCPOSSimulator
import Foundation
import SimulatorKit
import Testing

/// A printer on a table with a host that writes down everything.
struct Counter {
    var device: ESCPOSDevice
    var now = Duration.zero
    private(set) var sent: [[UInt8]] = []
    private(set) var notices: [ESCPOSNotice] = []

    init(_ configuration: ESCPOSConfiguration = ESCPOSConfiguration()) { device = ESCPOSDevice(configuration) }

    /// A printer whose mechanism takes no time.
    static func instant(_ model: ESCPOSModel = .tmT88V) -> Counter {
        var configuration = ESCPOSConfiguration(model: model)
        (configuration.lineTime, configuration.cutTime, configuration.storeTime) = (.zero, .zero, .zero)
        return Counter(configuration)
    }

    private mutating func take(_ step: (next: ESCPOSDevice, effects: [SimulatorEffect<ESCPOSNotice>])) {
        device = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): sent.append(bytes)
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    mutating func send(_ bytes: [UInt8]) { take(device.on(.received(bytes), now: now)) }
    mutating func send(_ text: String) { send(Array(text.utf8)) }
    mutating func send(hex: String) { send(bytes(hex)) }
    mutating func pull(_ lever: ESCPOSLever) { take(device.on(.lever(lever), now: now)) }

    /// Lets time pass, stopping wherever the device wants it.
    mutating func wait(_ span: Duration) {
        let end = now + span
        while let due = device.deadline, due <= end {
            now = max(now, due)
            take(device.on(.time, now: now))
        }
        now = end
        take(device.on(.time, now: now))
    }

    /// Until nothing moves any more.
    mutating func finish() {
        while let due = device.deadline {
            now = max(now, due)
            take(device.on(.time, now: now))
        }
    }

    /// What the host got since it last looked.
    mutating func answers() -> [UInt8] {
        defer { sent = [] }
        return sent.flatMap { $0 }
    }

    mutating func clearNotices() { notices = [] }

    var lines: [String] { device.paper.flatMap(\.lines) }
    var wholeLines: [String] {
        device.paper.flatMap(\.items).compactMap { item in
            if case .text(let text) = item.content, item.isWhole, !text.isEmpty { text } else { nil }
        }
    }
}

func bytes(_ hex: String) -> [UInt8] { hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } }

struct Vector: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let direction: String
    let hex: String
    let meaning: String
    var testDescription: String { name }
    var bytes: [UInt8] { ESCPOSSimulatorTests.bytes(hex) }

    /// The vectors of one file that travel in one direction.
    static func load(_ file: String, _ direction: String) throws -> [Vector] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/\(file).json")
        return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: url)).filter { $0.direction == direction }
    }

    static func named(_ file: String, _ name: String) throws -> Vector {
        let all = try load(file, "host") + load(file, "device")
        guard let found = all.first(where: { $0.name == name }) else { throw Missing(name: name) }
        return found
    }

    struct Missing: Error { let name: String }
}
