/** The library types every BPMN attribute; the adapter wants plain nodes. */
declare module 'bpmn-moddle' {
  import type { ReaderWarning, XmlNode } from '#engine/model/moddle.ts';

  export class BpmnModdle {
    constructor(packages: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<{ rootElement: XmlNode; warnings: ReaderWarning[] }>;
    toXML(rootElement: XmlNode, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    readonly registry: { readonly typeMap: Readonly<Record<string, unknown>> };
    getType(name: string): {
      readonly $descriptor: {
        readonly propertiesByName: Readonly<Record<string, { readonly default?: string | number | boolean }>>;
      };
    };
  }
}
