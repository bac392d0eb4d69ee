// What each button does. An act changes what this page knows, or calls the service; the answer comes as a view.

import { stroke, typedUnits } from './keypad.js';
import { of } from './money.js';
import { lay } from './sums.js';

/** What this page knows by itself; all of it may be lost by a reload without harm. `next` is the bill that was read
 *  while another was looked up. */
export const fresh = () => ({ step: null, typed: '', looked: '', next: null, found: null, problem: null, busy: null,
  busySince: 0, help: false, facts: {} });

/** The acts by name. `page` gives view, local, language, calls; `take` a view; `show` draws. */
export function actsOf(page) {
  const { local, calls } = page;
  const view = () => page.view;
  const bills = () => view().visit?.accounts ?? [];
  const takesBills = () => ['start', 'account', 'outOfService'].includes(view().phase);

  const step = (name, typed = '') => Object.assign(local, { step: name, typed, problem: null });

  // One call at a time; a second press while one is under way does nothing.
  async function call(name, work) {
    if (local.busy !== null) return;
    Object.assign(local, { busy: name, busySince: performance.now(), problem: null });
    page.show();
    const answer = await work();
    local.busy = null;
    if (answer && !answer.ok) local.problem = answer.code;
    else if (answer?.value?.phase) page.take(answer.value);
    page.show();
  }

  async function put(list) {
    if (view().visit === null) {
      const opened = await calls.open(page.language);
      if (opened.code === 'noLine') return opened;   // any other refusal: a visit is open already, and it is ours
    }
    return calls.accounts(list);
  }

  const wanted = (list) => list.map((bill) => ({ account: bill.account, wanted: bill.wanted ?? null }));

  async function addBill(number) {
    const answer = await put([...wanted(bills()), { account: number, wanted: null }]);
    if (answer.ok) step(null);
    return answer;
  }

  async function find(number, scanned) {
    if (local.busy !== null) {
      // A person with two bills does not wait for the first. The same paper twice under the light is one read.
      if (scanned && local.busy === 'lookUp' && number !== local.looked) local.next = number;
      return;
    }
    if (bills().some((bill) => bill.account === number)) {
      local.problem = 'twice';
      if (local.step !== 'number') step('number', number);
      local.problem = 'twice';
      page.show();
      return;
    }
    await call('lookUp', async () => {
      local.looked = number;
      const answer = await calls.lookUp(number);
      if (answer.ok) return found(answer.value);
      const steps = { accountUnknown: 'unknown', tooManyTries: 'tooMany', ledgerUnavailable: 'ledger',
        checkDigitWrong: scanned ? 'unread' : 'number' };
      if (!steps[answer.code]) return answer;
      step(steps[answer.code], answer.code === 'checkDigitWrong' ? number : '');
      if (answer.code === 'checkDigitWrong') local.problem = 'checkDigitWrong';
      return null;
    });
    if (local.problem === 'checkDigitWrong') page.selectTyped();
    const { next } = local;
    local.next = null;
    // Where the first did not come through, the sentence that says so stays.
    const through = local.problem === null && (local.step === null || local.step === 'owed');
    if (next !== null && through && takesBills()) await find(next, true);
  }

  async function found(account) {
    local.facts[account.account] = account;
    if (view().phase === 'outOfService') {
      local.found = account;
      step('owed');
      return null;
    }
    return addBill(account.account);
  }

  const pay = (list) => call('pay', async () => {
    const answer = await calls.accounts(list);
    if (!answer.ok) return answer;
    const begun = await calls.cash();
    if (begun.ok) step(null);
    return begun;
  });
  const plain = (name, work) => () => call(name, work);

  return {
    type: () => step('number'),
    more: () => step('number'),
    other: () => step('sum'),
    stepBack: () => step(null),
    stroke: (key) => {
      local.typed = stroke(local.typed, key, local.step === 'sum');
      local.problem = null;
    },
    find: () => find(local.typed, false),
    scan: (text) => (takesBills() ? find(text, true) : null),
    // What the kiosk's own reader read: an account number with right check digits, or why there is none.
    read: (scan) => {
      if (scan.state === 'account') return find(scan.account, true);
      if (local.busy === null) step(scan.state === 'notOurs' ? 'notOurs' : 'unread');
      return null;
    },
    payUnseen: () => call('lookUp', () => addBill(local.looked)),
    payAll: () => pay(bills().map((bill) => ({ account: bill.account, wanted: null }))),
    payLate: () => pay([{ account: bills()[0].account, wanted: bills()[0].pastDue }]),
    payTyped: () => pay(lay(of(typedUnits(local.typed), bills()[0]?.due), bills())),
    drop: (number) => call('drop', () => calls.accounts(wanted(bills().filter((bill) => bill.account !== number)))),
    finish: plain('finish', calls.finish),
    giveBack: plain('giveBack', calls.giveBack),
    leave: plain('leave', calls.cancel),
    copy: plain('copy', calls.copy),
    close: plain('close', calls.close),
    another: plain('close', calls.close),
    moreTime: plain('moreTime', calls.moreTime),
    help: () => {
      local.help = true;
    },
    helpBack: () => {
      local.help = false;
    },
    language: () => page.speak(page.language === 'es' ? 'en' : 'es'),
    larger: () => page.comfort('larger'),
    dark: () => page.comfort('dark'),
  };
}
