/// A make of USB HID drawer, with what its reports need to be told apart.
///
/// - Source: shared dossier `cash-drawers.md` 5.
public enum HIDDrawerModel: Hashable, Sendable {
    /// Posiflex CR-4xxx: the id is the last digit of its product number, and its first report byte.
    case posiflex(PosiflexDrawerID)
    /// Star SMD2 and CD3.
    case star
    /// The drawer of a browser developer's question, maker unknown: opens on 01 01, reports each change.
    case unnamed
    /// APG 554 USBPro II: its reports are not published, so nothing is ever sent to it.
    case apgUSBPro

    /// Which of them a USB device is. The unnamed drawer and APG's are known by the settings only.
    public init(vendor: UInt16, product: UInt16) throws(HIDDrawerIdentityFault) {
        switch (vendor, product) {
        case (0x0D3A, 0x0200...0x0207):
            guard let id = PosiflexDrawerID(Int(product & 7)) else { throw .unknown(vendor: vendor, product: product) }
            self = .posiflex(id)
        case (0x0D3A, 0x0C23): throw .bootloader
        case (0x0519, 0x1011...0x1018): self = .star
        default: throw .unknown(vendor: vendor, product: product)
        }
    }

    var maker: String {
        switch self {
        case .posiflex: "Posiflex"
        case .star: "Star"
        case .unnamed: ""
        case .apgUSBPro: "APG"
        }
    }

    var name: String {
        switch self {
        case .posiflex(let id): "CR-4xxx, drawer \(id.value)"
        case .star: "SMD2 / CD3"
        case .unnamed: "HID drawer"
        case .apgUSBPro: "554 USBPro II"
        }
    }
}

/// The number that a switch in a Posiflex drawer gives it, 0 to 7.
public struct PosiflexDrawerID: Hashable, Sendable {
    /// 0 to 7.
    public let value: UInt8

    /// `nil` outside 0 to 7: a greater number would be read by the board as another command.
    public init?(_ value: Int) {
        guard (0...7).contains(value) else { return nil }
        self.value = UInt8(value)
    }
}

/// Why a USB device is no drawer that can be driven.
public enum HIDDrawerIdentityFault: Error, Hashable, Sendable {
    /// A Posiflex board that waits for firmware: something sent it there. Nothing may be sent to it.
    case bootloader
    /// Nothing here knows this device.
    case unknown(vendor: UInt16, product: UInt16)

    /// One sentence that says what is wrong and what to do.
    public var sentence: String {
        switch self {
        case .bootloader: "The drawer's board is waiting for new firmware. Unplug it, plug it in, or have it serviced."
        case .unknown:
            "This USB device is no cash drawer that is known here. Check the cable, or name it in the settings."
        }
    }
}
