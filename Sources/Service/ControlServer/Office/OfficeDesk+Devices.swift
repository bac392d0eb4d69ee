public import ControlAPI
import Controller
import Custody
import Supervision

/// What is asked and ordered about one device.
extension OfficeDesk {
    public func device(_ name: String) async throws(Problem) -> DeviceDetailView {
        guard let detail = await station.with({ [window] in window.detail(name, $0) }) else {
            throw Problem(.notFound, "There is no device \(name) here.")
        }
        return detail
    }

    public func recording(device: String) async throws(Problem) -> String {
        guard let seen = await station.with({ [window] in window.recording(device, $0) }) else {
            throw Problem(.notFound, "There is no device \(device) with a wire of its own here.")
        }
        return seen.recording.text
    }

    public func setAside(device: String, _ request: SetDeviceAside) async throws(Problem) -> DeviceDetailView {
        _ = try await self.device(device)
        let words = try Self.sentence(request.words)
        try await order(.setAside(try named(device), words: words, by: try named(request.by)))
        return try await self.device(device)
    }

    public func release(device: String, _ request: ReleaseDevice) async throws(Problem) -> DeviceDetailView {
        _ = try await self.device(device)
        try await order(.release(try named(device), by: try named(request.by)))
        return try await self.device(device)
    }

    public func claim(device: String, _ request: ClaimDevice) async throws(Problem) -> DeviceDetailView {
        let owner = try Self.sentence(request.owner)
        let lease = Duration.seconds(min(max(request.seconds, 1), 3_600))
        let (answers, answer) = AsyncStream.makeStream(of: Problem?.self)
        await station.with { [window] station in
            window.claim(device, owner, lease, station) { problem in
                answer.yield(problem)
                answer.finish()
            }
        }
        for await problem in answers { if let problem { throw problem } }
        return try await self.device(device)
    }

    public func endClaim(device: String, _ request: EndClaim) async throws(Problem) -> DeviceDetailView {
        let problem = await station.with { [window] in window.endClaim(device, request.owner, $0) }
        if let problem { throw problem }
        return try await self.device(device)
    }

    public func fitPaper(device: String, _ request: FitPaper) async throws(Problem) -> DeviceDetailView {
        guard (1...500).contains(request.metres) else {
            throw Problem(.badRequest, "A roll has 1 to 500 metres; its label says how many.")
        }
        guard try await self.device(device).device.kind == .posPrinter else {
            throw Problem(.notFound, "\(device) is no printer.")
        }
        guard let printed = await station.with({ [window] in window.printed(device, $0) }) else {
            throw Problem(.notNow, "The printer has not shown itself yet. Switch it on, then say what is in it.")
        }
        let roll = PaperRollFitted(
            device: try named(device), lengthMillimetres: request.metres * 1_000, printedBeforeMillimetres: printed,
            by: try named(request.by))
        try await order(.fitPaper(roll))
        return try await self.device(device)
    }

    public func passport(device: String) async throws(Problem) -> PassportView {
        guard let passport = try await self.device(device).passport else {
            throw Problem(.notFound, "The unit at \(device) has not said who it is.")
        }
        return passport
    }

    public func takePassport(_ request: TakePassport) async throws(Problem) -> PassportView {
        let (answers, answer) = AsyncStream.makeStream(of: Result<PassportView, Problem>.self)
        await station.with { [window] station in
            window.take(request.passport, station) { taken in
                answer.yield(taken)
                answer.finish()
            }
        }
        for await taken in answers { return try taken.get() }
        throw Problem(.unexpected, "The service ended before the papers were on the disk.")
    }

    private static func sentence(_ words: String) throws(Problem) -> String {
        guard (1...200).contains(words.count), !words.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw Problem(.badRequest, "Say it in one sentence of at most 200 characters.")
        }
        return words
    }
}
