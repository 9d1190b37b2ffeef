import type { Role } from '#organization/index.ts';

export interface SampleDepartment {
  readonly id: string;
  readonly name: string;
  readonly headId: string | null;
}

export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly departmentId: string;
  readonly roles: readonly Role[];
}

export const SAMPLE_COMPANY_NAME = '江海机电设备有限公司（示例）';

/** Of every sample account. */
export const SAMPLE_PASSWORD = 'Xinliu-2026';

export const SAMPLE_DEPARTMENTS: readonly SampleDepartment[] = [
  { id: 'sales-east', name: '华东销售部', headId: 'chenjianhua' },
  { id: 'sales-south', name: '华南销售部', headId: 'huangzhiqiang' },
  { id: 'sales-north', name: '华北销售部', headId: 'zhaoweidong' },
  { id: 'finance', name: '财务部', headId: 'zhoumin' },
  { id: 'legal', name: '法务部', headId: 'zhengwenbin' },
  { id: 'credit', name: '信用管理部', headId: 'xuhaitao' },
  { id: 'management', name: '总经办', headId: 'maguodong' },
];

/** Ids are sign-in names as well. The first is the administrator. */
export const SAMPLE_ADMINISTRATOR = { id: 'admin', name: '韩磊' } as const;

export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { id: 'chenjianhua', name: '陈建华', departmentId: 'sales-east', roles: ['head'] },
  { id: 'linxiaoyan', name: '林晓燕', departmentId: 'sales-east', roles: ['sales'] },
  { id: 'guoyifan', name: '郭一帆', departmentId: 'sales-east', roles: ['sales'] },
  { id: 'huangzhiqiang', name: '黄志强', departmentId: 'sales-south', roles: ['head'] },
  { id: 'helijuan', name: '何丽娟', departmentId: 'sales-south', roles: ['sales'] },
  { id: 'zhaoweidong', name: '赵卫东', departmentId: 'sales-north', roles: ['head'] },
  { id: 'sunmengyao', name: '孙梦瑶', departmentId: 'sales-north', roles: ['sales'] },
  { id: 'zhoumin', name: '周敏', departmentId: 'finance', roles: ['head'] },
  { id: 'wujiayi', name: '吴佳怡', departmentId: 'finance', roles: ['finance'] },
  { id: 'zhengwenbin', name: '郑文斌', departmentId: 'legal', roles: ['head'] },
  { id: 'fengjing', name: '冯静', departmentId: 'legal', roles: ['legal'] },
  { id: 'xuhaitao', name: '徐海涛', departmentId: 'credit', roles: ['credit', 'head', 'operator'] },
  { id: 'maguodong', name: '马国栋', departmentId: 'management', roles: ['executive'] },
];

/** The sign-in names worth trying first: sales, finance, legal, a head, a credit specialist, an executive, the administrator. */
export const SAMPLE_LOGINS = [
  'linxiaoyan',
  'wujiayi',
  'fengjing',
  'chenjianhua',
  'xuhaitao',
  'maguodong',
  'admin',
] as const;
