extension ESCPOSDevice {
    /// A character: onto the line, or onto the page.
    mutating func printCharacter(_ code: UInt8) {
        let sign = sign(code)
        if memory.page != nil {
            memory.page?.add(sign, memory.style)
            return
        }
        if memory.line.position + memory.style.width > memory.layout.area, !memory.line.isEmpty { printLine() }
        memory.line.add(sign, memory.style)
        if memory.line.isCrowded { printLine() }
    }

    private func sign(_ code: UInt8) -> UInt32 {
        if code < 0x80 { return InternationalSets.sign(code, set: memory.internationalSet) }
        return (configuration.model.codePages[memory.codePage] ?? .unknown).sign(code)
    }

    /// Prints what is on the line and feeds; without a feed by the line pitch, but never less than the marks are high.
    mutating func printLine(feeding rows: Int? = nil) {
        let feed = rows ?? memory.layout.pitch
        guard !memory.line.isEmpty else {
            memory.line.clear()
            guard feed > 0 else { return }
            let blank = PrintedItem(content: .text(""), top: 0, rows: feed, rowsShown: feed)
            enqueue(.advance(rows: feed, ink: nil, items: rows == nil ? [blank] : []))
            return
        }
        let (ink, text) = memory.line.rendered(
            head: configuration.model.printWidthDots, margin: memory.layout.margin, area: memory.layout.area,
            justify: memory.layout.justify)
        let content = text.map { PrintedItem.Content.text($0) } ?? .image
        memory.line.clear()
        let item = PrintedItem(content: content, top: 0, rows: ink.height, rowsShown: ink.height)
        enqueue(.advance(rows: max(feed, ink.height), ink: ink, items: [item]))
    }

    mutating func lineFeed() {
        if memory.page != nil {
            memory.page?.newLine(memory.layout.pitch)
        } else {
            printLine()
        }
    }

    mutating func tab() {
        let cell = memory.style.width
        let position = memory.page?.x ?? memory.line.position
        let width = memory.page?.lineWidth ?? memory.layout.area
        // Beyond the last stop a tab does nothing.
        guard let stop = memory.layout.tabs.first(where: { $0 * cell > position }) else { return }
        moveTo(min(stop * cell, width))
    }

    private mutating func moveTo(_ x: Int) {
        if memory.page != nil { memory.page?.x = x } else { memory.line.position = x }
    }

    mutating func apply(_ change: LayoutChange) {
        let width = memory.page?.lineWidth ?? memory.layout.area
        switch change {
        case .justify(let side): memory.layout.justify = side
        case .leftMargin(let units): memory.layout.leftMargin = memory.layout.dotsAcross(units)
        case .areaWidth(let units): memory.layout.areaWidth = max(1, memory.layout.dotsAcross(units))
        case .units(let across, let down): memory.layout.setUnits(across: across, down: down)
        case .absolute(let units):
            let x = memory.layout.dotsAcross(units)
            if x < width { moveTo(x) }
        case .relative(let units):
            let x = (memory.page?.x ?? memory.line.position) + memory.layout.dotsAcross(units)
            if (0..<width).contains(x) { moveTo(x) }
        case .tabs(let stops): memory.layout.tabs = stops
        case .pitch(let units): memory.layout.pitchUnits = units
        case .pageVertical(let units): memory.page?.moveVertically(to: memory.layout.dotsDown(units))
        case .pageVerticalRelative(let units):
            let y = memory.page?.y ?? 0
            memory.page?.moveVertically(to: y + memory.layout.dotsDown(units))
        }
    }

    /// Leaves page mode by printing the page, in stripes so that the end of the paper finds it anywhere.
    mutating func printPage(leaving: Bool) {
        guard var page = memory.page else { return }
        let (ink, items) = page.printed()
        enqueueStripes(ink, items: items)
        memory.page = leaving ? nil : page
    }
}
