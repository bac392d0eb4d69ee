extension StormDevice {
    /// Draws the unit of this kind and lives its story.
    func live(_ job: DeviceJob) throws(DeviceStormFailure) -> DeviceStormResult {
        var dice = job.dice
        switch self {
        case .escpos: return try job.live(PrinterStory(.escpos(&dice), &dice))
        case .star: return try job.live(PrinterStory(.star(&dice), &dice))
        case .custom: return try job.live(PrinterStory(.custom(&dice), &dice))
        case .apg: return try job.live(DrawerStory(.apg(&dice)))
        case .hid: return try job.live(DrawerStory(.hid(&dice)))
        case .a776: return try job.live(CheckStory(.a776(&dice)))
        case .excella: return try job.live(CheckStory(.excella(&dice)))
        case .minimicr: return try job.live(CheckStory(.minimicr(&dice)))
        case .scanner: return try job.live(ScanStory(&dice, isWedge: false))
        case .wedge: return try job.live(ScanStory(&dice, isWedge: true))
        }
    }
}
