import ControlAPI
import Hummingbird

/// What staff order, at the kiosk, on the way to the vault and in the office.
func staffRoutes(_ desk: any Desk) -> [Route] { atTheKiosk(desk) + onTheWay(desk) + inTheOffice(desk) }

private func atTheKiosk(_ desk: any Desk) -> [Route] {
    let kiosk = "/v1/kiosks/{kiosk}"
    return [
        Route(.post, "\(kiosk)/cash-unit/install") { call in
            let body = try await call.body(InstallCashUnit.self)
            return try Answer.json(try await desk.install(kiosk: try call.part("kiosk"), body))
        },
        Route(.post, "\(kiosk)/cash-unit/pull") { call in
            let body = try await call.body(PullCashUnit.self)
            return try Answer.json(try await desk.pull(kiosk: try call.part("kiosk"), body))
        },
        Route(.post, "\(kiosk)/acceptor/adopt") { call in
            let body = try await call.body(ActOfPeople.self)
            return try Answer.json(try await desk.adoptCounter(kiosk: try call.part("kiosk"), body))
        },
        Route(.post, "\(kiosk)/drawer/open") { call in
            let body = try await call.body(OpenDrawer.self)
            return try Answer.json(try await desk.openDrawer(kiosk: try call.part("kiosk"), body))
        },
        Route(.post, "/v1/devices/{name}/try") { call in
            let body = try await call.body(TryDevice.self)
            return try Answer.json(try await desk.tryDevice(try call.part("name"), body))
        },
        Route(.post, "/v1/notes/{note}/found") { call in
            let body = try await call.body(ActOfPeople.self)
            return try Answer.json(try await desk.foundNote(note: try call.part("note"), body))
        },
    ]
}

private func onTheWay(_ desk: any Desk) -> [Route] {
    let unit = "/v1/cash-units/{unit}"
    return [
        Route(.post, "\(unit)/offer") { call in
            let body = try await call.body(OfferCashUnit.self)
            return try Answer.json(try await desk.offer(unit: try call.part("unit"), body))
        },
        Route(.post, "\(unit)/withdraw") { call in
            _ = try await call.body(NoDetails.self)
            return try Answer.json(try await desk.withdraw(unit: try call.part("unit")))
        },
        Route(.post, "\(unit)/accept") { call in
            let body = try await call.body(AcceptCashUnit.self)
            return try Answer.json(try await desk.accept(unit: try call.part("unit"), body))
        },
        Route(.post, "\(unit)/count") { call in
            let body = try await call.body(ActOfPeople.self)
            return try Answer.json(try await desk.beginCount(unit: try call.part("unit"), body))
        },
        Route(.post, "\(unit)/counts") { call in
            let body = try await call.body(SubmitCount.self)
            return try Answer.json(try await desk.submitCount(unit: try call.part("unit"), body))
        },
        Route(.post, "\(unit)/settle") { call in
            _ = try await call.body(NoDetails.self)
            return try Answer.json(try await desk.settle(unit: try call.part("unit")))
        },
    ]
}

private func inTheOffice(_ desk: any Desk) -> [Route] {
    [
        Route(.post, "/v1/business-day") { call in
            try Answer.json(try await desk.openBusinessDay(try await call.body(OpenBusinessDay.self)))
        },
        Route(.put, "/v1/policy/{key}") { call in
            let body = try await call.body(SetPolicy.self)
            return try Answer.json(try await desk.setPolicy(key: try call.part("key"), body))
        },
        Route(.post, "/v1/visits/{visit}/claim") { call in
            let body = try await call.body(ClaimVisit.self)
            return try Answer.json(try await desk.claim(visit: try call.part("visit"), body))
        },
    ]
}
