// The receipt printer, with the paper it really printed: as lines of text, or as the picture of the paper.

import { h } from './dom.js';
import { push, rocker } from './levers.js';

const HOLDS = { empty: 'Nothing hangs in the presenter.', holds: 'The presenter holds a receipt. Take it.',
  jammed: 'The presenter is jammed. Free the way out and take the receipt.' };

/** The case with its levers, and the paper hanging out of it. */
export function printer(one, local) {
  const led = !one.power ? '' : one.link && one.paper && one.cover === 'shut' && !one.cutterJam
    && one.presenter !== 'jammed' ? 'on' : 'bad';
  return [
    h('div.case.printer', { 'data-part': 'case' },
      h('header', {}, h(`i.led${led ? `.${led}` : ''}`, { 'aria-hidden': 'true' }), h('h2', {}, one.label),
        h('span.small', {}, one.model, h('br'), `${one.paperPercent ?? 0} % paper`),
          h('span.roll', { 'aria-hidden': 'true', vars: { '--left': one.paperPercent ?? 0 } })),
      h('div.levers.three', { 'data-part': 'levers' },
        rocker('printer', 'cable', 'Cable', one.link), rocker('printer', 'paper', 'Paper in', one.paper),
        rocker('printer', 'cover', 'Cover shut', one.cover === 'shut', { means: (shut) => ({ open: !shut }) }),
        rocker('printer', 'cutterJam', 'Cutter jam', one.cutterJam, { trouble: true }),
        push('printer', 'nearEnd', 'Near the end'), push('printer', 'tearOff', 'Tear off'),
        one.presenter === 'none' ? null : [
          rocker('printer', 'block', 'Way out blocked', one.blocked, { trouble: true }),
          push('printer', 'takeReceipt', 'Take the receipt')]),
      one.presenter === 'none' ? null : h('p.notice', { role: 'status' }, HOLDS[one.presenter]),
      h('div.slit', { 'aria-hidden': 'true' })),
    one.pieces > 0 || one.text ? paper(one, local) : h('p.small.still', { 'data-part': 'still' },
      'No paper hangs out.'),
  ];
}

function paper(one, local) {
  const last = Math.max(1, one.pieces);
  const piece = Math.min(local.piece ?? last, last);
  const look = (name, label, on) => h('button.look', { type: 'button', 'data-look': name, 'aria-pressed': on === null
    ? null : String(on),
    'data-part': `look-${label}` }, label);
  const lines = (one.text ?? '').replace(/\s+$/, '');
  const columns = Math.max(32, ...lines.split('\n').map((line) => line.length));
  return h('div.hang', { 'data-part': 'hang' },
    local.picture
      ? h('img.slip.picture', { src: `/v1/bench/paper.png?piece=${piece}`, alt: `Piece ${piece} as it lies in the tray`,
        'data-part': `picture-${piece}` })
      : h('pre.slip', { vars: { '--columns': columns }, 'data-part': 'text' }, lines),
    h('p.looks', { 'data-part': 'looks' }, look('text', 'Text', !local.picture),
      look('picture', 'Picture', local.picture),
      local.picture && piece > 1 ? look(piece - 1, 'Older', null) : null,
      local.picture && piece < last ? look(piece + 1, 'Newer', null) : null,
      h('span.small', {}, local.picture ? `Piece ${piece} of ${last}`
        : one.pieces > 1 ? `Last of ${one.pieces} pieces` : 'The only piece')));
}
