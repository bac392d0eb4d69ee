import SimulatorKit

/// One world to live through, whatever its kind.
struct DeviceJob {
    let kind: StormDevice
    let seed: UInt64
    let orders: Int
    let lie: DeviceLie?
    let listen: ((String) -> Void)?

    /// Dice for what the seed draws: the unit, its readings, the wire.
    var dice: Dice { Dice(seed: seed &* 0x0001_0001 &+ UInt64(StormDevice.allCases.firstIndex(of: kind) ?? 0)) }

    /// Lives the story. A world that went wrong is lived once more with all its words kept.
    func live<Story: DeviceStory>(_ story: Story) throws(DeviceStormFailure) -> DeviceStormResult {
        let first = play(story, keeps: listen != nil)
        guard first.problem != nil else {
            let world = first.world
            return DeviceStormResult(
                orders: world.story.score.orders, done: world.story.score.done, strokes: world.strokes,
                steps: world.steps, lasted: world.now, hash: world.trace.hash)
        }
        let again = listen == nil ? play(story, keeps: true) : first
        throw DeviceStormFailure(
            kind: kind, seed: seed, orders: orders, at: again.world.now, problem: again.problem ?? "only once",
            drawn: story.words, trace: again.world.trace.words)
    }

    private func play<Story: DeviceStory>(
        _ story: Story, keeps: Bool
    ) -> (world: DeviceWorld<Story>, problem: String?) {
        var trace = DeviceTrace()
        (trace.listen, trace.keeps) = (listen, keeps)
        var world = DeviceWorld(story, seed: seed, orders: orders, lie: lie, trace: trace)
        let problem = world.live()
        return (world, problem)
    }
}
