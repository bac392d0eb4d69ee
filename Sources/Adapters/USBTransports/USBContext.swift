import CLibUSB
import Glibc
import Transports

/// libusb on the thread of a port loop: its descriptors stand in the loop's `poll` beside all others, and its work is
/// done when one of them is ready. No thread of ours, no waiting inside libusb, no time-outs of libusb's.
///
/// libusb starts a thread for news of its own; it sleeps, we neither see nor need it.
final class USBContext {
    let loop: PortLoop
    let raw: OpaquePointer
    private var watches: [Watch] = []
    private var isPumping = false
    /// Streams that are open, to be ended with the loop.
    private var users: [any USBContextUser] = []

    /// One descriptor of libusb's in the loop's set.
    private final class Watch: PollTarget {
        unowned let context: USBContext
        var entry: PollEntry?
        init(_ context: USBContext) { self.context = context }
        func ready(_ events: Int16) { context.pump() }
        func loopStops() { context.loopStops() }
    }

    /// `nil`: this machine has no USB, or libusb cannot start; nothing is lost by trying again later.
    init?(loop: PortLoop) {
        var made: OpaquePointer?
        guard libusb_init(&made) == 0, let made else { return nil }
        self.loop = loop
        raw = made
        if let list = libusb_get_pollfds(made) {
            var next = list
            while let one = next.pointee {
                add(one.pointee.fd, one.pointee.events)
                next += 1
            }
            libusb_free_pollfds(list)
        }
        libusb_set_pollfd_notifiers(
            made, usbDescriptorAdded, usbDescriptorRemoved, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        close()
        libusb_set_pollfd_notifiers(raw, nil, nil, nil)
        libusb_exit(raw)
    }

    fileprivate func add(_ descriptor: Int32, _ events: Int16) {
        let watch = Watch(self)
        watch.entry = loop.watch(descriptor, for: Int32(events), watch)
        watches.append(watch)
    }

    fileprivate func remove(_ descriptor: Int32) {
        guard let place = watches.firstIndex(where: { $0.entry?.descriptor == descriptor }) else { return }
        if let entry = watches.remove(at: place).entry { loop.unwatch(entry) }
    }

    /// Lets libusb do what is ready, without waiting. Ends of transfers are told from in here. `false`: called from inside
    /// itself, which libusb forbids; what is ready is then met again by `poll`.
    @discardableResult
    func pump(waitingMicroseconds: Int = 0) -> Bool {
        guard !isPumping else { return false }
        isPumping = true
        var time = timeval(tv_sec: 0, tv_usec: waitingMicroseconds)
        _ = libusb_handle_events_timeout_completed(raw, &time, nil)
        isPumping = false
        for user in users { user.pumped() }
        return true
    }

    func join(_ user: any USBContextUser) { users.append(user) }
    func leave(_ user: any USBContextUser) { users.removeAll { $0 === user } }

    /// Takes all descriptors out of the loop: nothing is open any more.
    func close() {
        for watch in watches { if let entry = watch.entry { loop.unwatch(entry) } }
        watches = []
    }

    private func loopStops() {
        for user in users { user.contextCloses() }
        // The loop polls no more, so the ends of cancelled transfers are fetched here: at once as a rule, and never longer
        // than a tenth of a second in all, at the end of the program's life.
        for _ in 0..<10 where users.contains(where: \.waitsForLibrary) { pump(waitingMicroseconds: 10_000) }
        close()
    }
}

/// A stream that must be told before its context goes.
protocol USBContextUser: AnyObject {
    func contextCloses()
    /// libusb has told all that was ready.
    func pumped()
    /// Whether transfers of it are in flight.
    var waitsForLibrary: Bool { get }
}

// Called by libusb inside calls that we make, so on the loop's thread.
private func usbDescriptorAdded(_ descriptor: Int32, _ events: Int16, _ user: UnsafeMutableRawPointer?) {
    guard let user else { return }
    Unmanaged<USBContext>.fromOpaque(user).takeUnretainedValue().add(descriptor, events)
}

private func usbDescriptorRemoved(_ descriptor: Int32, _ user: UnsafeMutableRawPointer?) {
    guard let user else { return }
    Unmanaged<USBContext>.fromOpaque(user).takeUnretainedValue().remove(descriptor)
}
