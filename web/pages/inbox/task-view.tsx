import { ArrowLeftOutlined } from '@ant-design/icons';
import { App, Button, Input, Space, Tabs } from 'antd';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ActResult, TaskDetail } from '#api/contract/index.ts';
import { FormView, type FormHandle } from '#forms/index.ts';
import { ApiProblem } from '#web/data/client.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useSession } from '#web/data/session.tsx';
import { History } from '#web/parts/history.tsx';
import { ProcessPicture } from '#web/parts/process-picture.tsx';
import { useBilingual, useLanguage } from '#i18n/index.ts';
import { formatInstant } from '#web/ui/format.ts';
import { Loaded, Problem } from '#web/ui/parts.tsx';
import { Cards } from './cards.tsx';
import { Reassign } from './reassign.tsx';
import { useInboxTexts } from './texts.ts';

type Outcome = 'approved' | 'rejected';
const SAVE_AFTER_MS = 1500;

interface Props {
  readonly taskKey: string;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** A task with all one needs to do it on one screen. */
export function TaskView({ taskKey, onDone, onBack }: Props) {
  const task = useApi('getTask', { params: { key: taskKey } });
  return (
    <div className="x-task">
      {task.data ? (
        <Task detail={task.data} reload={() => void task.refetch()} onDone={onDone} onBack={onBack} />
      ) : (
        <div className="x-task-body">
          <Loaded of={task}>{() => null}</Loaded>
        </div>
      )}
    </div>
  );
}

function Picture({ caseKey }: { readonly caseKey: string }) {
  const found = useApi('getCase', { params: { key: caseKey } });
  return <Loaded of={found}>{(data) => <ProcessPicture picture={data.picture} />}</Loaded>;
}

/** What happened and who is next, in a sentence. */
function useTellResult(): (result: ActResult) => void {
  const t = useInboxTexts();
  const inLanguage = useBilingual();
  const { message } = App.useApp();
  return (result) => {
    const next = result.next.map((item) =>
      [inLanguage(item.name), item.assignee?.name ?? item.candidates.map(inLanguage).join('、')]
        .filter(Boolean)
        .join(' '),
    );
    const text = result.ended
      ? t('doneEnded')
      : next.length > 0
        ? t('doneNext', { next: next.join('；') })
        : t('doneWaiting');
    void message.success(text, 5);
  };
}

/** Keeps what is typed on the server a moment after the last key. */
function useDraft(detail: TaskDetail): {
  readonly data: Record<string, unknown>;
  readonly change: (data: Record<string, unknown>) => void;
  readonly savedAt: string | null;
  readonly stop: () => void;
} {
  const { company } = useSession();
  const save = useAct('saveTaskDraft');
  const [data, setData] = useState<Record<string, unknown>>(detail.data);
  const [savedAt, setSavedAt] = useState<string | null>(detail.draftAt);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => clearTimeout(timer.current), []);
  useEffect(() => stop, [stop]);
  const change = (next: Record<string, unknown>): void => {
    setData(next);
    stop();
    if (!detail.may.complete) return;
    timer.current = setTimeout(
      () =>
        save.mutate(
          { params: { key: detail.task.key }, body: { data: next } },
          { onSuccess: () => setSavedAt(company.now) },
        ),
      SAVE_AFTER_MS,
    );
  };
  return { data, change, savedAt, stop };
}

