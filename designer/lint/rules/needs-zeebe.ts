import { ELEMENTS, EXTENSIONS, FEATURES } from '#engine/model/index.ts';
import { tagsOf } from '../tags.ts';
import type { Finding, ModelElement, Rule } from '../types.ts';

/**
 * The shipped files run unchanged on a Zeebe 8.5 cluster. What is newer runs embedded only, and 8.5 refuses it or, as with task
 * listeners, passes it over in silence.
 */
export const needsZeebe: Rule = {
  code: 'LINT_NEEDS_ZEEBE',
  severity: 'warning',
  message: {
    'zh-CN': '“{name}”使用了 {what}，需要 Zeebe ≥ {version}。',
    en: "'{name}' uses {what}, which needs Zeebe ≥ {version}.",
  },
  remedy: {
    'zh-CN': '内置引擎可以运行；若要部署到 Zeebe 8.5 集群，请去掉该设置。',
    en: 'The built-in engine runs it; remove it if the file shall run on a Zeebe 8.5 cluster.',
  },
  *check({ file, process }) {
    for (const { name, attributes, elementId } of tagsOf(file.content)) {
      const element = process.elements.get(elementId);
      if (element !== undefined) yield* newer(element, namesIn(name, attributes));
    }
    for (const element of process.elements.values()) {
      yield* newer(
        element,
        FEATURES.filter(({ has }) => has(element)).map(({ what, since }) => [what, since]),
      );
    }
  },
};

type Needed = readonly [what: string, since: string];

const OLDEST = '8.5';

function* newer(element: ModelElement, needed: readonly Needed[]): Iterable<Finding> {
  for (const [what, version] of needed) if (version !== OLDEST) yield { element, details: { what, version } };
}

/** What a tag stands for, and those of its attributes that came later; `latest` is what older versions do anyway. */
function namesIn(tag: string, written: readonly string[]): readonly Needed[] {
  const element = tag.startsWith('bpmn:') ? ELEMENTS[tag.charAt(5).toUpperCase() + tag.slice(6)] : undefined;
  const { since = element?.since ?? OLDEST, attributes = {} } = EXTENSIONS[tag] ?? {};
  const names = written.filter((each) => !/=["']latest["']$/.test(each)).map((each) => each.split('=')[0] ?? '');
  const later = names.flatMap((name): Needed[] => {
    const version = attributes[name];
    return version === undefined ? [] : [[`${tag} ${name}`, version]];
  });
  return [[tag, since], ...later];
}
