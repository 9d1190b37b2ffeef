import { z } from 'zod';

/** A text in both languages of the product. */
export interface LocalizedText {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** The roles of a company that sells on credit; rights and candidate groups name them. */
export const ROLES = ['sales', 'finance', 'legal', 'credit', 'head', 'executive', 'admin', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export const roleSchema = z.enum(ROLES);

export const ROLE_NAMES: Readonly<Record<Role, LocalizedText>> = {
  sales: { 'zh-CN': '销售', en: 'Sales' },
  finance: { 'zh-CN': '财务', en: 'Finance' },
  legal: { 'zh-CN': '法务', en: 'Legal' },
  credit: { 'zh-CN': '信控专员', en: 'Credit specialist' },
  head: { 'zh-CN': '部门负责人', en: 'Department head' },
  executive: { 'zh-CN': '高管', en: 'Executive' },
  admin: { 'zh-CN': '管理员', en: 'Administrator' },
  operator: { 'zh-CN': '流程运维', en: 'Process operator' },
};

export function isRole(value: string): value is Role {
  return ROLES.some((role) => role === value);
}
