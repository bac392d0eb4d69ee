import DeviceKit
import ESCPOSDriver
import Testing

@Suite struct ReceiptMaskTests {
    @Test("A case file about a stuck receipt holds the claim code that is printed on it")
    func claimCodesAreHidden() {
        var bench = KioskBench()
        bench.sent = []
        bench.print("ACD347")
        bench.wait(.seconds(20))
        var mask = bench.dialogue.mask
        let kept = bench.sent.flatMap { mask.kept($0, from: .host) }
        let code = Array("ACD347".utf8)
        func holds(_ bytes: [UInt8?]) -> Bool {
            bytes.indices.contains { bytes[$0...].starts(with: code.map { UInt8?.some($0) }) }
        }
        #expect(holds(bench.sent.joined().map { $0 }), "the code was printed")
        #expect(!holds(kept))
        #expect(kept.compactMap { $0 }.count > kept.count / 2, "the rest of the paper can be read")
    }
}
