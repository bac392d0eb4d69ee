"""Every state of both pages, by name, as the services would send it. Shapes: docs of the control interface."""

import copy


def usd(cents):
    return {"minorUnits": cents, "currency": "USD"}


BASE = {
    "version": 1, "kiosk": "K-07", "office": "NORTH", "utility": "Tarn Valley Water & Power",
    "clock": "2026-03-02T14:02:11-08:00", "businessDate": "2026-03-02", "phase": "start", "language": "en", "visit": None,
    "money": {"key": "nothingYet", "tone": "plain", "amount": None, "amount2": None, "claim": None},
    "tenders": [{"tender": "cash", "offered": True, "reasons": []}],
    "denominations": [100, 500, 1000, 2000, 5000, 10000], "ledger": "online", "receipts": "paper", "receipt": None,
    "scan": None,
}


def bill(number="10000017", name="M. Alvarez", due=6347, past=3820, shut="2026-03-05", wanted=None):
    return {"account": number, "name": name, "due": None if due is None else usd(due),
            "pastDue": None if past is None else usd(past), "shutOff": shut, "wanted": None if wanted is None else usd(wanted)}


def visit(accounts=None, target=6347, notes=(), note="none", amount=None, slot="open", doubt=None, limit=100000,
    asking=False,
          seconds=73):
    paid = sum(notes)
    known = target is not None
    return {"id": "v-1", "accounts": [bill()] if accounts is None else accounts, "target": usd(target) if known
        else None,
            "paidIn": usd(paid), "stillToPay": usd(max(0, target - paid)) if known else None,
            "over": usd(paid - target) if known and paid > target else None, "limitLeft": usd(limit - paid),
            "notes": [usd(one) for one in notes],
            "note": {"state": note, "amount": None if amount is None else usd(amount)}, "slot": slot,
            "inDoubt": None if doubt is None else usd(doubt), "idle": {"secondsLeft": seconds, "asking": asking}}


def money(key, tone="plain", amount=None, amount2=None, claim=None):
    return {"key": key, "tone": tone, "amount": None if amount is None else usd(amount),
            "amount2": None if amount2 is None else usd(amount2), "claim": claim}


def receipt(state="printed", paid=6500, bill_part=6347, credit=153, remaining=0, offline=False, notes=4, seconds=45):
    return {"number": "K07-004183", "state": state, "claim": "7KM4R2", "paid": usd(paid), "toBill": usd(bill_part),
            "toCredit": usd(credit), "remaining": usd(remaining), "offline": offline, "notes": notes, "clearsInSeconds": seconds}


def view(phase, **parts):
    made = copy.deepcopy(BASE)
    made.update({"phase": phase, **parts})
    return made


def tenders(*reasons):
    return [{"tender": "cash", "offered": not reasons, "reasons": list(reasons)}]


def out(*reasons, **parts):
    return view("outOfService", money=money("outOfService", "warn"), tenders=tenders(*reasons), **parts)


THREE = (2000, 2000, 2000)
OTHER = bill("10000025", "M. Alvarez", 4210, None, None)
THIRD = bill("10000033", "L. Alvarez-Montgomery", 128340, 60000, None)
FOURTH = bill("10000041", "Tarn Valley Community Garden", 905, None, None)
REASONS = ["printerNoPaper", "printerTrouble", "acceptorTrouble", "acceptorStarting", "cashUnitFull", "cashUnitMissing",
           "acceptorSetAside", "printerSetAside", "cashUnitUnknown", "journalNotWritable", "officeClosed",
           "offlineLimit", "jam", "limitReached", "noteInDoubtPath",
           "recovering", "staff", "noNoteLimit"]
TROUBLE_REASONS = [one for one in REASONS if one not in ("limitReached", "noteInDoubtPath")]

