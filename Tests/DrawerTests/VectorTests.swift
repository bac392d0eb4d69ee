import APGDrawerDriver
import APGDrawerSimulator
import DeviceKit
import Foundation
import HIDDrawerDriver
import HIDDrawerSimulator
import SimulatorKit
import Testing
import WireKit

struct Vector: Decodable {
    let name: String
    let direction: String
    let hex: String
    let source: String

    var bytes: [UInt8] { Hex.bytes(hex) ?? [] }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/drawers.json")
        do {
            return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()

    static func bytes(_ name: String) throws -> [UInt8] { try #require(all.first { $0.name == name }).bytes }
}

/// The bytes from outside, for the families of these two drivers: the driver writes them, the simulator obeys them.
@Suite struct VectorTests {
    static let serial: [(String, APGDrawerConfiguration, APGDrawerBoard, Int)] = [
        ("apg484/bel", .init(.apg484A), .apg484A(), 1), ("apg212/one-char", .init(.apg212A), .apg212A(), 1),
        (
            "apg212/two-char", .init(.apg212A, openBytes: [[0x07, 0x07]]), .apg212A(code: [0x07, 0x07]), 1
        ),
        ("mmf/any-char", .init(.mmfMultiSerial), .mmfMultiSerial(), 1),
        ("mmf/ecd232-two", .init(.mmfECD232), .mmfECD232, 1),
        ("logic-cr3001/bel", .init(.logicCR3001), .logicCR3001(), 1),
        ("logic-cr3001/custom", .init(.logicCR3001, openBytes: [[0x1B]]), .logicCR3001(code: 0x1B), 1),
        ("logic-cr3002/any", .init(.logicCR3002), .logicCR3002, 1),
        ("ibm-surepos/open1", .init(.ibmSurePOS500), .ibmSurePOS500, 1),
        ("ibm-surepos/open2", .init(.ibmSurePOS500), .ibmSurePOS500, 2),
    ]

    @Test("An order that differs from the manual's bytes opens nothing", arguments: serial)
    func serialOrders(_ name: String, _ configuration: APGDrawerConfiguration, _ board: APGDrawerBoard, _ number: Int)
        throws
    {
        let bytes = try Vector.bytes(name)
        var bench = SerialBench(configuration, board)
        bench.plug()
        bench.pass(.seconds(13))
        let before = bench.sent.count
        bench.open("one", number)
        #expect(bench.sent[before...].first == bytes)
        let device = APGDrawerDevice(board).on(.received(bytes), now: .seconds(20)).next
        #expect(device.drawers[number - 1].isOpen)
        #expect(device.drawers.filter(\.isOpen).count == 1)
    }

    @Test("IBM's question and its bit")
    func ibmStatus() throws {
        let question = try Vector.bytes("ibm-surepos/status2")
        var bench = SerialBench(.init(.ibmSurePOS500), .ibmSurePOS500)
        bench.plug()
        bench.pass(.seconds(3))
        #expect(bench.sent.contains(question))
        bench.hand(.openByHand, at: 2)
        let answer = bench.board.on(.received(question), now: bench.now).effects
        #expect(answer == [.send(try Vector.bytes("ibm-surepos/open"))])
    }

    @Test("ACODE: a single zero already means open", arguments: ["acode/open-one", "acode/open-stream"])
    func zeroes(_ name: String) throws {
        var dialogue = APGDrawerDialogue(.init(.acodeAT10U3, openBytes: [[0x31]]))
        dialogue = dialogue.on(.opened, now: .zero).next
        let step = dialogue.on(.received(try Vector.bytes(name)), now: .milliseconds(100))
        #expect(step.effects == [.report(.drawer(number: 1, .position(.open)))])
    }

    @Test("Posiflex reports, byte for byte")
    func posiflex() throws {
        var seen = 0
        for vector in Vector.all where vector.name.hasPrefix("posiflex-hid/") {
            let number = try #require(Int(vector.name.filter(\.isNumber)))
            let model = HIDDrawerModel.posiflex(try #require(PosiflexDrawerID(number)))
            seen += 1
            if vector.direction == "host" {
                let order: HIDDrawerOrder = vector.name.contains("status") ? .ask : .open
                #expect(order.encoded(for: model) == vector.bytes)
                let step = HIDDrawerDevice(.posiflex(id: UInt8(number))).on(.received(vector.bytes), now: .zero)
                #expect(step.next.drawer.isOpen == (order == .open))
                #expect(step.effects.contains { if case .send = $0 { true } else { false } } == (order == .ask))
            } else {
                let isOpen = vector.name.contains("open")
                #expect(try HIDDrawerSaying.read(vector.bytes, from: model) == .isOpen(isOpen))
                var device = HIDDrawerDevice(.posiflex(id: UInt8(number)))
                if isOpen { device = device.on(.lever(.drawer(1, .openByHand)), now: .zero).next }
                let ask = try #require(HIDDrawerOrder.ask.encoded(for: model))
                #expect(device.on(.received(ask), now: .zero).effects == [.send(vector.bytes)])
            }
        }
        #expect(seen == 11)
    }

    @Test("Star's two bytes and its report; the unnamed drawer's two bytes")
    func others() throws {
        #expect(HIDDrawerOrder.open.encoded(for: .star) == (try Vector.bytes("star-usb/open")))
        #expect(HIDDrawerOrder.open.encoded(for: .unnamed) == (try Vector.bytes("hid-generic/open")))
        #expect(try HIDDrawerSaying.read(Vector.bytes("star-usb/open-80"), from: .star) == .isOpen(true))
        let star = HIDDrawerDevice(.star(every: nil)).on(.received(try Vector.bytes("star-usb/open")), now: .zero)
        let saysOpen = try Vector.bytes("star-usb/open-80")
        #expect(star.next.drawer.isOpen && star.effects.contains(.send(saysOpen)))
        let unnamed = HIDDrawerDevice(.unnamed(open: [1], shut: [0]))
            .on(.received(try Vector.bytes("hid-generic/open")), now: .zero).next
        #expect(unnamed.drawer.isOpen)
    }
}
