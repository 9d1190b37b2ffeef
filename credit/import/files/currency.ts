/** Decimals of a currency's minor unit where they are not two (ISO 4217). */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [
      'BIF',
      'CLP',
      'DJF',
      'GNF',
      'ISK',
      'JPY',
      'KMF',
      'KRW',
      'PYG',
      'RWF',
      'UGX',
      'VND',
      'VUV',
      'XAF',
      'XOF',
      'XPF',
    ].map((code) => [code, 0]),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3])),
};

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const NAMES: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  CNH: 'CNY',
  人民币: 'CNY',
  人民币元: 'CNY',
  YUAN: 'CNY',
  RENMINBI: 'CNY',
  'US DOLLAR': 'USD',
  'US DOLLARS': 'USD',
  EURO: 'EUR',
  EUROS: 'EUR',
  'POUND STERLING': 'GBP',
  'CANADIAN DOLLAR': 'CAD',
  RS: 'INR',
  'RS.': 'INR',
  元: 'CNY',
  美元: 'USD',
  美金: 'USD',
  US$: 'USD',
  欧元: 'EUR',
  '€': 'EUR',
  英镑: 'GBP',
  '£': 'GBP',
  日元: 'JPY',
  日圆: 'JPY',
  港币: 'HKD',
  港元: 'HKD',
  HK$: 'HKD',
  台币: 'TWD',
  新台币: 'TWD',
  NT$: 'TWD',
  韩元: 'KRW',
  '₩': 'KRW',
  加元: 'CAD',
  澳元: 'AUD',
  新加坡元: 'SGD',
  卢布: 'RUB',
  '₽': 'RUB',
  '₹': 'INR',
  ZŁ: 'PLN',
  '₺': 'TRY',
  '₫': 'VND',
  '฿': 'THB',
  '₱': 'PHP',
  '₪': 'ILS',
  '₦': 'NGN',
};

/** Signs that several currencies share: the first is meant where nothing else says which. */
const SHARED_SIGNS: Readonly<Record<string, readonly string[]>> = {
  '¥': ['CNY', 'JPY'],
  KR: ['SEK', 'NOK', 'DKK', 'ISK'],
  'KR.': ['SEK', 'NOK', 'DKK', 'ISK'],
  $: ['USD', 'AUD', 'CAD', 'HKD', 'MXN', 'NZD', 'SGD', 'TWD', 'BRL', 'ARS', 'CLP', 'COP'],
};

/** Currencies a sign, name or code may stand for, the likeliest first; empty where it is none. */
export function currenciesOf(text: string): readonly string[] {
  const plain = text.normalize('NFKC').trim().toUpperCase();
  const shared = SHARED_SIGNS[plain];
  if (shared !== undefined) return shared;
  const named = NAMES[plain];
  if (named !== undefined) return [named];
  return CODES.has(plain) ? [plain] : [];
}

/** Decimals of the currency's minor unit. */
export function exponentOf(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}
