import { Tabs } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { PageHead } from '#web/ui/parts.tsx';
import { CompanySettings } from './company-settings.tsx';
import { Departments } from './departments.tsx';
import { People } from './people.tsx';
import { useAdministrationTexts } from './texts.ts';

export default function Administration() {
  const t = useAdministrationTexts();
  const { tab = 'people' } = useParams();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={t('title')} />
      <Tabs
        activeKey={tab}
        onChange={(next) => void navigate(`/administration/${next}`, { replace: true })}
        destroyOnHidden
        items={[
          { key: 'people', label: t('people'), children: <People /> },
          { key: 'departments', label: t('departments'), children: <Departments /> },
          { key: 'company', label: t('company'), children: <CompanySettings /> },
        ]}
      />
    </>
  );
}
