/** Excel, WPS and LibreOffice take a cell that begins so for a formula, also in a CSV file and also in full width. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/;
const NEGATIVE_NUMBER = /^-\d[\d,]*(\.\d+)?$/;

/** The text so that a spreadsheet shows it and does not compute it: with an apostrophe before it. A plain negative number stays a number. */
export function escapeFormula(text: string): string {
  return FORMULA_START.test(text) && !NEGATIVE_NUMBER.test(text) ? `'${text}` : text;
}

/** Takes back what `escapeFormula` did, so that a file written here and read again says the same. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text;
}
