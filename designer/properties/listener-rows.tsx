import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useLanguage } from '#i18n/index.ts';
import { listenersOf, textOf, type ListenerMoment } from '../moddle.ts';
import type { PanelProps } from './properties-panel.tsx';
import { usePropertyTexts } from './texts.ts';

const MOMENTS: readonly ListenerMoment[] = ['start', 'end'];

/** Jobs that are done before the element begins or before it is left. Few need them: they open on demand. */
export function ListenerRows({ editor, element, surroundings }: PanelProps) {
  const t = usePropertyTexts();
  const language = useLanguage();
  const [moment, setMoment] = useState<ListenerMoment>('start');
  const [type, setType] = useState<string | null>(null);
  const listeners = listenersOf(element.businessObject);
  const label = (name: string): string =>
    surroundings.jobTypes.find((job) => job.type === name)?.label[language] ?? name;
  return (
    <details className="x-prop" open={listeners.length > 0}>
      <summary className="x-prop-title">{t('listeners')}</summary>
      <small className="x-quiet">{t('listenersNote')}</small>
      {listeners.map((listener, index) => {
        const shown = `${t(textOf(listener, 'eventType') === 'end' ? 'listenEnd' : 'listenStart')} · ${label(textOf(listener, 'type'))}`;
        return (
          <div key={shown} className="x-prop-row">
            <span>{shown}</span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${t('remove')} ${shown}`}
              onClick={() => editor.removeListener(element, index)}
            />
          </div>
        );
      })}
      <div className="x-prop-row">
        <Select<ListenerMoment>
          aria-label={t('listenWhen')}
          value={moment}
          options={MOMENTS.map((value) => ({ value, label: t(value === 'end' ? 'listenEnd' : 'listenStart') }))}
          onChange={setMoment}
        />
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('jobType')}
          placeholder={t('jobType')}
          value={type}
          options={surroundings.jobTypes.map((job) => ({ value: job.type, label: job.label[language] }))}
          onChange={setType}
        />
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={type === null}
          onClick={() => {
            if (type !== null) editor.addListener(element, moment, type);
            setType(null);
          }}
        >
          {t('add')}
        </Button>
      </div>
    </details>
  );
}
