/** What a sound customer fills in when its credit archive is asked for. */
export const ARCHIVE = {
  unifiedCode: '91320211MA1M234558',
  legalPerson: '顾建华',
  address: '江苏省无锡市滨湖区',
  industry: '通用设备制造',
  size: 'medium',
  registeredCapital: 2000,
  cooperationYears: 3,
  currency: 'CNY',
  monthlySales: 300_000,
  contacts: [{ name: '顾建华', position: '总经理', phone: '0510-80000000' }],
  hasGuarantee: false,
};
