// The bench: the operator's side of the simulated devices. Every lever is a call; what it did comes back as a view.

import { belief } from './belief.js';
import { checkScanner } from './bench-check.js';
import { board, drawer, wire } from './bench-drawer.js';
import { printer } from './bench-printer.js';
import { scanner } from './bench-scanner.js';
import { validator } from './bench-validator.js';
import { h, icon, layChildren } from './dom.js';
import { rocker } from './levers.js';
import { follow } from './stream.js';

const at = (id) => document.getElementById(id);

// What only this page knows: the note last put in, how paper is looked at, levers the view does not tell.
const local = { view: JSON.parse(at('view').textContent), kiosk: null, up: true, fed: 2000, serial: null,
  picture: false, piece: null,
  stacks: true, face: 'front', trouble: null };

function device(id) {
  return local.view.devices.find((one) => one.id === id);
}

function draw() {
  const [mouth, paper, checks, bills] = ['validator', 'printer', 'check-scanner', 'scanner'].map(device);
  const tills = local.view.devices.filter((one) => one.kind === 'cashDrawer');
  const hub = device('drawer-board');
  if (mouth?.box?.serial) local.serial = mouth.box.serial;
  layChildren(at('brand'), [icon('till'), 'Tillkeeper']);
  layChildren(at('where'), [`practice office ${local.view.office}`]);
  const line = belief(local, mouth);
  at('belief').dataset.tone = line.tone;
  layChildren(at('belief'), [icon(line.sign), h('p', {}, line.sentence)]);
  layChildren(at('rail'), rail([[mouth, bills], [paper], [checks, hub]]));
  if (mouth) layChildren(at('validator'), validator(mouth, local));
  if (paper) layChildren(at('printer'), printer(paper, local));
  fill('check-scanner', checks && checkScanner(checks, local));
  fill('scanner', bills && scanner(bills));
  fill('drawers', (hub || tills.length > 0) && [hub ? board(hub) : null, tills.map(drawer)]);
  layChildren(at('wire'), wire(local.view.log));
  layChildren(at('strip'), strip([mouth, paper, hub, checks, bills].filter(Boolean)));
}

/** A place that is there only with its device. */
function fill(id, parts) {
  at(id).hidden = !parts;
  if (parts) layChildren(at(id), parts);
}

/** The ports above the devices that hang on them, one group for each column. */
const rail = (columns) => columns.map((devices, number) => h('div.ports', { 'data-part': `column-${number}` },
  devices.filter(Boolean).map(port)));

const port = (one) => h(`span.port${one.link ? '' : '.loose'}`, { 'data-part': one.id },
  h(`i.led${one.link ? '.on' : ''}`, { 'aria-hidden': 'true' }), `${one.id} · ${one.port}`, one.link ? null
    : ' · no line');

const NAMES = { validator: 'Validator', printer: 'Printer', 'drawer-board': 'Drawer board',
  'check-scanner': 'Check scanner', scanner: 'Bill scanner' };

function strip(devices) {
  return [
    h('h2', {}, icon('plug'), 'Power'),
    devices.map((one) => rocker(one.id, 'power', NAMES[one.id], one.power)),
    local.trouble ? h('p.said', { role: 'alert', 'data-part': 'trouble' }, local.trouble) : null,
    h('button.cut', { type: 'button', 'data-device': 'office', 'data-lever': 'cutAllPower', 'data-part': 'cut' },
      'Cut all power now'),
  ];
}

async function pull(device, lever, more) {
  local.trouble = null;
  try {
    const answer = await fetch('/v1/bench/levers', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ device, lever, ...more }),
    });
    const value = await answer.json().catch(() => null);
    if (!answer.ok) local.trouble = value?.title ?? `The lever did not move (${answer.status}).`;
    else if (value?.devices) local.view = value;
  } catch {
    local.trouble = 'The bench has no line to its devices.';
  }
  draw();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || button.getAttribute('aria-disabled') === 'true') return;
  const { device: id, lever, more, look, face } = button.dataset;
  if (face) local.face = face;
  if (look === 'text' || look === 'picture') local.picture = look === 'picture';
  else if (look) local.piece = Number(look);
  const said = more ? JSON.parse(more) : {};
  if (said.denomination) local.fed = said.denomination;
  if (lever === 'failStacking') local.stacks = !said.on;
  if (lever) pull(id, lever, said);
  draw();
});

draw();
follow('/v1/bench/events', 'bench', (view) => {
  local.view = view;
  draw();
}, (up) => {
  local.trouble = up ? null : 'The bench has no line to its devices.';
  draw();
});
if (local.view.service) {
  follow(`${local.view.service}/v1/events?kiosk=${encodeURIComponent(local.view.kiosk)}`, 'kiosk', (view) => {
    local.kiosk = view;
    local.up = true;
    draw();
  }, (up) => {
    local.up = up;
    draw();
  });
}
