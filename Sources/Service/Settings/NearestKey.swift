/// Finds what somebody probably meant to type.
enum NearestKey {
    /// The known key with the fewest changed, missing or swapped letters, when that is at most a third of its length.
    static func of(_ typed: String, among known: [String]) -> String? {
        guard typed.count <= 40 else { return nil }
        var best: (key: String, distance: Int)?
        for key in known {
            let distance = distance(plain(typed), plain(key))
            if distance < best?.distance ?? Int.max { best = (key, distance) }
        }
        guard let best, best.distance <= max(1, best.key.count / 3) else { return nil }
        return best.key
    }

    /// Lower case without the signs that people put between words: `poll_milliseconds` is `pollmilliseconds`.
    private static func plain(_ text: String) -> [Character] {
        text.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    }

    /// Letters to change, add, drop or swap with their neighbour.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var older: [Int] = []
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var next = [i + 1]
            for (j, other) in right.enumerated() {
                var least = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other { least = min(least, older[j - 1] + 1) }
                next.append(least)
            }
            (older, row) = (row, next)
        }
        return row[right.count]
    }
}
