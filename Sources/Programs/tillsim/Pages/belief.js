// What the kiosk believes, beside what truly lies in the box: the bench shows both.

import { figures, some } from './money.js';

const SIGNS = { plain: 'note', good: 'tick', hold: 'wait', warn: 'alert', bad: 'cross' };
const sum = (money) => (money ? figures(money) : '0.00');

const SAYS = {
  nothingYet: () => 'nothing is paid yet.',
  counted: (m) => `${sum(m.amount)} is counted in this visit.`,
  countingNote: (m) => `${sum(m.amount)} is counted, one more note is being looked at.`,
  noteReturned: (m) => `a note came back, ${sum(m.amount)} is counted.`,
  noteRefused: (m) => `a note was refused, ${sum(m.amount)} is counted.`,
  settling: (m) => `one note of ${sum(m.amount)} is being settled.`,
  inDoubt: (m) => `one note of ${sum(m.amount)} is in doubt, ${sum(m.amount2)} is counted, claim ${m.claim
    ?? 'without number'}.`,
  finishing: (m) => `${sum(m.amount)} is being written down.`,
  paid: (m) => `${sum(m.amount)} is paid.`,
  paidOffline: (m) => `${sum(m.amount)} is paid, the ledger hears of it later.`,
  paidPrinting: (m) => `${sum(m.amount)} is paid, the receipt is printing.`,
  paidNoPaper: (m) => `${sum(m.amount)} is paid without paper, claim ${m.claim ?? 'without number'}.`,
  returnedAll: () => 'all notes went back, nothing is kept.',
  foundEarlier: (m) => `${sum(m.amount)} was found from before the stop.`,
  outOfService: () => 'cash is off.',
  noMoneyTaken: () => 'no money was taken.',
};

/** The sentence under the top bar, with its tone. */
export function belief(local, mouth) {
  const id = local.view.kiosk;
  const truth = mouth?.box?.present && mouth.box.value
    ? ` Cash unit ${mouth.box.serial} holds ${figures(mouth.box.value)} in ${mouth.box.notes} notes.`
    : ' No cash unit is in the validator.';
  if (!local.kiosk || !local.up) {
    return { tone: 'warn', sign: 'line', sentence: `Kiosk ${id} does not answer${local.view.service
      ? ` at ${local.view.service}` : ''}.${truth}` };
  }
  const { money, visit, tenders } = local.kiosk;
  const says = Object.hasOwn(SAYS, money.key) ? SAYS[money.key](money) : `${money.key}.`;
  const why = tenders.filter((one) => !one.offered).flatMap((one) => one.reasons).map(plain).join(', ');
  const rest = visit && some(visit.stillToPay) ? ` ${figures(visit.stillToPay)} still to pay.` : '';
  return { tone: why && money.tone === 'plain' ? 'warn' : money.tone, sign: SIGNS[money.tone] ?? 'note',
    sentence: `Kiosk ${id} says: ${says}${rest}${why ? ` Cash is off: ${why}.` : ''}${truth}` };
}

/** "cashUnitFull" as words. */
const plain = (reason) => reason.replace(/([A-Z])/g, ' $1').toLowerCase();
