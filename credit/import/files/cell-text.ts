/** What systems write where they have nothing. */
const NOTHING = /^(|-+|—+|n\/?a|#n\/a|nan|nat|null|none|nil|无|空|0000-00-00.*|00[./]00[./]0000)$/i;
const ERROR = /^#(null!|div\/0!|value!|ref!|name\?|num!|spill!|calc!)$/i;

/** Whether a cell says nothing: empty, or one of the usual placeholders (NULL, NaT, N/A, -, 0000-00-00). */
export function isBlank(text: string): boolean {
  return NOTHING.test(text.trim());
}

export function isCellError(text: string): boolean {
  return ERROR.test(text.trim());
}

const YES = /^(yes|y|true|t|1|1\.0+|x|是|有|对|争议|有争议|争议中|√|✓|✔|disputed|open)$/i;
const NO = /^(no|n|false|f|0|0\.0+|否|无|不|正常|无争议|没有|×|✗|not disputed|closed|resolved)$/i;

/** A yes or no in the words of either language; undefined for anything else. */
export function readYesNo(text: string): boolean | undefined {
  const plain = text.normalize('NFKC').trim();
  if (YES.test(plain)) return true;
  return NO.test(plain) || isBlank(plain) ? false : undefined;
}
