import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Modal, Space, Tag, Upload } from 'antd';
import { useState } from 'react';
import type { Resource, ResponseOf } from '#api/contract/index.ts';
import { call } from '#web/data/client.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { At, Loaded } from '#web/ui/parts.tsx';
import { ChangeList } from './change-list.tsx';
import { useStudioTexts } from './texts.ts';
import type { Bundle } from './use-bundle.ts';

const KINDS = /\.(bpmn|dmn|form\.json)$/;

/** Hands files to the browser to be kept, one after the other. */
function download(resources: readonly Resource[]): void {
  for (const resource of resources) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([resource.content], { type: 'application/octet-stream' }));
    link.download = resource.name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

function Compare({ id, from, onClose }: { readonly id: string; readonly from: number; readonly onClose: () => void }) {
  const t = useStudioTexts();
  const found = useApi('compare', { params: { id }, query: { from } });
  return (
    <Modal open title={t('compareWith', { from })} footer={null} onCancel={onClose}>
      <Loaded of={found}>{(answer) => <ChangeList changes={answer.changes} />}</Loaded>
    </Modal>
  );
}

/** Every version: compare, restore, export; and files of elsewhere brought in. */
export function Versions({
  id,
  loaded,
  bundle,
}: {
  readonly id: string;
  readonly loaded: ResponseOf<'getProcess'>;
  readonly bundle: Bundle;
}) {
  const t = useStudioTexts();
  const { message } = App.useApp();
  const [comparing, setComparing] = useState<number | null>(null);
  const restore = useAct('restoreVersion');
  const bringIn = async (file: File): Promise<void> => {
    if (!KINDS.test(file.name)) {
      void message.error(t('importFailed'));
      return;
    }
    const content = await file.text();
    // A drawing takes the place of the drawing, whatever its name; other files go by name.
    const drawing = file.name.endsWith('.bpmn')
      ? bundle.resources.find((resource) => resource.name.endsWith('.bpmn'))
      : undefined;
    bundle.put({ name: drawing?.name ?? file.name, content });
    void message.success(t('imported'));
  };
  return (
    <div className="x-studio-scroll" style={{ maxWidth: 860 }}>
      <Space style={{ marginBottom: 12 }}>
        <Button onClick={() => download(bundle.resources)}>{t('download')}</Button>
        <Upload
          accept=".bpmn,.dmn,.json"
          showUploadList={false}
          beforeUpload={(file) => {
            void bringIn(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{t('importFile')}</Button>
        </Upload>
      </Space>
      {loaded.versions.map((version) => (
        <section key={version.version} className="x-card" style={{ marginBottom: 8 }}>
          <h2>
            <span>
              {t('versionNumber', { version: version.version })}{' '}
              {version.version === loaded.summary.version ? <Tag color="cyan">{t('current')}</Tag> : null}
            </span>
            <span className="x-quiet">
              {version.publishedBy?.name ?? t('byProduct')} · <At instant={version.publishedAt} /> · {t('running')}{' '}
              {version.running}
            </span>
          </h2>
          {version.note ? <p style={{ margin: '0 0 8px' }}>{version.note}</p> : null}
          <Space>
            <Button size="small" onClick={() => void bundle.flush().then(() => setComparing(version.version))}>
              {t('compare')}
            </Button>
            <Button
              size="small"
              loading={restore.isPending}
              onClick={() =>
                restore.mutate(
                  { params: { id, version: version.version } },
                  { onSuccess: () => window.location.reload(), onError: (error) => void message.error(error.message) },
                )
              }
            >
              {t('restore')}
            </Button>
            <Button
              size="small"
              onClick={() =>
                void call('getProcessVersion', { params: { id, version: version.version } }).then((answer) =>
                  download(answer.resources),
                )
              }
            >
              {t('download')}
            </Button>
          </Space>
        </section>
      ))}
      {comparing === null ? null : <Compare id={id} from={comparing} onClose={() => setComparing(null)} />}
    </div>
  );
}
