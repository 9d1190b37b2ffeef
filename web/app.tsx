import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { lazy, Suspense, useEffect } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { queryClient } from './data/queries.ts';
import { Frame } from './frame/frame.tsx';
import { Lost } from './frame/lost.tsx';
import { useLanguage } from '#i18n/index.ts';
import { Waiting } from './ui/waiting.tsx';
import { usePreference } from './ui/preferences.ts';
import { themeOf } from './ui/theme.ts';

const Administration = lazy(() => import('./pages/administration/index.tsx'));
const Ageing = lazy(() => import('./pages/ageing/index.tsx'));
const Board = lazy(() => import('./pages/board/index.tsx'));
const Case = lazy(() => import('./pages/cases/case.tsx'));
const Cases = lazy(() => import('./pages/cases/index.tsx'));
const Customer = lazy(() => import('./pages/customers/customer.tsx'));
const Customers = lazy(() => import('./pages/customers/index.tsx'));
const Imports = lazy(() => import('./pages/imports/index.tsx'));
const Inbox = lazy(() => import('./pages/inbox/index.tsx'));
const Mine = lazy(() => import('./pages/mine/index.tsx'));
const Instance = lazy(() => import('./pages/operations/instance.tsx'));
const Migration = lazy(() => import('./pages/operations/migration.tsx'));
const Operations = lazy(() => import('./pages/operations/index.tsx'));
const Receivable = lazy(() => import('./pages/receivables/receivable.tsx'));
const Receivables = lazy(() => import('./pages/receivables/index.tsx'));
const Starts = lazy(() => import('./pages/starts/index.tsx'));
const Studio = lazy(() => import('./pages/studio/index.tsx'));

function Pages() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<Navigate to="/home" replace />} />
        <Route path="inbox/:key?" element={<Inbox />} />
        <Route path="board" element={<Board />} />
        <Route path="customers" element={<Customers />} />
        <Route path="customers/:id" element={<Customer />} />
        <Route path="receivables" element={<Receivables />} />
        <Route path="receivables/:id" element={<Receivable />} />
        <Route path="ageing" element={<Ageing />} />
        <Route path="imports/:id?" element={<Imports />} />
        <Route path="starts/:processId?" element={<Starts />} />
        <Route path="cases" element={<Cases />} />
        <Route path="cases/:key" element={<Case />} />
        <Route path="operations/:tab?" element={<Operations />} />
        <Route path="operations/instances/:key" element={<Instance />} />
        <Route path="operations/migrations/:processId/:source" element={<Migration />} />
        <Route path="studio/*" element={<Studio />} />
        <Route path="administration/:tab?" element={<Administration />} />
        <Route path="mine" element={<Mine />} />
        <Route path="*" element={<Lost />} />
      </Route>
    </Routes>
  );
}

/** Theme, language, data and routes around everything. */
export function App() {
  const language = useLanguage();
  const [scheme] = usePreference('scheme', 'light');
  useEffect(() => {
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
    document.title = language === 'en' ? 'Xinliu' : '信流 Xinliu';
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.theme = scheme;
  }, [scheme]);
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      theme={themeOf(scheme === 'dark')}
      button={{ autoInsertSpace: false }}
    >
      <AntApp message={{ top: 60 }}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <Suspense fallback={<Waiting />}>
              <Pages />
            </Suspense>
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
