// What is owed, and how much of it now.

import { h } from './dom.js';
import { inNotes, of, short, some, text } from './money.js';
import { amount, bare, choice, notice, title } from './parts.js';
import { owed } from './sums.js';
import { day } from './when.js';

const MOST_BILLS = 4;    // more rows would push the choices off the screen

/** The account screen: everything, the part that keeps the service on, another sum, another bill. */
export function account(context) {
  const { view, local, words, trouble } = context;
  const w = words.account;
  const bills = view.visit.accounts;
  const sum = owed(bills);
  const shut = view.tenders.find((one) => one.tender === 'cash' && !one.offered);
  const shutWhy = shut ? words.reasons[shut.reasons[0]] ?? words.reasons.unknown : null;
  return {
    read: bills.length > 1 ? several(context, sum) : single(context, bills[0]),
    act: [
      trouble,
      shutWhy ? notice({ tone: 'warn', sign: 'alert', strong: words.start.cashNot, why: shutWhy }) : null,
      ways(context, sum, shutWhy !== null || local.busy !== null),
    ],
  };
}

function ways({ view, words }, sum, waits) {
  const w = words.account;
  const bills = view.visit.accounts;
  const limit = view.visit.limitLeft;
  const late = bills.length === 1 && some(bills[0].pastDue) && bills[0].pastDue.minorUnits < (sum?.minorUnits ?? 0)
    ? bills[0] : null;
  const list = [];
  const add = (one) => list.push(choice({ key: list.length + 1, waits, ...one }));
  if (some(sum)) {
    const notes = inNotes(sum, view.denominations);
    const extra = notes.minorUnits - sum.minorUnits;
    const over = limit && sum.minorUnits > limit.minorUnits;
    add({ act: 'payAll', strong: w.all, primary: true, end: amount(sum),
      why: over ? w.overLimit(short(limit)) : w.inNotes(short(notes), extra > 0 ? text(of(extra, sum)) : null) });
  } else if (sum === null) {
    add({ act: 'payAll', strong: w.open, why: w.openWhy, end: 'note', primary: true });
  }
  if (late && !waits) {
    const notes = short(inNotes(late.pastDue, view.denominations));
    add({ act: 'payLate', strong: late.shutOff ? w.keepOn : w.onlyLate, end: amount(late.pastDue),
      why: late.shutOff ? w.keepOnWhy(day(late.shutOff, words), notes) : w.inNotes(notes, null) });
  }
  if (sum && !some(sum)) add({ act: 'other', strong: w.ahead, why: w.aheadWhy, end: 'next', primary: true });
  else add({ act: 'other', strong: w.other, why: w.otherWhy, end: 'next' });
  const last = bills.at(-1);
  return [list, h('div.ways', { 'data-part': 'ways' },
    bills.length < MOST_BILLS ? bare('more', 'plus', w.more, { key: list.length + 1 }) : null,
    bills.length > 1 ? bare('drop', 'back', w.drop(last.account), { arg: last.account })
      : bare('leave', 'back', last.due ? w.notMine : w.leave))];
}

function single({ local, view, words }, bill) {
  const w = words.account;
  const known = local.facts[bill.account] ?? {};
  const day0 = known.asOf;
  const parts = [title(w.title), h('p.quiet', { 'data-part': 'whose' }, w.one(bill.account, bill.name))];
  if (!bill.due) return [...parts, notice({ tone: 'hold', sign: 'line', strong: w.unseen, why: w.unseenMore }),
    remark(known, w)];
  if (!some(bill.due)) {
    return [...parts, h('p.figure', { 'data-part': 'sum' }, h('span.quiet', {}, w.owedNothing),
      amount(bill.due, 'giant')),
      h('p', { 'data-part': 'ahead' }, w.owedNothingMore), remark(known, w)];
  }
  const stale = view.ledger === 'offline'
    ? h('p.quiet', { 'data-part': 'stale' }, day0 ? w.lastKnown(day(day0, words)) : w.lastKnownNoDay) : null;
  return [...parts, h('p.figure', { 'data-part': 'sum' }, h('span.quiet', {}, w.owed), amount(bill.due, 'giant')),
    split(bill, w, words), stale, remark(known, w)];
}

function split(bill, w, words) {
  if (!some(bill.pastDue)) return null;
  const fresh = Math.max(0, bill.due.minorUnits - bill.pastDue.minorUnits);
  return [
    h('div.split', { 'aria-hidden': 'true', 'data-part': 'split' },
      h('span.late', { vars: { '--part': bill.pastDue.minorUnits } }),
      fresh > 0 ? h('span', { vars: { '--part': fresh } }) : null),
    h('div.row.spread.top', { 'data-part': 'split-words' },
      h('p', {}, h('strong', {}, w.pastDue(text(bill.pastDue))),
        h('span.why', {}, bill.shutOff ? w.shutOffOn(day(bill.shutOff, words)) : w.late)),
      fresh > 0 ? h('p.end', {}, h('strong', {}, w.isNew(text(of(fresh, bill.due)))), h('span.why', {}, w.newWhy))
        : null),
  ];
}

const remark = (known, w) => (known.closed ? h('p', { 'data-part': 'remark' }, w.closed)
  : known.cashOnly ? h('p', { 'data-part': 'remark' }, w.cashOnly) : null);

function several({ view, words }, sum) {
  const w = words.account;
  const bills = view.visit.accounts;
  return [
    title(w.title),
    h('p.quiet', { 'data-part': 'whose' }, w.many(bills.length)),
    sum ? h('p.figure', { 'data-part': 'sum' }, h('span.quiet', {}, w.owed), amount(sum, 'giant'))
      : notice({ tone: 'hold', sign: 'line', strong: w.unseen, why: w.unseenMore }),
    h('ul.bills', { 'aria-label': w.listLabel, 'data-part': 'bills' },
      bills.map((bill) => h('li', { 'data-part': bill.account },
      h('span', {}, w.one(bill.account, bill.name)), h('strong', {}, bill.due ? text(bill.due) : w.unknownSum)))),
  ];
}
