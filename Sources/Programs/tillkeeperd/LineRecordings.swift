import ControlAPI
import ControlServer
import Controller
import Custody
import DeviceKit
import Settings
import Supervision

/// What the lines' recorders hold.
extension StationDevices {
    func recording(_ device: String, _ station: isolated StationController) -> LineSeen? {
        lineSeen(device, nil, station)
    }

    /// A copy of the recorder, which costs nothing until the line goes on writing.
    func lineSeen(_ device: String, _ reason: CaseReason?, _ station: isolated StationController) -> LineSeen? {
        guard let named = lines(station)?.all.first(where: { $0.name == device }) else { return nil }
        let line = named.line
        var header = header(named, station.machine)
        header.cause = reason?.sentence
        return LineSeen(
            header: header, recorder: line.recorder, mask: line.mask, now: station.now.elapsed,
            utcMilliseconds: station.now.wall.utcMilliseconds)
    }

    /// The head says what a driver needs to be played the recording: its name and what the settings file tells it.
    private func header(_ named: DeviceLines.Named, _ machine: KioskMachine) -> Recording.Header {
        let line = named.line
        var header = Recording.Header(
            kind: named.kind.rawValue, device: line.name, driver: "", port: line.address.description,
            program: "tillkeeperd \(Tillkeeperd.version)")
        switch named.kind {
        case .billAcceptor:
            guard let validator = settings.devices.validator else { break }
            header.driver = validator.driver.rawValue
            header.settings = words(validator)
            if let unit = machine.acceptor.identity { header.unit = words(unit) }
        case .posPrinter:
            guard let printer = settings.devices.printer else { break }
            header.driver = printer.driver.rawValue
            header.settings = [.init("profile", printer.profile)]
            if let model = machine.printer.model { header.unit = [.init("model", model)] }
        case .cashDrawer:
            guard let drawer = settings.devices.drawers.first(where: { $0.id.text == line.name }) else { break }
            header.driver = drawer.driver.rawValue
            header.settings = words(drawer)
        case .checkScanner:
            guard let scanner = settings.devices.checkScanner else { break }
            header.driver = scanner.driver.rawValue
            if scanner.driver == .excella, let host = scanner.port.host { header.settings = [.init("host", host)] }
            if let unit = machine.checkScanner.identity { header.unit = words(unit) }
        case .scanner: header.driver = settings.devices.scanner?.driver.rawValue ?? ""
        }
        return header
    }

    private func words(_ validator: Settings.Validator) -> [Recording.Setting] {
        var words: [Recording.Setting] = [.init("pollMilliseconds", "\(validator.pollMilliseconds)")]
        if let counter = validator.counter { words.append(.init("counter", counter.rawValue)) }
        if let serial = validator.serial { words.append(.init("serial", serial)) }
        switch validator.driver {
        case .ebds:
            words += [
                .init("powerUpPolicy", validator.powerUpPolicy.rawValue),
                .init("startingSeconds", "\(validator.startingSeconds)"),
            ]
        case .id003, .ccnet, .ssp: break
        }
        return words + validator.driverWords.map { .init($0.name, $0.value) }
    }

    private func words(_ unit: CheckScannerIdentity) -> [Recording.Setting] {
        [
            .init("maker", unit.maker), .init("model", unit.model), .init("serial", unit.serial),
            .init("firmware", unit.firmware),
        ].filter { !$0.value.isEmpty }
    }

    private func words(_ drawer: Settings.Drawer) -> [Recording.Setting] {
        var words: [Recording.Setting] = []
        if let model = drawer.model { words.append(.init("model", model)) }
        if !drawer.openBytes.isEmpty {
            let figures = drawer.openBytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            words.append(.init("openBytes", figures.joined()))
        }
        if drawer.driver == .apg { words.append(.init("senseLine", drawer.senseLine.rawValue)) }
        if drawer.openLevel != .learn { words.append(.init("openLevel", drawer.openLevel.rawValue)) }
        return words
    }

    private func words(_ unit: BillAcceptorIdentity) -> [Recording.Setting] {
        [
            .init("maker", unit.maker), .init("model", unit.model), .init("serial", unit.serial),
            .init("firmware", unit.firmware), .init("noteSet", unit.noteSet), .init("trust", unit.trust.rawValue),
        ].filter { !$0.value.isEmpty }
    }
}

extension DeviceLines {
    func line(named name: String) -> (any KeptLine)? { all.first { $0.name == name }?.line }
}
