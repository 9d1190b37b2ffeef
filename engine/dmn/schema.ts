/**
 * What may stand in a DMN file: the union of the XML schemas of DMN 1.1 to 1.5. An attribute or a child that is not listed here
 * has no meaning, and a file that holds one is refused rather than read without it.
 */
export interface Shape {
  readonly attributes: ReadonlySet<string>;
  /** Child element → the shape of it, and whether it may stand several times. */
  readonly children: ReadonlyMap<string, { readonly shape: string; readonly many: boolean }>;
  /** It holds a text instead of children. */
  readonly text: boolean;
}

const NAMED = 'id label name';
/** Elements that give a value. */
const EXPRESSIONS = [
  'literalExpression',
  'decisionTable',
  'context',
  'invocation',
  'functionDefinition',
  'relation',
  'list',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
];

function shape(attributes: string, children: Readonly<Record<string, string>> = {}): Shape {
  const all = { description: 'text', extensionElements: 'foreign', ...children };
  return {
    attributes: new Set(attributes.split(' ')),
    children: new Map(
      Object.entries(all).flatMap(([name, target]) => {
        const child = { shape: target.replace('*', ''), many: target.endsWith('*') };
        if (name !== 'expression') return [[name, child] as const];
        // `expression`: any of them in its place.
        return EXPRESSIONS.map((kind) => [kind, { shape: kind, many: child.many }] as const);
      }),
    ),
    text: false,
  };
}

const TEXT: Shape = { attributes: new Set(), children: new Map(), text: true };
const REFERENCE = shape('href');
const CHILD_EXPRESSION = shape('id label typeRef', { expression: 'one' });

