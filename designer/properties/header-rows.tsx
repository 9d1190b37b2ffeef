import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { headersOf, type CanvasElement, type ElementEditor } from '../moddle.ts';
import { TextField } from './fields.tsx';
import { usePropertyTexts } from './texts.ts';

/** The task headers of an automatic task: fixed parameters of what it does. */
export function HeaderRows({ editor, element }: { readonly editor: ElementEditor; readonly element: CanvasElement }) {
  const t = usePropertyTexts();
  const [adding, setAdding] = useState('');
  return (
    <div>
      <span className="x-prop-title">{t('headers')}</span>
      {Object.entries(headersOf(element.businessObject)).map(([key, value]) => (
        <div key={key} className="x-prop-row">
          <TextField label={key} value={value} onChange={(next) => editor.setHeader(element, key, next)} mono />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`${t('headers')} ${key}`}
            onClick={() => editor.setHeader(element, key, undefined)}
          />
        </div>
      ))}
      <div className="x-prop-row">
        <TextField label={t('key')} value={adding} onChange={setAdding} mono />
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={adding === ''}
          onClick={() => {
            editor.setHeader(element, adding, '?');
            setAdding('');
          }}
        >
          {t('add')}
        </Button>
      </div>
    </div>
  );
}
