import type { TaskSummary } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { At, Due, Money } from '#web/ui/parts.tsx';
import { useInboxTexts } from './texts.ts';

/** One task in the list: what, about whom, how much, how urgent. */
export function TaskRow({
  task,
  selected,
  onOpen,
}: {
  readonly task: TaskSummary;
  readonly selected: boolean;
  readonly onOpen: () => void;
}) {
  const t = useInboxTexts();
  const inLanguage = useBilingual();
  return (
    <button type="button" className="x-task-row" aria-current={selected} onClick={onOpen}>
      <div className="x-task-row-line">
        <span className="x-task-row-name">{inLanguage(task.name)}</span>
        <small>
          {task.state === 'open' && task.dueDate ? (
            <Due date={task.dueDate} />
          ) : (
            <span className="x-quiet">
              <At instant={task.endedAt ?? task.createdAt} />
            </span>
          )}
        </small>
      </div>
      <div className="x-task-row-line">
        <span>{task.customerName ?? task.title}</span>
        {task.amountMinor !== null && task.currency ? (
          <Money minor={task.amountMinor} currency={task.currency} alone />
        ) : null}
      </div>
      <div className="x-task-row-line x-quiet">
        <small>
          {task.suspended ? <strong>{t('suspended')} · </strong> : null}
          {[inLanguage(task.processName), task.invoiceNumber].filter(Boolean).join(' · ')}
        </small>
        <small>{task.assignee?.name ?? task.candidates.map(inLanguage).join('、')}</small>
      </div>
    </button>
  );
}
