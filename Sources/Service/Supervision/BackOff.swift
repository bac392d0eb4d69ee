/// How long to wait before a port is opened again: short at first, then at a steady pace for ever.
public struct BackOff: Hashable, Sendable {
    /// The waits in order; the last one repeats.
    public let steps: [Duration]

    /// 0.5, 1, 2, 5, 10 s, then every 10 s.
    public static let standard = BackOff(steps: [
        .milliseconds(500), .seconds(1), .seconds(2), .seconds(5), .seconds(10),
    ])

    /// Without steps the wait is always 10 s.
    public init(steps: [Duration]) {
        self.steps = steps
    }

    /// The wait after `failures` attempts that failed in a row (0: the link was just lost).
    ///
    /// Up to an eighth is added, by the device's name: devices behind one pulled hub do not come back in step, and the
    /// same device waits the same time in every run.
    public func wait(failures: Int, device name: String) -> Duration {
        let base = failures < steps.count ? steps[max(0, failures)] : steps.last ?? .seconds(10)
        return base + base * Int(Self.spread(name) % 128) / 1024
    }

    /// FNV-1a, 32 bits, over the name's UTF-8.
    private static func spread(_ name: String) -> UInt32 {
        name.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
