import type { Finding, LocalizedText } from './types.ts';

/** A text of a rule with its `{places}` filled; `{name}` is the element's name, else its id. */
export function fill(text: LocalizedText, { element, details = {} }: Finding): LocalizedText {
  const one = (language: keyof LocalizedText): string =>
    text[language].replaceAll(/\{(\w+)\}/g, (whole, place: string) => {
      if (place === 'name') return element.text[language] === '' ? element.id : element.text[language];
      if (place === 'id') return element.id;
      const value = Object.hasOwn(details, place) ? details[place] : undefined;
      return value === undefined ? whole : typeof value === 'string' ? value : value[language];
    });
  return { 'zh-CN': one('zh-CN'), en: one('en') };
}
