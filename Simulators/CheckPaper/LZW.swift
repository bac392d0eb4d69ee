/// LZW as TIFF has it: codes of 9 to 12 bits, the highest bit first, widened as soon as entry 511, 1023 or 2047 is
/// there.
/// - Source: TIFF 6.0 (1992), section 13.
enum LZW {
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var bits = BitWriter()
        // a tree of strings in an array: the first child, the next brother, the byte
        var (child, brother, byte) = ([Int](), [Int](), [UInt8]())
        var width = 9
        func clear() {
            child = [Int](repeating: 0, count: 258)
            brother = child
            byte = (0..<258).map { UInt8(truncatingIfNeeded: $0) }
        }
        clear()
        bits.put(256, width)
        guard var prefix = bytes.first.map(Int.init) else {
            bits.put(257, width)
            return bits.finished()
        }
        for next in bytes.dropFirst() {
            var found = child[prefix]
            while found != 0, byte[found] != next { found = brother[found] }
            if found != 0 {
                prefix = found
                continue
            }
            bits.put(UInt32(prefix), width)
            child.append(0)
            brother.append(child[prefix])
            byte.append(next)
            child[prefix] = child.count - 1
            prefix = Int(next)
            switch child.count {
            case 512: width = 10
            case 1024: width = 11
            case 2048: width = 12
            case 4095:
                bits.put(256, 12)
                clear()
                width = 9
            default: break
            }
        }
        bits.put(UInt32(prefix), width)
        // the reader adds an entry for that code as well, and may widen by it
        switch child.count + 1 {
        case 512: width = 10
        case 1024: width = 11
        case 2048: width = 12
        case 4095:
            bits.put(256, 12)
            width = 9
        default: break
        }
        bits.put(257, width)
        return bits.finished()
    }
}
