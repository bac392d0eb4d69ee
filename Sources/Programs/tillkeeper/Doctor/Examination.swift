import ControlAPI
import Custody
import DeviceKit
import Glibc
import Settings
import Transports
import USBTransports

/// Gathers the facts from this machine. What a running service may hold is only looked at from outside.
struct Examination {
    let file: String
    let settings: Settings
    /// The user that the service runs as.
    let user: UserFacts
    /// Whether lines are tried at all.
    let knocks: Bool

    func facts() async -> Facts {
        let (service, stranger) = await serviceFacts()
        let (store, newestEntry) = StoreProbe.facts(settings.store)
        let folder = StoreProbe.folder(of: settings.store.path)
        let measures = store.folderExists && !service.isRunning
        return Facts(
            file: file, user: user, service: service, strangerAtDoor: stranger, devices: await devices(service),
            meddlers: PortOwnership.processes().filter { $0.name.map(MeddlerCheck.programs.contains) ?? false },
            clock: ClockProbe.facts(newestEntry: newestEntry), disk: DiskProbe.facts(folder, measure: measures),
            store: store)
    }

    // MARK: The service

    /// Two signs: the lock beside its journal, and an answer where it listens. The lock is only looked at.
    private func serviceFacts() async -> (facts: ServiceFacts, stranger: String?) {
        let owner = PortOwnership.lockOwner(ofFile: settings.store.path + ".lock")
        do throws(ClientFault) {
            let client = try ControlClient(settings.serviceAddress, timeoutSeconds: 5)
            let status = try await client.status()
            guard status.station == settings.station.text else {
                let stranger = "the service of station \(Words.line(status.station))"
                return (owner.map(Self.silent("another one answers in its place.")) ?? .off, stranger)
            }
            let views = status.devices.map { view in
                ServiceFacts.Told(
                    name: Words.line(view.name), isWell: view.health == .well, isBroken: view.health == .broken,
                    words: Words.line(view.words))
            }
            return (.running(owner: owner, views: views, complaint: nil), nil)
        } catch {
            let facts = owner.map(Self.silent(Words.line(error.sentence))) ?? .off
            switch error {
            case .notOurs, .refused: return (facts, owner == nil ? "another program" : nil)
            case .noAnswer, .noAddress: return (facts, nil)
            }
        }
    }

    private static func silent(_ complaint: String) -> (PortOwner) -> ServiceFacts {
        { .running(owner: $0, views: [], complaint: complaint) }
    }

    // MARK: The devices

    private func devices(_ service: ServiceFacts) async -> [DeviceFacts] {
        let patients = Patient.all(settings.devices)
        let loop = PortLoop(name: "doctor")
        loop.run()
        let probe = LineProbe(loop: loop) { USBPortOpener(loop: $0, others: PortOpener(loop: $0)) }
        let inventory = await probe.inventory()
        var devices: [DeviceFacts] = []
        for patient in patients {
            var device = DeviceFacts(
                name: patient.name, key: patient.key, driver: patient.driver,
                place: Self.place(patient.port, inventory), learnsPolarity: patient.learnsPolarity)
            if let port = patient.port, knocks, !service.isRunning, Self.isFree(device.place) {
                device.tries = await probe.follow(KnockPlan(patient.driver, at: port, policy: patient.policy))
            }
            devices.append(device)
        }
        await probe.end()
        loop.stop()
        return devices
    }

    /// A port that somebody holds, or that is none, is not asked anything: the other check says why.
    static func isFree(_ place: PlaceFacts) -> Bool {
        switch place {
        case .network: true
        case .connector: false
        case .node(let node): isFree(node)
        case .usb(_, _, let fault, let node): fault == nil && node.map(isFree) ?? false
        }
    }

    private static func isFree(_ node: NodeFacts) -> Bool {
        node.exists && node.otherKind == nil && node.owners.isEmpty && node.openToUs == true
    }

    private static func place(_ port: PortAddress?, _ inventory: USBInventory?) -> PlaceFacts {
        switch port {
        case nil: return .connector
        case .serial(let path, _): return .node(NodeProbe.facts(path))
        case .keys(let path): return .node(NodeProbe.facts(path, isKeys: true))
        case .tcp(let host, let port): return .network(host: host, port: port)
        case .usb(let identity, let function):
            guard let inventory else { return .usb(identity, function, fault: .noUSB(identity), node: nil) }
            do throws(USBOpenFault) {
                let unit = try inventory.find(identity)
                let path =
                    switch function {
                    case .printer, .hid: unit.node
                    case .line(let settings): try inventory.line(of: unit, identity, settings)
                    }
                return .usb(identity, function, fault: nil, node: NodeProbe.facts(path))
            } catch { return .usb(identity, function, fault: error, node: nil) }
        }
    }
}

extension LineProbe {
    /// All that is plugged in; `nil`: this machine shows no USB.
    func inventory() -> USBInventory? {
        do throws(HotPlugFault) {
            let hotPlug = try HotPlug(loop: loop) { _ in }
            defer { hotPlug.close() }
            return hotPlug.inventory()
        } catch { return nil }
    }
}
