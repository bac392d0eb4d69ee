/// The print check of one job: which counts of the five-bit counter belong to it.
///
/// A printer that loses its power forgets the counter and counts from 0 again, and what is left of a job on the line
/// holds at most the job's own checks. So a job begins with the counter above that number, and ends below 32: then no
/// count after a restart can be taken for one of the job's, and none is reached by going round.
struct StarCheck: Hashable, Sendable {
    /// The counter before the job.
    let start: Int
    /// Checks in the job.
    let marks: Int
    /// Of these so many were counted.
    private(set) var passed = 0

    init(start: Int, marks: Int) { (self.start, self.marks) = (start, marks) }

    /// Starts a job may have.
    static let window = (StarEncoder.mostMarks + 1)...(31 - StarEncoder.mostMarks)

    /// How many checks bring the counter into the window; at least one, which must be seen to count.
    static func lead(from counter: Int) -> Int {
        if window.contains(counter + 1) { return 1 }
        let way = window.lowerBound - counter
        return way > 0 ? way : way + 32
    }

    /// What a count of the printer says about the job.
    enum Verdict: Hashable, Sendable { case nothingNew, further, done, impossible }

    /// Takes a count.
    mutating func take(_ counter: Int) -> Verdict {
        let count = counter - start
        guard (passed...marks).contains(count) else { return .impossible }
        if count == marks {
            passed = count
            return .done
        }
        guard count > passed else { return .nothingNew }
        passed = count
        return .further
    }
}
