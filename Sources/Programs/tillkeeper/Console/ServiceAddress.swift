import Settings

extension Settings {
    /// Where a program on this machine reaches the service of these settings. Whoever listens everywhere is reached here.
    var serviceAddress: String {
        let host = service.host.contains(":") ? "[\(service.host)]" : service.host
        return "http://\(["0.0.0.0", "[::]"].contains(host) ? "127.0.0.1" : host):\(service.port)"
    }
}
