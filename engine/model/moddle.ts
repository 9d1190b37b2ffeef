// The package has no types of its own; the browser build finds ours only by this reference.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./bpmn-moddle.d.ts" />
/** The one place that knows the BPMN reader library. Everything behind it sees plain nodes. */
import { BpmnModdle } from 'bpmn-moddle';
import zeebePackage from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

/** An element of the file. Properties are read with the functions below. */
export interface XmlNode {
  readonly $type: string;
  readonly $parent?: XmlNode;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly [property: string]: unknown;
}

export interface ReaderWarning {
  readonly message: string;
  /** The element it is about, where the reader knows. */
  readonly element?: XmlNode;
  readonly property?: string;
  readonly value?: string;
}

export type Reading =
  | { readonly ok: true; readonly definitions: XmlNode; readonly warnings: readonly ReaderWarning[] }
  | { readonly ok: false; readonly message: string };

/** Reads BPMN with Zeebe's extension elements. Text that is no BPMN at all is a value, not an exception. */
export async function readBpmn(xml: string): Promise<Reading> {
  const reader = new BpmnModdle({ zeebe: zeebePackage });
  try {
    const { rootElement, warnings } = await reader.fromXML(xml);
    return { ok: true, definitions: rootElement, warnings };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** A text attribute; undefined when absent or blank. */
export function textOf(node: XmlNode | undefined, property: string): string | undefined {
  const value = node?.[property];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function booleanOf(node: XmlNode | undefined, property: string): boolean | undefined {
  const value = node?.[property];
  return typeof value === 'boolean' ? value : undefined;
}

export function nodeOf(node: XmlNode | undefined, property: string): XmlNode | undefined {
  const value = node?.[property];
  return isNode(value) ? value : undefined;
}

export function nodesOf(node: XmlNode | undefined, property: string): readonly XmlNode[] {
  const value = node?.[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function idOf(node: XmlNode | undefined): string {
  return textOf(node, 'id') ?? '';
}

/** The extension element of this type (`zeebe:taskDefinition`), whatever its case. */
export function extensionOf(node: XmlNode, type: string): XmlNode | undefined {
  return extensionsOf(node).find((extension) => extension.$type.toLowerCase() === type.toLowerCase());
}

export function extensionsOf(node: XmlNode): readonly XmlNode[] {
  return nodesOf(nodeOf(node, 'extensionElements'), 'values');
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && '$type' in value;
}
