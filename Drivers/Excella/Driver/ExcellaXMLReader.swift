extension ExcellaXML {
    /// Reads one document; any bytes give a document or a fault.
    public init(_ bytes: [UInt8]) throws(ExcellaXMLFault) {
        guard bytes.count <= Self.maximumLength else { throw .tooLarge }
        var reader = Reader(bytes)
        let prologue = try reader.prologue()
        let root = try reader.element(depth: 1)
        let epilogue = reader.space()
        guard reader.isAtEnd else { throw .outside }
        self.init(root, prologue: prologue, epilogue: epilogue)
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var place = 0
        private var elements = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { place >= bytes.count }

        private func text(_ range: Range<Int>) throws(ExcellaXMLFault) -> String {
            guard let text = String(validating: bytes[range], as: UTF8.self) else { throw .notOfThisForm }
            return text
        }

        private func starts(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { wanted in
                place + wanted.count <= bytes.count && wanted.indices.allSatisfy { bytes[place + $0] == wanted[$0] }
            }
        }

        mutating func space() -> String {
            let start = place
            while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }

        mutating func prologue() throws(ExcellaXMLFault) -> String {
            let start = place
            if starts("\u{FEFF}") { place += 3 }
            _ = space()
            if starts("<?xml ") {
                while !isAtEnd, !starts("?>") { place += 1 }
                guard !isAtEnd else { throw .cutShort }
                place += 2
                _ = space()
            }
            return try text(start..<place)
        }

        mutating func element(depth: Int) throws(ExcellaXMLFault) -> Element {
            guard !isAtEnd else { throw .cutShort }
            guard bytes[place] == 0x3C else { throw .outside }
            elements += 1
            guard depth <= ExcellaXML.maximumDepth, elements <= ExcellaXML.maximumElements else { throw .tooLarge }
            place += 1
            let name = try name()
            let blanks = space()
            if starts("/>") {
                place += 2
                return Element(name, [], isShort: true, blanks: blanks)
            }
            guard starts(">") else { throw isAtEnd ? .cutShort : .notOfThisForm }
            place += 1
            var content: [Node] = []
            while true {
                let start = place
                while !isAtEnd, bytes[place] != 0x3C {
                    if bytes[place] == 0x26 { try checkEntity() }
                    place += 1
                }
                if place > start { content.append(.text(try text(start..<place))) }
                guard !isAtEnd else { throw .cutShort }
                if starts("</") {
                    place += 2
                    guard try self.name() == name else { throw .nesting }
                    guard starts(">") else { throw isAtEnd ? .cutShort : .notOfThisForm }
                    place += 1
                    return Element(name, content, blanks: blanks)
                }
                if starts("<!") || starts("<?") { throw .notOfThisForm }
                content.append(.element(try element(depth: depth + 1)))
            }
        }

        private mutating func name() throws(ExcellaXMLFault) -> String {
            let start = place
            while !isAtEnd, Self.isName(bytes[place]) { place += 1 }
            guard place > start, place - start <= 64 else { throw isAtEnd ? .cutShort : .name }
            return try text(start..<place)
        }

        private func checkEntity() throws(ExcellaXMLFault) {
            guard let end = bytes[place...].prefix(10).firstIndex(of: 0x3B),
                ExcellaXML.entity(try text((place + 1)..<end)) != nil
            else { throw .entity }
        }

        private static func isName(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
            default: false
            }
        }
    }
}
