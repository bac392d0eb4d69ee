import CLibUSB
import Glibc

/// Bytes before the data of a control request: LIBUSB_CONTROL_SETUP_SIZE, which is a cast that Swift does not see.
private let setupSize = 8

/// How a transfer ended.
enum TransferEnd: Hashable {
    /// All that was wanted, or a short packet from the device.
    case completed
    /// Taken back by us; some of it may have been done.
    case cancelled
    /// The endpoint refuses (a control request: not known to the device).
    case stalled
    /// The device is not there any more.
    case gone
    /// A fault on the wire, or more bytes than asked for.
    case failed
}

/// One transfer of libusb's with its buffer, used over and over. In flight it holds itself, because libusb does.
final class USBTransfer {
    enum Kind { case bulk, interrupt }

    private let raw: UnsafeMutablePointer<libusb_transfer>
    private let buffer: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private(set) var inFlight = false
    private var onEnd: ((TransferEnd) -> Void)?

    /// `nil` only without memory.
    init?(capacity: Int) {
        guard let raw = libusb_alloc_transfer(0) else { return nil }
        self.raw = raw
        self.capacity = max(1, capacity)
        buffer = .allocate(capacity: self.capacity)
        buffer.initialize(repeating: 0, count: self.capacity)
    }

    deinit {
        libusb_free_transfer(raw)
        buffer.deallocate()
    }

    /// Bytes that went over in the end.
    var count: Int { Int(raw.pointee.actual_length) }

    /// What came in on a bulk or interrupt endpoint.
    var received: [UInt8] { Array(UnsafeBufferPointer(start: buffer, count: min(max(0, count), capacity))) }

    /// What came in answer to a control request.
    var answer: [UInt8] {
        let room = capacity - setupSize
        return Array(UnsafeBufferPointer(start: buffer + setupSize, count: min(max(0, count), room)))
    }

    /// Asks for as many bytes as the buffer holds.
    func read(_ device: OpaquePointer, _ endpoint: UInt8, _ kind: Kind, onEnd: @escaping (TransferEnd) -> Void) -> Int32
    {
        fill(device, endpoint, kind, capacity)
        return submit(onEnd)
    }

    /// Sends these bytes, no more than the capacity.
    func write(
        _ device: OpaquePointer, _ endpoint: UInt8, _ kind: Kind, _ bytes: ArraySlice<UInt8>,
        onEnd: @escaping (TransferEnd) -> Void
    ) -> Int32 {
        precondition(bytes.count <= capacity, "a transfer's buffer is made for its largest packet")
        for (place, byte) in bytes.enumerated() { buffer[place] = byte }
        fill(device, endpoint, kind, bytes.count)
        return submit(onEnd)
    }

    /// A control request; `data` goes out with it, or `reading` bytes are asked for.
    func control(
        _ device: OpaquePointer, _ request: ControlRequest, onEnd: @escaping (TransferEnd) -> Void
    ) -> Int32 {
        let length = request.isIn ? request.reading : request.data.count
        precondition(length + setupSize <= capacity, "the buffer is made for the request")
        libusb_fill_control_setup(
            buffer, request.type, request.request, request.value, request.index, UInt16(length))
        for (place, byte) in request.data.enumerated() { buffer[setupSize + place] = byte }
        libusb_fill_control_transfer(raw, device, buffer, usbTransferEnded, nil, 0)
        return submit(onEnd)
    }

    /// Takes it back; the end is told later, all the same. Nothing happens when it is not in flight.
    func cancel() {
        if inFlight { _ = libusb_cancel_transfer(raw) }
    }

    private func fill(_ device: OpaquePointer, _ endpoint: UInt8, _ kind: Kind, _ count: Int) {
        switch kind {
        case .bulk: libusb_fill_bulk_transfer(raw, device, endpoint, buffer, Int32(count), usbTransferEnded, nil, 0)
        case .interrupt:
            libusb_fill_interrupt_transfer(raw, device, endpoint, buffer, Int32(count), usbTransferEnded, nil, 0)
        }
    }

    private func submit(_ onEnd: @escaping (TransferEnd) -> Void) -> Int32 {
        precondition(!inFlight, "one transfer, one errand")
        raw.pointee.user_data = Unmanaged.passRetained(self).toOpaque()
        let result = libusb_submit_transfer(raw)
        if result == 0 {
            inFlight = true
            self.onEnd = onEnd
        } else {
            Unmanaged.passUnretained(self).release()
        }
        return result
    }

    fileprivate func ended() {
        inFlight = false
        let told = onEnd
        onEnd = nil
        let end: TransferEnd =
            switch raw.pointee.status {
            case LIBUSB_TRANSFER_COMPLETED: .completed
            case LIBUSB_TRANSFER_CANCELLED, LIBUSB_TRANSFER_TIMED_OUT: .cancelled
            case LIBUSB_TRANSFER_STALL: .stalled
            case LIBUSB_TRANSFER_NO_DEVICE: .gone
            default: .failed
            }
        told?(end)
    }
}

/// A request on the control pipe.
struct ControlRequest: Hashable {
    /// Direction, kind and recipient (bmRequestType).
    var type: UInt8
    /// bRequest.
    var request: UInt8
    /// wValue.
    var value: UInt16
    /// wIndex.
    var index: UInt16
    /// What goes out with it.
    var data: [UInt8] = []
    /// How many bytes are asked for.
    var reading = 0

    var isIn: Bool { type & 0x80 != 0 }
    /// What its buffer must hold.
    var size: Int { setupSize + max(data.count, reading) }
}

/// Called by libusb from `USBContext.pump`: global, because libusb knows no objects.
private func usbTransferEnded(_ raw: UnsafeMutablePointer<libusb_transfer>?) {
    guard let object = raw?.pointee.user_data else { return }
    Unmanaged<USBTransfer>.fromOpaque(object).takeRetainedValue().ended()
}
