// The end of a visit: the receipt, or the number that stands for it.

import { h } from './dom.js';
import { claim, some, text, figures } from './money.js';
import { amount, choice, half, notice, title } from './parts.js';
import { day, hour, stamp } from './when.js';

/** While the visit is written down and the receipt prints. */
export function finishing({ view, words }) {
  const w = words.finishing;
  const sum = view.receipt?.paid ?? view.visit?.paidIn ?? view.money.amount;
  return {
    read: [title(w.title), h('p.quiet', { 'data-part': 'under' }, w.under),
      sum ? h('p.figure', { 'data-part': 'sum' }, h('span.quiet', {}, w.paid), amount(sum, 'giant')) : null],
    act: [notice({ tone: 'hold', sign: 'wait', strong: w.busy, why: w.busyWhy })],
  };
}

/** The receipt screen. */
export function done({ view, words, clears, trouble }) {
  const w = words.done;
  const receipt = view.receipt;
  const paper = receipt && ['printed', 'printing'].includes(receipt.state);
  const head = receipt ? w[receipt.state] : w[view.money.key] ?? w.plain;
  const copies = receipt?.state === 'printed';
  return {
    read: [title(head), !receipt ? h('p.lead', { 'data-part': 'under' },
      words.money[view.money.key]?.(sentenceParts(view)) ?? '')
      : paper ? slip(view, words) : proof(view, words)],
    act: [
      trouble,
      receipt ? outcome(receipt, w) : null,
      copies ? h('div.pair', { 'data-part': 'pair' }, half(1, 'another', w.another), half(2, 'copy', w.copy))
        : choice({ key: 1, act: 'another', strong: w.another, why: w.anotherWhy, end: 'bill' }),
      clears === null ? null : notice({ sign: 'clock', why: w.clearsIn(clears), part: 'clears',
        end: h('button.btn', { type: 'button', 'data-act': 'moreTime', 'data-part': 'more-time' }, w.moreTime) }),
      choice({ key: copies ? 3 : 2, act: 'close', strong: w.bye, why: w.byeWhy, end: 'tick', primary: true }),
    ],
  };
}

/** The sums of a money sentence as texts. */
export function sentenceParts(view) {
  const m = view.money;
  const sum = (money) => (some(money) ? text(money) : null);
  const noteSum = view.visit?.note?.amount ?? m.amount;
  return {
    amount: m.key.startsWith('paid') || m.key === 'finishing'
      ? text(m.amount ?? view.receipt?.paid ?? { minorUnits: 0, currency: 'USD' }) : sum(m.amount),
    amount2: sum(m.amount2), claim: claim(m.claim), counted: sum(view.visit?.paidIn),
      credit: sum(view.receipt?.toCredit),
    note: noteSum ? text(m.key === 'settling' || m.key === 'inDoubt' ? m.amount ?? noteSum : noteSum).replace(/\.00$/,
      '') : '',
  };
}

function outcome(receipt, w) {
  if (receipt.offline) return notice({ tone: 'hold', sign: 'line', strong: w.offline, why: w.offlineWhy });
  if (some(receipt.remaining)) return notice({ sign: 'bill', strong: w.open(text(receipt.remaining)), why: w.openWhy });
  if (some(receipt.toCredit)) return notice({ tone: 'good', sign: 'tick', strong: w.stays(text(receipt.toCredit)),
    why: w.staysWhy });
  if (receipt.remaining) return notice({ tone: 'good', sign: 'tick', strong: w.settled, why: w.settledWhy });
  return null;
}

function slip(view, words) {
  const w = words.done;
  const { receipt, visit } = view;
  const row = (label, value) => [h('dt', {}, label), h('dd', {}, value)];
  return h('div.paper', { 'data-part': 'paper' }, h('div.slit', { 'aria-hidden': 'true' }),
    h(`div.slip.mono${receipt.state === 'printing' ? '.coming' : ''}`, {},
      h('p.mid', {}, h('strong', {}, view.utility.toUpperCase()), h('br'), w.office(view.office, view.kiosk)),
      h('p.mid', {}, `${w.receipt} ${receipt.number}`, h('br'), stamp(view.clock)),
      h('dl', {},
        (visit?.accounts ?? []).map((bill) => row(w.account, bill.account)),
        row(w.cash(receipt.notes), figures(receipt.paid)), row(w.toBill, figures(receipt.toBill)),
        some(receipt.toCredit) ? row(w.toCredit, figures(receipt.toCredit)) : null,
        some(receipt.remaining) ? row(w.remaining, figures(receipt.remaining)) : null),
      h('p.mid', {}, h('strong', {}, w.sum(text(receipt.paid))), receipt.offline ? [h('br'), w.offlineLine] : null)));
}

function proof(view, words) {
  const w = words.done;
  const { receipt } = view;
  const number = claim(receipt.claim);
  const when = `${day(view.clock, words, false)}, ${hour(view.clock, words)}`;
  return [
    h('p.quiet', { 'data-part': 'under' }, receipt.state === 'unknown' ? w.proofUnknown : w.proof),
    h('div.panel.mid', { 'data-part': 'proof' },
      h('p.quiet', {}, w.claim),
      h('p.claim.mono', {}, h('span', { 'aria-hidden': 'true' }, number),
        h('span.only-heard', {}, [...number].join(' '))),
      h('p.small', {}, w.facts(receipt.number, text(receipt.paid), when))),
  ];
}
