import { Input } from 'antd';
import { useState, type ReactNode } from 'react';

/** A labelled place in the panel; `note` says what it is good for. */
export function Field({
  label,
  note,
  children,
}: {
  readonly label: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  return (
    <label className="x-prop">
      <span>{label}</span>
      {children}
      {note ? <small className="x-quiet">{note}</small> : null}
    </label>
  );
}

/** Text that is written into the drawing when one leaves the field, so that each edit is one step of undo. */
export function TextField({
  label,
  note,
  value,
  onChange,
  lines = 1,
  mono = false,
}: {
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly lines?: number;
  readonly mono?: boolean;
}) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // Changed from outside, by undo for instance: show that.
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  const leave = (): void => {
    if (text !== value) onChange(text);
  };
  const style = mono ? { fontFamily: 'ui-monospace, monospace', fontSize: 13 } : {};
  return (
    <Field label={label} {...(note ? { note } : {})}>
      {lines > 1 ? (
        <Input.TextArea
          style={style}
          autoSize={{ minRows: lines, maxRows: 8 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={leave}
        />
      ) : (
        <Input
          style={style}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={leave}
          onPressEnter={leave}
        />
      )}
    </Field>
  );
}
