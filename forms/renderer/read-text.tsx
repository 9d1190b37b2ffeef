import type { WidgetProps } from '@rjsf/utils';
import type { ReactNode } from 'react';
import { settingsOf } from './context.ts';
import { formText } from './texts.ts';

/** A value that may only be read: quiet text, not a disabled input. */
export function ReadText({ children, props }: { readonly children: ReactNode; readonly props: WidgetProps }) {
  const { language } = settingsOf(props.registry);
  const empty = children === undefined || children === null || children === '';
  return (
    <div id={props.id} className={empty ? 'xf-read xf-none' : 'xf-read'}>
      {empty ? formText(language, 'none') : children}
    </div>
  );
}
