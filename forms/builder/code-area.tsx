import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react';

export interface CodeAreaHandle {
  /** Puts the cursor on a line and scrolls it into view. */
  readonly goToLine: (line: number) => void;
}

const LINE_HEIGHT = 20;
const PADDING = 8;

/** A text area with line numbers. Tab indents; Escape, then Tab leaves, as screen readers expect. */
export function CodeArea({
  value,
  onChange,
  label,
  marked,
  readOnly = false,
  ref,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  /** Lines with a problem. */
  readonly marked: ReadonlySet<number>;
  readonly readOnly?: boolean;
  readonly ref?: Ref<CodeAreaHandle>;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const leaving = useRef(false);
  const lines = value.split('\n');
  useImperativeHandle(ref, () => ({
    goToLine: (line) => {
      const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      area.current?.focus();
      area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      area.current?.scrollTo({ top: Math.max(0, (line - 4) * LINE_HEIGHT + PADDING) });
    },
  }));
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Tab' && !event.shiftKey && !leaving.current && !readOnly) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      event.currentTarget.setRangeText('  ', selectionStart, selectionEnd, 'end');
      onChange(event.currentTarget.value);
    }
    leaving.current = event.key === 'Escape';
  };
  return (
    <div className="xb-code">
      <div ref={gutter} className="xb-gutter" aria-hidden="true">
        {lines.map((_, index) => (
          <div key={index} className={marked.has(index + 1) ? 'xb-marked' : undefined}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        aria-label={label}
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        readOnly={readOnly}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => gutter.current?.scrollTo({ top: currentTarget.scrollTop })}
      />
    </div>
  );
}
