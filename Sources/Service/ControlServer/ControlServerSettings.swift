/// Where the server listens and whom it believes.
public struct ControlServerSettings: Hashable, Sendable {
    /// The address to listen at; the loopback interface unless somebody decides otherwise.
    public var host: String
    /// The port; 0 takes a free one, which `ControlServer` tells when it listens.
    public var port: Int
    /// The kiosk to which `/` leads.
    public var defaultKiosk: String
    /// Pages elsewhere that may read views, as `http://127.0.0.1:8081`. They may never order anything.
    public var allowedOrigins: [String]
    /// Names under which browsers may reach this server, beside `localhost`, `host` and plain addresses.
    public var ownNames: [String]
    /// How often a silent event stream shows that it lives.
    public var pingEvery: Duration

    /// A server for this machine only, unless another host is named.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, defaultKiosk: String, allowedOrigins: [String] = [],
        ownNames: [String] = [], pingEvery: Duration = .seconds(15)
    ) {
        (self.host, self.port, self.defaultKiosk) = (host, port, defaultKiosk)
        (self.allowedOrigins, self.ownNames, self.pingEvery) = (allowedOrigins, ownNames, pingEvery)
    }
}
