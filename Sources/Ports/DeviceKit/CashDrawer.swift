/// What a cash drawer was seen to do. Opened, closed and unknown are three different answers.
public enum DrawerReport: Hashable, Sendable {
    /// A new position, or the first one after the link came up.
    case position(DrawerPosition)
    /// The pulse went out and the drawer was seen to open.
    case opened(request: String)
    /// The pulse went out (with retries) and no opening was seen: locked by key, jammed, wrong connector, no power.
    case kickFailed(request: String)
    /// The pulse may or may not have reached the solenoid; the sensor cannot tell. Counted as open.
    case kickUnknown(request: String)
    /// It opened without a command: a security fact.
    case openedByHand
    /// Open for longer than the limit; repeated until it is shut.
    case leftOpen(for: Duration)
    /// Shut again, after being open for so long.
    case closed(after: Duration)
    /// The level flaps: the sensor is not to be believed.
    case sensorFault
    /// Which level of the sense line means open, learned at a kick.
    case polarityLearned(openIsHigh: Bool)
}

/// Where a drawer is; `unknown` while the sense line cannot be believed or read.
public enum DrawerPosition: String, Hashable, Sendable { case open, closed, unknown }
