// The kiosk page: the whole view comes from the service, the page draws it. A reload resumes.

import { actsOf, fresh } from './acts.js';
import { callsOf } from './api.js';
import { comfortsKept, noComforts, showComforts } from './comforts.js';
import { layChildren } from './dom.js';
import { assist, head, money, moneySentence, path, pathLabel } from './frame.js';
import { heardOf } from './heard.js';
import { listen } from './keys.js';
import { screenOf } from './screens.js';
import { dueSheet, sheet } from './sheets.js';
import { follow } from './stream.js';
import { voiceOf } from './voice.js';
import english from './words.en.js';
import spanish from './words.es.js';

const SLOW = 2000;           // a look-up that takes longer says so
const QUIET = 60000;         // an untouched start page forgets what was typed
const STIR = 10000;          // a touch tells the service at most this often that somebody is there
const at = (id) => document.getElementById(id);
const languages = { en: english, es: spanish };

const voice = voiceOf(at('heard'), at('alarm'));
const page = {
  view: JSON.parse(at('view').textContent),
  local: fresh(),
  comforts: comfortsKept(),
  lineUp: true,
  arrived: performance.now(),
  touched: performance.now(),
  stirred: 0,
  scanned: 0,              // the last read that was acted on; what lay there before this page is not for it
  get language() {
    const asked = this.comforts.language ?? this.view.language;
    return languages[asked] ? asked : 'en';
  },
  calls: null,
  take,
  show: draw,
  comfort(name) {
    page.comforts[name] = !page.comforts[name];
    showComforts(page.comforts);
  },
  speak(language) {
    page.comforts.language = language;
    showComforts(page.comforts);
    if (page.view.visit) page.calls.language(language);
  },
  selectTyped: () => at('typed')?.select(),
};
page.calls = callsOf(page.view.kiosk);
page.scanned = page.view.scan?.number ?? 0;
const acts = actsOf(page);

// Newest wins. A service that started again counts its views from the beginning: the first on a new line always counts.
function take(view, first = false) {
  const before = page.view;
  if (view.version < before.version && !first) return;
  page.view = view;
  page.arrived = performance.now();
  if (view.phase !== before.phase) {
    const { facts, next, busy, busySince } = page.local;
    // A look-up opens the visit half-way; what it shows stays until it is through.
    if (busy !== 'lookUp') Object.assign(page.local, fresh(), view.visit ? { facts, next } : {}, { busy, busySince });
    if (view.phase === 'start' && before.phase !== 'outOfService' && !page.another) forget();
    page.another = false;
  }
  if (view.visit && view.language === page.comforts.language) page.comforts.language = null;
  if (first) page.scanned = Math.min(page.scanned, view.scan?.number ?? 0);
  draw();
  speakOf(before);
  if (view.scan && view.scan.number > page.scanned) {
    page.scanned = view.scan.number;
    act('read', view.scan);
  }
}

function forget() {
  Object.assign(page.local, fresh());
  page.comforts = noComforts();
  showComforts(page.comforts);
}

function speakOf(before) {
  const words = languages[page.language];
  const line = moneySentence({ ...page, words });
  const { sentence, urgent } = heardOf(before, page.view, words, line.sentence);
  (urgent && page.lineUp ? voice.warn : voice.say)(sentence);
}

function context() {
  const words = languages[page.language];
  const later = performance.now() - page.arrived;
  const down = (seconds) => Math.max(0, Math.ceil(seconds - later / 1000));
  const { view, local, comforts, lineUp } = page;
  return {
    view, local, comforts, lineUp, words, later,
    slow: local.busy !== null && performance.now() - local.busySince > SLOW,
    left: view.visit ? down(view.visit.idle.secondsLeft) : 0,
    clears: view.phase === 'done' ? down(view.receipt?.clearsInSeconds ?? view.visit?.idle?.secondsLeft ?? 45) : null,
  };
}

let shown = '';

