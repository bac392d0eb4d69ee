import ControlAPI
import Hummingbird

/// What a kiosk's page asks and orders.
func kioskRoutes(_ desk: any Desk, _ settings: ControlServerSettings) -> [Route] {
    let kiosk = "/v1/kiosks/{kiosk}"
    let acts = VisitAct.allCases.map { act in
        Route(.post, "\(kiosk)/visit/\(act.rawValue)") { call in
            _ = try await call.body(NoDetails.self)
            return try Answer.json(try await desk.act(kiosk: try call.part("kiosk"), act))
        }
    }
    return acts + [
        Route(.get, kiosk) { call in try Answer.json(try await desk.view(kiosk: try call.part("kiosk"))) },
        Route(.get, "/v1/events") { call in
            let views = try await desk.views(kiosk: try call.query("kiosk"))
            return EventStream(views: views, pingEvery: settings.pingEvery).response()
        },
        Route(.post, "\(kiosk)/visit") { call in
            let body = try await call.body(OpenVisit.self)
            return try Answer.json(try await desk.openVisit(kiosk: try call.part("kiosk"), body))
        },
        Route(.put, "\(kiosk)/visit/language") { call in
            let body = try await call.body(ChooseLanguage.self)
            return try Answer.json(try await desk.chooseLanguage(kiosk: try call.part("kiosk"), body))
        },
        Route(.post, "\(kiosk)/lookups") { call in
            let body = try await call.body(LookUpAccount.self)
            return try Answer.json(try await desk.lookUp(kiosk: try call.part("kiosk"), body))
        },
        Route(.put, "\(kiosk)/visit/accounts") { call in
            let body = try await call.body(ChooseAccounts.self)
            return try Answer.json(try await desk.chooseAccounts(kiosk: try call.part("kiosk"), body))
        },
    ]
}
