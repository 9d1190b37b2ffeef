import { App, Button, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import type { BodyOf, ImportPreview } from '#api/contract/index.ts';
import { useImportTexts } from './texts.ts';

const DATE_FORMATS = [
  'YYYY-MM-DD',
  'YYYYMMDD',
  'M/D/YYYY',
  'D/M/YYYY',
  'M/D/YY',
  'D/M/YY',
  'M-D-YYYY',
  'D-M-YYYY',
  'D.M.YYYY',
  'D.M.YY',
  'D-MMM-YYYY',
];

type Correction = BodyOf<'mapImport'>;

/** What holds for the whole file: a saved mapping, the form of the dates, the decimal sign. */
export function MappingTools({
  preview,
  onCorrect,
}: {
  readonly preview: ImportPreview;
  readonly onCorrect: (correction: Correction, done?: () => void) => void;
}) {
  const t = useImportTexts();
  const [dateFormat, setDateFormat] = useState<string>();
  const [decimal, setDecimal] = useState<'.' | ','>();
  const guessed = preview.dateFormat === null ? t('dateGuess') : t('dateGuessed', { format: preview.dateFormat });
  return (
    <div className="x-filters">
      {preview.savedMappings.length > 0 ? (
        <Select<string>
          aria-label={t('saved')}
          placeholder={t('saved')}
          value={null}
          popupMatchSelectWidth={false}
          style={{ minWidth: 180 }}
          options={preview.savedMappings.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(savedMappingId) => onCorrect({ savedMappingId })}
        />
      ) : null}
      <Select<string>
        aria-label={t('dateFormat')}
        prefix={t('dateFormat')}
        value={dateFormat ?? ''}
        popupMatchSelectWidth={false}
        {...(preview.dateAmbiguous ? { status: 'error' as const } : {})}
        options={[
          { value: '', label: dateFormat === undefined ? guessed : t('dateGuess') },
          ...DATE_FORMATS.map((value) => ({ value, label: value })),
        ]}
        onChange={(value) => {
          setDateFormat(value || undefined);
          onCorrect({ dateFormat: value || null });
        }}
      />
      {preview.decimal === null || decimal !== undefined ? (
        <Select<string>
          aria-label={t('decimal')}
          prefix={t('decimal')}
          value={decimal ?? ''}
          popupMatchSelectWidth={false}
          {...(preview.decimal === null ? { status: 'error' as const } : {})}
          options={[
            { value: '', label: t('decimalGuess') },
            { value: '.', label: t('decimalPoint') },
            { value: ',', label: t('decimalComma') },
          ]}
          onChange={(value) => {
            const sign = value === '.' || value === ',' ? value : undefined;
            setDecimal(sign);
            onCorrect({ decimal: sign ?? null });
          }}
        />
      ) : null}
      <SaveMapping onSave={(saveAs, done) => onCorrect({ mapping: preview.mapping, saveAs }, done)} />
    </div>
  );
}

function SaveMapping({ onSave }: { readonly onSave: (name: string, done: () => void) => void }) {
  const t = useImportTexts();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const save = (): void => {
    const saveAs = name.trim();
    if (saveAs === '') return;
    onSave(saveAs, () => void message.success(t('saveDone', { name: saveAs })));
    setOpen(false);
    setName('');
  };
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <form
          style={{ display: 'flex', gap: 8 }}
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Input
            autoFocus
            aria-label={t('saveName')}
            placeholder={t('saveHint')}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={name.trim() === ''}>
            {t('ok')}
          </Button>
        </form>
      }
    >
      <Button>{t('save')}</Button>
    </Popover>
  );
}