function Task({
  detail,
  reload,
  onDone,
  onBack,
}: {
  readonly detail: TaskDetail;
  readonly reload: () => void;
  readonly onDone: () => void;
  readonly onBack: () => void;
}) {
  const t = useInboxTexts();
  const language = useLanguage();
  const inLanguage = useBilingual();
  const { company } = useSession();
  const { task, may } = detail;
  const form = useRef<FormHandle>(null);
  const draft = useDraft(detail);
  const [comment, setComment] = useState('');
  const [tab, setTab] = useState('work');
  const [handing, setHanding] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const complete = useAct('completeTask', ['tasks', 'cases', 'receivables', 'customers']);
  const claim = useAct('claimTask', ['tasks']);
  const unclaim = useAct('unclaimTask', ['tasks']);
  const say = useAct('commentTask', [`case:${task.processInstanceKey}`, 'tasks']);
  const tell = useTellResult();
  const key = { key: task.key };

  const submit = (outcome?: Outcome): void => {
    setRefused(null);
    if (outcome === 'rejected' && comment.trim() === '') {
      setRefused(t('rejectNeedsReason'));
      return;
    }
    // A rejection needs no complete form: what is missing may be the very reason.
    if (outcome !== 'rejected' && form.current && !form.current.validate()) {
      setRefused(t('fix'));
      return;
    }
    draft.stop();
    complete.mutate(
      {
        params: key,
        body: {
          version: task.version,
          data: draft.data,
          ...(outcome ? { outcome } : {}),
          ...(comment.trim() ? { comment: comment.trim() } : {}),
        },
      },
      {
        onSuccess: (result) => {
          tell(result);
          onDone();
        },
        onError: (error) => {
          if (error.problem.errors) form.current?.showErrors(error.problem.errors);
        },
      },
    );
  };

  const decide = useEffectEvent(submit);
  useEffect(() => {
    if (!may.complete || task.kind !== 'approval') return;
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement | null;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target?.closest('input, textarea, [contenteditable="true"], .ant-select')
      )
        return;
      if (event.key === 'a') decide('approved');
      if (event.key === 'r') decide('rejected');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [may.complete, task.kind]);

  const who = task.assignee
    ? t('assigned', { who: task.assignee.name })
    : t('offered', { who: task.candidates.map(inLanguage).join('、') });
  const error = complete.error ?? claim.error ?? unclaim.error ?? say.error;
  const stale = error instanceof ApiProblem && error.problem.status === 409;
  return (
    <>
      <header className="x-task-head">
        <h1>
          <Button
            className="x-phone"
            type="text"
            icon={<ArrowLeftOutlined />}
            aria-label={t('back')}
            onClick={onBack}
          />
          {inLanguage(task.name)}
        </h1>
        <div className="x-quiet">
          {[task.title, inLanguage(task.processName), task.state === 'open' ? who : null].filter(Boolean).join(' · ')}
          {task.deadline
            ? ` · ${t('deadlineAt', { at: formatInstant(task.deadline, company.now, company.zone, language) })}`
            : null}
        </div>
        <Tabs
          activeKey={tab}
          onChange={setTab}
          items={[
            { key: 'work', label: t('tabWork') },
            { key: 'picture', label: t('tabPicture') },
            { key: 'history', label: `${t('tabHistory')} ${detail.history.length}` },
          ]}
        />
      </header>
      <div className="x-task-body">
        {tab === 'picture' ? <Picture caseKey={task.processInstanceKey} /> : null}
        {tab === 'history' ? (
          <div className="x-card">
            <History acts={detail.history} />
          </div>
        ) : null}
        <div className="x-task-columns" style={{ display: tab === 'work' ? undefined : 'none' }}>
          <div>
            {error ? <Problem error={error} {...(stale ? { onRetry: reload } : {})} /> : null}
            {task.state !== 'open' ? (
              <section className="x-card">
                <h2>{task.endedBy ? t('endedBy', { who: task.endedBy.name }) : t('closed')}</h2>
                {task.endedBy ? null : <span className="x-quiet">{t('closedWhy')}</span>}
              </section>
            ) : null}
            {task.suspended ? (
              <section className="x-card" style={{ marginBottom: 12 }}>
                <h2>{t('suspended')}</h2>
                <span className="x-quiet">{t('suspendedWhy')}</span>
              </section>
            ) : null}
            {detail.form ? (
              <section className="x-card">
                <h2>{detail.form.title}</h2>
                <FormView
                  ref={form}
                  form={detail.form}
                  permissions={detail.form.permissions}
                  value={draft.data}
                  onChange={(data) => {
                    setRefused(null);
                    draft.change(data);
                  }}
                  readOnly={!may.complete}
                  language={language}
                  currency={company.currency}
                />
              </section>
            ) : null}
            {may.complete || may.comment ? (
              <section className="x-card">
                <h2>{t(task.kind === 'approval' ? 'decisionComment' : 'comment')}</h2>
                <Input.TextArea
                  autoSize={{ minRows: 2, maxRows: 8 }}
                  maxLength={2000}
                  value={comment}
                  onChange={(event) => setComment(event.target.value)}
                  placeholder={t('commentPlaceholder')}
                  aria-label={t('comment')}
                />
                {may.comment ? (
                  <Button
                    style={{ marginTop: 8 }}
                    size="small"
                    disabled={comment.trim() === ''}
                    loading={say.isPending}
                    onClick={() =>
                      say.mutate({ params: key, body: { text: comment.trim() } }, { onSuccess: () => setComment('') })
                    }
                  >
                    {t('send')}
                  </Button>
                ) : null}
              </section>
            ) : null}
          </div>
          <div>
            <Cards detail={detail} />
            <section className="x-card">
              <h2>{t('history')}</h2>
              <History acts={detail.history.slice(-4)} />
            </section>
          </div>
        </div>
      </div>
      {may.complete || may.claim || may.reassign ? (
        <footer className="x-task-foot">
          {may.complete && task.kind === 'work' ? (
            <Button type="primary" loading={complete.isPending} onClick={() => submit()}>
              {t('complete')}
            </Button>
          ) : null}
          {may.complete && task.kind === 'approval' ? (
            <>
              <Button type="primary" loading={complete.isPending} onClick={() => submit('approved')}>
                {t('approve')}
              </Button>
              <Button danger loading={complete.isPending} onClick={() => submit('rejected')}>
                {t('reject')}
              </Button>
            </>
          ) : null}
          {may.claim ? (
            <Button
              type={may.complete ? 'default' : 'primary'}
              loading={claim.isPending}
              onClick={() => claim.mutate({ params: key, body: { version: task.version } })}
            >
              {t('claim')}
            </Button>
          ) : null}
          {refused ? (
            <span role="alert" style={{ color: '#b91c1c' }}>
              {refused}
            </span>
          ) : null}
          <span className="x-spacer" />
          {draft.savedAt && may.complete ? (
            <small className="x-quiet">
              {t('saved', { at: formatInstant(draft.savedAt, company.now, company.zone, language) })}
            </small>
          ) : null}
          <Space>
            {may.unclaim ? (
              <Button
                loading={unclaim.isPending}
                onClick={() => unclaim.mutate({ params: key, body: { version: task.version } })}
              >
                {t('unclaim')}
              </Button>
            ) : null}
            {may.reassign ? <Button onClick={() => setHanding(true)}>{t('reassign')}</Button> : null}
          </Space>
        </footer>
      ) : null}
      {handing ? <Reassign taskKey={task.key} version={task.version} onClose={() => setHanding(false)} /> : null}
    </>
  );
}
