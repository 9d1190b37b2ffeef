/** The little of bpmn-js and its moddle that the designer touches, typed. */
export interface ModdleElement {
  readonly $type: string;
  readonly id?: string;
  name?: string;
  readonly $parent?: ModdleElement;
  extensionElements?: ModdleElement;
  values?: ModdleElement[];
  get(name: string): unknown;
  $instanceOf?(type: string): boolean;
}

/** An element on the canvas; its label, when it has one of its own, points back to it. */
export interface CanvasElement {
  readonly id: string;
  readonly type: string;
  readonly businessObject: ModdleElement;
  readonly labelTarget?: CanvasElement;
  readonly waypoints?: unknown;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Services {
  modeling: {
    updateProperties(element: CanvasElement, properties: Readonly<Record<string, unknown>>): void;
    updateModdleProperties(
      element: CanvasElement,
      moddle: ModdleElement,
      properties: Readonly<Record<string, unknown>>,
    ): void;
  };
  bpmnFactory: { create(type: string, properties?: Readonly<Record<string, unknown>>): ModdleElement };
  canvas: {
    zoom(level: string | number, center?: string): void;
    addMarker(id: string, marker: string): void;
    removeMarker(id: string, marker: string): void;
    viewbox(): { readonly inner: Box; readonly outer: Box };
    viewbox(box: Box): void;
    getRootElement(): CanvasElement;
    scrollToElement(id: string): void;
  };
  selection: { select(element: CanvasElement | null): void; get(): readonly CanvasElement[] };
  elementRegistry: {
    get(id: string): CanvasElement | undefined;
    filter(test: (element: CanvasElement) => boolean): readonly CanvasElement[];
    forEach(visit: (element: CanvasElement) => void): void;
    getGraphics(element: CanvasElement): unknown;
  };
  overlays: {
    add(id: string, type: string, overlay: { position: Readonly<Record<string, number>>; html: string }): void;
    remove(filter: Readonly<Record<string, string>>): void;
  };
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean };
  eventBus: {
    on(event: string, listener: (event: { readonly newSelection?: readonly CanvasElement[] }) => void): void;
  };
  graphicsFactory: { update(kind: string, element: CanvasElement, graphics: unknown): void };
}

export interface Drawing {
  get<Name extends keyof Services>(name: Name): Services[Name];
  importXML(xml: string): Promise<unknown>;
  saveXML(options: { readonly format: boolean }): Promise<{ readonly xml?: string }>;
  on(event: string, listener: () => void): void;
  destroy(): void;
}

/** The extension element of this type, as drawn. */
export function extensionOf(object: ModdleElement, type: string): ModdleElement | undefined {
  return object.extensionElements?.values?.find((value) => value.$type === type);
}

interface Entry {
  readonly key?: string;
  readonly name?: string;
  readonly value?: string;
}

/** An attribute that is text; empty when it is missing. */
export function textOf(object: ModdleElement | undefined, name: string): string {
  const value = object?.get(name);
  return typeof value === 'string' ? value : '';
}

/** `zeebe:taskHeaders` as a record. */
export function headersOf(object: ModdleElement): Readonly<Record<string, string>> {
  const values = (extensionOf(object, 'zeebe:TaskHeaders')?.get('values') ?? []) as readonly Entry[];
  return Object.fromEntries(values.map((entry) => [entry.key ?? '', entry.value ?? '']));
}

/** `zeebe:properties` as a record. */
export function propertiesOf(object: ModdleElement): Readonly<Record<string, string>> {
  const values = (extensionOf(object, 'zeebe:Properties')?.get('properties') ?? []) as readonly Entry[];
  return Object.fromEntries(values.map((entry) => [entry.name ?? '', entry.value ?? '']));
}

/** When a job of a listener is done: before the element begins, or before it is left. */
export type ListenerMoment = 'start' | 'end';

/** `zeebe:executionListeners`, in the order in which they are called. */
export function listenersOf(object: ModdleElement): readonly ModdleElement[] {
  return (extensionOf(object, 'zeebe:ExecutionListeners')?.get('listeners') ?? []) as readonly ModdleElement[];
}

