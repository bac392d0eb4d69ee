import CLinux
import Glibc

/// One address of a host, as the system's bytes.
struct SocketAddress: Hashable, Sendable {
    let family: Int32
    private let bytes: [UInt8]

    /// The addresses of a host, in the order of the system's preference. `numericOnly` never waits; without it the
    /// question may go out to a name server and take seconds.
    static func resolve(host: String, port: UInt16, numericOnly: Bool, toListen: Bool = false) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | (numericOnly ? AI_NUMERICHOST : 0) | (toListen ? AI_PASSIVE : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let info = next?.pointee {
            if let address = info.ai_addr {
                let bytes = UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen))
                found.append(SocketAddress(family: info.ai_family, bytes: [UInt8](bytes)))
            }
            next = info.ai_next
        }
        return found
    }

    /// A non-blocking stream socket of this family, or the error number.
    func socket() -> Result<Int32, SystemError> {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(family, kind, 0)
        return descriptor >= 0 ? .success(descriptor) : .failure(SystemError(number: errno))
    }

    /// `connect` or `bind` with this address; 0 or the error number.
    func apply(
        _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, to descriptor: Int32
    ) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            let address = buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            return call(descriptor, address, socklen_t(buffer.count)) == 0 ? 0 : errno
        }
    }

    /// The port a bound socket got.
    static func boundPort(of descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> UInt16? in
                guard getsockname(descriptor, address, &length) == 0 else { return nil }
                // Family, then port in network order: the same place in IPv4 and IPv6.
                let raw = UnsafeRawPointer(address)
                return UInt16(raw.load(fromByteOffset: 2, as: UInt8.self)) << 8
                    | UInt16(raw.load(fromByteOffset: 3, as: UInt8.self))
            }
        }
    }
}

/// An error number of the system.
struct SystemError: Error, Hashable {
    let number: Int32
}

/// Options of a connection to a device: small frames go out at once, a dead far end is noticed within half a minute.
enum SocketOptions {
    static func setDeviceLink(_ descriptor: Int32) {
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
        set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 10)
        set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 5)
        set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
        set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 25_000)
    }

    static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The outcome of a connection attempt: 0 or the error number.
    static func pendingError(_ descriptor: Int32) -> Int32 {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &value, &length) == 0 ? value : errno
    }
}
