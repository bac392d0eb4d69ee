extension Reading {
    func service(_ root: Section) -> Settings.Service? {
        guard let section = root.section("service", known: SettingsKeys.service, required: false) else { return nil }
        let remote = section.flag("allowRemote", standard: false)
        let host = section.has("host") ? host(section, remote) : "127.0.0.1"
        let port = section.integer("port", 1...65_535, standard: 8080)
        let origins = section.has("allowedOrigins") ? origins(section) : []
        guard let remote, let host, let port, let origins else { return nil }
        return Settings.Service(
            host: host, port: UInt16(clamping: port), allowedOrigins: origins, allowRemote: remote)
    }

    private func host(_ section: Section, _ remote: Bool?) -> String? {
        guard let host = section.word("host")?.text else { return nil }
        guard Host.isHost(host) else {
            section.fault("host", "\(section.shown(host)) is no host", allowed: "an address or a name, without port")
            return nil
        }
        guard remote != false || Host.isLoopback(host) else {
            section.fault(
                "host", "\(host) lets other machines in, and whoever reaches the service takes part in visits",
                allowed: "127.0.0.1, ::1, localhost, or another together with allowRemote: true")
            return nil
        }
        return host
    }

    private func origins(_ section: Section) -> [String]? {
        guard let words = section.words("allowedOrigins") else { return nil }
        guard words.count <= 16 else {
            section.fault("allowedOrigins", "\(words.count) origins are too many", allowed: "at most 16")
            return nil
        }
        var origins: [String] = []
        for (number, word) in words.enumerated() {
            let key = section.full("allowedOrigins[\(number)]")
            if !Host.isOrigin(word.text) {
                section.faults.add(
                    word.spot, key, "\(section.shown(word.text)) is no origin",
                    allowed: "http://host:port or https://host, without path")
            } else if origins.contains(word.text) {
                section.faults.add(word.spot, key, "\(word.text) stands in the list already", allowed: "each once")
            } else {
                origins.append(word.text)
            }
        }
        return origins.count == words.count ? origins : nil
    }
}

/// What hosts and origins look like. Nobody is asked: a name that does not resolve is found when it is used.
enum Host {
    static func isHost(_ text: String) -> Bool { isName(text) || isIPv6(text) }

    static func isName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasPrefix(".")
            && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }

    static func isIPv6(_ text: String) -> Bool {
        (2...45).contains(text.utf8.count) && text.contains(":")
            && text.utf8.allSatisfy {
                isDigit($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0) || $0 == 0x3A || $0 == 0x2E
            }
    }

    /// Reached from this machine only.
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { isPart($0) }
    }

    private static func isPart(_ text: Substring) -> Bool {
        text.utf8.allSatisfy(isDigit) && UInt8(text) != nil
    }

    /// `scheme://host[:port]` as a browser sends it.
    static func isOrigin(_ text: String) -> Bool {
        let scheme = text.hasPrefix("http://") ? 7 : text.hasPrefix("https://") ? 8 : 0
        guard scheme > 0 else { return false }
        let rest = text.dropFirst(scheme)
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]"), isIPv6(String(rest.dropFirst().prefix(upTo: end))) else {
                return false
            }
            return isPortSuffix(rest[rest.index(after: end)...])
        }
        let colon = rest.firstIndex(of: ":") ?? rest.endIndex
        return isName(String(rest[..<colon])) && isPortSuffix(rest[colon...])
    }

    private static func isPortSuffix(_ text: Substring) -> Bool {
        guard let first = text.first else { return true }
        return first == ":" && port(text.dropFirst()) != nil
    }

    /// A TCP port in digits, not zero.
    static func port(_ text: Substring) -> UInt16? {
        guard !text.isEmpty, text.first != "0", text.utf8.allSatisfy(isDigit) else { return nil }
        return UInt16(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
