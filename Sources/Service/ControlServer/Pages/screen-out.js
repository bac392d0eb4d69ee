// Cash is off at this kiosk. Everything else goes on.

import { h, icon } from './dom.js';
import { some, text } from './money.js';
import { amount, choice, notice, pill, title } from './parts.js';
import { day } from './when.js';

const SOON = ['acceptorStarting', 'recovering'];

/** Which way to pay is off, why, and where to go instead. */
export function outOfService({ view, local, words, trouble }) {
  const w = words.out;
  const reasons = view.tenders.flatMap((one) => one.reasons);
  const soon = reasons.length > 0 && reasons.every((one) => SOON.includes(one));
  const seen = view.ledger === 'online';
  const why = reasons.length > 0 ? reasons : ['unknown'];
  return {
    read: [
      title(soon ? w.soon : w.title),
      why.slice(0, 3).map((one, at) => h('p.lead.quiet', { 'data-part': `why-${at}` }, words.reasons[one]
        ?? words.reasons.unknown)),
      h('ul.tenders', { 'data-part': 'tenders' },
        line('note', w.cash, soon ? pill('hold', 'wait', w.wait) : pill('bad', 'cross', w.not)),
        line('search', w.look, seen ? pill('good', 'tick', w.works) : pill('bad', 'cross', w.not))),
    ],
    act: [
      trouble,
      soon ? null : h('div.panel', { 'data-part': 'instead' }, h('h2', {}, w.instead),
        h('p.row', {}, icon('person'), h('span', {}, w.windows)),
          h('p.row', {}, icon('till'), h('span', {}, w.nextKiosk)),
          h('p.row', {}, icon('bill'), h('span', {}, w.dropBox))),
      choice({ key: 1, act: 'type', strong: w.look, why: seen ? w.seeWhy : w.lookOffline, end: 'search',
        waits: !seen || local.busy !== null }),
    ],
  };
}

const line = (sign, words, state) => h('li', {}, icon(sign), h('strong', {}, words), state);

/** The balance, for somebody who only wanted to look. */
export function balance({ local, words }) {
  const w = words.account;
  const bill = local.found;
  return {
    read: [
      title(words.out.owedTitle),
      h('p.quiet', { 'data-part': 'whose' }, w.one(bill.account, bill.name)),
      bill.due ? h('p.figure', { 'data-part': 'sum' }, h('span.quiet', {}, some(bill.due) ? w.owed : w.owedNothing),
        amount(bill.due, 'giant'))
        : notice({ tone: 'hold', sign: 'line', strong: w.unseen, why: w.unseenMore }),
      some(bill.pastDue) ? h('p', { 'data-part': 'late' }, h('strong', {}, w.pastDue(text(bill.pastDue))),
        bill.shutOff ? h('span.why', {}, w.shutOffOn(day(bill.shutOff, words))) : null) : null,
    ],
    act: [choice({ key: 1, act: 'stepBack', strong: words.out.done, why: words.out.doneWhy, end: 'tick',
      primary: true })],
  };
}
