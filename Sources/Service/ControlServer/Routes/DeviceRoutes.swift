import ControlAPI
import Hummingbird
import NIOCore

/// What is asked and ordered about one device.
func deviceRoutes(_ desk: any Desk) -> [Route] {
    let device = "/v1/devices/{name}"
    return [
        Route(.get, device) { call in try Answer.json(try await desk.device(try call.part("name"))) },
        Route(.get, "\(device)/recording") { call in
            let text = try await desk.recording(device: try call.part("name"))
            return Answer.bytes(
                ByteBuffer(string: text), "text/plain; charset=utf-8", more: [.cacheControl: "no-store"])
        },
        Route(.post, "\(device)/quarantine") { call in
            let body = try await call.body(SetDeviceAside.self)
            return try Answer.json(try await desk.setAside(device: try call.part("name"), body))
        },
        Route(.post, "\(device)/release") { call in
            let body = try await call.body(ReleaseDevice.self)
            return try Answer.json(try await desk.release(device: try call.part("name"), body))
        },
        Route(.post, "\(device)/claim") { call in
            let body = try await call.body(ClaimDevice.self)
            return try Answer.json(try await desk.claim(device: try call.part("name"), body))
        },
        Route(.post, "\(device)/claim/end") { call in
            let body = try await call.body(EndClaim.self)
            return try Answer.json(try await desk.endClaim(device: try call.part("name"), body))
        },
        Route(.post, "\(device)/paper") { call in
            let body = try await call.body(FitPaper.self)
            return try Answer.json(try await desk.fitPaper(device: try call.part("name"), body))
        },
        Route(.get, "\(device)/passport") { call in
            try Answer.json(try await desk.passport(device: try call.part("name")))
        },
        Route(.post, "/v1/passports") { call in
            try Answer.json(try await desk.takePassport(try await call.body(TakePassport.self)))
        },
    ]
}
