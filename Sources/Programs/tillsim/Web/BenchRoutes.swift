import BenchKit
import CheckPaper
import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The operator's side over HTTP.
struct BenchRoutes: Sendable {
    static let bodyLimit = 65_536

    let keeper: Keeper
    let pages: PageFolder
    let configuration: BenchConfiguration

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.middlewares.add(HouseRules(service: configuration.service))
        router.get("bench") { _, _ in try pages.page(await keeper.view()) }
        router.get("assets/:file") { _, context in try pages.asset(try context.parameters.require("file")) }
        router.get("v1/bench") { _, _ in try Problem.json(await keeper.view()) }
        router.get("v1/bench/events") { _, _ in try await events() }
        router.post("v1/bench/levers") { request, _ in try await lever(request) }
        router.get("v1/bench/paper.png") { request, _ in try await picture(request) }
        router.get("v1/bench/check.png") { request, _ in try await check(request) }
        router.get("v1/bench/paper.txt") { request, _ in try await text(request) }
        return router
    }

    // MARK: Levers

    private func lever(_ request: Request) async throws -> Response {
        // A browser names the page that calls; another site's page must not move levers here.
        if let origin = request.headers[.origin], !origin.hasSuffix("://\(request.head.authority ?? "")") {
            throw Problem(.forbidden, "otherSite", "Levers are moved from the bench's own page only.")
        }
        let body = try await request.body.collect(upTo: Self.bodyLimit)
        let lever: BenchLever
        do throws(LeverFault) {
            lever = try LeverCall.decode(Data(body.readableBytesView)).lever(faces: configuration.faces)
        } catch {
            throw Problem(.badRequest, error.code, error.sentence)
        }
        return try Problem.json(await keeper.pull(lever))
    }

    // MARK: Paper

    /// The printer, and the number of the piece that is meant.
    private func piece(_ request: Request) async throws -> (printer: BenchPrinter, number: Int) {
        let printer = await keeper.paper().printer
        let count = printer.pieceCount
        let asked = request.uri.queryParameters["piece"].map { String($0) }
        let number = asked.map { Int($0) ?? 0 } ?? count
        guard number >= 1, number <= count else {
            throw Problem(.notFound, "notFound", "There is no such piece of paper; \(count) lie here.")
        }
        return (printer, number)
    }

    private func picture(_ request: Request) async throws -> Response {
        let (printer, number) = try await piece(request)
        return Self.png(printer.png(piece: number) ?? [])
    }

    private func text(_ request: Request) async throws -> Response {
        let (printer, number) = try await piece(request)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: printer.pieces[number - 1] + "\n")))
    }

    /// A face of a check as the scanner's camera sees it.
    private func check(_ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        let faces = ["front": CheckFace.front, "back": .back]
        guard let face = faces[query["face"].map { String($0) } ?? "front"],
            let id = query["check"].flatMap({ Int(String($0)) }),
            let picture = await keeper.paper().picture(check: id, face)
        else { throw Problem(.notFound, "notFound", "There is no picture of such a check.") }
        return Self.png(picture)
    }

    private static func png(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "image/png", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    // MARK: Events

    /// Whole views, the newest wins; a comment where there is nothing new.
    private func events() async throws -> Response {
        guard let signals = await keeper.follow() else {
            throw Problem(.serviceUnavailable, "tooMany", "Too many pages follow the bench.")
        }
        let keeper = keeper
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var told = 0
                for await _ in signals.cancelOnGracefulShutdown() {
                    let (view, version) = await keeper.newest()
                    if version == told {
                        try await writer.write(ByteBuffer(string: ": ping\n\n"))
                        continue
                    }
                    told = version
                    var event = ByteBuffer(string: "event: bench\ndata: ")
                    event.writeBytes(try JSONEncoder.bench.encode(view))
                    event.writeString("\n\n")
                    try await writer.write(event)
                }
                try await writer.finish(nil)
            })
    }
}
