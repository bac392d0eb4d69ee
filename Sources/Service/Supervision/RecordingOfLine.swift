public import DeviceKit

extension Recording {
    /// How far back a recording of a living line reaches.
    public static let reach: Duration = .seconds(600)

    /// What a line's recorder holds of the last ten minutes, with the line's secrets masked.
    ///
    /// `now` and `utcMilliseconds` are the same moment on the line's clock and on the wall. The mask is put on where the
    /// ring begins, so that it knows its place in the wire when the ten minutes begin.
    public init(
        _ header: Header, of recorder: FlightRecorder, mask: any WireMask, now: Duration, utcMilliseconds: Int64
    ) {
        var mask = mask
        var chunks: [Chunk] = []
        var first: Duration?
        for entry in recorder.entries {
            let event: Event =
                switch entry.kind {
                case .received: .received(Self.bytes(entry, mask.kept(entry.bytes, from: .device)))
                case .sent: .sent(Self.bytes(entry, mask.kept(entry.bytes, from: .host)))
                case .mark: .mark(String(decoding: entry.bytes, as: UTF8.self))
                }
            guard now - entry.time <= Self.reach else { continue }
            let began = first ?? entry.time
            first = began
            chunks.append(Chunk(Self.milliseconds(entry.time - began), event))
        }
        var header = header
        header.began = UTCText.iso(utcMilliseconds - Self.milliseconds(now - (first ?? now)))
        self.init(header, chunks)
    }

    private static func bytes(_ entry: FlightRecorder.Entry, _ kept: [UInt8?]) -> Bytes {
        Bytes(content: kept, omitted: max(0, entry.length - entry.bytes.count))
    }

    private static func milliseconds(_ time: Duration) -> Int64 {
        time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000
    }
}
