// Keeps the page fed: whole views, newest wins. Tells when the line is gone, so the page can say so.

const QUIET = 3000;      // a lost line is worth a sentence after this many milliseconds
const AGAIN = 2000;

/** Follows the events: `seen(value, first)` for every view, `first` on a new line; `line(up)` when it goes or comes. */
export function follow(path, name, seen, line) {
  let source = null;
  let timer = null;
  let up = true;
  let first = true;

  const lost = () => {
    timer ??= setTimeout(() => {
      up = false;
      line(false);
    }, QUIET);
  };
  const found = () => {
    clearTimeout(timer);
    timer = null;
    if (!up) line(true);
    up = true;
  };
  const open = () => {
    source = new EventSource(path);
    source.addEventListener('open', () => {
      first = true;
      found();
    });
    source.addEventListener(name, (event) => {
      found();
      seen(JSON.parse(event.data), first);
      first = false;
    });
    source.addEventListener('error', () => {
      lost();
      // The browser tries again by itself unless the server refused; then we do.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN);
    });
  };
  open();
}
