import { describe, type Details, type ErrorCode } from '#errors/index.ts';
import { idOf, textOf, type XmlNode } from './moddle.ts';
import type { ModelProblem } from './types.ts';

export type ModelCode = Extract<ErrorCode, `MODEL_${string}`>;

/** Collects everything that is wrong with one resource, so that its author is told all of it at once. */
export class ProblemLog {
  readonly resourceName: string;
  readonly #problems: ModelProblem[] = [];

  constructor(resourceName: string) {
    this.resourceName = resourceName;
  }

  get problems(): readonly ModelProblem[] {
    return this.#problems;
  }

  /** `node`: the element it is about; absent when the file as a whole is meant. */
  add(code: ModelCode, node?: XmlNode, details: Details = {}): void {
    this.addAt(code, idOf(node), textOf(node, 'name') ?? '', details);
  }

  addAt(code: ModelCode, elementId: string, elementName: string, details: Details = {}): void {
    const rejection = { code, details: { element: elementId, resource: this.resourceName, ...details } };
    const zh = describe(rejection, 'zh-CN');
    const en = describe(rejection, 'en');
    this.#problems.push({
      code,
      resourceName: this.resourceName,
      elementId,
      elementName,
      message: { 'zh-CN': zh.text, en: en.text },
      remedy: { 'zh-CN': zh.remedy, en: en.remedy },
    });
  }
}
