import { engineCollections } from '#engine/index.ts';
import type { Collection } from '#store/index.ts';
import { notes } from '../../engine/embedded/harness.ts';
import { process } from '../../support/bpmn.ts';

export const collections: readonly Collection[] = [...engineCollections, notes];

export const PROCESS = {
  name: 'committed.bpmn',
  content: process('committed').startEvent().userTask('check').endEvent().toXml(),
};
