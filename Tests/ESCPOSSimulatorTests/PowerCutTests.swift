import ESCPOSSimulator
import Testing

/// The power fails at any byte and any moment of a short job.
@Suite struct PowerCutTests {
    static let job = bytes(
        "1B 40 4F 6E 65 0A 54 77 6F 0A 54 68 72 65 65 0A 1D 56 42 00 1D 28 48 06 00 30 30 4A 30 30 31")

    @Test("cut at byte k: what is on paper is a beginning of the job, no id comes, nothing is printed after power-on")
    func everyByte() {
        for k in 0...Self.job.count {
            var counter = Counter()
            for byte in Self.job[..<k] {
                counter.send([byte])
                counter.wait(.milliseconds(4))
            }
            let isConfirmed = counter.answers() == bytes("37 22 4A 30 30 31 00")
            counter.pull(.powerOff)
            let left = counter.device.paper
            counter.send(Array(Self.job[k...]))
            counter.wait(.seconds(1))
            counter.pull(.powerOn)
            counter.wait(.seconds(1))
            #expect(["One", "Two", "Three"].starts(with: counter.wholeLines), "k = \(k)")
            #expect(counter.device.paper == left, "k = \(k): paper stays as it was")
            #expect(counter.answers() == [], "k = \(k): silence")
            if isConfirmed { #expect(counter.wholeLines.count == 3) }
            // The fragment is on the roll: a new job begins below it.
            counter.send("again\n")
            counter.finish()
            #expect(counter.wholeLines.last == "again")
            #expect(counter.wholeLines.count { $0 == "One" } <= 1)
        }
    }

    @Test("cut at every millisecond: a torn line stays torn, the settings and the pending id are gone")
    func everyMoment() {
        var tornSeen = 0
        for moment in 0..<120 {
            var counter = Counter()
            counter.send(bytes("1D 61 0F") + Self.job)
            counter.wait(.milliseconds(moment))
            counter.pull(.powerOff)
            counter.pull(.powerOn)
            counter.finish()
            tornSeen += counter.device.paper.flatMap(\.items).count { !$0.isWhole }
            #expect(["One", "Two", "Three"].starts(with: counter.wholeLines))
            _ = counter.answers()
            counter.pull(.openCover)
            #expect(counter.answers() == [], "automatic status is off after a power cut")
        }
        #expect(tornSeen > 20)
    }

    @Test("NV graphics survive, RAM graphics do not")
    func memories() throws {
        var counter = Counter.instant()
        counter.send(try Vector.named("escpos", "nv/define-G1").bytes)
        counter.send(try Vector.named("escpos", "image/gs8l-8x2").bytes)
        counter.pull(.powerOff)
        counter.pull(.powerOn)
        counter.send(try Vector.named("escpos", "nv/list-keys").bytes)
        #expect(counter.answers() == bytes("37 72 40 47 31 00"))
        let before = counter.device.paper
        counter.send(try Vector.named("escpos", "image/gs8l-print").bytes)
        #expect(counter.device.paper == before)
        counter.send(try Vector.named("escpos", "nv/print-G1").bytes)
        #expect(counter.device.paper != before)
        let stored = counter.device.paper
        counter.send(try Vector.named("escpos", "image/gs8l-8x2").bytes)
        counter.send(try Vector.named("escpos", "image/gs8l-print").bytes)
        #expect(counter.device.paper != stored)
    }
}
