import CLinux

/// The kernel's wall clock, as far as it says something about itself.
package enum SystemClock {
    /// Whether a time service keeps it in step; `nil`: the kernel does not say.
    package static func isInStep() -> Bool? {
        let answer = clinux_clock_in_step()
        return answer < 0 ? nil : answer == 1
    }
}
