import type { DeclaredType } from './declared-type.ts';
import type { DecisionFile } from './files.ts';
import { buildFunction, buildLogic } from './logic-builder.ts';
import { PLACES } from './places.ts';
import type { Source } from './source.ts';
import { type Surroundings, TextBuilder } from './text-builder.ts';
import type { Decision, Definitions, DrgElement, InputData, Knowledge, Requirement, Service } from './types.ts';

/** Names that FEEL tells from others only by knowing them. */
const MAX_NAMES = 500;
/** Decisions that require each other one behind the other. */
const MAX_CHAIN = 200;

/** Compiles a file with what it imports; what is wrong is added to the problems of each file. */
export function buildDefinitions(file: DecisionFile): Definitions {
  const elements = new Map<string, DrgElement>();
  for (const each of [...file.imported, file]) {
    const builder = new FileBuilder(each);
    for (const element of builder.build()) elements.set(`${each.namespace}#${element.id}`, element);
  }
  const own = [...elements].filter(([key]) => key.startsWith(`${file.namespace}#`)).map(([, element]) => element);
  const decisions = own.filter((element) => element.kind === 'decision');
  if (decisions.length === 0 && !own.some(({ kind }) => kind === 'knowledge'))
    file.problems.add('DECISION_NONE', file.source);
  if (file.properties.length > MAX_NAMES) {
    const what = { en: 'full of names with spaces or signs', 'zh-CN': '中含空格或符号的名称过多' };
    file.problems.add('DECISION_TOO_LARGE', file.source, { what, limit: MAX_NAMES });
  }
  checkNames(own, file);
  checkGraph(own, elements, file);
  const byId = <Kind extends DrgElement>(kind: Kind['kind']): ReadonlyMap<string, Kind> =>
    new Map(own.filter((element): element is Kind => element.kind === kind).map((element) => [element.id, element]));
  return {
    id: file.source.id ?? '',
    name: file.source.name ?? '',
    resourceName: file.resource.name,
    namespace: file.namespace,
    imports: file.imported.map(({ resource }) => resource),
    decisions: byId<Decision>('decision'),
    services: byId<Service>('service'),
    knowledge: byId<Knowledge>('knowledge'),
    elements,
  };
}

function checkNames(own: readonly DrgElement[], file: DecisionFile): void {
  const names = new Set<string>();
  for (const element of own) {
    if (element.kind === 'input') continue;
    if (names.has(element.resultName)) file.problems.add('DECISION_NAME_TAKEN', element, { name: element.resultName });
    names.add(element.resultName);
  }
}

function checkGraph(own: readonly DrgElement[], elements: ReadonlyMap<string, DrgElement>, file: DecisionFile): void {
  const depths = new Map<string, number>();
  const visit = (key: string, path: readonly string[]): number => {
    const element = elements.get(key);
    const known = depths.get(key);
    if (element === undefined || known !== undefined) return known ?? 0;
    if (path.includes(key)) {
      const circle = [...path.slice(path.indexOf(key)), key].map((each) => elements.get(each)?.id ?? each);
      file.problems.add('DECISION_CYCLE', element, { circle: circle.join(' → ') });
      return 0;
    }
    if (path.length > MAX_CHAIN) return path.length;
    const next = element.kind === 'service' ? element.outputs : element.requirements;
    // Business knowledge may call itself.
    const others = next.filter((requirement) => requirement.key !== key);
    const depth = 1 + Math.max(0, ...others.map((requirement) => visit(requirement.key, [...path, key])));
    depths.set(key, depth);
    return depth;
  };
  const deep = own.find((element) => visit(`${file.namespace}#${element.id}`, []) > MAX_CHAIN);
  if (deep === undefined) return;
  const what = { en: 'long in its chains of requirements', 'zh-CN': '依赖层数过多' };
  file.problems.add('DECISION_TOO_LARGE', deep, { what, limit: MAX_CHAIN });
}

/** Compiles the elements of one file. */
class FileBuilder {
  readonly #file: DecisionFile;
  readonly #declared: Surroundings['declared'];

  constructor(file: DecisionFile) {
    this.#file = file;
    this.#declared = new Map([...file.types.all()].map(([name, { isKind }]) => [name, isKind]));
  }

