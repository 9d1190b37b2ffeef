import { engineCollections } from '#engine/index.ts';
import type { Worker } from '#engine/index.ts';
import type { Collection } from '#store/index.ts';
import { process } from '../../support/bpmn.ts';
import { noteReference, notes, putNote } from './harness.ts';

export { putNote } from './harness.ts';

export const collections: readonly Collection[] = [...engineCollections, notes];

export const PROCESS = {
  name: 'killed.bpmn',
  content: process('killed')
    .startEvent()
    .userTask('check')
    .serviceTask('effect', { type: 'effect' })
    .userTask('sign')
    .endEvent()
    .toXml(),
};

const effectOf = (processInstanceKey: string): string => `effect-${processInstanceKey}`;

/** Adds one mark to the document of the case: two marks would be two effects. */
export function effectWorker(): Worker<string> {
  return {
    type: 'effect',
    prepare: async () => 'x',
    reads: (job) => [noteReference(effectOf(job.processInstanceKey))],
    decide(documents, job, mark) {
      const id = effectOf(job.processInstanceKey);
      const before = documents.get(notes, id)?.document.text ?? '';
      return { writes: [putNote(id, before + mark)], outcome: { type: 'complete' } };
    },
  };
}
