import ControlAPI
import Hummingbird
import NIOCore

/// What staff and machines ask about the station.
func stationRoutes(_ desk: any Desk) -> [Route] {
    [
        Route(.get, "/v1/status") { _ in try Answer.json(try await desk.status()) },
        Route(.get, "/v1/devices") { _ in try Answer.json(try await desk.devices()) },
        Route(.get, "/v1/balances") { _ in try Answer.json(try await desk.balances()) },
        Route(.get, "/v1/explain") { call in
            try Answer.json(try await desk.explain(subject: try call.query("subject")))
        },
        Route(.get, "/v1/cash-units") { _ in try Answer.json(try await desk.cashUnits()) },
        Route(.get, "/v1/policy") { _ in try Answer.json(try await desk.policy()) },
        Route(.get, "/metrics") { _ in
            let text = try await desk.metrics()
            return Answer.bytes(ByteBuffer(string: text), "text/plain; version=0.0.4; charset=utf-8")
        },
        Route(.get, "/healthz") { _ in Answer.bytes(ByteBuffer(string: "ok"), "text/plain; charset=utf-8") },
    ]
}
