import type { FormContextType, Registry } from '@rjsf/utils';
import { createContext } from 'react';
import type { Language } from '../schema/index.ts';

/** What every template and widget of a form knows. */
export interface FormSettings {
  readonly language: Language;
  /** Currency of money fields that name none. */
  readonly currency: string;
  /** The form is as narrow as a phone: one column, cards instead of tables. */
  readonly compact: boolean;
}

export function settingsOf(registry: Registry): FormSettings {
  const context: FormContextType = registry.formContext;
  // Put there by FormView, the only one to make a registry.
  return context as FormSettings;
}

/** Where in a sub-table something is drawn: as a row, as a cell of one, as a card in the place of a row, or in no table. */
export const TablePlace = createContext<'row' | 'cell' | 'card' | null>(null);
