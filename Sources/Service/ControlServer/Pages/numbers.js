// Sums as words, for the voice: a Spanish voice reads "$20" as pesos, and an English one swallows cents.

const EN = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
  'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const EN_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function english(count) {
  if (count < 20) return EN[count];
  if (count < 100) return EN_TENS[Math.floor(count / 10)] + (count % 10 ? `-${EN[count % 10]}` : '');
  if (count < 1000) return `${EN[Math.floor(count / 100)]} hundred${count % 100 ? ` ${english(count % 100)}` : ''}`;
  return `${english(Math.floor(count / 1000))} thousand${count % 1000 ? ` ${english(count % 1000)}` : ''}`;
}

const ES = ['cero', 'un', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez', 'once', 'doce',
  'trece', 'catorce', 'quince', 'dieciséis', 'diecisiete', 'dieciocho', 'diecinueve', 'veinte', 'veintiún', 'veintidós',
  'veintitrés', 'veinticuatro', 'veinticinco', 'veintiséis', 'veintisiete', 'veintiocho', 'veintinueve'];
const ES_TENS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const ES_HUNDREDS = ['', 'ciento', 'doscientos', 'trescientos', 'cuatrocientos', 'quinientos', 'seiscientos',
  'setecientos', 'ochocientos', 'novecientos'];

// Before a noun: "un dólar", "veintiún dólares".
function spanish(count) {
  if (count < 30) return ES[count];
  if (count < 100) return ES_TENS[Math.floor(count / 10)] + (count % 10 ? ` y ${ES[count % 10]}` : '');
  if (count === 100) return 'cien';
  if (count < 1000) return ES_HUNDREDS[Math.floor(count / 100)] + (count % 100 ? ` ${spanish(count % 100)}` : '');
  const thousands = Math.floor(count / 1000);
  return `${thousands === 1 ? '' : `${spanish(thousands)} `}mil${count % 1000 ? ` ${spanish(count % 1000)}` : ''}`;
}

/** "three dollars forty-seven", "tres dólares con cuarenta y siete centavos". */
export function spoken(money, language) {
  const cents = money.minorUnits % 100;
  const whole = (money.minorUnits - cents) / 100;
  if (language === 'es') {
    const dollars = `${spanish(whole)} ${whole === 1 ? 'dólar' : 'dólares'}`;
    const rest = `${spanish(cents)} ${cents === 1 ? 'centavo' : 'centavos'}`;
    if (cents === 0) return dollars;
    return whole === 0 ? rest : `${dollars} con ${rest}`;
  }
  const dollars = `${english(whole)} ${whole === 1 ? 'dollar' : 'dollars'}`;
  if (cents === 0) return dollars;
  return whole === 0 ? `${english(cents)} ${cents === 1 ? 'cent' : 'cents'}` : `${dollars} ${english(cents)}`;
}

/** The same, to begin a sentence with. */
export function spokenFirst(money, language) {
  const words = spoken(money, language);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
