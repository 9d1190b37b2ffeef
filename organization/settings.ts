import { z } from 'zod';
import type { Collection } from '#store/index.ts';

const settingsSchema = z.object({
  id: z.literal('company'),
  name: z.string(),
  /** IANA name; turns calendar dates into instants. */
  zone: z.string(),
  defaultLanguage: z.enum(['zh-CN', 'en']),
  /** ISO 4217. */
  currency: z.string(),
  publishNeedsSecondPerson: z.boolean(),
  /** A sample company with a clock that can be moved. */
  demo: z.boolean(),
  /** When the first administrator was made. Once set it is never cleared: the door stays closed. */
  setUpAt: z.string().nullable(),
});
export type CompanySettings = Readonly<z.infer<typeof settingsSchema>>;

export const SETTINGS_KEY = 'company';

export const companySettings: Collection<CompanySettings> = {
  name: 'companySettings',
  key: 'id',
  schema: settingsSchema,
  schemaVersion: 1,
  indexes: {},
};

/** What holds before the company is set up. */
export const DEFAULT_SETTINGS: CompanySettings = {
  id: 'company',
  name: '',
  zone: 'Asia/Shanghai',
  defaultLanguage: 'zh-CN',
  currency: 'CNY',
  publishNeedsSecondPerson: false,
  demo: false,
  setUpAt: null,
};