KIOSK = {
    "start": view("start"),
    "start.offline": view("start", ledger="offline"),
    "start.earlier": view("start", money=money("foundEarlier", "good", 2000)),
    "start.paperless": view("start", receipts="number"),
    "cash.paperless": view("cash", visit=visit(), receipts="number"),
    "account": view("account", visit=visit()),
    "account.late": view("account", visit=visit([bill(shut=None)])),
    "account.nothing": view("account", visit=visit([bill(due=0, past=None, shut=None)], target=0)),
    "account.unseen": view("account", ledger="offline",
        visit=visit([bill(name="", due=None, past=None, shut=None)], None)),
    "account.offline": view("account", ledger="offline", visit=visit([bill(shut=None, past=None)])),
    "account.two": view("account", visit=visit([bill(), OTHER], 10557)),
    "account.four": view("account", visit=visit([bill(), OTHER, THIRD, FOURTH], 139802)),
    "account.shut": view("account", visit=visit(), tenders=tenders("cashUnitFull"), money=money("nothingYet")),
    "account.timeout": view("account", visit=visit(asking=True, seconds=30)),
    "cash.empty": view("cash", visit=visit()),
    "cash.opening": view("cash", visit=visit(slot="opening")),
    "cash.drawing": view("cash", visit=visit(notes=THREE[:2], note="drawingIn", slot="shut"),
        money=money("countingNote", "hold", 4000)),
    "cash.escrowed": view("cash", visit=visit(notes=THREE[:2], note="escrowed", amount=2000, slot="shut"),
                          money=money("countingNote", "hold", 4000)),
    "cash.counting": view("cash", visit=visit(notes=THREE, note="counted", amount=2000),
        money=money("counted", "good", 6000)),
    "cash.many": view("cash", visit=visit([THIRD], 128340, (100,) * 9 + (500,) * 4 + (10000, 5000, 2000, 1000),
        note="counted", amount=1000),
                      money=money("counted", "good", 20900)),
    "cash.returned": view("cash", visit=visit(notes=THREE, note="returned"), money=money("noteReturned", "warn", 6000)),
    "cash.refused": view("cash", visit=visit(note="refused"), money=money("noteRefused", "warn", 0)),
    "cash.settling": view("cash", visit=visit(notes=THREE[:2], note="settling", amount=2000, slot="shut"),
                          money=money("settling", "hold", 2000)),
    "cash.doubt": view("cash", visit=visit(notes=THREE[:2], note="inDoubt", amount=2000, slot="shut", doubt=2000),
                       tenders=tenders("noteInDoubtPath"), money=money("inDoubt", "warn", 2000, 4000, "7KM4R2")),
    "cash.covered": view("cash", visit=visit(notes=(*THREE, 500), note="counted", amount=500, slot="shut"),
                         money=money("counted", "good", 6500)),
    "cash.exact": view("cash", visit=visit([bill(due=6000)], 6000, THREE, note="counted", amount=2000, slot="shut"),
                       money=money("counted", "good", 6000)),
    "cash.open-sum": view("cash", ledger="offline", visit=visit([bill(name="", due=None, past=None, shut=None)], None,
        THREE,
                                                                note="counted", amount=2000),
                                                                    money=money("counted", "good", 6000)),
    "cash.full": view("cash", visit=visit(notes=THREE, note="counted", amount=2000, slot="shut"),
        tenders=tenders("cashUnitFull"),
                      money=money("counted", "good", 6000)),
    "cash.limit": view("cash", visit=visit(notes=THREE, slot="shut", limit=6000), tenders=tenders("limitReached"),
                       money=money("counted", "good", 6000)),
    "cash.jam": view("cash", visit=visit(notes=THREE, slot="shut"), tenders=tenders("jam"),
        money=money("counted", "good", 6000)),
    "cash.timeout": view("cash", visit=visit(notes=THREE, note="counted", amount=2000, asking=True, seconds=30),
                         money=money("counted", "good", 6000)),
    "finishing": view("finishing", visit=visit(notes=(*THREE, 500), slot="shut"),
        money=money("finishing", "hold", 6500)),
    "done.printing": view("done", visit=visit(notes=(*THREE, 500), slot="shut"), receipt=receipt("printing"),
                          money=money("paidPrinting", "good", 6500)),
    "done.printed": view("done", visit=visit(notes=(*THREE, 500), slot="shut"), receipt=receipt(),
        money=money("paid", "good", 6500)),
    "done.part": view("done", visit=visit(notes=THREE, slot="shut"),
        receipt=receipt(paid=6000, bill_part=6000, credit=0, remaining=347, notes=3),
                      money=money("paid", "good", 6000)),
    "done.offline": view("done", ledger="offline", visit=visit(notes=(*THREE, 500), slot="shut"),
        receipt=receipt(offline=True),
                         money=money("paidOffline", "good", 6500)),
    "done.failed": view("done", visit=visit(notes=(*THREE, 500), slot="shut"), receipt=receipt("failed"),
                        money=money("paidNoPaper", "good", 6500, None, "7KM4R2")),
    "done.stalled": view("done", receipt=receipt("stalled"), money=money("paidNoPaper", "warn", 6500, None, "7KM4R2")),
    "done.unknown": view("done", receipt=receipt("unknown"), money=money("paidNoPaper", "warn", 6500, None, "7KM4R2")),
    "done.nothing": view("done", money=money("noMoneyTaken")),
    "done.returned": view("done", money=money("returnedAll")),
    "out.starting": out("acceptorStarting"),
    "out.offline": out("offlineLimit", ledger="offline"),
    "out.two": out("printerNoPaper", "cashUnitFull"),
    **{f"out.{one}": out(one) for one in TROUBLE_REASONS if one != "acceptorStarting"},
}


