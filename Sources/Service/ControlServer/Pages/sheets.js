// The two sheets that stand over a screen: more time, and where to find a person.

import { h, icon } from './dom.js';
import { claim, some, text } from './money.js';
import { marked } from './parts.js';

/** Which sheet is due: "more", "help" or none. Time goes first, because it runs. */
export function dueSheet({ view, local }) {
  if (view.visit?.idle?.asking && ['account', 'cash'].includes(view.phase)) return 'more';
  return local.help ? 'help' : null;
}

/** The content of the sheet. */
export function sheet(kind, context) {
  return kind === 'more' ? moreTime(context) : help(context);
}

function moreTime({ view, words, left }) {
  const w = words.sheet;
  const paid = view.visit.paidIn;
  const doubt = some(view.visit.inDoubt);
  const question = some(paid) ? w.withMoney(text(paid), left) : doubt ? w.inDoubt(left) : w.noMoney(left);
  return [
    h('h2', { id: 'sheet-title' }, w.moreTitle),
    h('p', {}, marked(question)),
    button(1, 'moreTime', w.yes, true),
    some(paid) || doubt ? button(2, 'finish', w.finish(text(paid))) : button(2, 'leave', w.leave),
  ];
}

function help({ view, words }) {
  const w = words.sheet;
  const number = view.receipt?.claim ?? view.money.claim;
  return [
    h('h2', { id: 'sheet-title' }, w.helpTitle),
    h('p.row', {}, icon('person'), h('span', {}, marked(w.helpAsk(view.kiosk)))),
    number ? h('p.row', {}, icon('receipt'), h('span', {}, marked(w.helpClaim(claim(number))))) : null,
    view.visit && some(view.visit.paidIn) ? h('p.row', {}, icon('lock'), h('span', {}, w.helpSafe)) : null,
    button(1, 'helpBack', w.helpBack, true),
  ];
}

const button = (key, act, label, primary = false) => h(`button.btn.wide${primary ? '.primary' : ''}`,
  { type: 'button', 'data-act': act, 'data-key': key, 'data-part': act, autofocus: primary }, h('kbd', {}, String(key)),
    h('span', {}, label));
