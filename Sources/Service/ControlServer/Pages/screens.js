// Which screen a view asks for. Screens are functions from the view to nodes; nothing is kept in them.

import { h } from './dom.js';
import { notice } from './parts.js';
import { account } from './screen-account.js';
import { sum } from './screen-amount.js';
import { cash } from './screen-cash.js';
import { done, finishing } from './screen-done.js';
import { number } from './screen-number.js';
import { balance, outOfService } from './screen-out.js';
import { lookedInVain, start } from './screen-start.js';

const INLINE = ['checkDigitWrong', 'twice'];   // said beside the field, not above the choices
const VAIN = ['unknown', 'unread', 'notOurs', 'tooMany', 'ledger'];

/** The name of the screen and its two halves: what is read, and what is pressed. */
export function screenOf(context) {
  const { name, draw } = pick(context);
  const { read, act } = draw({ ...context, trouble: trouble(context) });
  return { name, nodes: [h('div.read', { 'data-part': 'read' }, read), h('div.act', { 'data-part': 'act' }, act)] };
}

function pick({ view, local }) {
  const { phase } = view;
  if (phase === 'cash' && view.visit) return { name: 'cash', draw: cash };
  if (phase === 'finishing') return { name: 'finishing', draw: finishing };
  if (phase === 'done') return { name: 'done', draw: done };
  if (VAIN.includes(local.step)) return { name: local.step, draw: lookedInVain };
  if (local.step === 'number') return { name: 'number', draw: number };
  if (phase === 'outOfService') return local.step === 'owed' ? { name: 'owed', draw: balance }
    : { name: 'out', draw: outOfService };
  if (phase === 'account' && view.visit) {
    if (view.visit.accounts.length === 0) return local.busy ? { name: 'start', draw: start }
      : { name: 'number', draw: number };
    return local.step === 'sum' ? { name: 'sum', draw: sum } : { name: 'account', draw: account };
  }
  return { name: 'start', draw: start };
}

// Above the choices: the line is gone, or the last press came to nothing.
function trouble({ local, words, lineUp }) {
  const w = words.trouble;
  if (!lineUp) return notice({ tone: 'warn', sign: 'line', strong: w.lineTitle, why: w.line, part: 'trouble' });
  if (local.problem === null || INLINE.includes(local.problem)) return null;
  const sentence = Object.hasOwn(w, local.problem) ? w[local.problem] : w.notNow;
  return h('div', { role: 'alert', 'data-part': 'trouble' }, notice({ tone: 'warn', sign: 'alert', why: sentence }));
}
