import A776Frame
import CheckPaper
import SimulatorKit

/// Two cameras, a small memory, and the way out of it.
extension A776Device {
    /// Takes the pictures of what lies under the cameras, and sends them if that was asked.
    mutating func shoot(send: Bool, sides: UInt8, _ out: inout Effects) {
        let wanted = [false, true].filter { sides == 0 || (sides == 2) == $0 }
        guard stored.count + wanted.count <= configuration.room else {
            return say(block(0xB8, result: 12) + A776Frame.length(0), &out)
        }
        var taken: [Picture] = []
        for isTop in wanted {
            taken.append(picture(isTop: isTop))
            nextIndex &+= 1
        }
        stored += taken
        guard send else { return say(block(0xB8, result: 0) + A776Frame.length(0), &out) }
        tell(0xB8, taken, &out)
    }

    /// `1D B9`: sends what is stored; number 0 is the newest.
    mutating func send(_ sides: UInt8, _ index: UInt16, _ out: inout Effects) {
        let found = stored.filter {
            (index == 0 || $0.index == index || $0.index == index + 1)
                && (sides == 0 || (sides == 2) == $0.isTop)
        }
        let newest = [false, true].compactMap { isTop in found.last { $0.isTop == isTop } }
        guard !newest.isEmpty else {
            let result: UInt8 = stored.isEmpty ? 8 : sides == 2 ? 17 : 16
            return say(block(0xB9, result: result) + A776Frame.length(0), &out)
        }
        tell(0xB9, newest, &out)
    }

    private func tell(_ code: UInt8, _ pictures: [Picture], _ out: inout Effects) {
        var device = self
        let front = configuration.readings.topFace == .front
        let ordered = pictures.sorted { one, other in
            (one.isTop == front) == configuration.readings.frontFirst && one.isTop != other.isTop
        }
        let files = ordered.map { TIFFWriter.file([$0.page]) }
        let head = block(code, result: 0)
        func whole(_ file: [UInt8]) -> [UInt8] { head + A776Frame.length(file.count) + file }
        switch configuration.readings.sides {
        case .twoBlocks: device.say(files.flatMap(whole), &out)
        case .bareSecond:
            let rest = files.dropFirst().flatMap { A776Frame.length($0.count) + $0 }
            device.say((files.first.map(whole) ?? []) + rest, &out)
        case .oneFile: device.say(whole(TIFFWriter.file(ordered.map(\.page))), &out)
        case .onlyFirst: device.say(files.first.map(whole) ?? [], &out)
        }
    }

    private func picture(isTop: Bool) -> Picture {
        let readings = configuration.readings
        let other: CheckFace = readings.topFace == .back ? .front : .back
        let face = isTop ? readings.topFace : other
        let held = track.papers(.held)
        let heard = held.compactMap(\.check.heard).first.map(Self.letters) ?? []
        let sheet = Self.sheet(held, face, configuration.dotsPerInch)
        let page = TIFFWriter.Page(
            sheet, readings.encoding, dotsPerInch: configuration.dotsPerInch,
            tags: [
                .init(297, .shorts(isTop ? 2 : 1, 2)), .init(305, .text("A776 simulator")),
                .init(65000, .short(nextIndex)), .init(65001, .short(1)),
                .init(65002, .text(String(decoding: heard, as: UTF8.self))), .init(65003, .short(1)),
            ])
        return Picture(index: nextIndex, isTop: isTop, page: page)
    }

    /// Two papers at once overlap: together they are longer than any check.
    private static func sheet(_ papers: [SimulatedCheckPaper], _ face: CheckFace, _ dotsPerInch: Int) -> Bilevel {
        func draw(_ paper: SimulatedCheckPaper) -> Bilevel {
            switch face {
            case .front:
                CheckDrawing.front(paper.check, franked: paper.frontLines, dotsPerInch: dotsPerInch)
            case .back: CheckDrawing.back(paper.check, endorsed: paper.backLines, dotsPerInch: dotsPerInch)
            }
        }
        guard let first = papers.first.map(draw) else { return Bilevel(width: 8, height: 8) }
        guard papers.count > 1, let second = papers.last.map(draw) else { return first }
        return first.beside(second, overlap: min(first.width, second.width) / 4)
    }
}
