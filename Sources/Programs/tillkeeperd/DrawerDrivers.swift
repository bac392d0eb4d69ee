import APGDrawerDriver
import DeviceKit
import HIDDrawerDriver
import Settings
import Supervision
import Transports

/// From the settings of a drawer with a board of its own to its driver.
enum DrawerDrivers {
    /// `nil` for a drawer at the printer. Refuses with a sentence a USB board that nobody knows.
    static func dialogue(_ drawer: Settings.Drawer) throws(StartRefusal) -> (any CashDrawerDialogue)? {
        switch drawer.driver {
        case .printer: nil
        case .apg: APGDrawerDialogue(apg(drawer))
        case .hid: HIDDrawerDialogue(HIDDrawerConfiguration(try hidModel(drawer)))
        }
    }

    /// The line, and the look at its modem lines where the board's sensor is there.
    static func line(
        _ name: String, at port: PortAddress, _ dialogue: some CashDrawerDialogue, _ maker: LineMaker,
        heard: @escaping (CashDrawerReport) -> Void
    ) -> (line: any KeptLine<CashDrawerCommand>, look: LineLook?) {
        let line = maker.made(name, port, dialogue, LineOptions(), \.verdict, heard)
        let look = dialogue.lineLook.map { period in
            LineLook(every: period, loop: maker.loop) { [weak line] in
                guard let line, line.isOpen else { return }
                line.send(.lines(line.modemLines))
            }
        }
        return (line, look)
    }

    private static func apg(_ drawer: Settings.Drawer) -> APGDrawerConfiguration {
        let sense: APGDrawerConfiguration.SenseLine =
            switch drawer.senseLine {
            case .clearToSend: .clearToSend
            case .ring: .ring
            case .none: .notConnected
            }
        let level: DrawerBoardRules.OpenLevel =
            switch drawer.openLevel {
            case .high: .high
            case .low: .low
            case .learn: .unknown
            case .noSensor: .noSensor
            }
        return APGDrawerConfiguration(
            board(drawer.model), openBytes: drawer.openBytes.isEmpty ? nil : [drawer.openBytes],
            senseLine: level == .noSensor ? .notConnected : sense, rules: DrawerBoardRules(openLevel: level))
    }

    /// The keys are those of `Settings.Drawer.boards`.
    static func board(_ key: String?) -> APGDrawerModel {
        switch key {
        case "apg-212a": .apg212A
        case "mmf-226": .mmfMultiSerial
        case "mmf-ecd232": .mmfECD232
        case "mmf-ecd232-nd": .mmfECD232ND
        case "logic-cr3001": .logicCR3001
        case "logic-cr3002": .logicCR3002
        case "ibm-surepos500": .ibmSurePOS500
        case "ibm-sureone": .ibmSureOne
        case "acode-at10u3": .acodeAT10U3
        case "modem-line": .modemLineOnly
        default: .apg484A
        }
    }

    private static func hidModel(_ drawer: Settings.Drawer) throws(StartRefusal) -> HIDDrawerModel {
        if let key = drawer.model, let model = hidModel(named: key) { return model }
        guard case .usb(let identity, .hid) = drawer.port else {
            throw StartRefusal("The make of drawer \(drawer.id) is not known. Name it: model, in its settings.")
        }
        do throws(HIDDrawerIdentityFault) {
            return try HIDDrawerModel(vendor: identity.vendor, product: identity.product)
        } catch {
            throw StartRefusal("Drawer \(drawer.id): \(error.sentence)")
        }
    }

    /// The keys are those of `Settings.Drawer.hidModels`.
    static func hidModel(named key: String) -> HIDDrawerModel? {
        switch key {
        case "star": .star
        case "unnamed": .unnamed
        case "apg-usbpro": .apgUSBPro
        default:
            key.hasPrefix("posiflex-")
                ? Int(key.dropFirst("posiflex-".count)).flatMap(PosiflexDrawerID.init).map { .posiflex($0) } : nil
        }
    }
}

/// Does something again and again on the station's thread while the service runs.
final class LineLook {
    private let period: Duration
    private let loop: PortLoop
    private let look: () -> Void
    private var job: ScheduledJob?

    init(every period: Duration, loop: PortLoop, _ look: @escaping () -> Void) {
        (self.period, self.loop, self.look) = (period, loop, look)
    }

    func start() {
        job = loop.schedule(at: loop.now() + period) { [weak self] in
            guard let self, job != nil else { return }
            look()
            start()
        }
    }

    func stop() {
        if let job { loop.cancel(job) }
        job = nil
    }
}
