import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { constructsMarkdown } from '#engine/model/constructs-docs.ts';
import { parseProcesses } from '#engine/model/index.ts';
import { definitionsOf, process } from '../../support/bpmn.ts';

describe('docs/constructs.md', () => {
  it('should be what the table says; node scripts/docs.mjs writes it', async () => {
    const written = readFileSync(join(import.meta.dirname, '../../../docs/constructs.md'), 'utf8');

    expect(written).toBe(await format(constructsMarkdown(), { parser: 'markdown', printWidth: 120 }));
  });
});

describe('what stands in no table', () => {
  const drawn = process('p').startEvent().endEvent().toXml();
  const inside = (xml: string): string => drawn.replace('</bpmn:process>', `${xml}</bpmn:process>`);
  const event = (definition: string): string =>
    inside(`<bpmn:intermediateCatchEvent id="x">${definition}</bpmn:intermediateCatchEvent>`);
  const condition = '<bpmn:condition>=true</bpmn:condition>';

  it.each([
    ['a transaction', inside('<bpmn:transaction id="x"/>')],
    ['a complex gateway', inside('<bpmn:complexGateway id="x"/>')],
    [
      'a conditional event',
      event(`<bpmn:conditionalEventDefinition id="d">${condition}</bpmn:conditionalEventDefinition>`),
    ],
    ['a cancel end event', inside('<bpmn:endEvent id="x"><bpmn:cancelEventDefinition id="d"/></bpmn:endEvent>')],
    [
      'a choreography task',
      definitionsOf('<bpmn:choreography id="c"><bpmn:choreographyTask id="x"/></bpmn:choreography>'),
    ],
  ])('should be refused: %s', async (_what, content) => {
    expect((await parseProcesses({ name: 'x.bpmn', content })).ok).toBe(false);
  });
});
