import { Tag } from 'antd';
import type { LintProblem } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useStudioTexts } from './texts.ts';

/** What is wrong and what to do; errors first. Choosing one shows its place, unless it stands there already. */
export function Problems({
  problems,
  onShow,
}: {
  readonly problems: readonly LintProblem[];
  readonly onShow?: (problem: LintProblem) => void;
}) {
  const t = useStudioTexts();
  if (problems.length === 0) return <span className="x-quiet">{t('noProblems')}</span>;
  const sorted = problems.toSorted((a, b) => a.severity.localeCompare(b.severity));
  return (
    <ul className="x-problems">
      {sorted.map((problem, index) => (
        <li key={index}>
          {onShow ? (
            <button type="button" className="x-problem" onClick={() => onShow(problem)}>
              <Told problem={problem} />
            </button>
          ) : (
            <div className="x-problem">
              <Told problem={problem} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Told({ problem }: { readonly problem: LintProblem }) {
  const t = useStudioTexts();
  const inLanguage = useBilingual();
  return (
    <>
      <Tag color={problem.severity === 'error' ? 'red' : 'gold'}>{t(problem.severity)}</Tag>
      <span>
        {inLanguage(problem.message)}
        <small className="x-quiet"> {problem.element ?? `${problem.file} · ${t('fileLevel')}`}</small>
        <br />
        <small className="x-quiet">{inLanguage(problem.remedy)}</small>
      </span>
    </>
  );
}
