import APGDrawerSimulator
import BenchKit
import CCNETSimulator
import EBDSSimulator
import ESCPOSSimulator
import ID003Simulator
import SSPSimulator
import SimulatorKit
import StarSimulator

extension BenchConfiguration {
    /// The validator as it stands on the bench: of any wire, with the same cash unit, notes and hands.
    func makeValidator(now: Duration) -> AnyAcceptor {
        switch wire {
        case .ebds: return AnyAcceptor(EBDSDevice(validator, now: now))
        case .id003:
            var unit = ID003Configuration()
            (unit.cashUnit, unit.cashUnitCapacity) = (validator.cashUnit, validator.cashUnitCapacity)
            unit.customerTakesAfter = validator.customerTakesAfter
            return AnyAcceptor(ID003Device(unit, now: now))
        case .ccnet:
            var unit = CCNETConfiguration()
            (unit.cashUnit, unit.cashUnitCapacity) = (validator.cashUnit, validator.cashUnitCapacity)
            unit.customerTakesAfter = validator.customerTakesAfter
            return AnyAcceptor(CCNETDevice(unit, now: now))
        case .ssp:
            var unit = SSPDeviceConfiguration()
            (unit.cashUnit, unit.cashUnitCapacity) = (validator.cashUnit, validator.cashUnitCapacity)
            unit.customerTakesAfter = validator.customerTakesAfter
            return AnyAcceptor(SSPDevice(unit, now: now))
        }
    }
}

extension BenchConfiguration {
    /// The wires that are on this bench, in the order of the page.
    var wires: [Wire] {
        Wire.allCases.filter { wire in
            switch wire {
            case .validator, .printer: true
            case .drawerBoard: drawerBoard != nil
            case .checkScanner: checkScanner != nil
            case .scanner: scanner != nil
            }
        }
    }

    /// The receipt printer as it stands on the bench: of any make, with the same roll and as many drawers.
    func makePrinter(now: Duration) -> BenchPrinter {
        switch printerKind {
        case .escpos, .custom:
            var unit = printer
            if printerKind == .custom { unit.model = .customKPM }
            unit.drawers = [:]
            for (connector, _) in zip(ESCPOSConnector.allCases, 0..<drawers) {
                unit.drawers[connector] = DrawerFitting()
            }
            return .escpos(ESCPOSDevice(unit).on(.time, now: now).next)
        case .star:
            var unit = StarConfiguration(model: .tsp650)
            unit.rollMillimetres = printer.rollMillimetres
            unit.drawers = (0..<2).map { $0 < drawers ? StarDrawerFitting() : nil }
            return .star(StarDevice(unit).on(.time, now: now).next)
        }
    }

    /// The drawers that are on this bench, in the order of the page.
    var drawerPlaces: [DrawerPlace] {
        let atPrinter = [DrawerPlace.first, .second].prefix(drawers)
        let atBoard = [DrawerPlace.boardFirst, .boardSecond].prefix(drawerBoard?.make().drawers.count ?? 0)
        return Array(atPrinter) + Array(atBoard)
    }
}
