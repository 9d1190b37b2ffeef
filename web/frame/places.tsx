import {
  AlertOutlined,
  BarChartOutlined,
  DeploymentUnitOutlined,
  FileTextOutlined,
  HistoryOutlined,
  ImportOutlined,
  InboxOutlined,
  PlusCircleOutlined,
  SettingOutlined,
  TeamOutlined,
  ToolOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Role } from '#api/contract/index.ts';

/** A place in the left rail; `roles` empty: everybody. */
export interface Place {
  readonly path: string;
  readonly text:
    | 'inbox'
    | 'board'
    | 'customers'
    | 'receivables'
    | 'ageing'
    | 'imports'
    | 'starts'
    | 'cases'
    | 'studio'
    | 'operations'
    | 'administration';
  readonly icon: ReactNode;
  readonly roles: readonly Role[];
}

export const PLACES: readonly Place[] = [
  { path: '/inbox', text: 'inbox', icon: <InboxOutlined />, roles: [] },
  { path: '/board', text: 'board', icon: <AlertOutlined />, roles: ['head', 'executive', 'admin'] },
  { path: '/customers', text: 'customers', icon: <TeamOutlined />, roles: [] },
  { path: '/receivables', text: 'receivables', icon: <FileTextOutlined />, roles: [] },
  { path: '/ageing', text: 'ageing', icon: <BarChartOutlined />, roles: [] },
  { path: '/imports', text: 'imports', icon: <ImportOutlined />, roles: ['finance', 'admin'] },
  { path: '/starts', text: 'starts', icon: <PlusCircleOutlined />, roles: [] },
  { path: '/cases', text: 'cases', icon: <HistoryOutlined />, roles: [] },
  { path: '/studio', text: 'studio', icon: <DeploymentUnitOutlined />, roles: ['admin'] },
  { path: '/operations', text: 'operations', icon: <ToolOutlined />, roles: ['admin', 'operator'] },
  { path: '/administration', text: 'administration', icon: <SettingOutlined />, roles: ['admin'] },
];

/** What a role needs first is what it sees first. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('admin')) return '/studio';
  if (roles.includes('head') || roles.includes('executive')) return '/board';
  return '/inbox';
}
