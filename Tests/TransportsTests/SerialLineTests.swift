import CLinux
import DeviceKit
import Glibc
import Testing

@testable import Transports

@Suite struct SerialLineTests {
    /// Everything on that a raw line must not have.
    private var cooked: termios {
        var flags = termios()
        flags.c_iflag = tcflag_t(ICRNL | IXON | IXOFF | PARMRK | ISTRIP | BRKINT)
        flags.c_oflag = tcflag_t(OPOST | ONLCR)
        flags.c_lflag = tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        flags.c_cflag = tcflag_t(HUPCL | CSTOPB | PARENB | PARODD | CS5) | clinux_flag_crtscts | clinux_flag_cmspar
        return flags
    }

    static let frames: [(text: String, size: Int32, parity: Int32, stop: Int32)] = [
        ("9600 7E1", CS7, PARENB, 0), ("9600 8N1", CS8, 0, 0), ("9600 8E1", CS8, PARENB, 0),
        ("9600 8N2", CS8, 0, CSTOPB), ("9600 7O1", CS7, PARENB | PARODD, 0), ("9600 7E2", CS7, PARENB, CSTOPB),
    ]

    @Test(arguments: frames)
    func eachFrameOnTheWireHasItsFlags(text: String, size: Int32, parity: Int32, stop: Int32) throws {
        let line = SerialLine(settings: try #require(LineSettings(text)))
        let flags = line.applied(to: cooked)
        #expect(flags.c_cflag & tcflag_t(CSIZE) == tcflag_t(size))
        #expect(flags.c_cflag & (tcflag_t(PARENB | PARODD) | clinux_flag_cmspar) == tcflag_t(parity))
        #expect(flags.c_cflag & tcflag_t(CSTOPB) == tcflag_t(stop))
        #expect(line.truth(kept: flags) == .held)
    }

    @Test func theLineIsRawAndOutlivesAHangUpOfTheModemLines() {
        let flags = SerialLine(settings: .plain).applied(to: cooked)
        #expect(flags.c_iflag == tcflag_t(IGNBRK))
        #expect(flags.c_oflag == 0)
        #expect(flags.c_lflag == 0)
        #expect(flags.c_cflag & tcflag_t(HUPCL) == 0, "closing must not drop DTR: some printers reset")
        #expect(flags.c_cflag & clinux_flag_crtscts == 0)
        #expect(flags.c_cflag & tcflag_t(CLOCAL | CREAD) == tcflag_t(CLOCAL | CREAD))
        #expect(flags.c_cc.6 == 1, "VMIN 1: no byte yet and end of line must differ")
        #expect(flags.c_cc.5 == 0)
    }

    @Test func aParityErrorBreaksTheFrameInsteadOfPassingAsData() throws {
        let line = SerialLine(settings: try #require(LineSettings("9600 7E1")))
        let flags = line.applied(to: cooked)
        #expect(flags.c_iflag & tcflag_t(INPCK) != 0)
        #expect(flags.c_iflag & tcflag_t(PARMRK | IGNPAR) == 0, "PARMRK would double every FF")
    }

    @Test(arguments: [
        (LineSpeed.baud1200, B1200), (.baud2400, B2400), (.baud4800, B4800), (.baud9600, B9600), (.baud19200, B19200),
        (.baud38400, B38400), (.baud57600, B57600), (.baud115200, B115200), (.baud230400, B230400),
    ])
    func eachSpeedIsTheSystemsSpeed(speed: LineSpeed, code: Int32) {
        var flags = SerialLine(settings: LineSettings(speed)).applied(to: cooked)
        #expect(cfgetospeed(&flags) == speed_t(code))
        #expect(cfgetispeed(&flags) == speed_t(code))
    }

    @Test func aPrinterMayHoldUsBackOnlyWhereTheSettingsSaySo() throws {
        let line = SerialLine(settings: try #require(LineSettings("38400 8N1 CTS")))
        var flags = line.applied(to: cooked)
        #expect(flags.c_cflag & clinux_flag_crtscts != 0)
        flags.c_cflag &= ~clinux_flag_crtscts
        #expect(line.truth(kept: flags) == .notHeld([.handshake]))
    }

    @Test func whatTheKernelDroppedIsNamed() throws {
        let line = SerialLine(settings: try #require(LineSettings("9600 7E1")))
        var kept = line.applied(to: cooked)
        kept.c_cflag = kept.c_cflag & ~tcflag_t(CSIZE | PARENB) | tcflag_t(CS8)
        #expect(line.truth(kept: kept) == .notHeld([.dataBits, .parity]))
        cfsetispeed(&kept, speed_t(B1200))
        cfsetospeed(&kept, speed_t(B1200))
        kept.c_cflag |= tcflag_t(CSTOPB)
        #expect(line.truth(kept: kept) == .notHeld([.speed, .dataBits, .parity, .stopBits]))
    }

    @Test func settingsReadAsTheyAreWritten() throws {
        for speed in LineSpeed.allCases {
            for data in LineSettings.DataBits.allCases {
                for parity in LineSettings.Parity.allCases {
                    for stop in LineSettings.StopBits.allCases {
                        for handshake in LineSettings.Handshake.allCases {
                            let settings = LineSettings(speed, data, parity, stop, handshake: handshake)
                            #expect(LineSettings(settings.description) == settings)
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: [
        "", "9600", "9600 7E", "9601 8N1", "9600 9N1", "9600 8X1", "9600 8N3", "9600 8N1 XON", "-9600 8N1",
    ])
    func settingsThatNoPortHasAreRefused(text: String) {
        #expect(LineSettings(text) == nil)
    }

    @Test func timeOnTheWireCountsStartParityAndStopBits() throws {
        #expect(try #require(LineSettings("9600 7E1")).byteTime == .nanoseconds(1_041_666))
        #expect(try #require(LineSettings("9600 8E1")).byteTime == .nanoseconds(1_145_833))
    }
}
