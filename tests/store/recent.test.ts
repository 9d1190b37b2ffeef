import { describe, expect, it } from 'vitest';
import { Recent } from '../../store/sqlite/recent.ts';
import { tasks } from './support.ts';

const kept = (id: string, size = 10) => ({ document: Object.freeze({ id }), version: 1, size });

describe('documents kept in memory', () => {
  it('should stay within their bound, the first ones going first', () => {
    const recent = new Recent(40);
    for (const id of ['a', 'b', 'c', 'd']) recent.keep(id, kept(id));
    recent.keep('a', kept('a'));
    recent.keep('e', kept('e'));
    expect(['a', 'b', 'c', 'd', 'e'].filter((id) => recent.get(id) !== undefined)).toEqual(['a', 'c', 'd', 'e']);
    recent.keep('big', kept('big', 11));
    expect(recent.get('big')).toBeUndefined();
  });

  it('should be those of collections that the writer reads', () => {
    const recent = new Recent();
    recent.note(tasks, 'a', kept('a'));
    recent.settle();
    expect(recent.get('tasks/a')).toBeUndefined();
    recent.follow(tasks);
    recent.note(tasks, 'a', kept('a'));
    recent.note(tasks, 'b', { ...kept('b'), document: { id: 'b' } });
    recent.settle();
    expect(recent.get('tasks/a')).toEqual(kept('a'));
    expect(recent.get('tasks/b')).toBeUndefined();
  });
});
