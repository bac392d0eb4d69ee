import DeviceFiles
import DeviceKit
import Foundation
import Logging
import Supervision
import Synchronization
import Testing

@testable import tillkeeperd

/// What a unit did must be known after the service ended, however it ended.
@Suite struct PassportShelfTests {
    private let folder = KeptFolder(path: NSTemporaryDirectory() + "shelf-\(UUID().uuidString)")

    /// One life of the service.
    private func life(_ work: (PassportShelf) -> Void) {
        let disk = Background(label: "shelf")
        let shelf = PassportShelf(folder: folder, disk: disk, logger: Logger(label: "shelf"))
        work(shelf)
        shelf.flush()
        disk.drain()
    }

    private func read(_ serial: String, _ reads: Int64) -> (inout DevicePassport) -> Void {
        return { papers in
            papers.arrive(station: "K-07", model: "", firmware: "", noteSet: "", at: "2026-01-01T00:00:00.000Z")
            papers.add(.codesRead, reads, at: "K-07")
        }
    }

    @Test("A reader without a serial number begins its life anew at every start", arguments: ["", "0042"])
    func papersOutliveTheService(_ serial: String) {
        let key = PassportShelf.key("scanner", serial, "K-07-scanner")
        let new = DevicePassport(kind: "scanner", serial: serial, model: "")
        for reads in 1...3 { life { $0.change(key, orNew: new, read(serial, Int64(reads))) } }
        life { shelf in #expect(shelf[key]?.counts[.codesRead] == 6) }
    }

    @Test("A file that cannot be read is written over by an empty one")
    func whatCannotBeReadIsNotWrittenOver() throws {
        let key = PassportShelf.key("billAcceptor", "0042", "")
        try folder.write(Array("{".utf8), as: key)
        life { $0.change(key, orNew: DevicePassport(kind: "billAcceptor", serial: "0042", model: ""), read("0042", 1)) }
        #expect(try folder.read().map { try $0.content.get() } == [Array("{".utf8)])
    }

    /// The paper slip is thrown away behind that answer.
    @Test("Papers that are called taken in before they are on the disk are lost with the power")
    func papersAreToldWhenTheyLieOnTheDisk() throws {
        let key = PassportShelf.key("billAcceptor", "0042", "")
        let new = DevicePassport(kind: "billAcceptor", serial: "0042", model: "")
        let disk = Background(label: "shelf")
        let shelf = PassportShelf(folder: folder, disk: disk, logger: Logger(label: "shelf"))
        shelf.change(key, orNew: new, read("0042", 3))
        let heard = Mutex<[String?]>([])
        shelf.keep(key) { [folder] trouble in
            let there = (try? folder.read().map(\.name)) ?? []
            heard.withLock { $0.append(trouble ?? there.joined()) }
        }
        disk.drain()
        #expect(heard.withLock { $0 } == [key])
        life { shelf in #expect(shelf[key]?.counts[.codesRead] == 3) }
        try folder.write(Array("{".utf8), as: key)
        life { shelf in
            shelf.change(key, orNew: new, read("0042", 1))
            shelf.keep(key) { trouble in heard.withLock { $0 = [trouble] } }
        }
        #expect(heard.withLock { $0.first??.contains("cannot be read") } == true)
    }
}

@Suite struct HealthWordTests {
    @Test("One trouble that is said twice looks like two")
    func aRefusalIsSaidOnce() {
        let gone = DeviceHealth.absent(since: .zero)
        let unplugged = OpenFault.noSuchNode(path: "/dev/ttyS9")
        #expect(gone.words(unplugged) == "It does not answer. " + unplugged.sentence)
        #expect(gone.words(nil) == "It does not answer.")
        let fault = OpenFault.noPermission(path: "/dev/ttyS9", group: "dialout")
        #expect(DeviceHealth.faulty(reason: fault.sentence, since: .zero).words(fault) == fault.sentence)
        #expect(DeviceHealth.healthy(since: .zero).words(fault) == "It works.")
    }
}
