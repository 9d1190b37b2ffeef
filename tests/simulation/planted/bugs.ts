/** Mistakes somebody could make. Each is put into a copy of the source; the simulation must find it. */
export interface Patch {
  readonly file: string;
  /** Occurs exactly once in the file, else the patch is out of date. */
  readonly find: string;
  readonly put: string;
}

export interface Bug extends Patch {
  readonly name: string;
}

export const BUGS: readonly Bug[] = [
  {
    name: 'it acknowledges before the commit',
    file: 'engine/embedded/loop.ts',
    find: '      await this.#commit(group);',
    put: '      for (const { waiting, attempt } of joined) settle(waiting, attempt);\n      await this.#commit(group);',
  },
  {
    name: 'it stores a group in two commits',
    file: 'engine/embedded/loop.ts',
    find: 'await store.commit(writes);',
    put: '(await store.commit(writes.slice(0, 1)), await store.commit(writes.slice(1)));',
  },
  {
    name: 'a projector writes outside the unit',
    file: 'engine/embedded/loop.ts',
    find: 'await scope.draft.write(projector.project(scope.records, scope.draft.documents, scope));',
    put: '(await this.#options.store.commit(projector.project(scope.records, scope.draft.documents, scope)), undefined);',
  },
  {
    name: 'a message is not known by its id',
    file: 'engine/embedded/messages.ts',
    find: 'if (kept.every((message) => message.messageId !== messageId)) return;',
    put: 'if (kept.length >= 0) return;',
  },
  {
    name: 'a message is kept twice',
    file: 'engine/embedded/messages.ts',
    find: '    scope.draft.create(bufferedMessages, {\n      ...message,',
    put: '    for (const messageKey of [message.messageKey, scope.nextKey()]) scope.draft.create(bufferedMessages, {\n      ...message,\n      messageKey,',
  },
  {
    name: 'a message goes to a process again and again',
    file: 'engine/embedded/messages.ts',
    find: '!kept.correlatedProcesses.includes(process)',
    put: 'kept.correlatedProcesses.length >= 0',
  },
  {
    name: 'a join counts a token twice',
    file: 'engine/kernel/apply.ts',
    find: 'const left = (taken[id] ?? 0) - 1;',
    put: 'const left = taken[id] ?? 0;',
  },
  {
    name: 'a join does not wait for its last flow',
    file: 'engine/kernel/behaviors/joins.ts',
    find: 'if (waiting.length === element.incoming.length) return waiting;',
    put: 'if (waiting.length >= Math.min(2, element.incoming.length)) return waiting;',
  },
  {
    name: 'a timer is left when its element ends',
    file: 'engine/kernel/behaviors/waiting.ts',
    find: "execution.emit({ type: 'timerCanceled', v: 1, timerKey });",
    put: '',
  },
  {
    name: 'an incident is left when its element ends',
    file: 'engine/kernel/behaviors/lifecycle.ts',
    find: '  resolveIncidents(execution, instance);',
    put: '',
  },
  {
    name: 'the job of a terminated element is kept',
    file: 'engine/kernel/behaviors/lifecycle.ts',
    find: '  cancelJob(execution, instance);',
    put: '',
  },
  {
    name: 'a completed job stays open',
    file: 'engine/kernel/apply.ts',
    find: '  delete state.jobs[event.jobKey];',
    put: '',
  },
  {
    name: 'a called instance outlives its caller',
    file: 'engine/kernel/elements/call-activity.ts',
    find: "type: 'cancelCalledInstance', processInstanceKey: instance.calledInstanceKey",
    put: "type: 'cancelCalledInstance', processInstanceKey: '0'",
  },
  {
    name: 'a snapshot is taken for the whole story',
    file: 'engine/embedded/restore.ts',
    find: 'this.from = usable?.position ?? 0;',
    put: 'this.from = usable === undefined ? 0 : Number.MAX_SAFE_INTEGER;',
  },
  {
    name: 'a position of the journal is used again',
    file: 'engine/embedded/scope.ts',
    find: 'position: (live.document?.position ?? 0) + 1,',
    put: 'position: Math.max(1, live.document?.position ?? 0),',
  },
  {
    name: 'keys begin anew with each start',
    file: 'engine/embedded/keys.ts',
    find: "return new KeySource(stored?.document.next ?? FIRST_KEY, stored?.version ?? 'absent');",
    put: "return new KeySource(FIRST_KEY, stored?.version ?? 'absent');",
  },
  {
    name: 'jobs and timers are not made again after a crash',
    file: 'engine/embedded/write-behind.ts',
    find: '      await behind.#catchUp();\n      await behind.flush();',
    put: '      await behind.flush();',
  },
  {
    name: 'the lock of a job is not stored',
    file: 'engine/embedded/activation.ts',
    find: '        scope.draft.replace(jobs, { ...job, availableAt: deadline });',
    put: '',
  },
  {
    name: 'timers fire by the latest time ever seen',
    file: 'engine/embedded/due-work.ts',
    find: 'queue.takeDue(now);',
    put: "queue.takeDue(((this as any).latest = [now, (this as any).latest ?? ''].toSorted().at(-1)));",
  },
  {
    name: 'a lost reply leaves the keys in doubt',
    file: 'engine/embedded/engine.ts',
    find: '      await this.#keys.reload(this.#store);',
    put: '',
  },
  {
    name: 'counters are not taken down',
    file: 'tasks/counters.ts',
    find: '[...counted(before, -1), ...counted(after, 1)]',
    put: 'counted(after, 1)',
  },
  {
    name: 'the store does not look at its lease',
    file: 'tests/simulation/disk.ts',
    find: '    if (life.number !== this.owner) throw lost();',
    put: '',
  },
];

/** Thresholds so low that what happens once in thousands of steps happens all the time. No bug: nothing may be found. */
export const HURRIED: readonly Patch[] = [
  { file: 'engine/embedded/write-behind.ts', find: 'const AGE = 5_000;', put: 'const AGE = 2;' },
  { file: 'engine/embedded/write-behind.ts', find: 'const CARRIED = 100;', put: 'const CARRIED = 1;' },
  { file: 'engine/embedded/write-behind.ts', find: 'const MARK_EVERY = 1_000;', put: 'const MARK_EVERY = 2;' },
  {
    file: 'engine/embedded/instances.ts',
    find: 'const SNAPSHOT_EVERY = { small: 8, large: 64 };',
    put: 'const SNAPSHOT_EVERY = { small: 2, large: 3 };',
  },
  { file: 'engine/embedded/instances.ts', find: 'const SMALL = 8 * 1024;', put: 'const SMALL = 700;' },
  { file: 'engine/embedded/keys.ts', find: 'const BLOCK = 10_000;', put: 'const BLOCK = 5;' },
  { file: 'engine/embedded/timer-queue.ts', find: 'held = 50_000', put: 'held = 2' },
];
