import BaseRenderer from 'diagram-js/lib/draw/BaseRenderer';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { propertiesOf, type CanvasElement } from '../moddle.ts';

/** Before bpmn-js's own renderer, which has 1000. */
const PRIORITY = 1500;

type EventBus = ConstructorParameters<typeof BaseRenderer>[0];

interface Drawn {
  drawShape(graphics: SVGElement, element: CanvasElement): SVGElement;
  drawConnection(graphics: SVGElement, element: CanvasElement): SVGElement;
}

/**
 * Draws elements under the English name they carry (`label:en`) for a reader of English. Only the picture changes: the name
 * in the file stays as it was.
 */
class EnglishLabels extends BaseRenderer {
  static readonly $inject = ['eventBus', 'bpmnRenderer'];
  readonly #renderer: Drawn;

  constructor(eventBus: EventBus, renderer: Drawn) {
    super(eventBus, PRIORITY);
    this.#renderer = renderer;
  }

  override canRender(element: unknown): boolean {
    return propertiesOf((element as CanvasElement).businessObject)['label:en'] !== undefined;
  }

  override drawShape(graphics: SVGElement, element: unknown): SVGElement {
    return inEnglish(element as CanvasElement, (shape) => this.#renderer.drawShape(graphics, shape));
  }

  override drawConnection(graphics: SVGElement, element: unknown): SVGElement {
    return inEnglish(element as CanvasElement, (connection) => this.#renderer.drawConnection(graphics, connection));
  }
}

function inEnglish(element: CanvasElement, draw: (element: CanvasElement) => SVGElement): SVGElement {
  const object = element.businessObject;
  const { name } = object;
  object.name = propertiesOf(object)['label:en'] ?? name ?? '';
  try {
    return draw(element);
  } finally {
    if (name === undefined) delete object.name;
    else object.name = name;
  }
}

/** The bpmn-js module; it reads the properties through the moddle extension `zeebe`. */
export const englishLabels: { __init__: string[]; englishLabels: ['type', typeof EnglishLabels] } = {
  __init__: ['englishLabels'],
  englishLabels: ['type', EnglishLabels],
};

/** What a bpmn-js viewer is made with, so that it draws the English names. */
export const englishDrawing = { moddleExtensions: { zeebe }, additionalModules: [englishLabels] };
