import Foundation
import Testing

@testable import BenchKit
@testable import tillsim

private let faces: [Int64] = [100, 500, 1_000, 2_000, 5_000, 10_000]

private func lever(_ json: String) throws -> BenchLever {
    try LeverCall.decode(Data(json.utf8)).lever(faces: faces)
}

private func fault(_ json: String) -> String? {
    do {
        _ = try lever(json)
        return nil
    } catch {
        return (error as? LeverFault)?.code
    }
}

@Suite struct LeverCallTests {
    static let contract: [(String, BenchLever)] = [
        (#""device":"validator","lever":"insertNote","denomination":2000"#, .validator(.insertNote(2_000))),
        (#""device":"validator","lever":"insertForged","denomination":2000"#, .validator(.insertForged(2_000))),
        (#""device":"validator","lever":"insertOnString","denomination":100"#, .validator(.insertOnString(100))),
        (#""device":"validator","lever":"pullString""#, .validator(.pullString)),
        (#""device":"validator","lever":"takeNote""#, .validator(.takeNote)),
        (#""device":"validator","lever":"jam""#, .validator(.jam)),
        (#""device":"validator","lever":"clearJam""#, .validator(.clearJam)),
        (#""device":"validator","lever":"full","on":true"#, .validator(.full(true))),
        (#""device":"validator","lever":"boxOut""#, .validator(.boxOut)),
        (#""device":"validator","lever":"boxIn","serial":"C-8842""#, .validator(.boxIn(serial: "C-8842"))),
        (#""device":"validator","lever":"cable","on":false"#, .cable(.validator, on: false)),
        (#""device":"validator","lever":"power","on":false"#, .power(.validator, on: false)),
        (#""device":"validator","lever":"failStacking","on":true"#, .validator(.failStacking(true))),
        (#""device":"printer","lever":"cable","on":true"#, .cable(.printer, on: true)),
        (#""device":"printer","lever":"paper","on":false"#, .printer(.paper(false))),
        (#""device":"printer","lever":"nearEnd""#, .printer(.nearEnd)),
        (#""device":"printer","lever":"cover","open":true"#, .printer(.cover(open: true))),
        (#""device":"printer","lever":"tearOff""#, .printer(.tearOff)),
        (#""device":"printer","lever":"cutterJam","on":true"#, .printer(.cutterJam(true))),
        (#""device":"printer","lever":"power","on":true"#, .power(.printer, on: true)),
        (#""device":"drawer","lever":"pushShut""#, .drawer(.first, .pushShut)),
        (#""device":"drawer","lever":"openByHand""#, .drawer(.first, .openByHand)),
        (#""device":"drawer","lever":"lock","on":true"#, .drawer(.first, .lock(true))),
        (#""device":"second-drawer","lever":"openByHand""#, .drawer(.second, .openByHand)),
        (#""device":"board-drawer","lever":"pushShut""#, .drawer(.boardFirst, .pushShut)),
        (#""device":"second-board-drawer","lever":"lock","on":false"#, .drawer(.boardSecond, .lock(false))),
        (#""device":"drawer-board","lever":"cable","on":false"#, .cable(.drawerBoard, on: false)),
        (#""device":"printer","lever":"takeReceipt""#, .printer(.takeReceipt)),
        (#""device":"printer","lever":"block","on":true"#, .printer(.block(true))),
        (#""device":"check-scanner","lever":"putIn","flaw":"none""#, .checkScanner(.putIn(.none))),
        (#""device":"check-scanner","lever":"putIn","flaw":"two""#, .checkScanner(.putIn(.two))),
        (#""device":"check-scanner","lever":"take""#, .checkScanner(.take)),
        (#""device":"check-scanner","lever":"jam""#, .checkScanner(.jam)),
        (#""device":"check-scanner","lever":"clearJam""#, .checkScanner(.clearJam)),
        (#""device":"check-scanner","lever":"cover","open":true"#, .checkScanner(.cover(open: true))),
        (#""device":"check-scanner","lever":"inkOut","on":true"#, .checkScanner(.inkOut(true))),
        (#""device":"check-scanner","lever":"power","on":true"#, .power(.checkScanner, on: true)),
        (#""device":"scanner","lever":"barcode","account":"10000016""#, .scanner(.barcode(account: "10000016"))),
        (#""device":"scanner","lever":"stub","account":"10000024""#, .scanner(.stub(account: "10000024"))),
        (#""device":"scanner","lever":"other""#, .scanner(.other)),
        (#""device":"scanner","lever":"tear""#, .scanner(.tear)),
        (#""device":"office","lever":"cutAllPower""#, .cutAllPower),
    ]

    @Test(arguments: contract) func everyLeverOfTheContractIsUnderstood(_ body: String, _ meant: BenchLever) throws {
        #expect(try lever("{\(body)}") == meant)
    }

    @Test(arguments: contract) func aFieldThatALeverDoesNotKnowIsNeverPassedOver(_ body: String, _ meant: BenchLever) {
        #expect(fault("{\(body),\"amount\":1}") == "unknownField")
    }

    @Test func aLeverThatIsNotThereMovesNothing() {
        #expect(fault(#"{"device":"validator","lever":"explode"}"#) == "unknownLever")
        #expect(fault(#"{"device":"drawer","lever":"insertNote","denomination":2000}"#) == "unknownLever")
        #expect(fault(#"{"device":"vault","lever":"jam"}"#) == "unknownLever")
    }

    @Test(
        arguments: [
            "", "[]", "null", "3", "{", "{}", #"{"device":"validator"}"#, #"{"device":1,"lever":"jam"}"#,
            #"{"device":"validator","lever":"insertNote"}"#,
            #"{"device":"validator","lever":"insertNote","denomination":"2000"}"#,
            #"{"device":"validator","lever":"insertNote","denomination":2000.5}"#,
            #"{"device":"validator","lever":"insertNote","denomination":1e99}"#,
            #"{"device":"validator","lever":"insertNote","denomination":-2000}"#,
            #"{"device":"validator","lever":"insertNote","denomination":300}"#,
            #"{"device":"validator","lever":"insertNote","denomination":true}"#,
            #"{"device":"validator","lever":"full","on":1}"#, #"{"device":"validator","lever":"full","on":"true"}"#,
            #"{"device":"validator","lever":"full","on":null}"#, #"{"device":"validator","lever":"full","on":{}}"#,
            #"{"device":"validator","lever":"boxIn","serial":""}"#,
            #"{"device":"validator","lever":"boxIn","serial":"C-<b>"}"#,
            #"{"device":"validator","lever":"boxIn","serial":"C-88888888888888888888"}"#,
            #"{"device":"printer","lever":"cover","open":[true]}"#,
            #"{"device":"check-scanner","lever":"putIn"}"#,
            #"{"device":"check-scanner","lever":"putIn","flaw":"blue"}"#,
            #"{"device":"scanner","lever":"barcode","account":"10000017"}"#,
        ])
    func aCallThatIsNotWholeIsRefusedAndNeverGuessed(_ body: String) {
        #expect(fault(body) == "badRequest")
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: LeverFault.self) { try LeverCall.decode(Data([0xFF, 0xFE, 0x00, 0x7B])) }
    }
}
