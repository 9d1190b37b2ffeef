import { Alert } from 'antd';
import { useApi } from '#web/data/queries.ts';
import { useFrameTexts } from './texts.ts';

/** Tells, while it is so, what the server can't do and that it goes on by itself. */
export function Health() {
  const t = useFrameTexts();
  const health = useApi('health', {});
  return health.data?.problems.map(({ code, text, remedy }) =>
    code === 'STORE_UNAVAILABLE' ? (
      <Alert
        key={code}
        banner
        type="warning"
        role="alert"
        title={t('cannotSave')}
        description={t('cannotSaveText', { text })}
      />
    ) : (
      <Alert key={code} banner type="warning" role="alert" title={text} description={remedy} />
    ),
  );
}
