import DeviceKit

/// What does not hang on one port: the service, the drawer's switch.
enum StationCheck {
    static func service(_ facts: Facts) -> [Finding] {
        let elsewhere = facts.strangerAtDoor.map { stranger in
            Finding(
                "service", .serviceElsewhere, "Where this service would listen, \(stranger) answers.",
                fix: "Stop that one, or give one of the two another service.port.")
        }
        guard case .running(let owner, let told, let complaint) = facts.service else {
            return elsewhere.map { [$0] } ?? []
        }
        let process = owner.map { " (process \($0.pid))" } ?? ""
        if let complaint {
            return [
                Finding(
                    "service", .serviceSilent, "The service runs\(process), but does not answer: \(complaint)",
                    fix: "Look into its log (`journalctl -u tillkeeperd`), then start it anew.")
            ]
        }
        // That a drawer is not known to be open is said of its switch, once.
        let learning = facts.devices.filter(\.learnsPolarity).map(\.name)
        let unwell = told.filter { !$0.isWell && ($0.isBroken || !learning.contains($0.name)) }
        return (elsewhere.map { [$0] } ?? [])
            + unwell.map { device in
                Finding(
                    device.name, .deviceUnwell, "The running service says of \(device.name): \(device.words)",
                    fix: "Do what it says; to have the line itself tried, stop the service and ask again.",
                    weight: device.isBroken ? .wrong : .note)
            }
    }

    /// Which level of its switch means open: unknown until the first kick, and a wrong guess would call an open drawer
    /// shut.
    static func polarity(_ device: DeviceFacts, _ service: ServiceFacts) -> [Finding] {
        guard device.learnsPolarity else { return [] }
        // A running service that knows open from shut has learned it.
        if case .running(_, let told, _) = service, told.contains(where: { $0.name == device.name && $0.isWell }) {
            return []
        }
        return [
            .note(
                device.name, .polarityUnknown,
                "Which level of the drawer's switch means open is not set: it is learned at the first kick after every "
                    + "start, and until then the drawer counts as unknown.",
                fix: "Open the drawer by hand, see whether `tillkeeper device list` changes, and set "
                    + "`openLevel: high` or `low` in \(device.key).")
        ]
    }
}
