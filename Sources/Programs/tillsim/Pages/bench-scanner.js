// The scanner of bills and stubs: practice bills to hold under it.

import { h, icon } from './dom.js';
import { push, rocker } from './levers.js';
import { figures } from './money.js';

/** The case with the bills that lie beside it. */
export function scanner(one) {
  const led = !one.power || !one.link ? 'bad' : 'on';
  return [
    h('div.case.reader', { 'data-part': 'case' },
      h('header', {}, h(`i.led.${led}`, { 'aria-hidden': 'true' }), h('h2', {}, one.label),
        h('span.small', {}, 'barcodes and stubs')),
      h('ul.bills', { 'data-part': 'bills', 'aria-label': 'Bills to scan' }, one.bills.map((bill) => h('li.bill',
        { 'data-part': bill.account },
        icon('bill'),
        h('span.who', {}, h('b', {}, bill.account), h('span.small', {}, `${figures(bill.amount)} due ${bill.due}`)),
        named(push('scanner', 'barcode', 'Barcode', { account: bill.account }), `Barcode of bill ${bill.account}`),
        named(push('scanner', 'stub', 'Stub', { account: bill.account }), `Stub of bill ${bill.account}`)))),
      h('p.notice', { role: 'status' }, one.lastNotice),
      h('div.levers.three', { 'data-part': 'levers' }, rocker('scanner', 'cable', 'Cable', one.link),
        push('scanner', 'tear', 'Break off next'), push('scanner', 'other', 'Not a bill'))),
  ];
}

function named(button, label) {
  button.setAttribute('aria-label', label);
  return button;
}
