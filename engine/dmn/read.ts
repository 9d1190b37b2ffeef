// The package has no types of its own; the browser build finds ours only by this reference.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./dmn-moddle.d.ts" />
import { DmnModdle } from 'dmn-moddle';
import type { Problems } from './problems.ts';
import type { DefinitionsSource } from './source.ts';

const DMN_13 = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
const MAX_LENGTH = 2_000_000;
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 50_000;

/** What XML 1.0 keeps out of every document (production Char). */
// oxlint-disable-next-line no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * The file as a tree; undefined when a problem was found. Strict: whatever the reader warns about it has dropped, so a warning
 * refuses the file.
 */
export async function readDefinitions(content: string, problems: Problems): Promise<DefinitionsSource | undefined> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(content)) {
    problems.add('DECISION_DOCTYPE', undefined);
    return undefined;
  }
  if (ILLEGAL.test(content)) {
    problems.add('DECISION_UNREADABLE', undefined, { reason: 'a character that XML does not allow' });
    return undefined;
  }
  if (isTooLarge(content, problems)) return undefined;
  if (!content.includes(DMN_13) && /omg\.org\/spec\/DMN\//.test(content)) {
    problems.add('DECISION_VERSION', undefined);
    return undefined;
  }
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(content, 'dmn:Definitions');
    for (const warning of warnings) reportWarning(warning.message, problems);
    return warnings.length === 0 ? (rootElement as DefinitionsSource) : undefined;
  } catch (error) {
    reportWarning(error instanceof Error ? error.message : String(error), problems);
    return undefined;
  }
}

/** The reader says what it dropped in several lines: the place, then the reason. */
function reportWarning(text: string, problems: Problems): void {
  const line = /line: (\d+)/.exec(text)?.[1];
  const reason = (/nested error: (.+)/.exec(text)?.[1] ?? text.split('\n', 1)[0] ?? '').trim();
  const duplicate = /duplicate ID <(.+)>/.exec(reason)?.[1];
  if (duplicate !== undefined)
    problems.add('DECISION_DUPLICATE_ID', { id: duplicate }, { id: duplicate, line: line ?? '?' });
  else
    problems.add('DECISION_UNREADABLE', undefined, {
      reason: line === undefined ? reason : `${reason} (line ${line})`,
    });
}

/** Nesting and element counts cost the reader seconds long before they fail, so they are counted first. */
function isTooLarge(content: string, problems: Problems): boolean {
  const { depth, elements } = measure(content.slice(0, MAX_LENGTH));
  const limits = [
    { size: content.length, limit: MAX_LENGTH, en: 'characters long', zh: '个字符' },
    { size: depth, limit: MAX_DEPTH, en: 'levels deep', zh: '层嵌套' },
    { size: elements, limit: MAX_ELEMENTS, en: 'elements long', zh: '个元素' },
  ];
  const over = limits.find(({ size, limit }) => size > limit);
  if (over === undefined) return false;
  const what = { en: `${over.size} ${over.en}`, 'zh-CN': `有 ${over.size} ${over.zh}` };
  problems.add('DECISION_TOO_LARGE', undefined, { what, limit: over.limit });
  return true;
}

function measure(content: string): { readonly depth: number; readonly elements: number } {
  let depth = 0;
  let deepest = 0;
  let elements = 0;
  for (let at = content.indexOf('<'); at >= 0; at = content.indexOf('<', at + 1)) {
    const next = content.charAt(at + 1);
    if (next === '!' || next === '?') continue;
    if (next === '/') {
      depth -= 1;
      continue;
    }
    elements += 1;
    const end = content.indexOf('>', at);
    if (end > 0 && content.charAt(end - 1) === '/') continue;
    depth += 1;
    deepest = Math.max(deepest, depth);
  }
  return { depth: deepest, elements };
}
