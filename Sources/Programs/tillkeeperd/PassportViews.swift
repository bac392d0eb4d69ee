import ControlAPI
import Supervision

/// A unit's papers as they go out and come in.
extension DevicePassport {
    var view: PassportView {
        PassportView(
            kind: DeviceKind(rawValue: kind) ?? .billAcceptor, serial: serial.isEmpty ? nil : serial,
            model: model.isEmpty ? nil : model, faultsPerThousandNotes: faultsPerThousandNotes, counts: counts.views,
            stints: stints.map { stint in
                StintView(
                    station: stint.station, firmware: stint.firmware.isEmpty ? nil : stint.firmware,
                    noteSet: stint.noteSet.isEmpty ? nil : stint.noteSet, began: stint.began,
                    faultsPerThousandNotes: Self.faultsPerThousand(stint.counts), counts: stint.counts.views)
            })
    }

    /// Papers that were carried here by hand: every number is looked at before it is believed.
    static func reading(_ view: PassportView) -> Result<DevicePassport, Problem> {
        guard view.stints.count <= 500, (view.serial ?? "").utf8.count <= 100 else {
            return .failure(Problem(.badRequest, "These papers are too long for a unit's life."))
        }
        var stints: [Stint] = []
        for told in view.stints {
            var stint = Stint(
                station: told.station, firmware: told.firmware ?? "", noteSet: told.noteSet ?? "", began: told.began)
            for count in told.counts {
                guard let name = DeviceCount(rawValue: count.name), count.value >= 0 else {
                    return .failure(
                        Problem(.badRequest, "\"\(count.name)\" is no count of a device, or is below nought."))
                }
                stint.counts.add(name, count.value)
            }
            stints.append(stint)
        }
        return .success(
            DevicePassport(
                kind: view.kind.rawValue, serial: view.serial ?? "", model: view.model ?? "", stints: stints))
    }
}
