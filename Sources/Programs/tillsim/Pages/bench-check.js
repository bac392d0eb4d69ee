// The check scanner: its mouth, checks of made-up customers to put in, and what its cameras saw.

import { h } from './dom.js';
import { push, rocker } from './levers.js';
import { figures } from './money.js';

const LED = { lit: 'wait', dark: 'on', taking: 'wait', out: 'on', off: '' };
const FLAWS = [['none', 'Put a check in'], ['noInk', 'No magnetic ink'], ['torn', 'Torn line'], ['two', 'Two at once']];

/** The case; the check lies below its mouth. */
export function checkScanner(one, local) {
  const led = LED[one.mouth] ?? 'bad';
  return [
    h('div.case.checks', { 'data-part': 'case' },
      h('header', {}, h(`i.led${led ? `.${led}` : ''}`, { 'aria-hidden': 'true' }), h('h2', {}, one.label),
        h('span.small', {}, one.model)),
      h(`div.lips.${one.mouth}`, { 'data-part': 'lips' }, h('p.says', { role: 'status' }, one.mouthText),
        h('p.notice', {}, one.lastNotice)),
      h('div.feeds', { role: 'group', 'aria-label': 'Checks to put in', 'data-part': 'feeds' },
        FLAWS.map(([flaw, label]) => push('check-scanner', 'putIn', label, { flaw })),
        push('check-scanner', 'take', 'Take the check')),
      one.check ? check(one, local) : h('p.small.still', { 'data-part': 'still' }, 'No check was put in yet.'),
      h('div.levers', { 'data-part': 'levers' },
        rocker('check-scanner', 'cable', 'Cable', one.link),
        rocker('check-scanner', (on) => (on ? 'jam' : 'clearJam'), 'Jam', one.jam,
          { trouble: true, means: () => ({}) }),
        one.cameras ? rocker('check-scanner', 'cover', 'Cover shut', one.cover === 'shut',
          { means: (shut) => ({ open: !shut }) }) : null,
        one.cameras ? rocker('check-scanner', 'inkOut', 'Ink used up', one.inkOut, { trouble: true }) : null)),
  ];
}

function check(one, local) {
  const { id, from, number, amount, flaw, endorsed, seen } = one.check;
  const side = local.face ?? 'front';
  const face = (name, label) => h('button.look', { type: 'button', 'data-face': name,
    'aria-pressed': String(side === name), 'data-part': `face-${name}` }, label);
  const words = [`No. ${number}`, figures(amount), from, flaw].filter(Boolean).join(' · ');
  const lines = endorsed.length;
  return h('div.seen', { 'data-part': 'seen' },
    h('img.sheet', { src: `/v1/bench/check.png?check=${id}&face=${side}&lines=${lines}`,
      alt: `The ${side} of check ${number}${seen ? ' as the camera saw it' : ', not scanned yet'}`,
      'data-part': `sheet-${id}-${side}-${lines}` }),
    h('p.looks', { 'data-part': 'looks' }, face('front', 'Front'), face('back', 'Back'),
      h('span.small', {}, words)));
}
