import DeviceKit
import Testing
import Transports
import USBTransports

@testable import tillkeeper

/// Each check with made facts: what is lost without it is a technician's hour.
@Suite struct CheckTests {
    @Test func aStationThatIsWellHasNoFinding() {
        let diagnosis = Diagnosis(Made.facts(Made.validator(Made.node())))
        #expect(diagnosis.findings.isEmpty && !diagnosis.isWrong, "\(diagnosis.text)")
        #expect(diagnosis.text.hasPrefix("Nothing wrong was found.\n\nLooked at:\n"))
    }

    // MARK: Ports

    @Test func aMissingPortNamesThoseThatAreThere() throws {
        let node = Made.node {
            $0.exists = false
            $0.candidates = ["/dev/serial/by-id/usb-Other-port0"]
        }
        let finding = try only(Made.facts(Made.validator(node)))
        #expect(finding.sign == .portMissing && finding.what.contains("but /dev/serial/by-id/usb-Other-port0"))
        #expect(finding.fix.contains("devices.validator.port"))
    }

    @Test(arguments: [
        (PortOwner(pid: 811, name: "ModemManager"), "systemctl disable --now ModemManager"),
        (PortOwner(pid: 812, name: "brltty"), "Remove the package brltty"),
        (PortOwner(pid: 813, name: "agetty"), "serial-getty@ttyUSB0"),
        (PortOwner(pid: 814, name: "minicom"), "Stop that program"), (PortOwner(pid: 815, name: nil), "another port"),
    ])
    func aHeldPortNamesItsHolderAndTheCure(_ owner: PortOwner, _ cure: String) throws {
        let finding = try only(Made.facts(Made.validator(Made.node { $0.owners = [owner] })))
        #expect(finding.sign == .portHeld && finding.what.contains("process \(owner.pid)"), "\(finding)")
        #expect(finding.what.contains(owner.name ?? "process") && finding.fix.contains(cure), "\(finding)")
    }

    @Test func theRunningServiceHoldsItsOwnPortsAndThatIsNoFault() {
        let node = Made.node { $0.owners = [PortOwner(pid: 70, name: "tillkeeperd")] }
        var facts = Made.facts(Made.validator(node))
        #expect(Made.signs(facts) == [.portHeld])
        facts.service = .running(owner: PortOwner(pid: 70, name: "tillkeeperd"), views: [], complaint: nil)
        #expect(Made.signs(facts) == [])
        facts.service = .running(owner: nil, views: [], complaint: nil)
        #expect(Made.signs(facts) == [])
        facts.service = .running(owner: PortOwner(pid: 71, name: "tillkeeperd"), views: [], complaint: nil)
        #expect(Made.signs(facts) == [.portHeld])
    }

    @Test(arguments: [
        (UInt32(0o20660), UInt32(0), UInt32(5), false), (0o20660, 0, 20, true), (0o20600, 0, 20, false),
        (0o20600, 900, 5, true), (0o20640, 0, 20, false), (0o20666, 0, 5, true), (0o20060, 900, 900, false),
    ])
    func rightsAreThoseOfTheServicesUser(_ mode: UInt32, _ uid: UInt32, _ gid: UInt32, _ may: Bool) {
        let node = Made.node { $0.rights = Rights(mode: mode, uid: uid, gid: gid, group: "dialout") }
        #expect(Made.signs(Made.facts(Made.validator(node))) == (may ? [] : [.noRight]))
    }

    @Test func aReaderThatTypesIsOnlyHeard() throws {
        let node = Made.node("/dev/input/by-id/usb-Scanner-event-kbd") {
            $0.isKeys = true
            $0.rights = Rights(mode: 0o20640, uid: 0, gid: 20, group: "till")
        }
        #expect(Made.signs(Made.facts(Made.validator(node))) == [])
        var closed = node
        closed.rights = Rights(mode: 0o20660, uid: 0, gid: 104, group: "input")
        // Whoever is in group input hears every keyboard.
        #expect(try !only(Made.facts(Made.validator(closed))).fix.contains("usermod"))
    }

