// Days and hours of the office. The service writes local time; a browser's own zone must not shift it.

/** "2:02 PM" from the local part of a time stamp, `later` milliseconds after it was sent. */
export function hour(stamp, words, later = 0) {
  const parts = /T(\d\d):(\d\d):(\d\d)/.exec(stamp ?? '');
  if (!parts) return '';
  const seconds = Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3]) + Math.floor(later / 1000);
  const minutes = Math.floor(seconds / 60) % 1440;
  const hours = Math.floor(minutes / 60);
  return `${hours % 12 || 12}:${String(minutes % 60).padStart(2, '0')} ${words.half[hours < 12 ? 0 : 1]}`;
}

/** "Wednesday, March 4": with the weekday, because a deadline hangs on it. */
export function day(date, words, weekday = true) {
  const plain = /^\d{4}-\d\d-\d\d/.exec(date ?? '');
  if (!plain) return '';
  const shape = { month: 'long', day: 'numeric', timeZone: 'UTC', ...(weekday ? { weekday: 'long' } : {}) };
  return new Intl.DateTimeFormat(words.locale, shape).format(new Date(`${plain[0]}T00:00:00Z`));
}

/** "2026-03-02  14:02", as it stands on paper. */
export function stamp(time) {
  return (time ?? '').slice(0, 16).replace('T', '\u00a0 ');
}
