public import DeviceKit
public import Transports

/// Opens ports of every kind on one loop: USB devices itself, the rest through another opener. Hears what is plugged in
/// and pulled out: a device that is gone loses its link at once.
///
/// Lives on the loop's thread, like all that it opens.
public final class USBPortOpener: PortOpening {
    private let loop: PortLoop
    private let others: any PortOpening
    private let writeDeadline: Duration
    private let news: (HotPlugEvent) -> Void
    private var context: USBContext?
    private var hotPlug: HotPlug?
    private var streams: [Stream] = []

    private struct Stream {
        /// Lives as long as its device is open.
        weak var pipe: USBPipe?
        var systemPath: String
    }

    /// `others` opens what is not USB, and the serial ports that the kernel makes of USB devices. `news` is told what
    /// comes and goes, on the loop's thread, after the streams of what is gone were ended; a reason to try again at once.
    public init(
        loop: PortLoop, others: any PortOpening, writeDeadline: Duration = .seconds(5),
        news: @escaping (HotPlugEvent) -> Void = { _ in }
    ) {
        (self.loop, self.others, self.writeDeadline, self.news) = (loop, others, writeDeadline, news)
    }

    /// Begins to hear what is plugged in; `open` does so, too. On the loop's thread.
    public func listen() throws(HotPlugFault) { _ = try listening() }

    /// Stops hearing. Streams stay open.
    public func close() {
        hotPlug?.close()
        hotPlug = nil
    }

    /// All that is plugged in now.
    public func inventory() throws(HotPlugFault) -> USBInventory { try listening().inventory() }

    public func open(
        _ address: PortAddress, receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) -> any ByteTransport {
        loop.checkIsolated()
        switch address {
        case .serial, .tcp, .keys: return try others.open(address, receiver: receiver)
        case .usb(let identity, let function):
            let hotPlug: HotPlug
            do throws(HotPlugFault) { hotPlug = try listening() } catch { throw .usb(.noUSB(identity)) }
            return try open(identity, function, hotPlug, receiver)
        }
    }

    private func open(
        _ identity: USBIdentity, _ function: USBFunction, _ hotPlug: HotPlug,
        _ receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) -> any ByteTransport {
        let inventory = hotPlug.inventory()
        let unit = try inWords { () throws(USBOpenFault) in try inventory.find(identity) }
        switch function {
        case .line(let settings):
            let node = try inWords { () throws(USBOpenFault) in try inventory.line(of: unit, identity, settings) }
            return try others.open(.serial(path: node, settings), receiver: receiver)
        case .printer:
            let (device, interface) = try claim(unit, identity, function) {
                USBInterface.printer(among: $0, number: identity.interface)
            }
            let printer = USBPrinterTransport(
                device: device, interface: interface, loop: loop, writeDeadline: writeDeadline, receiver: receiver)
            remember(printer.pipe, unit)
            return printer
        case .hid:
            let (device, interface) = try claim(unit, identity, function) {
                USBInterface.hid(among: $0, number: identity.interface)
            }
            let drawer = USBHIDTransport(
                device: device, interface: interface, loop: loop, writeDeadline: writeDeadline, receiver: receiver)
            remember(drawer.pipe, unit)
            return drawer
        }
    }

    /// Opens the unit and claims the interface that `choose` takes. When that fails the device is closed again: it goes
    /// with the last reference to it.
    private func claim(
        _ unit: USBUnit, _ identity: USBIdentity, _ function: USBFunction, _ choose: ([USBInterface]) -> USBInterface?
    ) throws(OpenFault) -> (USBDevice, USBInterface) {
        if context == nil { context = USBContext(loop: loop) }
        guard let context else { throw .usb(.noUSB(identity)) }
        let device = try USBDevice(unit, identity, context: context)
        guard let interface = choose(device.interfaces) else { throw .usb(.noSuchFunction(identity, function)) }
        let node = hotPlug?.printerNode(of: unit, interface: interface.number)
        try device.claim(interface, identity, kernelNode: node)
        return (device, interface)
    }

    private func inWords<Found>(_ look: () throws(USBOpenFault) -> Found) throws(OpenFault) -> Found {
        do throws(USBOpenFault) { return try look() } catch { throw .usb(error) }
    }

    // MARK: News

    private func listening() throws(HotPlugFault) -> HotPlug {
        if let hotPlug { return hotPlug }
        let made = try HotPlug(loop: loop) { [weak self] event in self?.heard(event) }
        hotPlug = made
        return made
    }

    private func remember(_ pipe: USBPipe, _ unit: USBUnit) {
        streams.removeAll { $0.pipe == nil }
        streams.append(Stream(pipe: pipe, systemPath: unit.systemPath))
    }

    private func heard(_ event: HotPlugEvent) {
        if case .left(let path) = event {
            let gone = streams.filter { $0.systemPath == path }
            streams.removeAll { $0.systemPath == path || $0.pipe == nil }
            for stream in gone { stream.pipe?.unplugged() }
        }
        news(event)
    }
}
