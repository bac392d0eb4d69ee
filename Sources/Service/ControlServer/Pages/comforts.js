// Larger letters, dark screen and the language before a visit: kept over a reload, gone with the person.

const KEY = 'comforts';
const NONE = { larger: false, dark: false, language: null };

/** What this person chose so far. */
export function comfortsKept() {
  try {
    return { ...NONE, ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}') };
  } catch {
    return { ...NONE };   // a browser that keeps nothing still shows the page
  }
}

/** Shows the choice and keeps it. */
export function showComforts(comforts) {
  document.documentElement.dataset.theme = comforts.dark ? 'dark' : 'light';
  document.body.dataset.text = comforts.larger ? 'larger' : '';
  try {
    sessionStorage.setItem(KEY, JSON.stringify(comforts));
  } catch {
    // Kept for this page only.
  }
}

/** The next person starts from here. */
export const noComforts = () => ({ ...NONE });
