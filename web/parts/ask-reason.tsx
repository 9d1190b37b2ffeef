import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ApiProblem } from '#web/data/client.ts';
import { Problem } from '#web/ui/parts.tsx';

interface Act {
  readonly isPending: boolean;
  readonly error: ApiProblem | null;
}

interface Props {
  readonly label: string;
  readonly title: string;
  readonly note: string;
  readonly reasonLabel: string;
  readonly no: string;
  readonly done: string;
  readonly act: Act;
  readonly run: (reason: string, onSuccess: () => void) => void;
  readonly danger?: boolean;
  readonly size?: 'small' | 'middle';
}

/** A button for what can't be undone with one click: says what will happen and asks why. */
export function AskReason({
  label,
  title,
  note,
  reasonLabel,
  no,
  done,
  act,
  run,
  danger = false,
  size = 'middle',
}: Props) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const succeed = (): void => {
    void message.success(done);
    setOpen(false);
    setReason('');
  };
  return (
    <>
      <Button
        danger={danger}
        size={size}
        type={danger && size === 'small' ? 'text' : 'default'}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal
        open={open}
        title={title}
        okText={label}
        cancelText={no}
        okButtonProps={{ danger, disabled: reason.trim() === '' }}
        onCancel={() => setOpen(false)}
        onOk={() => run(reason.trim(), succeed)}
        confirmLoading={act.isPending}
      >
        <p className="x-quiet">{note}</p>
        <Input.TextArea
          aria-label={reasonLabel}
          placeholder={reasonLabel}
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
