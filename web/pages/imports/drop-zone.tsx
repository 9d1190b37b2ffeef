import { InboxOutlined } from '@ant-design/icons';
import { Alert, Upload } from 'antd';
import { useState } from 'react';
import type { ImportPreview } from '#api/contract/index.ts';
import { addressOf } from '#web/data/client.ts';
import { useAct } from '#web/data/queries.ts';
import { Problem } from '#web/ui/parts.tsx';
import './imports.css';
import { useImportTexts } from './texts.ts';

/** What the server takes in at most. */
const LARGEST_MB = 32;
const MEGABYTE = 1024 * 1024;

function sizeOf(bytes: number): string {
  return bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

/** Takes a file by drop or by choice and sends it; nothing is posted by that. */
export function DropZone({ onRead }: { readonly onRead: (preview: ImportPreview) => void }) {
  const t = useImportTexts();
  const [file, setFile] = useState<File>();
  const act = useAct('uploadImport', ['import:new']);
  const tooLarge = file !== undefined && file.size > LARGEST_MB * MEGABYTE;
  const send = (chosen: File): void => {
    setFile(chosen);
    act.reset();
    if (chosen.size <= LARGEST_MB * MEGABYTE) act.mutate({ file: chosen }, { onSuccess: onRead });
  };
  return (
    <section className="x-import-drop">
      <Upload.Dragger
        accept=".csv,.txt,.tsv,.xlsx,.xls"
        showUploadList={false}
        disabled={act.isPending}
        beforeUpload={(chosen) => {
          send(chosen);
          return false;
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p className="ant-upload-text" aria-live="polite">
          {act.isPending && file ? t('reading', { file: file.name, size: sizeOf(file.size) }) : t('drop')}
        </p>
        <p className="ant-upload-hint">{t('dropHint', { size: LARGEST_MB })}</p>
      </Upload.Dragger>
      <p className="x-import-template">
        <span className="x-quiet">{t('template')}</span>
        <a href={addressOf('getTemplate', { query: { format: 'xlsx' } })} download>
          {t('templateXlsx')}
        </a>
        <a href={addressOf('getTemplate', { query: { format: 'csv' } })} download>
          {t('templateCsv')}
        </a>
      </p>
      {tooLarge ? (
        <Alert type="error" showIcon role="alert" title={t('tooLarge', { file: file.name, size: LARGEST_MB })} />
      ) : null}
      {act.error ? <Problem error={act.error} {...(file ? { onRetry: () => send(file) } : {})} /> : null}
    </section>
  );
}
