import type { ThemeConfig } from 'antd';
import { theme } from 'antd';

/** The one place where colours and sizes are decided. Blue-green accent, neutral grounds, borders instead of shadows. */
export const ACCENT = '#0b6472';

/** Colours that mean something; always shown with a word. */
export const MEANING = {
  notDue: '#6b7280',
  dueSoon: '#1d5fd1',
  sales: '#96600a',
  finance: '#b4430e',
  legal: '#b91c1c',
  cured: '#15713c',
} as const;

const shared = {
  colorPrimary: ACCENT,
  colorInfo: '#1d5fd1',
  colorSuccess: MEANING.cured,
  colorWarning: '#96600a',
  colorError: MEANING.legal,
  colorLink: ACCENT,
  borderRadius: 6,
  fontSize: 14,
  lineHeight: 1.6,
  controlHeight: 34,
  boxShadow: 'none',
  boxShadowSecondary: '0 4px 16px rgb(15 23 42 / 0.10)',
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
} as const;

export function themeOf(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...shared,
      ...(dark
        ? { colorPrimary: '#3aa3b3', colorLink: '#5bbccb' }
        : {
            colorBgLayout: '#f6f7f9',
            colorText: '#16202b',
            colorTextSecondary: '#4b5866',
            colorTextTertiary: '#5f6b78',
            colorTextPlaceholder: '#6b7785',
            colorBorder: '#d5dae0',
            colorBorderSecondary: '#e6e9ed',
          }),
    },
    components: {
      Table: {
        cellPaddingBlock: 8,
        cellPaddingInline: 12,
        headerBg: 'transparent',
        headerSplitColor: 'transparent',
        borderColor: dark ? '#2a2f36' : '#e6e9ed',
      },
      Card: { paddingLG: 16, headerHeight: 44 },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Tabs: { horizontalMargin: '0 0 12px' },
      Menu: { itemBorderRadius: 6 },
    },
  };
}