  build(): readonly DrgElement[] {
    this.#file.source.children('itemDefinition').forEach((item) => this.#checkItem(item));
    return this.#file.source.all.flatMap((source) => {
      switch (source.kind) {
        case 'decision':
          return this.#decision(source);
        case 'inputData':
          return this.#inputData(source);
        case 'businessKnowledgeModel':
          return this.#knowledge(source);
        case 'decisionService':
          return this.#service(source);
        default:
          return [];
      }
    });
  }

  /** Values that a type is limited to must be tests, of what nothing is known but `?`. */
  #checkItem(item: Source): void {
    for (const limit of [item.child('allowedValues'), item.child('typeConstraint')])
      if (limit) this.#texts(item, []).tests(limit, PLACES.values);
    item.children('itemComponent').forEach((component) => this.#checkItem(component));
  }

  #common(source: Source): Pick<DrgElement, 'id' | 'name' | 'text' | 'resultName'> {
    const name = source.name ?? source.id ?? '';
    const id = source.id ?? name;
    if (source.id === undefined) this.#file.problems.add('DECISION_WITHOUT_ID', source, { name });
    return { id, name, text: { 'zh-CN': name, en: source.englishLabel ?? name }, resultName: resultNameOf(source) };
  }

  #texts(source: Source, names: readonly string[]): TextBuilder {
    const { problems, types, properties } = this.#file;
    const around = {
      problems,
      types,
      declared: this.#declared,
      properties,
      owner: source,
      ownerName: source.name ?? source.id ?? '',
      language: this.#file.source.attribute('expressionLanguage'),
    };
    return new TextBuilder(around, names);
  }

  #decision(source: Source): Decision {
    const requirements = [
      ...this.#required(source, 'informationRequirement', ['requiredDecision', 'requiredInput']),
      ...this.#required(source, 'knowledgeRequirement', ['requiredKnowledge']),
    ];
    const texts = this.#texts(source, namesOf(requirements));
    const { expression } = source;
    if (expression === undefined)
      this.#file.problems.add('DECISION_WITHOUT_LOGIC', source, { name: source.name ?? source.id ?? '' });
    const logic = expression
      ? buildLogic(expression, texts)
      : ({ id: '', kind: 'broken', reason: 'It has no logic.' } as const);
    const resultType = texts.type(source.child('variable')?.typeRef, PLACES.result);
    const { versionTag } = source;
    const tagged = versionTag === undefined ? {} : { versionTag };
    return {
      kind: 'decision',
      ...this.#common(source),
      ...tagged,
      ...(resultType && { resultType }),
      requirements,
      logic,
      claims: source.properties('monotonic'),
    };
  }

  #inputData(source: Source): InputData {
    const resultType = this.#texts(source, []).type(source.child('variable')?.typeRef, PLACES.result);
    return { kind: 'input', ...this.#common(source), ...(resultType && { resultType }), requirements: [] };
  }

  #knowledge(source: Source): Knowledge {
    const requirements = this.#required(source, 'knowledgeRequirement', ['requiredKnowledge']);
    const common = this.#common(source);
    const texts = this.#texts(source, [common.resultName, ...namesOf(requirements)]);
    const encapsulated = source.child('encapsulatedLogic');
    if (encapsulated === undefined) this.#file.problems.add('DECISION_WITHOUT_LOGIC', source, { name: common.name });
    const logic = encapsulated
      ? buildFunction(encapsulated, texts)
      : ({ id: '', kind: 'broken', reason: 'It has no logic.' } as const);
    const resultType = texts.resultType(source.child('variable')?.typeRef, PLACES.result);
    return { kind: 'knowledge', ...common, ...(resultType && { resultType }), requirements, logic };
  }

  #service(source: Source): Service {
    const inputs = ['inputData', 'inputDecision'].flatMap((kind) =>
      this.#references(source, kind).map((requirement) => ({ ...requirement, ...this.#typeOf(requirement.key) })),
    );
    const outputs = this.#references(source, 'outputDecision');
    if (source.child('outputDecision') === undefined)
      this.#file.problems.add('DECISION_INCOMPLETE', source, { name: source.name ?? '', element: source.kind });
    this.#references(source, 'encapsulatedDecision');
    const resultType = this.#texts(source, []).resultType(source.child('variable')?.typeRef, PLACES.result);
    const common = this.#common(source);
    return { kind: 'service', ...common, ...(resultType && { resultType }), requirements: [], inputs, outputs };
  }

  #typeOf(key: string): { readonly type?: DeclaredType } {
    const type = this.#file.types.resolve(this.#file.find(key)?.child('variable')?.typeRef);
    return type === undefined || type === 'any' ? {} : { type };
  }

  #required(source: Source, kind: string, targets: readonly string[]): readonly Requirement[] {
    return source.children(kind).flatMap((requirement) => {
      if (targets.every((target) => requirement.child(target) === undefined)) this.#dangling(source, '');
      return targets.flatMap((target) => this.#references(requirement, target, source));
    });
  }

  #dangling(owner: Source, target: string): void {
    this.#file.problems.add('DECISION_DANGLING', owner, { name: owner.name ?? owner.id ?? '', target });
  }

  #references(holder: Source, kind: string, owner = holder): readonly Requirement[] {
    return holder.children(kind).flatMap((reference) => {
      const href = reference.attribute('href') ?? '';
      const found = this.#file.resolve(href);
      if (found === undefined || LEADS_TO[kind]?.includes(found.source.kind) !== true) {
        this.#dangling(owner, href);
        return [];
      }
      const { key, alias, source } = found;
      return [{ key, ...(alias !== undefined && { alias }), name: resultNameOf(source) }];
    });
  }
}

/** What a reference may lead to. */
const LEADS_TO: Readonly<Record<string, readonly string[]>> = {
  requiredDecision: ['decision'],
  requiredInput: ['inputData'],
  requiredKnowledge: ['businessKnowledgeModel', 'decisionService'],
  outputDecision: ['decision'],
  encapsulatedDecision: ['decision'],
  inputDecision: ['decision'],
  inputData: ['inputData'],
};

const namesOf = (requirements: readonly Requirement[]): readonly string[] =>
  requirements.flatMap(({ alias, name }) => (alias === undefined ? [name] : [alias, name]));

/** The name under which others see its value; Camunda's for a decision without a variable is its id. */
const resultNameOf = (source: Source): string =>
  source.child('variable')?.name ?? (source.kind === 'decision' ? source.id : source.name) ?? source.name ?? '';
