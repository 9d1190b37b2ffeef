import type { WorkItem } from './work-item.ts';

/** The principals that an item lies before: its assignee, or else those it is offered to. */
function holdersOf(item: Pick<WorkItem, 'assigneeId' | 'candidates'>): readonly string[] {
  return item.assigneeId === null ? [...new Set(item.candidates)].toSorted() : [`person:${item.assigneeId}`];
}

/** A pool is named by its principals, so that whose inbox it belongs to can be read off the name. */
function poolOf(principals: readonly string[]): string {
  return principals.join(' ');
}

export function principalsOfPool(pool: string): readonly string[] {
  return pool === '' ? [] : pool.split(' ');
}

/** The item with everything that follows from its state, its assignee and its candidates brought up to date. */
export function place(item: WorkItem): WorkItem {
  const holders = holdersOf(item);
  const open = item.state === 'open';
  return {
    ...item,
    pool: poolOf(holders),
    inbox: open ? holders : [],
    board: open ? item.departments : [],
  };
}
