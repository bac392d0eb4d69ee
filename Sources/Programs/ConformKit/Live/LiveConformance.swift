import Foundation

extension AnyDriver {
    /// The whole suite at a real port, on a thread of its own: it blocks there, and nowhere else.
    public static func conform(
        _ driver: AnyDriver, at port: LivePort, person: any Person, isPacketed: Bool,
        note: Int64, only: [String],
        told: @escaping @Sendable (_ name: String, _ sentence: String, _ end: CheckEnd?) -> Void
    ) async -> (unit: [Fact], checks: [ConformCheck]) {
        await withCheckedContinuation { done in
            let thread = Thread {
                let far = LiveFarEnd(port, person: person)
                let found = driver.conform(far, isPacketed: isPacketed, note: note, only: only, told: told)
                done.resume(returning: found)
            }
            // Dialogues with pictures in them are large values.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
