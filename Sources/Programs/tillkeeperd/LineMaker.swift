import Controller
import DeviceKit
import Logging
import Supervision
import Transports

/// Makes device lines: the same opener, thread and log for all of them. Used on the station's thread only.
struct LineMaker {
    let opener: any PortOpening
    let loop: PortLoop
    let logger: Logger
    /// A device is better or worse than before: whoever watches over it looks now, not at the next tick.
    let healthChanged: () -> Void

    /// A line for a dialogue of any wire that takes these commands; `heard` gets every report, on the station's thread.
    func line<Command, Report>(
        _ name: String, at port: PortAddress, _ dialogue: some Dialogue<Command, Report>,
        options: LineOptions = LineOptions(), judge: @escaping (Report) -> DeviceVerdict,
        heard: @escaping (Report) -> Void
    ) -> any KeptLine<Command> {
        made(name, port, dialogue, options, judge, heard)
    }

    /// The same with its type, for those who look at modem lines.
    func made<D: Dialogue>(
        _ name: String, _ port: PortAddress, _ dialogue: D, _ options: LineOptions = LineOptions(),
        _ judge: @escaping (D.Report) -> DeviceVerdict, _ heard: @escaping (D.Report) -> Void
    ) -> DeviceLine<D> {
        var shell = DeviceLine<D>.Options()
        if let backOff = options.backOff { shell.backOff = backOff }
        if let steady = options.steadyAfter { shell.steadyAfter = steady }
        shell.hangsUpByItself = options.hangsUpByItself
        return DeviceLine(
            name: name, address: port, dialogue: dialogue, opener: opener, loop: loop, options: shell, judge: judge,
            onHealth: { [logger, healthChanged] health in
                logger.notice("\(name): \(health.words)")
                healthChanged()
            }, onReport: heard)
    }
}

/// Where a device's link differs from the usual one.
struct LineOptions {
    /// How long to wait between tries; `nil`: as usual.
    var backOff: BackOff?
    /// A link that stood this long was a good one; `nil`: as usual.
    var steadyAfter: Duration?
    /// The far end may hang up after each answer.
    var hangsUpByItself = false
}
