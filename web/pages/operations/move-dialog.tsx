import { App, Button, Input, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ResponseOf } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useAct } from '#web/data/queries.ts';
import { ProcessPicture } from '#web/parts/process-picture.tsx';
import { Problem } from '#web/ui/parts.tsx';
import { useOperationsTexts } from './texts.ts';

type Detail = ResponseOf<'getInstance'>;

/** Proposes to move one element: its target is clicked in the drawing or chosen from the list. */
export function MoveDialog({
  detail,
  element,
}: {
  readonly detail: Detail;
  readonly element: Detail['elements'][number];
}) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [target, setTarget] = useState<string | undefined>(undefined);
  const [reason, setReason] = useState('');
  const act = useAct('proposeMove', ['operations']);
  const known = useMemo(() => new Set(detail.targets.map(({ elementId }) => elementId)), [detail.targets]);
  const propose = (): void => {
    if (target === undefined) return;
    act.mutate(
      {
        params: { key: detail.instance.key },
        body: {
          sourceElementInstanceKey: element.elementInstanceKey,
          targetElementId: target,
          reason: reason.trim(),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('proposed'), 5);
          setOpen(false);
        },
      },
    );
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} aria-label={`${t('move')}: ${inLanguage(element.name)}`}>
        {t('move')}
      </Button>
      <Modal
        open={open}
        width={960}
        title={t('moveTitle', { name: inLanguage(element.name) })}
        okText={t('propose')}
        cancelText={t('no')}
        okButtonProps={{ disabled: target === undefined || reason.trim() === '' }}
        onCancel={() => setOpen(false)}
        onOk={propose}
        confirmLoading={act.isPending}
        destroyOnHidden
      >
        <p className="x-quiet">{t('moveNote')}</p>
        <div className="x-move-picture">
          <ProcessPicture
            picture={detail.picture}
            picked={target}
            onPick={(id) => {
              if (known.has(id)) setTarget(id);
            }}
          />
        </div>
        <Select
          aria-label={t('target')}
          placeholder={t('target')}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: '100%', marginBottom: 8 }}
          value={target}
          onChange={setTarget}
          options={detail.targets.map(({ elementId, name, isControl }) => ({
            value: elementId,
            label: isControl ? `${inLanguage(name)} (${t('control')})` : inLanguage(name),
          }))}
        />
        <Input.TextArea
          aria-label={t('reason')}
          placeholder={t('reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={500}
          autoSize={{ minRows: 2 }}
        />
        {act.error ? <Problem error={act.error} /> : null}
      </Modal>
    </>
  );
}
