import Foundation
import Glibc

/// A keyboard that the kernel takes for a real one, made through `/dev/uinput`, for machines that have it.
///
/// - Source: Linux `include/uapi/linux/uinput.h`, `input.h`; Documentation/input/uinput.rst.
final class KeyboardOfOurs {
    /// Whether this machine lets us make one.
    static var isPossible: Bool { access("/dev/uinput", W_OK) == 0 }

    private let descriptor: Int32
    /// Its node, `/dev/input/eventN`.
    let node: String

    init?() {
        let descriptor = open("/dev/uinput", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        // UI_SET_EVBIT EV_KEY, UI_SET_KEYBIT for the keys of a keyboard
        var good = ioctl(descriptor, 0x4004_5564, 1) == 0
        for key: Int32 in 1...88 { good = ioctl(descriptor, 0x4004_5565, key) == 0 && good }
        // UI_DEV_SETUP: bus, vendor, product, version, 80 bytes of name, no force feedback
        var setup: [UInt8] = [0x03, 0, 0x34, 0x12, 0x78, 0x56, 1, 0] + Array("tillkeeper test reader".utf8)
        setup += [UInt8](repeating: 0, count: 92 - setup.count)
        good = setup.withUnsafeMutableBytes { ioctl(descriptor, 0x405C_5503, $0.baseAddress!) == 0 } && good
        good = ioctl(descriptor, 0x5501, 0) == 0 && good
        var name = [UInt8](repeating: 0, count: 64)
        good = name.withUnsafeMutableBytes { ioctl(descriptor, 0x8040_552C, $0.baseAddress!) >= 0 } && good
        let system = "/sys/devices/virtual/input/" + String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        let event = FileManager.default.enumerator(atPath: system)?.compactMap { $0 as? String }
            .first { $0.hasPrefix("event") && !$0.contains("/") }
        node = "/dev/input/" + (event ?? "none")
        guard good, event != nil else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }

    /// Presses and lets go of keys by their codes.
    func type(_ codes: [UInt16]) {
        for code in codes {
            for value: Int32 in [1, 0] {
                put(1, code, value)
                put(0, 0, 0)
            }
        }
    }

    /// Pulls the plug.
    func pull() { _ = ioctl(descriptor, 0x5502, 0) }

    /// Two numbers of eight bytes for the time, which the kernel fills in, then type, code and value.
    private func put(_ type: UInt16, _ code: UInt16, _ value: Int32) {
        var event = [UInt8](repeating: 0, count: 16)
        withUnsafeBytes(of: type.littleEndian) { event += $0 }
        withUnsafeBytes(of: code.littleEndian) { event += $0 }
        withUnsafeBytes(of: value.littleEndian) { event += $0 }
        _ = write(descriptor, event, event.count)
    }
}
