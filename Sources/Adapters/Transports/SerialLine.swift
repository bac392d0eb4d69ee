import CLinux
import DeviceKit
import Glibc

/// The properties of one serial line, apart from the descriptor: what a pty cannot show is decided and tested here.
///
/// Pure: settings in, terminal flags out; kept flags in, truth out.
struct SerialLine: Hashable {
    let settings: LineSettings

    /// The terminal flags for these settings: raw bytes, no echo, no signals, no translation; the modem lines do not
    /// decide whether the line lives (CLOCAL), and closing it does not drop DTR, which would reset some printers.
    func applied(to base: termios) -> termios {
        var flags = base
        // A break (a device without power holds the line down) is not data; a byte with wrong parity arrives as 0 and
        // breaks the checksum of its frame. PARMRK stays off: it would double every FF.
        flags.c_iflag = tcflag_t(IGNBRK) | (settings.parity == .none ? 0 : tcflag_t(INPCK))
        flags.c_oflag = 0
        flags.c_lflag = 0

        let owned =
            tcflag_t(CSIZE | PARENB | PARODD | CSTOPB | HUPCL) | clinux_flag_crtscts | clinux_flag_cmspar
        flags.c_cflag &= ~owned
        flags.c_cflag |= tcflag_t(CREAD | CLOCAL) | frameFlags

        // A read gives what is there; nothing there is EAGAIN, and so differs from the end of the line.
        withUnsafeMutableBytes(of: &flags.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        cfsetispeed(&flags, speedCode)
        cfsetospeed(&flags, speedCode)
        return flags
    }

    /// What the system kept, after the flags were set and read back.
    func truth(kept: termios) -> LineTruth {
        var kept = kept
        let differing = kept.c_cflag ^ frameFlags
        var missing: [LineFeature] = []
        if cfgetospeed(&kept) != speedCode || cfgetispeed(&kept) != speedCode { missing.append(.speed) }
        if differing & tcflag_t(CSIZE) != 0 { missing.append(.dataBits) }
        if differing & (tcflag_t(PARENB | PARODD) | clinux_flag_cmspar) != 0 { missing.append(.parity) }
        if differing & tcflag_t(CSTOPB) != 0 { missing.append(.stopBits) }
        if differing & clinux_flag_crtscts != 0 { missing.append(.handshake) }
        return missing.isEmpty ? .held : .notHeld(missing)
    }

    /// Whether nothing but the frame, the speed and the handshake differs from what this line wants.
    func isRaw(_ kept: termios) -> Bool {
        let wanted = applied(to: kept)
        return wanted.c_iflag == kept.c_iflag && wanted.c_oflag == kept.c_oflag && wanted.c_lflag == kept.c_lflag
    }

    /// The flags that describe the frame on the wire.
    private var frameFlags: tcflag_t {
        let data =
            switch settings.dataBits {
            case .seven: CS7
            case .eight: CS8
            }
        let parity: Int32 =
            switch settings.parity {
            case .none: 0
            case .even: PARENB
            case .odd: PARENB | PARODD
            }
        let stop: Int32 =
            switch settings.stopBits {
            case .one: 0
            case .two: CSTOPB
            }
        let handshake: tcflag_t =
            switch settings.handshake {
            case .none: 0
            case .clearToSend: clinux_flag_crtscts
            }
        return tcflag_t(data | parity | stop) | handshake
    }

    private var speedCode: speed_t {
        let code =
            switch settings.speed {
            case .baud1200: B1200
            case .baud2400: B2400
            case .baud4800: B4800
            case .baud9600: B9600
            case .baud19200: B19200
            case .baud38400: B38400
            case .baud57600: B57600
            case .baud115200: B115200
            case .baud230400: B230400
            }
        return speed_t(code)
    }
}

extension LineTruth {
    /// What a pty cannot keep: parity and seven bits; everything else is in force.
    var lacksOnlyTheFrame: Bool {
        switch self {
        case .held: true
        case .notHeld(let features): features.allSatisfy { $0 == .parity || $0 == .dataBits }
        case .notALine: false
        }
    }
}
