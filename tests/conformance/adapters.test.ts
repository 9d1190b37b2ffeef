import { describe, expect, it } from 'vitest';
import { file, table } from '../engine/dmn/support.ts';
import { process } from '../support/bpmn.ts';
import { run } from './bpmn-driver.ts';
import { evaluate as evaluateDecision, prepare } from './dmn-adapter.ts';
import { evaluate } from './feel-adapter.ts';
import { lostFacts } from './miwg-round-trip.ts';

const asked = { file: 'case.bpmn', processId: 'p', startFirst: [], variables: {}, delayMs: 3_000 };

describe('the driver of converted BPMN cases', () => {
  it('should log tokens, wait in virtual time and meet two barriers at once', async () => {
    const bpmnXml = process('p')
      .startEvent()
      .parallelGateway('fork')
      .serviceTask('a', { type: 'barrier', headers: { token: 'both' } })
      .parallelGateway('join')
      .serviceTask('pause', { type: 'wait', headers: { seconds: '2' } })
      .serviceTask('tell', { type: 'log', inputs: { token: '="told"' } })
      .endEvent()
      .from('fork')
      .serviceTask('b', { type: 'barrier', headers: { token: 'both' } })
      .to('join')
      .toXml();

    expect(await run({ ...asked, bpmnXml })).toMatchObject({ deployed: true, tokens: ['both', 'told'], error: null });
  });

  it('should count the time that work takes', async () => {
    const drawn = process('p').startEvent().parallelGateway('fork').catchEvent('timer', { duration: 'PT2S' });
    drawn.serviceTask('late', { type: 'log', headers: { token: 'timer' } }).endEvent('e1');
    drawn.from('fork');
    for (let n = 0; n < 11; n += 1) drawn.serviceTask(`noop${n}`, { type: 'noop' });
    drawn.endEvent('e2');

    expect(await run({ ...asked, delayMs: 1_000, bpmnXml: drawn.toXml() })).toMatchObject({ tokens: ['timer'] });
  });

  it('should tell an error that nobody catches from other trouble', async () => {
    const thrown = process('p')
      .startEvent()
      .serviceTask('a', { type: 'throw-error', headers: { errorCode: 'E' } });
    const doubtful = process('p').startEvent().exclusiveGateway('x').when('=unknown').endEvent('a').from('x');

    expect(await run({ ...asked, bpmnXml: thrown.toXml() })).toMatchObject({ error: 'uncaught-error-event' });
    expect(await run({ ...asked, bpmnXml: doubtful.when('=false').endEvent('b').toXml() })).toMatchObject({
      error: 'runtime',
    });
  });

  it('should say that a file is refused', async () => {
    const verdict = await run({ ...asked, bpmnXml: process('p').endEvent().toXml() });

    expect(verdict).toMatchObject({ deployed: false, tokens: [] });
  });
});

describe('the round trip of drawings', () => {
  const drawn = (attributes: string, rest = ''): string =>
    process('p')
      .startEvent('s')
      .element('task', 't', { attributes })
      .endEvent('e')
      .toXml()
      .replace('</bpmn:process>', `${rest}</bpmn:process>`);

  it('should lose nothing of what is drawn, nor count what the schema says anyway', async () => {
    expect(await lostFacts(drawn('name="A" startQuantity="1" isForCompensation="false"'))).toEqual([]);
    expect(await lostFacts(drawn('startQuantity="2"', '<bpmn:documentation>Once.</bpmn:documentation>'))).toEqual([]);
  });

  it('should tell what is lost', async () => {
    const dangling = '<bpmn:sequenceFlow id="f" sourceRef="t" targetRef="nowhere"/>';

    expect(await lostFacts(drawn('', dangling))).toEqual(['sequenceFlow#f @targetRef=nowhere']);
  });
});

describe('the adapters of FEEL and DMN', () => {
  it('should take and give neutral values', () => {
    const vars = { start: { $t: 'date', v: '2026-01-31' }, n: 2 } as const;
    const expr = '{ due: start + duration("P1D"), twice: [n * 2] }';

    expect(evaluate({ expr, vars, kind: 'expression' })).toEqual({
      due: { $t: 'date', v: '2026-02-01' },
      twice: [4],
    });
    expect(evaluate({ expr: '< 3', vars: {}, kind: 'unary', input: 2 })).toBe(true);
  });

  it('should evaluate a decision by its name', async () => {
    const modelXml = file(
      table({ name: 'level', inputs: ['n: number'], outputs: ['l: string'], rules: ['> 1; "high"'] }),
    );
    const model = await prepare({ modelXml, modelPath: 'level.dmn' });

    expect(evaluateDecision({ model, kind: 'decision', name: 'level', inputs: { n: 2 } })).toBe('high');
  });
});
