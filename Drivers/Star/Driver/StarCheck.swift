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

    /// The start to bring the counter to: behind the clearing of the counter so many checks are sent.
    ///
    /// Checks of an earlier job may still lie in the printer and count on from where it stands; the start is a number
    /// that they do not come by. Who sees it knows that the clearing was reached, and nothing older is left.
    static func start(from counter: Int) -> Int {
        (window.lowerBound + 2...window.upperBound).contains(counter) ? window.lowerBound : window.upperBound
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
