public import Hummingbird
public import Logging

/// The service's face: pages, control interface and events over HTTP.
public struct ControlServer: Sendable {
    private let settings: ControlServerSettings
    private let logger: Logger
    private let listening: @Sendable (Int) async -> Void
    private let table: RouteTable

    /// A server for one desk. `listening` is told the port as soon as requests are taken. Throws when the pages or the
    /// interface document are not beside the program.
    public init(
        desk: any Desk, settings: ControlServerSettings, logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        (self.settings, self.logger, self.listening) = (settings, logger, listening)
        let pages = try Pages()
        table = RouteTable(
            pageRoutes(pages, desk, settings) + kioskRoutes(desk, settings) + staffRoutes(desk) + stationRoutes(desk)
                + deviceRoutes(desk))
    }

    /// The application to run: a `ServiceLifecycle` service that ends its event streams and stops on graceful shutdown.
    public func application() -> some ApplicationProtocol {
        let listening = listening
        return Application(
            router: router(),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { await listening($0.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// The routes behind the guards, outermost first.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ReadersElsewhere(origins: settings.allowedOrigins))
        router.add(middleware: Problems(table: table))
        router.add(middleware: ForeignOrders(own: OwnHosts(settings)))
        for route in table.routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(Call(request: request, parameters: context.parameters))
            }
        }
        return router
    }
}
