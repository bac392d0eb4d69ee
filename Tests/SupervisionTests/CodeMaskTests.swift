import DeviceKit
import Testing

@Suite struct CodeMaskTests {
    /// What is kept of pieces that the host sent one after the other; `.` for what is hidden.
    private func kept(_ pieces: [UInt8]...) -> String {
        var mask = CodeMask()
        _ = mask.kept([0x0A], from: .host)
        return pieces.flatMap { mask.kept($0, from: .host) }.map { byte in
            byte.map { String(UnicodeScalar($0)) } ?? "."
        }.joined()
    }

    private func kept(_ text: String) -> String { kept(Array(text.utf8)) }

    @Test("A claim code in a case file is money for whoever reads the file")
    func codesAreHidden() {
        #expect(kept("code ACD347 here") == "code ...... here")
        #expect(kept("\nACD347\n") == "\n......\n")
        #expect(kept("\u{1B}EACD347\n") == "\u{1B}.......\n", "a command's last byte may be such a sign")
        #expect(kept("ACD347ACD347\n") == "............\n")
    }

    @Test("A receipt without a word is of no use in the workshop")
    func wordsAreKept() {
        #expect(kept("Total 12.00 USD\n") == "Total 12.00 USD\n")
        #expect(kept("ACD34 ACD34\n") == "ACD34 ACD34\n")
        var mask = CodeMask()
        #expect(mask.kept(Array("ACD347".utf8), from: .device) == Array("ACD347".utf8))
    }

    @Test("A code that the system cut in the middle must not be shown in two halves")
    func cutsShowNothing() {
        let code = Array("\nACD347\n".utf8)
        for cut in 0...code.count {
            for second in cut...code.count {
                let text = kept(Array(code[..<cut]), Array(code[cut..<second]), Array(code[second...]))
                #expect(text == "\n......\n", "cut at \(cut) and \(second)")
            }
        }
        var fresh = CodeMask()
        #expect(fresh.kept(Array("347\n".utf8), from: .host) == [nil, nil, nil, 0x0A], "a ring begins anywhere")
    }
}
