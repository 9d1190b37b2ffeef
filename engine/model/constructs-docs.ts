import { ELEMENTS, EVENTS, EXTENSIONS, FEATURES, UNSUPPORTED_EXTENSIONS, type ZeebeVersion } from './constructs.ts';

const PLACES: Readonly<Record<keyof typeof EVENTS, string>> = {
  startOfProcess: 'start',
  startOfSubProcess: 'start of a sub-process',
  startOfEventSubProcess: 'start of an event sub-process',
  boundary: 'boundary',
  catch: 'intermediate catch',
  throw: 'intermediate throw',
  end: 'end',
};

/** docs/constructs.md: what is executed, since which Zeebe, and what is not. */
export function constructsMarkdown(): string {
  const kinds = [...new Set(Object.values(EVENTS).flat())];
  const places = Object.keys(EVENTS) as (keyof typeof EVENTS)[];
  const has = (place: keyof typeof EVENTS, kind: string): string =>
    EVENTS[place].some((each) => each === kind) ? '✓' : '';
  return `${[
    '# Constructs',
    'Made from `engine/model/constructs.ts`, the table the parser works with, by `node scripts/docs.mjs`. The reference is Zeebe 8.8; shipped files stay within 8.5, and lint marks what needs more.',
    '## Elements',
    table(
      ['BPMN', 'executed as', 'Zeebe'],
      Object.entries(ELEMENTS).map(([name, { type, since }]) => [`\`${name}\``, type, shown(since)]),
    ),
    '## Events',
    table(
      ['', ...places.map((place) => PLACES[place])],
      kinds.map((kind) => [kind.toLowerCase(), ...places.map((place) => has(place, kind))]),
    ),
    'Timers: date, duration, cycle (`R3/PT1H`, with a start, or cron), all of them also as expressions. Boundary events and event sub-processes interrupt or not; an error always interrupts.',
    '## Drawn together',
    table(
      ['', 'Zeebe'],
      FEATURES.map(({ what, since }) => [what, shown(since)]),
    ),
    '## Extension elements',
    table(
      ['', 'looked at', 'Zeebe'],
      Object.entries(EXTENSIONS).map(([name, { at, since, attributes = {} }]) => {
        const newer = Object.entries(attributes).map(([attribute, version]) => `\`${attribute}\` ${shown(version)}`);
        return [`\`${name}\``, at?.join(', ') ?? 'where it fits', [shown(since), ...newer].join('; ')];
      }),
    ),
    '## Not executed',
    [
      '- Refused, as Zeebe does: transactions and cancel, complex gateways, conditional events, conditions behind anything but exclusive and inclusive gateways, several event definitions, instantiating receive tasks, compensation event sub-processes, a loop in which nothing waits.',
      '- Refused where Zeebe passes over it: `startQuantity`, `completionQuantity`, multi-instance behaviour other than All, loop cardinality, extensions and mappings that nobody looks at, listeners that nobody calls.',
      '- Held back by lint, done once by the engine as on Zeebe: the standard loop.',
      '- Task listeners: `creating` and `completing`, on tasks with `zeebe:userTask`. What happens to a task while it is open (assigning, updating) happens in the inbox, and canceling at once; listeners for those are refused.',
      '- Forms by `formId`: a user task names its form by `formKey`.',
      ...Object.entries(UNSUPPORTED_EXTENSIONS).map(([name, instead]) => `- \`${name}\`; instead: ${instead}.`),
    ].join('\n'),
  ].join('\n\n')}\n`;
}

const shown = (since: ZeebeVersion): string => (since === '8.5' ? '≤ 8.5' : since);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
