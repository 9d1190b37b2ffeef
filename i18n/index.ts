import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Bilingual, Language } from '#api/contract/index.ts';

const REMEMBERED = 'xinliu.language';

function firstLanguage(): Language {
  return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh-CN';
}

void i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: 'zh-CN',
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
});
document.documentElement.lang = firstLanguage();

export function setLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

type Fill = Readonly<Record<string, string | number>>;
export type Translate<Texts> = (key: keyof Texts & string, fill?: Fill) => string;

/**
 * Declares the texts of one part of the interface, in both languages, and returns the hook that reads them. Both
 * languages must have the same keys: the compiler says so. `{{name}}` is filled from the second argument.
 */
export function defineTexts<const Texts extends Readonly<Record<string, string>>>(
  namespace: string,
  texts: { readonly 'zh-CN': Texts; readonly en: Readonly<Record<keyof Texts, string>> },
): () => Translate<Texts> {
  i18next.addResourceBundle('zh-CN', namespace, texts['zh-CN'], true, true);
  i18next.addResourceBundle('en', namespace, texts.en, true, true);
  return () => {
    const { i18n } = useTranslation(namespace);
    // Our keys are checked against the texts above; i18next's own key types know nothing of bundles added at run time.
    const translate = i18n.getFixedT(i18n.language, namespace) as (key: string, fill: Fill) => string;
    return (key, fill) => translate(key, fill ?? {});
  };
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}

/** Picks the reader's language of a text that comes in both. */
export function useBilingual(): (text: Bilingual) => string {
  const language = useLanguage();
  return (text) => text[language] || text['zh-CN'];
}
