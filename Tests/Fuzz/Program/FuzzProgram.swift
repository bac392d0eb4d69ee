import Foundation

/// `fuzz list`, `fuzz seeds PARSER FOLDER` and `fuzz PARSER [what libFuzzer takes]`.
///
/// SwiftPM names the entry of a program `<target>_main`; libFuzzer's own `main` stays out of the link.
@_cdecl("fuzz_main")
func fuzzMain(
    _ count: Int32, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
    let arguments = (1..<max(1, Int(count))).compactMap { words[$0].map { String(cString: $0) } }
    switch arguments.first {
    case "list":
        for target in FuzzTarget.all { print("\(target.name) \(target.longest)") }
        return 0
    case "seeds" where arguments.count == 3: return Seeds.write(arguments[1], to: arguments[2])
    case let name?:
        guard let target = FuzzTarget.named(name) else { return complain("no parser is called \(name)") }
        Chosen.target = target
        // libFuzzer reads the words behind the name of the program.
        var (left, rest): (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) = (count - 1, words + 1)
        return runDriver(&left, &rest, tryOne)
    case nil: return complain("fuzz list | fuzz seeds PARSER FOLDER | fuzz PARSER [options of libFuzzer]")
    }
}

/// What this process feeds; set once, before libFuzzer begins.
private enum Chosen {
    nonisolated(unsafe) static var target: FuzzTarget?
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

@_cdecl("LLVMFuzzerTestOneInput")
func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let target = Chosen.target else { return complain("no parser was chosen") }
    do throws(Broken) {
        try target.run(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        FileHandle.standardError.write(Data("fuzz: \(target.name): \(error)\n".utf8))
        abort()
    }
    return 0
}

private func complain(_ words: String) -> Int32 {
    FileHandle.standardError.write(Data("fuzz: \(words)\n".utf8))
    return 2
}
