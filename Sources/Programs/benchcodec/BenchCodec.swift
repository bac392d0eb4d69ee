import Glibc

/// Reads frames of one wire and ends: `benchcodec WIRE FRAMES whole|bytes`. Says `codec NANOSECONDS`, processor time of
/// one frame. A program of its own, with next to nothing linked in, because `bench codec` also runs it under callgrind.
@main
enum BenchCodec {
    static func main() {
        let words = CommandLine.arguments
        guard words.count == 4, let codec = Codec(rawValue: words[1]), let frames = Int(words[2]), frames > 0 else {
            end(2, "benchcodec ebds|id003|ccnet|ssp|essp FRAMES whole|bytes")
        }
        let start = processorTime()
        let read = words[3] == "bytes" ? codec.feedBytes(frames) : codec.decodeWhole(frames)
        let used = processorTime() - start
        guard read == frames else {
            end(1, "benchcodec: \(read) of \(frames) frames were read")
        }
        print("codec \(Double(used) / Double(frames))")
    }

    private static func end(_ status: Int32, _ words: String) -> Never {
        let line = Array((words + "\n").utf8)
        write(STDERR_FILENO, line, line.count)
        exit(status)
    }

    /// In nanoseconds.
    private static func processorTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