/** Writes elements through the command stack, so that undo works. */
export class ElementEditor {
  readonly #drawing: Drawing;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  setName(element: CanvasElement, name: string): void {
    this.#drawing.get('modeling').updateProperties(element, { name });
  }

  /** Sets a plain attribute of the element itself; undefined removes it. */
  set(element: CanvasElement, properties: Readonly<Record<string, unknown>>): void {
    this.#drawing.get('modeling').updateProperties(element, properties);
  }

  /** Creates a FEEL expression object, as conditions and timers hold it. */
  expression(body: string): ModdleElement {
    return this.#drawing.get('bpmnFactory').create('bpmn:FormalExpression', { body });
  }

  /** Sets attributes of an extension element, making it when it is missing; null takes the extension away. */
  setExtension(element: CanvasElement, type: string, properties: Readonly<Record<string, unknown>> | null): void {
    const object = element.businessObject;
    const found = extensionOf(object, type);
    if (properties === null) {
      if (found)
        this.#setValues(
          element,
          (object.extensionElements?.values ?? []).filter((value) => value !== found),
        );
      return;
    }
    if (found) {
      this.#drawing.get('modeling').updateModdleProperties(element, found, properties);
      return;
    }
    const made = this.#drawing.get('bpmnFactory').create(type, properties);
    this.#setValues(element, [...(object.extensionElements?.values ?? []), made]);
  }

  setHeader(element: CanvasElement, key: string, value: string | undefined): void {
    const headers = { ...headersOf(element.businessObject), [key]: value };
    const values = Object.entries(headers)
      .filter(([, text]) => text !== undefined && text !== '')
      .map(([name, text]) => this.#drawing.get('bpmnFactory').create('zeebe:Header', { key: name, value: text }));
    this.setExtension(element, 'zeebe:TaskHeaders', values.length > 0 ? { values } : null);
  }

  /** A listener more, called after those there are; the same one again changes nothing. */
  addListener(element: CanvasElement, eventType: ListenerMoment, type: string): void {
    const before = listenersOf(element.businessObject);
    const isThere = before.some((one) => textOf(one, 'eventType') === eventType && textOf(one, 'type') === type);
    if (isThere) return;
    const made = this.#drawing.get('bpmnFactory').create('zeebe:ExecutionListener', { eventType, type });
    this.setExtension(element, 'zeebe:ExecutionListeners', { listeners: [...before, made] });
  }

  removeListener(element: CanvasElement, index: number): void {
    const listeners = listenersOf(element.businessObject).filter((_, at) => at !== index);
    this.setExtension(element, 'zeebe:ExecutionListeners', listeners.length > 0 ? { listeners } : null);
  }

  setProperty(element: CanvasElement, name: string, value: string | undefined): void {
    const entries = { ...propertiesOf(element.businessObject), [name]: value };
    const properties = Object.entries(entries)
      .filter(([, text]) => text !== undefined && text !== '')
      .map(([key, text]) => this.#drawing.get('bpmnFactory').create('zeebe:Property', { name: key, value: text }));
    this.setExtension(element, 'zeebe:Properties', properties.length > 0 ? { properties } : null);
  }

  /** One `zeebe:output`: what of the finished job becomes a variable. Undefined source takes it away. */
  setOutput(element: CanvasElement, target: string, source: string | undefined): void {
    const mapping = extensionOf(element.businessObject, 'zeebe:IoMapping');
    const inputs = mapping?.get('inputParameters') ?? [];
    const outputs = ((mapping?.get('outputParameters') ?? []) as ModdleElement[]).filter(
      (output) => output.get('target') !== target,
    );
    const made =
      source === undefined ? [] : [this.#drawing.get('bpmnFactory').create('zeebe:Output', { source, target })];
    this.setExtension(element, 'zeebe:IoMapping', { inputParameters: inputs, outputParameters: [...outputs, ...made] });
  }

  /** Changes a part of an element: an event definition, a message. */
  setPart(element: CanvasElement, part: ModdleElement, properties: Readonly<Record<string, unknown>>): void {
    this.#drawing.get('modeling').updateModdleProperties(element, part, properties);
  }

  /** Changes the element a flow comes from. */
  setSource(flow: CanvasElement, properties: Readonly<Record<string, unknown>>): void {
    const source = flow.businessObject.get('sourceRef') as ModdleElement;
    this.#drawing.get('modeling').updateModdleProperties(flow, source, properties);
  }

  /** Names the message an event waits for; a message of the file with that name is shared. */
  setMessage(element: CanvasElement, definition: ModdleElement, name: string, correlationKey: string): void {
    const factory = this.#drawing.get('bpmnFactory');
    const subscription = factory.create('zeebe:Subscription', { correlationKey });
    const extensionElements = factory.create('bpmn:ExtensionElements', { values: [subscription] });
    const kept = this.#rootElement('bpmn:Message', (item) => item.name === name);
    if (kept) {
      this.setPart(element, kept, { extensionElements });
      this.setPart(element, definition, { messageRef: kept });
      return;
    }
    this.setPart(element, definition, {
      messageRef: this.#addRoot(element, 'bpmn:Message', { name, extensionElements }),
    });
  }

  setError(element: CanvasElement, definition: ModdleElement, errorCode: string): void {
    if (errorCode === '') {
      this.setPart(element, definition, { errorRef: undefined });
      return;
    }
    const kept = this.#rootElement('bpmn:Error', (item) => item.get('errorCode') === errorCode);
    this.setPart(element, definition, {
      errorRef: kept ?? this.#addRoot(element, 'bpmn:Error', { errorCode, name: errorCode }),
    });
  }

  #definitions(): ModdleElement {
    let object = this.#drawing.get('canvas').getRootElement().businessObject;
    while (object.$parent) object = object.$parent;
    return object;
  }

  #rootElement(type: string, test: (item: ModdleElement) => boolean): ModdleElement | undefined {
    return (this.#definitions().get('rootElements') as ModdleElement[]).find(
      (item) => item.$type === type && test(item),
    );
  }

  #addRoot(element: CanvasElement, type: string, properties: Readonly<Record<string, unknown>>): ModdleElement {
    const definitions = this.#definitions();
    const made = this.#drawing.get('bpmnFactory').create(type, properties);
    this.setPart(element, definitions, {
      rootElements: [...(definitions.get('rootElements') as ModdleElement[]), made],
    });
    return made;
  }

  #setValues(element: CanvasElement, values: readonly ModdleElement[]): void {
    const object = element.businessObject;
    const { modeling, factory } = {
      modeling: this.#drawing.get('modeling'),
      factory: this.#drawing.get('bpmnFactory'),
    };
    if (object.extensionElements) modeling.updateModdleProperties(element, object.extensionElements, { values });
    else
      modeling.updateProperties(element, { extensionElements: factory.create('bpmn:ExtensionElements', { values }) });
  }
}
