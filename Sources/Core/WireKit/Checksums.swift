/// Exclusive or of all bytes.
public func xorSum(_ bytes: some Sequence<UInt8>) -> UInt8 { bytes.reduce(0, ^) }

/// A 16-bit cyclic redundancy check, least significant bit first.
/// - Parameters:
///   - polynomial: reflected, 0x8408 for the CCITT polynomial ("Kermit" with initial 0).
///   - initial: the register before the first byte.
public func crc16Reflected(_ bytes: some Sequence<UInt8>, polynomial: UInt16, initial: UInt16) -> UInt16 {
    bytes.reduce(initial) { register, byte in
        (0..<8).reduce(register ^ UInt16(byte)) { part, _ in part & 1 == 1 ? (part >> 1) ^ polynomial : part >> 1 }
    }
}

/// A 16-bit cyclic redundancy check, most significant bit first (polynomial 0x8005, initial 0xFFFF in SSP).
public func crc16Forward(_ bytes: some Sequence<UInt8>, polynomial: UInt16, initial: UInt16) -> UInt16 {
    bytes.reduce(initial) { register, byte in
        (0..<8).reduce(register ^ UInt16(byte) << 8) { part, _ in
            part & 0x8000 != 0 ? (part << 1) ^ polynomial : part << 1
        }
    }
}