    @Test func noRightNamesTheGroupAndTheCommand() throws {
        let node = Made.node { $0.rights = Rights(mode: 0o20660, uid: 0, gid: 21, group: "plugdev") }
        let finding = try only(Made.facts(Made.validator(node)))
        #expect(finding.what.contains("group plugdev") && finding.what.contains("User till"), "\(finding)")
        #expect(finding.fix.contains("usermod -aG plugdev till"), "\(finding)")
        #expect(finding.fix.contains("tillkeeper device udev-rules /etc/tillkeeper/tillkeeper.yaml >"))
        // Root's group is no right to hand out.
        let root = try only(
            Made.facts(Made.validator(Made.node { $0.rights = Rights(mode: 0o20660, uid: 0, gid: 0, group: "root") })))
        #expect(root.sign == .noRight && !root.fix.contains("usermod"))
        // An access list lets in whoever asks, which says nothing of another user.
        var facts = Made.facts(
            Made.validator(
                Made.node {
                    $0.rights = Rights(mode: 0o20600, uid: 0, gid: 0)
                    $0.openToUs = true
                }))
        #expect(Made.signs(facts) == [.noRight])
        facts.user.isUs = true
        #expect(Made.signs(facts) == [])
    }

    @Test func aPortByNumberIsToldItsLastingName() throws {
        let node = Made.node("/dev/ttyUSB0") { $0.aliases = ["/dev/serial/by-id/usb-X"] }
        let finding = try only(Made.facts(Made.validator(node)))
        #expect(finding.sign == .portByNumber && finding.weight == .note)
        #expect(finding.fix == "Put /dev/serial/by-id/usb-X into devices.validator.port.")
    }

    @Test(arguments: [
        (USBOpenFault.notPluggedIn(identity), Finding.Sign.portMissing, "No USB device 04b8:0202"),
        (.wrongDevice(identity, found: "0519:0001 (Star)"), .otherDevice, "holds 0519:0001 (Star)"),
        (.wrongUnit(identity, serials: ["B2"]), .otherDevice, "but B2 of the same model"),
        (.elsewhere(identity, port: "1-3"), .otherDevice, "port 1-3"),
        (.ambiguous(identity, ports: ["1-1", "1-2"]), .otherDevice, "1-1 and 1-2"),
        (.noSuchFunction(identity, .printer), .portIsNone, "printer"),
        (.noPermission(identity, path: "/dev/bus/usb/001/004"), .noRight, "/dev/bus/usb/001/004"),
        (.vanished(identity), .portMissing, "went away"), (.noUSB(identity), .portMissing, "no USB"),
    ])
    func aUSBDeviceIsKnownByItsIdentity(_ fault: USBOpenFault, _ sign: Finding.Sign, _ word: String) throws {
        let device = Made.validator(.usb(Self.identity, .printer, fault: fault, node: nil))
        let finding = try only(Made.facts(device))
        #expect(finding.sign == sign && finding.what.contains(word), "\(finding)")
    }

    static let identity = USBIdentity(vendor: 0x04B8, product: 0x0202, port: "1-1")

    // MARK: Meddlers

    @Test func modemManagerIsAFaultUnlessARuleKeepsItAway() throws {
        var facts = Made.facts(Made.validator(Made.node { $0.nature?.modemIgnored = false }))
        #expect(Made.signs(facts) == [])
        facts.meddlers = [PortOwner(pid: 811, name: "ModemManager")]
        let finding = try only(facts)
        #expect(finding.sign == .modemManager && finding.fix.contains("udev-rules"))
        facts.devices = [Made.validator(Made.node())]
        #expect(Made.signs(facts) == [])
        facts.devices = [Made.validator(Made.node { $0.nature = NodeNature(isUSB: false) })]
        #expect(Made.signs(facts) == [])
        facts.devices = [Made.validator(Made.node { $0.nature = nil })]
        #expect(Made.signs(facts) == [.modemManager])
        facts.devices = [
            Made.validator(
                Made.node("/dev/usb/x") {
                    $0.real = "/dev/usb/lp0"; $0.nature = nil
                })
        ]
        #expect(Made.signs(facts) == [])
    }

