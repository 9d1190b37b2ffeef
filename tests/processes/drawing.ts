import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An element with its place in the picture. */
export interface DrawnElement {
  readonly id: string;
  readonly type: string;
  readonly name: string | undefined;
  /** The English name. */
  readonly label: string | undefined;
  readonly parentId: string | undefined;
  readonly attachedTo: string | undefined;
  readonly bounds: Bounds | undefined;
  readonly labelBounds: Bounds | undefined;
}

export interface DrawnFlow {
  readonly id: string;
  readonly name: string | undefined;
  readonly label: string | undefined;
  readonly sourceId: string;
  readonly targetId: string;
  readonly waypoints: readonly Point[];
}

export interface Drawing {
  /** The process itself, too; it has no bounds. */
  readonly elements: readonly DrawnElement[];
  readonly flows: readonly DrawnFlow[];
}

/** What of moddle's untyped tree is read here. */
interface Node {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  readonly $parent?: Node;
  readonly extensionElements?: { readonly values: readonly Node[] };
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly flowElements?: readonly Node[];
  readonly attachedToRef?: Node;
  readonly sourceRef?: Node;
  readonly targetRef?: Node;
  readonly bpmnElement?: Node;
  readonly bounds?: Bounds;
  readonly label?: { readonly bounds?: Bounds };
  readonly waypoint?: readonly Point[];
}

const zeebe = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json') as object;

/** A drawing as its file has it; a warning of the reader throws. */
export async function readDrawing(xml: string): Promise<Drawing> {
  const read = await new BpmnModdle({ zeebe }).fromXML(xml);
  if (read.warnings.length > 0) throw new Error(read.warnings.map(({ message }) => message).join('\n'));
  const root = read.rootElement as unknown as {
    readonly rootElements: readonly Node[];
    readonly diagrams: readonly { readonly plane: { readonly planeElement: readonly Node[] } }[];
  };
  const places = new Map(
    root.diagrams.flatMap(({ plane }) => plane.planeElement).map((place) => [place.bpmnElement?.id ?? '', place]),
  );
  const all = root.rootElements.filter(({ $type }) => $type === 'bpmn:Process').flatMap(withInner);
  return {
    elements: all.filter(({ $type }) => $type !== 'bpmn:SequenceFlow').map((node) => drawnElement(node, places)),
    flows: all
      .filter(({ $type }) => $type === 'bpmn:SequenceFlow')
      .map((node) => ({
        ...naming(node),
        sourceId: node.sourceRef?.id ?? '',
        targetId: node.targetRef?.id ?? '',
        waypoints: places.get(node.id)?.waypoint ?? [],
      })),
  };
}

function withInner(node: Node): readonly Node[] {
  return [node, ...(node.flowElements ?? []).flatMap(withInner)];
}

function drawnElement(node: Node, places: ReadonlyMap<string, Node>): DrawnElement {
  const place = places.get(node.id);
  return {
    ...naming(node),
    type: node.$type,
    parentId: node.$parent?.id,
    attachedTo: node.attachedToRef?.id,
    bounds: place?.bounds,
    labelBounds: place?.label?.bounds,
  };
}

function naming(node: Node): Pick<DrawnElement, 'id' | 'name' | 'label'> {
  const properties = (node.extensionElements?.values ?? []).flatMap((value) => value.properties ?? []);
  return { id: node.id, name: node.name, label: properties.find(({ name }) => name === 'label:en')?.value };
}
