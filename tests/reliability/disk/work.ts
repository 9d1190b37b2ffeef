import { engineCollections } from '#engine/index.ts';
import type { Collection } from '#store/index.ts';
import { notes } from '../../engine/embedded/harness.ts';
import { process } from '../../support/bpmn.ts';

export const collections: readonly Collection[] = [...engineCollections, notes];

export const MESSAGE = 'go-on';

/** A task, a message to wait for, the end. */
export const PROCESS = {
  name: 'failing.bpmn',
  content: process('failing')
    .startEvent()
    .userTask('check')
    .catchEvent('wait', { message: MESSAGE, correlationKey: '=id' })
    .endEvent()
    .toXml(),
};