/** Shapes by name; most are named as their element. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  text: TEXT,
  reference: REFERENCE,
  definitions: shape(`${NAMED} expressionLanguage typeLanguage namespace exporter exporterVersion`, {
    import: 'import*',
    itemDefinition: 'itemDefinition*',
    decision: 'decision*',
    inputData: 'inputData*',
    businessKnowledgeModel: 'businessKnowledgeModel*',
    decisionService: 'decisionService*',
    knowledgeSource: 'knowledgeSource*',
    association: 'association*',
    textAnnotation: 'textAnnotation*',
    group: 'named*',
    elementCollection: 'elementCollection*',
    performanceIndicator: 'performanceIndicator*',
    organizationUnit: 'organizationUnit*',
  }),
  import: shape(`${NAMED} namespace locationURI importType`),
  named: shape(NAMED),
  elementCollection: shape(NAMED, { drgElement: 'reference*' }),
  performanceIndicator: shape(`${NAMED} URI`, { impactingDecision: 'reference*' }),
  organizationUnit: shape(`${NAMED} URI`, { decisionMade: 'reference*', decisionOwned: 'reference*' }),
  association: shape('id label associationDirection', { sourceRef: 'reference', targetRef: 'reference' }),
  textAnnotation: shape('id label textFormat', { text: 'text' }),
  itemDefinition: shape(`${NAMED} typeLanguage isCollection`, {
    typeRef: 'text',
    allowedValues: 'unaryTests',
    typeConstraint: 'unaryTests',
    itemComponent: 'itemDefinition*',
    functionItem: 'functionItem',
  }),
  functionItem: shape('id label outputTypeRef', { parameters: 'informationItem*' }),
  informationItem: shape(`${NAMED} typeRef`),
  inputData: shape(NAMED, { variable: 'informationItem' }),
  knowledgeSource: shape(`${NAMED} locationURI`, {
    authorityRequirement: 'authorityRequirement*',
    type: 'text',
    owner: 'reference',
  }),
  decision: shape(NAMED, {
    question: 'text',
    allowedAnswers: 'text',
    variable: 'informationItem',
    informationRequirement: 'informationRequirement*',
    knowledgeRequirement: 'knowledgeRequirement*',
    authorityRequirement: 'authorityRequirement*',
    supportedObjective: 'reference*',
    impactedPerformanceIndicator: 'reference*',
    decisionMaker: 'reference*',
    decisionOwner: 'reference*',
    usingProcess: 'reference*',
    usingTask: 'reference*',
    expression: 'one',
  }),
  businessKnowledgeModel: shape(NAMED, {
    variable: 'informationItem',
    knowledgeRequirement: 'knowledgeRequirement*',
    authorityRequirement: 'authorityRequirement*',
    encapsulatedLogic: 'functionDefinition',
  }),
  decisionService: shape(NAMED, {
    variable: 'informationItem',
    outputDecision: 'reference*',
    encapsulatedDecision: 'reference*',
    inputDecision: 'reference*',
    inputData: 'reference*',
  }),
  informationRequirement: shape('id label', { requiredDecision: 'reference', requiredInput: 'reference' }),
  knowledgeRequirement: shape('id label', { requiredKnowledge: 'reference' }),
  authorityRequirement: shape('id label', {
    requiredDecision: 'reference',
    requiredInput: 'reference',
    requiredAuthority: 'reference',
  }),
  literalExpression: shape('id label typeRef expressionLanguage', { text: 'text', importedValues: 'importedValues' }),
  importedValues: shape(`${NAMED} namespace locationURI importType expressionLanguage`, { importedElement: 'text' }),
  unaryTests: shape('id label expressionLanguage typeRef', { text: 'text' }),
  decisionTable: shape('id label typeRef hitPolicy aggregation preferredOrientation outputLabel', {
    input: 'inputClause*',
    output: 'outputClause*',
    annotation: 'annotationClause*',
    rule: 'rule*',
  }),
  inputClause: shape('id label', { inputExpression: 'literalExpression', inputValues: 'unaryTests' }),
  outputClause: shape(`${NAMED} typeRef`, { outputValues: 'unaryTests', defaultOutputEntry: 'literalExpression' }),
  annotationClause: shape('id label name'),
  rule: shape('id label', {
    inputEntry: 'unaryTests*',
    outputEntry: 'literalExpression*',
    annotationEntry: 'annotationEntry*',
  }),
  annotationEntry: shape('id label', { text: 'text' }),
  context: shape('id label typeRef', { contextEntry: 'contextEntry*' }),
  contextEntry: shape('id label', { variable: 'informationItem', expression: 'one' }),
  invocation: shape('id label typeRef', { expression: 'one', binding: 'binding*' }),
  binding: shape('id label', { parameter: 'informationItem', expression: 'one' }),
  functionDefinition: shape('id label typeRef kind', { formalParameter: 'informationItem*', expression: 'one' }),
  relation: shape('id label typeRef', { column: 'informationItem*', row: 'list*' }),
  list: shape('id label typeRef', { expression: 'many*' }),
  conditional: shape('id label typeRef', {
    if: 'childExpression',
    // oxlint-disable-next-line unicorn/no-thenable -- the child element of DMN
    then: 'childExpression',
    else: 'childExpression',
  }),
  filter: shape('id label typeRef', { in: 'childExpression', match: 'childExpression' }),
  for: shape('id label typeRef iteratorVariable', { in: 'childExpression', return: 'childExpression' }),
  some: shape('id label typeRef iteratorVariable', { in: 'childExpression', satisfies: 'childExpression' }),
  every: shape('id label typeRef iteratorVariable', { in: 'childExpression', satisfies: 'childExpression' }),
  childExpression: CHILD_EXPRESSION,
};

const NAMES: ReadonlySet<string> = new Set(EXPRESSIONS);
export const isExpressionName = (name: string): boolean => NAMES.has(name);

/** Namespaces of the versions that are read. */
export const MODEL_NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]);

/** Any version, also one that is not read. */
export const isModelNamespace = (namespace: string): boolean =>
  /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d+\/(?:MODEL\/?|dmn\.xsd)$/.test(namespace);

/** Drawings: where and how large things are. */
export const isDiagramNamespace = (namespace: string): boolean =>
  /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d+\/(?:DMNDI|DI|DC)\/?$/.test(namespace);
