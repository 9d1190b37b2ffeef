import { useCallback, useEffect, useRef, useState } from 'react';
import type { LintProblem, Resource, ResponseOf } from '#api/contract/index.ts';
import { ApiProblem } from '#web/data/client.ts';
import { useAct } from '#web/data/queries.ts';

const SAVE_AFTER_MS = 900;

export type SaveState = 'unchanged' | 'saving' | 'saved' | 'failed' | 'stale';

export interface Bundle {
  readonly resources: readonly Resource[];
  readonly problems: readonly LintProblem[];
  readonly state: SaveState;
  /** Puts a file in place of the one of that name, or adds it; saved a moment later. */
  readonly put: (resource: Resource) => void;
  /** Resolves when everything is on the server. */
  readonly flush: () => Promise<number>;
}

/** The files of a process being edited, kept on the server as its draft a moment after each change. */
export function useBundle(id: string, loaded: ResponseOf<'getProcess'>, first: readonly LintProblem[]): Bundle {
  const [resources, setResources] = useState<readonly Resource[]>(loaded.resources);
  const [problems, setProblems] = useState<readonly LintProblem[]>(first);
  const [state, setState] = useState<SaveState>(loaded.summary.draft ? 'saved' : 'unchanged');
  const revision = useRef(loaded.summary.draft?.revision ?? 0);
  const latest = useRef(resources);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<void>>(Promise.resolve());
  const dirty = useRef(false);
  const { mutateAsync } = useAct('saveDraft');

  const [opened, setOpened] = useState(first);
  if (opened !== first) {
    setOpened(first);
    setProblems(first);
  }

  const save = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    const turn = async (): Promise<void> => {
      if (!dirty.current) return;
      dirty.current = false;
      setState('saving');
      try {
        const answer = await mutateAsync({
          params: { id },
          body: { resources: [...latest.current], revision: revision.current },
        });
        revision.current = answer.revision;
        setProblems(answer.problems);
        setState(dirty.current ? 'saving' : 'saved');
      } catch (error) {
        setState(error instanceof ApiProblem && error.problem.status === 409 ? 'stale' : 'failed');
        dirty.current = true;
      }
    };
    // One save after the other: each carries the revision the one before was given.
    running.current = running.current.then(turn);
    return running.current;
  }, [id, mutateAsync]);

  useEffect(
    () => () => {
      void save();
    },
    [save],
  );

  return {
    resources,
    problems,
    state,
    put(resource) {
      const at = latest.current.findIndex((item) => item.name === resource.name);
      if (at >= 0 && latest.current[at]?.content === resource.content) return;
      latest.current =
        at < 0 ? [...latest.current, resource] : latest.current.map((item, index) => (index === at ? resource : item));
      dirty.current = true;
      setResources(latest.current);
      setState('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    async flush() {
      await save();
      return revision.current;
    },
  };
}
