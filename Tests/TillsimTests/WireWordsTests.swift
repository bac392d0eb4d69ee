import CCNETFrame
import ID003Frame
import SSPFrame
import SimulatorKit
import Testing

@testable import BenchKit
@testable import tillsim

/// Words for the wires that are not EBDS and ESC/POS.
@Suite struct WireWordsTests {
    @Test func ccnetIsToldByWhatWasAsked() {
        var talk = CCNETTalk()
        func said(_ payload: [UInt8]) -> [String] {
            talk.heard(CCNETFrame(address: 3, payload: payload).encoded()).map(\.text)
        }
        func told(_ payload: [UInt8]) -> [String] {
            talk.answered(CCNETFrame(address: 3, payload: payload).encoded()).map(\.text)
        }
        #expect(said([0x33]) == ["CCNET poll"])
        #expect(told([0x80, 0x05]) == ["note seen, held in escrow, 20"])
        #expect(said([0x35]) == ["CCNET stack"])
        #expect(told([0x00]) == ["done"])
        #expect(said([0x33]) == ["CCNET poll"])
        #expect(told([0x41]) == ["cash box full"])
        #expect(said([0x34, 0, 0, 0, 0, 0, 0]) == ["CCNET take no notes"])
    }

    @Test func id003IsToldInWords() {
        var talk = ID003Talk()
        func said(_ code: UInt8, _ data: [UInt8] = []) -> [String] {
            talk.heard(ID003Frame(code, data).encoded()).map(\.text)
        }
        func told(_ code: UInt8, _ data: [UInt8] = []) -> [String] {
            talk.answered(ID003Frame(code, data).encoded()).map(\.text)
        }
        #expect(said(0x11) == ["ID-003 poll"])
        #expect(told(0x13, [0x65]) == ["note seen, 20, held in escrow"])
        #expect(said(0x41) == ["ID-003 stack"])
        #expect(told(0x16) == ["stacked"])
        #expect(told(0x45) == ["jam"])
        #expect(said(0xC3, [0x00]) == ["ID-003 take notes"])
    }

    @Test func sspIsToldInWordsAndWhatIsEncryptedStaysSo() {
        var talk = SSPTalk()
        func said(_ data: [UInt8]) -> [String] {
            talk.heard(SSPFrame(sequence: false, address: 0, data: data).encoded()).map(\.text)
        }
        func told(_ data: [UInt8]) -> [String] {
            talk.answered(SSPFrame(sequence: false, address: 0, data: data).encoded()).map(\.text)
        }
        #expect(said([0x07]) == ["SSP poll"])
        #expect(told([0xF0]) == ["waiting for a note"])
        #expect(told([0xF0, 0xEF, 0x00]) == ["drawing a note in"])
        #expect(told([0xF0, 0xEE, 0x05, 0xEB]).first?.hasPrefix("credit, ") == true)
        #expect(said([0x7E, 1, 2, 3]) == ["SSP encrypted order"])
        #expect(told([0x7E, 1, 2, 3]) == ["encrypted answer"])
        #expect(told([0xFA]) == ["wants it encrypted"])
    }

    @Test func starReportsAreToldInWords() {
        var talk = StarTalk()
        #expect(talk.heard([0x1B, 0x06, 0x01], at: .zero).map(\.text) == ["status asked"])
        #expect(
            talk.answered([0x23, 0x86, 0x20, 0, 0, 0x08, 0, 0, 0]).text == "paper out, cover open, drawer wire off")
        #expect(talk.heard(Array("PAID\n".utf8), at: .seconds(1)).isEmpty)
        #expect(talk.pause(.seconds(2))?.text == "job 5 bytes")
    }

    @Test func aLineOfACheckIsToldByItsLengthOnly() {
        let line = Array("t123456780t 12345678o 101\r".utf8)
        for kind in [CheckScannerKind.minimicr, .a776] {
            var talk = CheckTalk(kind)
            let words = talk.answered(line).map(\.text).joined()
            #expect(!words.contains("12345"), "\(words)")
            #expect(words.contains("26 characters"))
        }
    }

    @Test func anyBytesOnAnyWireGiveWordsAndBoundedState() {
        for wire in ValidatorWire.allCases {
            for scanner in CheckScannerKind.allCases {
                var configuration = BenchConfiguration()
                (configuration.wire, configuration.checkScanner, configuration.printerKind) = (wire, scanner, .star)
                (configuration.drawerBoard, configuration.scanner) = (.ibm, .line)
                var bench = Bench(configuration)
                var dice = Dice(seed: 7)
                for step in 0..<400 {
                    let bytes = (0..<dice.roll(0...40)).map { _ in
                        dice.pick([0x02, 0x05, 0x10, 0x1B, 0x1D, 0x7F, 0xFC, UInt8(dice.roll(0...255))])
                    }
                    bench =
                        bench.on(.received(dice.pick(Wire.allCases), bytes), now: .milliseconds(step * 30)).next
                }
                #expect(bench.log.entries.count <= WireLog.limit)
            }
        }
    }
}
