import DeviceKit
import ID003Driver
import ID003Simulator
import Money
import SimulatorKit
import Testing

/// Driver and simulator through bad weather: losses, doublings, delays, power cuts of either side, hands in the way.
@Suite struct BackToBackStormTests {
    private struct Plan {
        var trusts = ID003Behaviour()
        var cutsHost = true
        var cutsDevice = true
        var handsIn = false
    }

    @Test(arguments: 0..<48)
    func noWeatherMakesAFalseCreditOrLosesANoteOfAUnitNothingIsKnownOf(_ seed: Int) {
        var plan = Plan()
        plan.handsIn = seed % 3 == 0
        storm(seed, plan) { unit, dice in
            unit.readings.unacknowledgedShowsAs42 = dice.one(in: 2)
            unit.readings.vendValidAfterReset = dice.one(in: 2)
            unit.readings.pastEscrowAtReset = dice.one(in: 2) ? .intoBox : .givenBack
        }
    }

    @Test(arguments: 0..<24)
    func aUnitProvenToCoverAnUnacknowledgedCreditLeavesNoDoubtAndNothingUnidentified(_ seed: Int) {
        let plan = Plan(
            trusts: ID003Behaviour(
                unacknowledgedShowsAs42: true, neverGivesBackAt42: seed % 2 == 0, repeatsVendValidAfterReset: true))
        let world = storm(1000 + seed, plan) { unit, _ in
            unit.readings.unacknowledgedShowsAs42 = true
            unit.readings.vendValidAfterReset = true
        }
        #expect(world.host.count(.doubt) == 0)
        #expect(world.host.unidentified == 0)
    }

    @Test(arguments: 0..<24)
    func withoutPowerCutsOfTheUnitEachNoteEndsCreditedOrWithItsCustomer(_ seed: Int) {
        let world = storm(2000 + seed, Plan(cutsDevice: false)) { unit, dice in
            unit.timing.stackLag = .milliseconds(dice.below(300))
        }
        #expect(world.host.count(.doubt) == 0)
        #expect(world.host.unidentified == 0)
    }

    @discardableResult
    private func storm(
        _ seed: Int, _ plan: Plan, _ unit: (inout ID003Simulator.ID003Configuration, inout Seeded) -> Void
    ) -> World {
        var dice = Seeded(state: UInt64(seed) &* 7919 &+ 3)
        var driver = ID003Driver.ID003Configuration()
        driver.behaviour = plan.trusts
        if dice.one(in: 2) { driver.resetsTroubleAfter = .seconds(3) }
        let resets = driver.resetsTroubleAfter != nil
        var world = World(driver) { simulated in
            unit(&simulated, &dice)
            simulated.readings.escrowClearing = dice.one(in: 2) ? .never : .givesBack(after: .seconds(2))
            simulated.readings.questionsAtPowerUp = [.answered, .invalidCommand, .silent][dice.below(3)]
            simulated.readings.waitsForInhibit = dice.one(in: 3)
            simulated.readings.afterTrouble =
                [.continues, .initialises, resets ? .waitsForReset : .initialises][
                    dice.below(3)]
            simulated.readings.runningReset = dice.one(in: 2) ? .inhibits : .restarts
            simulated.readings.troubleHidesVendValid = dice.one(in: 2)
            simulated.readings.answersHurtFrames = dice.one(in: 2)
            simulated.readings.deafWhileReading = dice.one(in: 4)
            simulated.readings.stackedCarriesPath = dice.one(in: 3)
            simulated.customerTakesAfter = dice.one(in: 2) ? .zero : .seconds(1)
        }
        world.dice = Seeded(state: dice.next())
        world.commitTime = .milliseconds([1, 20, 150, 400][dice.below(4)])
        world.weather = { dice in
            (dice.one(in: 14), dice.one(in: 25), .milliseconds(dice.one(in: 8) ? dice.below(250) : dice.below(10)))
        }
        world.hurtsOneAnswerIn = 30
        world.startHost()
        var fed = 0
        while world.now < .seconds(400) {
            world.run(.milliseconds(50 + dice.below(400)))
            act(&world, &dice, plan, &fed)
        }
        (world.weather, world.hurtsOneAnswerIn) = (nil, 0)
        world.settleDown()
        world.expectConservation("seed \(seed)")
        #expect(!world.host.isRecovering, "never came to rest, seed \(seed)")
        #expect(world.host.records.count > 4, "nothing was tried: \(world.host.records.count), seed \(seed)")
        return world
    }

    private func act(_ world: inout World, _ dice: inout Seeded, _ plan: Plan, _ fed: inout Int) {
        if world.device.noteInside == nil, dice.one(in: 3) {
            let last = world.place(fed)
            if last == .hand || last == .mouth, fed > 0 {
                world.insert(fed)
            } else {
                fed += 1
                world.insert(fed, [500, 1000, 2000, 5000][dice.below(4)])
            }
        }
        if plan.cutsDevice, dice.one(in: 90) { world.cutDevice() }
        if !world.device.isPowered, dice.one(in: 4) { world.pull(.powerOn) }
        if dice.one(in: 50) { world.hostSleepsUntil = world.now + .milliseconds(200 + dice.below(3000)) }
        if plan.cutsHost, dice.one(in: 90) { world.cutHost() }
        if !world.hostIsOn, dice.one(in: 3) { world.startHost() }
        if dice.one(in: world.host.refusesNotes ? 10 : 50) { world.host.refusesNotes.toggle() }
        guard plan.handsIn else { return }
        if dice.one(in: 60) { world.pull(.failNextStack) }
        if dice.one(in: 120) { world.pull(.jam([.acceptor, .stacker, .exit][dice.below(3)])) }
        if world.device.isJammed, dice.one(in: 5) { world.pull(.clearJam(dice.one(in: 2) ? .customer : .staff)) }
    }
}
