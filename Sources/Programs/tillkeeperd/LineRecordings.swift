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
        guard let lines = lines(station), let line = lines.line(named: device) else { return nil }
        var header = header(line, station.machine)
        header.cause = reason?.sentence
        return LineSeen(
            header: header, recorder: line.recorder, mask: line.mask, now: station.now.elapsed,
            utcMilliseconds: station.now.wall.utcMilliseconds)
    }

    /// The head says what a driver needs to be played the recording: its name and what the settings file tells it.
    private func header(_ line: any KeptLine, _ machine: KioskMachine) -> Recording.Header {
        var header = Recording.Header(
            kind: "", device: line.name, driver: "", port: line.address.description,
            program: "tillkeeperd \(Tillkeeperd.version)")
        if line.name == "validator", let validator = settings.devices.validator {
            (header.kind, header.driver) = ("billAcceptor", validator.driver.rawValue)
            header.settings = words(validator)
            if let unit = machine.acceptor.identity { header.unit = words(unit) }
        } else if line.name == "printer", let printer = settings.devices.printer {
            (header.kind, header.driver) = ("posPrinter", printer.driver.rawValue)
            header.settings = [.init("profile", printer.profile)]
            if let model = machine.printer.model { header.unit = [.init("model", model)] }
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
    func line(named name: String) -> (any KeptLine)? {
        all.first { $0.name == name }?.line
    }
}
