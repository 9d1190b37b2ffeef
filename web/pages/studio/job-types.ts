import type { Surroundings } from '#designer/index.ts';

/** What automatic tasks can do, in the words of the credit department; each has its worker on the server. */
export const JOB_TYPES: Surroundings['jobTypes'] = [
  { type: 'credit.notify', label: { 'zh-CN': '发通知', en: 'Send a notice' } },
  { type: 'credit.record-contact', label: { 'zh-CN': '记录跟进', en: 'Record a contact' } },
  { type: 'credit.register-promise', label: { 'zh-CN': '登记付款承诺', en: 'Register a promise to pay' } },
  { type: 'credit.check-promise', label: { 'zh-CN': '检查付款承诺', en: 'Check a promise to pay' } },
  { type: 'credit.set-hold', label: { 'zh-CN': '暂停或恢复发货', en: 'Hold or release shipments' } },
  { type: 'credit.open-dispute', label: { 'zh-CN': '登记争议', en: 'Open a dispute' } },
  { type: 'credit.close-dispute', label: { 'zh-CN': '结束争议', en: 'Close a dispute' } },
  { type: 'credit.write-off', label: { 'zh-CN': '核销余款', en: 'Write off the rest' } },
  { type: 'credit.profile', label: { 'zh-CN': '汇总信用数据', en: 'Gather the credit profile' } },
  { type: 'credit.save-archive', label: { 'zh-CN': '存入信用档案', en: 'Save the credit archive' } },
  { type: 'credit.apply-grade', label: { 'zh-CN': '更新信用等级', en: 'Set the grade' } },
  { type: 'credit.apply-limit', label: { 'zh-CN': '更新信用额度', en: 'Set the limit' } },
];
