import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { ProcessList } from './process-list.tsx';

const Editor = lazy(() => import('./editor.tsx'));

export default function Studio() {
  return (
    <Routes>
      <Route index element={<ProcessList />} />
      <Route path=":id/:tab?" element={<Editor />} />
    </Routes>
  );
}