    @Test func brlttyTakesAdaptersAway() {
        let ftdi = USBIdentity(vendor: 0x0403, product: 0x6001)
        let line = USBFunction.line(LineSettings(.baud9600))
        var facts = Made.facts(Made.validator(.usb(ftdi, line, fault: nil, node: nil)))
        facts.meddlers = [PortOwner(pid: 9, name: "brltty")]
        #expect(Made.signs(facts) == [.portMissing, .brltty] && Diagnosis(facts).isWrong)
        facts.devices = [Made.validator(.usb(ftdi, line, fault: nil, node: Made.node()))]
        #expect(Made.signs(facts) == [.brltty] && !Diagnosis(facts).isWrong)
        facts.devices = [Made.validator(Made.node("/dev/serial/by-id/usb-FTDI_X") { $0.exists = false })]
        #expect(Made.signs(facts) == [.portMissing, .brltty])
        facts.devices = [Made.validator(Made.node { $0.nature = NodeNature(isUSB: true, vendor: 1, product: 2) })]
        facts.meddlers = [PortOwner(pid: 9, name: "brltty")]
        #expect(Made.signs(facts) == [])
    }

    // MARK: Lines

    static let configured = LineSettings(.baud19200)
    static let right = LineSettings(.baud9600, .seven, .even)

    static func row(_ heard: KnockHeard, _ line: LineSettings? = configured, _ language: String = "ebds") -> KnockTry {
        KnockTry(place: "/dev/x", line: line, language: language, heard: heard)
    }

    @Test(
        arguments: [
            ([row(.understood)], nil, ""),
            ([row(.silence), row(.understood, right)], .otherLine, "`line: 9600 7E1`"),
            ([row(.bytes(3)), row(.understood, right)], .otherLine, "`line: 9600 7E1`"),
            ([row(.silence), row(.understood, configured, "ccnet")], .otherLanguage, "`driver: ccnet`"),
            (
                [row(.silence), row(.understood, right, "ccnet")], .otherLanguage,
                "`driver: ccnet` and `line: 9600 7E1`"
            ),
            ([row(.silence), row(.silence, right)], .noAnswer, "switched on"),
            ([row(.bytes(7)), row(.silence, right)], .notUnderstood, "devices.validator.driver"),
            ([row(.silence), row(.bytes(7), right)], .notUnderstood, "own line settings"),
            ([row(.refused(.timedOut(.tcp(host: "h", port: 1))))], .notReachable, "switched on"),
            ([row(.silence, nil)], .noAnswer, "switched on"),
        ] as [([KnockTry], Finding.Sign?, String)])
    func whatWasHeardIsNamed(_ tries: [KnockTry], _ sign: Finding.Sign?, _ fix: String) {
        let findings = LineCheck.findings(Made.validator(.node(Made.node()), tries: tries))
        #expect(findings.map(\.sign) == (sign.map { [$0] } ?? []), "\(findings)")
        #expect(findings.allSatisfy { $0.fix.contains(fix) && !$0.what.contains("  ") }, "\(findings)")
    }

    @Test func allSettingsThatWereTriedAreNamedOnce() {
        let tries = [Self.row(.silence), Self.row(.silence, Self.configured, "ccnet"), Self.row(.silence, Self.right)]
        let finding = LineCheck.findings(Made.validator(.node(Made.node()), tries: tries)).first
        #expect(finding?.what == "Nothing answers on /dev/x at 19200 8N1 nor 9600 7E1.")
    }

    private func only(_ facts: Facts) throws -> Finding {
        let findings = Diagnosis(facts).findings
        #expect(findings.count == 1, "\(findings)")
        return try #require(findings.first)
    }
}