function draw() {
  const now = context();
  const { view, words } = now;
  document.documentElement.lang = words.language;
  const line = moneySentence(now);
  layChildren(at('head'), head(now));
  layChildren(at('path'), [path(now)]);
  at('path').setAttribute('aria-label', pathLabel(now));
  const screen = screenOf(now);
  const main = at('main');
  const moved = screen.name !== shown;
  if (moved) main.replaceChildren(...screen.nodes);
  else layChildren(main, screen.nodes);
  main.dataset.screen = screen.name;
  document.body.dataset.phase = view.phase;
  at('money').dataset.tone = line.tone;
  at('money').setAttribute('aria-label', words.moneyLabel);
  layChildren(at('money-seen'), money(line));
  layChildren(at('assist'), assist(now));
  at('assist').setAttribute('aria-label', words.helpBar);
  drawSheet(now);
  const title = main.querySelector('h1');
  document.title = `${title?.textContent ?? words.titleEnd} · ${view.utility}`;
  if (moved) {
    if (shown !== '' || screen.name === 'number') focusOn(main.querySelector('#typed') ?? title);
    scrollTo(0, 0);
    shown = screen.name;
  }
}

function focusOn(node) {
  if (!at('sheet').open) node?.focus({ preventScroll: true });
}

function drawSheet(now) {
  const place = at('sheet');
  const kind = dueSheet(now);
  if (kind === null) {
    if (place.open) place.close();
    return;
  }
  if (place.dataset.kind !== kind || !place.open) {
    place.close();
    place.dataset.kind = kind;
    place.replaceChildren();
    layChildren(place, sheet(kind, now));
    place.showModal();
    place.querySelector('[autofocus]')?.focus();
  } else {
    layChildren(place, sheet(kind, now));
  }
}

async function act(name, argument) {
  touch();
  if (name === 'another') page.another = true;
  await acts[name]?.(argument);
  draw();
}

function touch() {
  page.touched = performance.now();
  const visit = page.view.visit;
  const here = visit && ['account', 'cash'].includes(page.view.phase) && !visit.idle.asking;
  if (!here || page.touched - page.stirred < STIR) return;
  page.stirred = page.touched;
  page.calls.moreTime();
}

function press(key) {
  const open = at('sheet').open;
  const typed = !open && at('typed');
  if (typed && /^[\d.]$|^Backspace$/.test(key)) return act('stroke', key);
  const place = open ? at('sheet') : at('main');
  const wanted = key === 'Enter' ? '↵' : key;
  const button = place.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
  if (button && button.getAttribute('aria-disabled') !== 'true') return act(button.dataset.act, button.dataset.arg);
  return touch();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (button && button.getAttribute('aria-disabled') !== 'true') act(button.dataset.act, button.dataset.arg);
});
document.addEventListener('input', (event) => {
  if (event.target.id !== 'typed') return;
  page.local.typed = event.target.value.replace(page.local.step === 'sum' ? /[^\d.]/g : /\D/g, '');
  draw();
});
listen(document, {
  press,
  scan: (text) => (at('sheet').open ? null : act('scan', text)),
  typing: () => !at('sheet').open && at('typed') !== null && document.activeElement?.localName !== 'button',
});
at('sheet').addEventListener('cancel', (event) => {
  event.preventDefault();
  act(at('sheet').dataset.kind === 'more' ? 'moreTime' : 'helpBack');
});

// A second hand for the countdowns and the clock; it draws only where something runs.
setInterval(() => {
  const { view, local } = page;
  if (['start', 'outOfService'].includes(view.phase) && (local.step || page.comforts.language || page.comforts.larger
    || page.comforts.dark || local.help)
    && performance.now() - page.touched > QUIET) forget();
  draw();
}, 1000);

showComforts(page.comforts);
draw();
follow(page.calls.events, 'kiosk', take, (up) => {
  page.lineUp = up;
  draw();
  speakOf(page.view);
});
