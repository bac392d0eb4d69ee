extension ESCPOSDevice {
    /// Rows that are printed without a stop.
    static let stripeRows = 24

    /// Queues a tall picture in stripes: the end of the paper can come between any two of them.
    mutating func enqueueStripes(_ ink: Bitmap, items: [PrintedItem]) {
        var items = items
        var top = 0
        while top < ink.height {
            let stripe = ink.rows(top..<(top + Self.stripeRows))
            let here = items.filter { $0.top < top + stripe.height }.map { item in
                var moved = item
                moved.top -= top
                return moved
            }
            items.removeAll { $0.top < top + stripe.height }
            enqueue(.advance(rows: stripe.height, ink: stripe, items: here))
            top += stripe.height
        }
    }

    // MARK: - GS v 0

    mutating func beginRaster(_ across: Int, _ down: Int, _ bytes: Int, _ rows: Int, ignored: Bool) {
        memory.raster = RasterIntake(
            across: across, down: down, bytesPerRow: bytes, rowsLeft: rows,
            stripe: Bitmap(width: configuration.model.printWidthDots, height: 0), isIgnored: ignored)
    }

    /// Takes raster bytes from the buffer; prints whenever a stripe is full. False when there are none.
    mutating func takeRaster() -> Bool {
        guard var raster = memory.raster else { return false }
        let data = memory.stream.data(raster.bytesPerRow - raster.rowBytesSeen, from: &memory.buffer)
        guard !data.isEmpty else { return false }
        // Data beyond the paper's edge is read and dropped.
        let keeps = (configuration.model.printWidthDots + 7) / 8
        raster.row += data.prefix(max(0, keeps - raster.row.count))
        raster.rowBytesSeen += data.count
        if raster.rowBytesSeen == raster.bytesPerRow {
            addRow(&raster)
            (raster.row, raster.rowBytesSeen) = ([], 0)
            raster.rowsLeft -= 1
        }
        let isFull = raster.stripe.height >= Self.stripeRows || (raster.rowsLeft == 0 && raster.stripe.height > 0)
        if isFull, !raster.isIgnored { printStripe(&raster) }
        memory.raster = raster.rowsLeft > 0 ? raster : nil
        return true
    }

    private func addRow(_ raster: inout RasterIntake) {
        guard !raster.isIgnored else { return }
        let width = configuration.model.printWidthDots
        let dots = min(width, raster.bytesPerRow * 8)
        let row = Bitmap(width: dots, height: 1, packed: raster.row).scaled(across: raster.across, down: 1)
        let spare = max(0, memory.layout.area - row.width)
        let shift = memory.page == nil ? [0, spare / 2, spare][memory.layout.justify] + memory.layout.margin : 0
        for _ in 0..<raster.down {
            raster.stripe.extend(by: 1)
            raster.stripe.ink(row, x: shift, y: raster.stripe.height - 1)
        }
    }

    private mutating func printStripe(_ raster: inout RasterIntake) {
        let stripe = raster.stripe
        raster.stripe = Bitmap(width: stripe.width, height: 0)
        if memory.page != nil {
            let x = memory.page?.x ?? 0
            let y = memory.page?.y ?? 0
            memory.page?.moveVertically(to: y + stripe.height)
            memory.page?.add(stripe, .image)
            memory.page?.x = x
            return
        }
        let rows = stripe.height + raster.rowsLeft * raster.down
        let item = PrintedItem(content: .image, top: 0, rows: rows, rowsShown: rows)
        enqueue(.advance(rows: stripe.height, ink: stripe, items: raster.isFirstStripe ? [item] : []))
        raster.isFirstStripe = false
    }

    // MARK: - ESC *

    /// Columns of 8 or 24 dots join the line; the wide forms are doubled to the resolution of the head.
    mutating func addColumns(tall: Bool, dense: Bool, _ data: [UInt8]) {
        let bytes = tall ? 3 : 1
        let count = min(data.count / bytes, configuration.model.printWidthDots)
        guard count > 0 else { return }
        var picture = Bitmap(width: count, height: bytes * 8)
        for x in 0..<count {
            for y in 0..<(bytes * 8) {
                picture[x, y] = data[x * bytes + y / 8] & (0x80 >> UInt8(y % 8)) != 0
            }
        }
        picture = picture.scaled(across: dense ? 1 : 2, down: tall ? 1 : 3)
        place(picture)
    }

    private mutating func place(_ picture: Bitmap) {
        if memory.page != nil {
            memory.page?.add(picture, .image)
        } else {
            memory.line.add(picture)
            if memory.line.isCrowded { printLine() }
        }
    }

    /// A stored picture on lines of its own, or on the page.
    mutating func printImage(_ image: Bitmap, mode: Int) {
        let picture = image.scaled(across: mode & 1 == 1 ? 2 : 1, down: mode & 2 == 2 ? 2 : 1)
        printBlock(picture, content: .image)
    }

    /// A picture that stands on paper by itself, set by the alignment; clipped if it is too wide.
    mutating func printBlock(_ picture: Bitmap, content: PrintedItem.Content) {
        guard memory.page == nil else {
            memory.page?.add(picture, content)
            return
        }
        let spare = max(0, memory.layout.area - picture.width)
        let x = memory.layout.margin + [0, spare / 2, spare][memory.layout.justify]
        var ink = Bitmap(width: configuration.model.printWidthDots, height: picture.height)
        ink.ink(picture, x: x, y: 0)
        enqueueStripes(
            ink, items: [PrintedItem(content: content, top: 0, rows: ink.height, rowsShown: ink.height)])
    }
}
