import { App, Button } from 'antd';
import type { ImportState } from '#api/contract/index.ts';
import { useAct } from '#web/data/queries.ts';
import { Problem } from '#web/ui/parts.tsx';
import { formatCount } from './counts.ts';
import { useImportTexts } from './texts.ts';

/** Undoes an import after asking; why it can't be done is told in words. */
export function Undo({ state, small = false }: { readonly state: ImportState; readonly small?: boolean }) {
  const t = useImportTexts();
  const { modal, message } = App.useApp();
  const act = useAct('undoImport', [`import:${state.id}`, 'receivables', 'customers', 'cases', 'tasks']);
  const ask = (): void => {
    void modal.confirm({
      title: t('undoTitle', { file: state.fileName }),
      content: t('undoText', { posted: formatCount(state.posted), payments: formatCount(state.payments) }),
      okText: t('undo'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: () =>
        act.mutateAsync({ params: { id: state.id } }).then(
          () => void message.success(t('undoDone')),
          (error: Error) => void modal.error({ title: state.fileName, content: <Problem error={error} /> }),
        ),
    });
  };
  return (
    <Button
      {...(small ? { size: 'small' as const, type: 'text' as const } : {})}
      loading={act.isPending}
      onClick={(event) => {
        // The row around it opens the import.
        event.stopPropagation();
        ask();
      }}
    >
      {t('undo')}
    </Button>
  );
}