def bench(**parts):
    validator = {"id": "validator", "kind": "billAcceptor", "label": "Note validator", "port": "serial", "link": True,
        "power": True,
                 "mouth": "open", "mouthText": "Open. Feed a note.", "jam": False, "full": False, "lastNotice": "note stacked, 20",
                 "box": {"serial": "C-8841", "notes": 243, "capacity": 1000, "value": usd(488200), "present": True}}
    printer = {"id": "printer", "kind": "posPrinter", "label": "Receipt printer", "port": "serial", "link": True,
        "power": True,
               "paperMillimetres": 24800, "paperPercent": 62, "paper": True, "cover": "shut", "cutterJam": False, "pieces": 3, "text": SLIP,
               "model": "Epson TM-T88V", "presenter": "none", "blocked": False}
    drawer = {"id": "drawer", "kind": "cashDrawer", "label": "Cash drawer D-1", "at": "at the printer", "position": "shut",
              "locked": False}
    second = {**drawer, "id": "second-drawer", "label": "Cash drawer D-2", "at": "at the printer, second plug"}
    hung = {**drawer, "id": "board-drawer", "label": "Cash drawer D-3", "at": "at the drawer board"}
    board = {"id": "drawer-board", "kind": "drawerBoard", "label": "Drawer board", "model": "APG 484A SerialPRO",
             "port": "serial", "link": True, "power": True}
    checks = {"id": "check-scanner", "kind": "checkScanner", "label": "Check scanner", "model": "MagTek Excella STX",
              "port": "network", "link": True, "power": True, "mouth": "dark", "mouthText": "Nobody has asked for a check yet.",
              "cameras": True, "cover": "shut", "jam": False, "inkOut": False, "check": None, "lastNotice": ""}
    scanner = {"id": "scanner", "kind": "scanner", "label": "Bill scanner", "port": "serial", "link": True, "power": True,
               "torn": False, "lastNotice": "barcode of bill 10000016 read",
               "bills": [{"account": account, "amount": usd(cents), "due": due} for account, cents, due in (
                   ("10000016", 6347, "Dec 4"), ("10000024", 14218, "Dec 4"), ("10000032", 2090, "Dec 11"))]}
    devices = [validator, printer, drawer]
    for device in devices + [second, hung, board, checks, scanner]:
        device.update(parts.get(device["id"], {}))
    if parts.get("whole", True):
        devices += [second, hung, board, checks, scanner]
    return {"office": "NORTH", "kiosk": "K-07", "service": "", "devices": devices, "log": LOG}


