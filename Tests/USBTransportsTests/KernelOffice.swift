import ControlAPI
import EBDSSimulator
import ESCPOSSimulator
import Foundation
import RealService
import SimulatorKit
import Testing
import Transports

/// The kiosk in the guest: simulators behind plugs of the real kernel, the real `tillkeeperd` on them, and a customer who
/// uses the page's requests. All on one thread, which outlives the service.
actor KernelOffice {
    static let kiosk = "K-07"
    static let cashUnit = "C-8841"
    static let account = "10000016"
    private static let patience: Duration = .seconds(60)

    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    let validator: SimulatorBehindUSB<EBDSDevice>
    let printer: SimulatorBehindUSB<ESCPOSDevice>
    let validatorUnit = MockUnit.validator()
    let printerUnit = MockUnit.printer()
    let client: ControlClient
    private let folder: String
    private let sockets = Sockets(0...7)
    private var validatorPlug: USBIPPort?
    private var printerPlug: USBIPPort?
    private var daemon: Daemon?
    private var lastNote = 0

    private init(loop: PortLoop, folder: String) throws {
        (self.loop, self.folder) = (loop, folder)
        var unit = EBDSConfiguration()
        unit.cashUnit = Self.cashUnit
        // Long enough that a hand at the plug can be in time.
        unit.timing.stack = .milliseconds(1_500)
        validator = SimulatorBehindUSB(EBDSDevice(unit, now: loop.now()), validatorUnit, loop: loop)
        printer = SimulatorBehindUSB(ESCPOSDevice(), printerUnit, loop: loop)
        client = try ControlClient("http://127.0.0.1:8080")
    }

    /// Opens the office, lets `body` happen in it, compares truth and books, and closes it.
    static func run(_ body: @Sendable (KernelOffice) async throws -> Void) async throws {
        let loop = PortLoop(name: "office")
        loop.run()
        defer { loop.stop() }
        let folder = NSTemporaryDirectory() + "office-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let office = try KernelOffice(loop: loop, folder: folder)
        do {
            try await office.open()
            try await body(office)
            try await office.compare()
        } catch {
            Issue.record("\(error)")
            for line in await office.daemon?.lastWords ?? [] { print("tillkeeperd: \(line)") }
        }
        await office.close()
    }

    private func open() async throws {
        try Self.settings.write(toFile: folder + "/kiosk.yaml", atomically: false, encoding: .utf8)
        await validator.start()
        await printer.start()
        try plugValidator()
        try plugPrinter()
        let daemon = try Daemon(program: Daemon.builtProgram(), settings: folder + "/kiosk.yaml")
        self.daemon = daemon
        guard await daemon.ready.wait(Self.patience) == true else { throw Trouble("the service is not ready") }
    }

    private func close() async {
        daemon?.kill()
        _ = await daemon?.ended.wait(.seconds(10))
        pullValidator()
        pullPrinter()
        await validator.stop()
        await printer.stop()
    }

    private static let settings = """
        station: K-07
        tenant: practice
        office: NORTH
        utility: Tarn Valley Water & Power
        receipt:
          office: [North Office, 410 Mill Street]
        store:
          path: journal.sqlite
        ledger:
          path: ledger.sqlite
          practice: true
        devices:
          validator:
            driver: ebds
            port: usb line 191c:4104 serial NV_10
            line: 9600 7E1
            counter: exact
            startingSeconds: 1
          printer:
            driver: escpos
            port: usb printer 04b8:0202 serial SN0001
            profile: tm-t88v
          drawer:
            id: D-1
            connector: 1
            openLevel: low

        """

    // MARK: The hand at the plugs

    /// In another socket each time.
    func plugValidator() throws { validatorPlug = try USBIPPort(validatorUnit, port: sockets.next()) }
    func plugPrinter() throws { printerPlug = try USBIPPort(printerUnit, port: sockets.next()) }
    func pullValidator() { validatorPlug?.unplug() }
    func pullPrinter() { printerPlug?.unplug() }

    /// The line settings that the validator itself was told last (SET_LINE_CODING).
    var validatorLine: [UInt8]? { validatorPlug?.told.last { $0.setup[1] == 0x20 }?.data }

    /// The kernel's number of the device with this serial number; `nil`: it is not there.
    nonisolated func deviceNumber(_ serial: String) -> Int? {
        let root = "/sys/bus/usb/devices"
        func text(_ path: String) -> String? {
            (try? String(contentsOfFile: path, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.first { text("\(root)/\($0)/serial") == serial }
            .flatMap { text("\(root)/\($0)/devnum") }.flatMap { Int($0) }
    }

    // MARK: Looking

    /// Looks until it is so. The death of the service ends the wait at once.
    func wait(
        _ what: String, every pause: Duration = .milliseconds(20), _ holds: @Sendable () async throws -> Bool
    ) async throws {
        let limit = loop.now() + Self.patience
        while try await !holds() {
            if await daemon?.ended.wait(pause) != nil { throw Trouble("\(what): the service has ended") }
            guard loop.now() < limit else {
                throw Trouble("\(what): not so in \(Self.patience); page \(try await client.kiosk(Self.kiosk))")
            }
        }
    }

    /// The page as soon as it is so.
    @discardableResult
    func page(_ what: String, _ holds: @escaping @Sendable (KioskView) async -> Bool) async throws -> KioskView {
        try await wait(what, every: .milliseconds(150)) { [client] in await holds(try await client.kiosk(Self.kiosk)) }
        return try await client.kiosk(Self.kiosk)
    }

    func device(_ name: String) async throws -> DeviceView {
        guard let device = try await client.devices().first(where: { $0.name == name }) else {
            throw Trouble("there is no device \(name)")
        }
        return device
    }

    // MARK: The customer

    /// Comes and wants to pay so much; gives the visit's name.
    @discardableResult
    func begin(_ minorUnits: Int64) async throws -> String {
        try await page("cash is offered") { $0.phase == .start && $0.tenders.contains { $0.offered } }
        let opened = try await client.openVisit(Self.kiosk, OpenVisit(language: .english))
        let wanted = MoneyView(minorUnits: minorUnits, currency: "USD")
        _ = try await client.chooseAccounts(
            Self.kiosk, ChooseAccounts(accounts: [WantedAccount(account: Self.account, wanted: wanted)]))
        _ = try await client.act(Self.kiosk, .cash)
        guard let visit = opened.visit?.id else { throw Trouble("an open visit has no name") }
        return visit
    }

    /// Pushes a note into the mouth as soon as that is open; gives its number.
    func feed(_ minorUnits: Int64) async throws -> Int {
        try await page("the slot is open") { [validator] view in
            let device = await validator.device
            return view.visit?.slot == .open && device.isLit && device.noteInside == nil
        }
        lastNote += 1
        await validator.pull(.insert(id: lastNote, .note(minorUnits: minorUnits)))
        return lastNote
    }

    /// Pays a note in, and looks that it counts once.
    func pay(_ minorUnits: Int64) async throws {
        let before = try await client.kiosk(Self.kiosk).visit?.paidIn.minorUnits ?? 0
        _ = try await feed(minorUnits)
        try await page("\(minorUnits) is counted") { $0.visit?.paidIn.minorUnits == before + minorUnits }
    }

    /// Presses "finish" and waits for what becomes of the receipt.
    func finish() async throws -> ReceiptView {
        _ = try await client.act(Self.kiosk, .finish)
        return try await receipt()
    }

    func receipt() async throws -> ReceiptView {
        let view = try await page("the receipt's end") { view in
            view.phase == .done && view.receipt.map { $0.state != .printing && $0.state != .stalled } ?? false
        }
        guard let receipt = view.receipt else { throw Trouble("a paid visit has no receipt") }
        return receipt
    }

    /// The page goes back to the start.
    func leave() async throws { _ = try await client.act(Self.kiosk, .close) }

    // MARK: The auditor

    /// What lies in the cash unit, in cents.
    var truth: Int64 { get async { await validator.device.total(of: Self.cashUnit) } }

    /// The text of all paper that came out.
    var paper: [String] {
        get async {
            let device = await printer.device
            return device.paper.map { device.text(of: $0) }
        }
    }

    /// Truth beside books, to the cent; then the service stops in good order and its journal proves itself.
    private func compare() async throws {
        try await wait("everything is posted") { [client] in try await client.status().ledger.open == 0 }
        let (status, books) = (try await client.status(), try await client.balances())
        let inside = await truth
        let booked = books.balances.first { $0.place == "cassette:" + Self.cashUnit }?.balance.minorUnits
        #expect(booked == inside, "books and cash unit: \(books.balances)")
        #expect(status.kiosk.inDoubt.count == 0 && status.ledger.rejected == 0, "\(status)")
        let held = books.balances.filter { $0.place.hasPrefix("held:") && $0.balance.minorUnits != 0 }
        #expect(held.isEmpty, "a visit that is over holds money")
        daemon?.stop()
        #expect(await daemon?.ended.wait(Self.patience) == .exited(0))
        let tillkeeper = try Daemon.builtProgram("tillkeeper")
        #expect(runProgram(tillkeeper, "journal", "verify", folder + "/journal.sqlite") == 0)
    }
}
