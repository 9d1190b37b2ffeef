import { CATALOGUE, type CatalogueEntry } from '#errors/index.ts';
import type { Language } from './contract/index.ts';
import { statusOf } from './problem.ts';

const entries = (): readonly (readonly [string, CatalogueEntry])[] =>
  Object.entries<CatalogueEntry>(CATALOGUE).toSorted(([a], [b]) => (a < b ? -1 : 1));

const HEADS: Readonly<Record<Language, { readonly title: string; readonly text: string; readonly remedy: string }>> = {
  'zh-CN': { title: '错误代码', text: '说明', remedy: '怎么办' },
  en: { title: 'Error codes', text: 'What it says', remedy: 'What to do' },
};

/** docs/errors.md: every error with its code, HTTP status, words and remedy. */
export function errorsMarkdown(): string {
  const cell = (text: string): string =>
    text.replaceAll('|', '\\|').replaceAll(/[<>]/g, (one) => (one === '<' ? '&lt;' : '&gt;'));
  const sections = entries().map(([code, { category, text, remedy }]) =>
    [
      `## ${code}`,
      '',
      `${statusOf(category)} · ${category}`,
      '',
      `- ${cell(text['zh-CN'])} ${cell(remedy['zh-CN'])}`,
      `- ${cell(text.en)} ${cell(remedy.en)}`,
    ].join('\n'),
  );
  const head = [
    '# Error codes',
    '',
    'Made from the catalogue in `errors/` by `node scripts/docs.mjs`. Codes never change their meaning.',
    'Names in braces are filled in. A problem document links here by its code: `/docs/errors#CODE`.',
  ].join('\n');
  return `${[head, ...sections].join('\n\n')}\n`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The same as a page, in one language; its anchors are the codes. */
export function errorsPage(language: Language): string {
  const { title, text: said, remedy: todo } = HEADS[language];
  const rows = entries().map(
    ([code, { category, text, remedy }]) =>
      `<section id="${code}"><h2>${code}</h2><p class="kind">${statusOf(category)} · ${category}</p>` +
      `<dl><dt>${said}</dt><dd>${escape(text[language])}</dd><dt>${todo}</dt><dd>${escape(remedy[language])}</dd></dl></section>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · 信流 Xinliu</title>
<style>
body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1f2937}
h2{font:600 1rem ui-monospace,monospace;margin:0}section{padding:.75rem;border-top:1px solid #e5e7eb}
section:target{background:#fef9c3}.kind{color:#6b7280;margin:0}dl{margin:.25rem 0 0}dt{color:#6b7280;font-size:.85rem}dd{margin:0 0 .25rem}
</style></head><body><h1>${title}</h1>${rows.join('')}</body></html>`;
}
