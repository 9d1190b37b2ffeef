/** Base categories as in Zeebe, with FORBIDDEN and CONFLICT added; each maps to one HTTP status. */
export type Category =
  | 'INVALID_ARGUMENT'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'INVALID_STATE'
  | 'PROCESSING_ERROR'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'CONFLICT'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'UNAVAILABLE';

export type Language = 'en' | 'zh-CN';

/** `text`: what was expected and what was found. `remedy`: what to do next. Both with `{names}` filled from the details. */
export interface CatalogueEntry {
  readonly category: Category;
  readonly text: Readonly<Record<Language, string>>;
  readonly remedy: Readonly<Record<Language, string>>;
}
