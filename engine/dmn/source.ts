/** The elements of a DMN file as the XML reader hands them out; only what is read here. Attributes of it may be absent. */
export interface ElementSource {
  readonly $type: string;
  readonly $parent?: ElementSource;
  readonly id?: string;
  readonly name?: string;
  readonly label?: string;
  readonly description?: string;
  readonly extensionElements?: { readonly values?: readonly ExtensionSource[] };
}

/** An element of another namespace: attributes stand on it directly, children in `$children`. */
interface ExtensionSource {
  readonly $type: string;
  readonly $children?: readonly ExtensionSource[];
  readonly name?: string;
  readonly value?: string;
}

export interface TextSource extends ElementSource {
  readonly text?: string;
  readonly typeRef?: string;
  readonly expressionLanguage?: string;
}

interface VariableSource extends ElementSource {
  readonly typeRef?: string;
}

interface ReferenceSource {
  readonly href?: string;
}

interface RequirementSource extends ElementSource {
  readonly requiredDecision?: ReferenceSource;
  readonly requiredInput?: ReferenceSource;
}

export interface InputSource extends ElementSource {
  readonly inputExpression?: TextSource;
  readonly inputValues?: TextSource;
}

export interface OutputSource extends ElementSource {
  readonly typeRef?: string;
  readonly outputValues?: TextSource;
  readonly defaultOutputEntry?: TextSource;
}

export interface RuleSource extends ElementSource {
  readonly inputEntry?: readonly TextSource[];
  readonly outputEntry?: readonly TextSource[];
  readonly annotationEntry?: readonly { readonly text?: string }[];
}

export interface TableSource extends ElementSource {
  readonly input?: readonly InputSource[];
  readonly output?: readonly OutputSource[];
  readonly rule?: readonly RuleSource[];
  readonly annotation?: readonly { readonly name?: string }[];
  readonly hitPolicy?: string;
  readonly aggregation?: string;
}

export interface DecisionSource extends ElementSource {
  readonly variable?: VariableSource;
  readonly informationRequirement?: readonly RequirementSource[];
  readonly knowledgeRequirement?: readonly ElementSource[];
  readonly decisionLogic?: ElementSource;
}

export interface ItemDefinitionSource extends ElementSource {
  readonly typeRef?: string;
  readonly isCollection?: boolean;
  readonly allowedValues?: TextSource;
  readonly itemComponent?: readonly ItemDefinitionSource[];
}

export interface DefinitionsSource extends ElementSource {
  readonly drgElement?: readonly ElementSource[];
  readonly itemDefinition?: readonly ItemDefinitionSource[];
  readonly import?: readonly ElementSource[];
  readonly expressionLanguage?: string;
}

export const isDecision = (element: ElementSource): element is DecisionSource => element.$type === 'dmn:Decision';
export const isInputData = (element: ElementSource): boolean => element.$type === 'dmn:InputData';
export const isTable = (element: ElementSource | undefined): element is TableSource =>
  element?.$type === 'dmn:DecisionTable';
export const isLiteral = (element: ElementSource | undefined): element is TextSource =>
  element?.$type === 'dmn:LiteralExpression';

/** The English label that rides in `zeebe:property name="label:en"`. */
export function englishLabel(element: ElementSource): string | undefined {
  const properties = (element.extensionElements?.values ?? []).flatMap((value) =>
    value.$type === 'zeebe:properties' ? (value.$children ?? []) : [],
  );
  return properties.find((property) => property.name === 'label:en')?.value;
}