CHECK = {"id": 3, "from": "GRETA HARKNESS", "number": 4711, "amount": usd(14218), "flaw": "", "endorsed": [], "seen": False}
SCANNED = {**CHECK, "seen": True, "endorsed": ["FOR DEPOSIT ONLY", "TARN VALLEY 2026-03-02"]}


SLIP = "\n".join([
    "       TARN VALLEY WATER & POWER", "             Office NORTH", "              Kiosk K-07", "",
    "          RECEIPT K07-004183", "           2026-03-02  14:03", "-" * 42,
    "Account                           10000017", "Cash, 4 notes                        65.00",
    "Paid on bill                         63.47", "Credit kept for you                   1.53", "-" * 42,
    "                PAID $65.00", "", "       Where is my money? Ask with", "                 7KM 4R2"])
LOG = [{"time": f"14:02:{second}", "direction": way, "device": device, "text": text} for second, way, device, text in (
    ("04.871", "in", "validator", "stacked, 20"), ("08.114", "out", "validator", "accept notes 1 to 100"),
    ("11.207", "in", "validator", "note seen, 20, held in escrow"), ("11.216", "out", "validator", "stack"),
    ("11.930", "in", "validator", "stacked, 20"), ("12.402", "out", "printer", "status asked"),
    ("12.410", "in", "printer", "paper present, cover shut"))]

BENCH = {
    "bench": bench(),
    "bench.taking": bench(validator={"mouth": "taking", "mouthText": "Taking the note."}),
    "bench.returning": bench(validator={"mouth": "returning", "mouthText": "Note given back. Take it.",
        "lastNotice": "not genuine, given back"}),
    "bench.jam": bench(validator={"mouth": "jammed", "mouthText": "Shut. Jam in the note path.", "jam": True}),
    "bench.off": bench(validator={"mouth": "off", "mouthText": "No power.", "power": False, "link": False},
                       printer={"power": False, "link": False}),
    "bench.boxout": bench(validator={"mouth": "shut", "mouthText": "Shut. Cash box is out.",
                                     "box": {"serial": None, "notes": None, "capacity": None, "value": None,
                                         "present": False}}),
    "bench.full": bench(validator={"mouth": "full", "mouthText": "Shut. Cash box is full.", "full": True,
                                   "box": {"serial": "C-8841", "notes": 1000, "capacity": 1000, "value": usd(1888200),
                                       "present": True}}),
    "bench.nopaper": bench(printer={"paper": False, "paperPercent": 0, "paperMillimetres": 0, "pieces": 0, "text": ""}),
    "bench.open": bench(printer={"cover": "open", "cutterJam": True, "link": False}, drawer={"position": "open"},
                        **{"board-drawer": {"position": "open", "locked": True}}),
    "bench.kiosk": bench(whole=False),
    "bench.presenter": bench(printer={"model": "CUSTOM KPM210", "presenter": "holds"}),
    "bench.presenter.jam": bench(printer={"model": "CUSTOM KPM210", "presenter": "jammed", "blocked": True}),
    "bench.check.lit": bench(**{"check-scanner": {"mouth": "lit", "mouthText": "The light is on. Put a check in."}}),
    "bench.check.paper": bench(**{"check-scanner": {
        "mouth": "taking", "mouthText": "Reading the check.", "check": {**CHECK, "flaw": "no magnetic ink"},
        "lastNotice": "check goes in, no. 4711 of 142.18"}}),
    "bench.check.out": bench(**{"check-scanner": {
        "mouth": "out", "mouthText": "The check is out. Take it.", "check": SCANNED,
        "lastNotice": "check comes out, no. 4711 of 142.18"}}),
    "bench.check.jam": bench(**{"check-scanner": {
        "mouth": "jammed", "mouthText": "A check is stuck. Open the path and take it out.", "jam": True, "check": CHECK,
        "lastNotice": "check stuck, no. 4711 of 142.18"}}),
    "bench.check.line": bench(**{"check-scanner": {"model": "MagTek Mini MICR", "port": "serial", "cameras": False},
                                 "scanner": {"link": False, "lastNotice": "the scanner has no power"}}),
}
