import Glibc

/// What one read gave.
enum ReadOutcome: Equatable {
    case bytes(Int)
    case nothingYet
    case end
    case failed(errno: Int32)
}

/// What one write gave.
enum WriteOutcome: Equatable {
    case wrote(Int)
    case full
    case failed(errno: Int32)
}

/// Reads once; a signal in between is not an event.
func readOnce(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> ReadOutcome {
    while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 { return .bytes(count) }
        if count == 0 { return .end }
        let error = errno
        if error == EINTR { continue }
        if error == EAGAIN || error == EWOULDBLOCK { return .nothingYet }
        return .failed(errno: error)
    }
}

/// Writes once, as much as the system takes; a broken socket is an error number, not a signal.
func writeOnce(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>, isSocket: Bool) -> WriteOutcome {
    while true {
        let count = bytes.withUnsafeBytes { buffer in
            isSocket
                ? Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
                : Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        }
        if count >= 0 { return .wrote(count) }
        let error = errno
        if error == EINTR { continue }
        if error == EAGAIN || error == EWOULDBLOCK { return .full }
        return .failed(errno: error)
    }
}
