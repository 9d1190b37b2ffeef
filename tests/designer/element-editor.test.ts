import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, it } from 'vitest';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { ElementEditor, listenersOf, textOf, type CanvasElement, type Drawing } from '#designer/moddle.ts';

/** A task on a canvas that writes at once. */
function task(): { readonly element: CanvasElement; readonly editor: ElementEditor } {
  const moddle = new BpmnModdle({ zeebe }) as unknown as {
    create(type: string, properties?: Readonly<Record<string, unknown>>): CanvasElement['businessObject'];
  };
  const businessObject = moddle.create('bpmn:Task', { id: 'a' });
  const services = {
    bpmnFactory: moddle,
    modeling: {
      updateProperties: (_: CanvasElement, properties: object) => Object.assign(businessObject, properties),
      updateModdleProperties: (_: CanvasElement, part: object, properties: object) => Object.assign(part, properties),
    },
  };
  const drawing = { get: (name: keyof typeof services) => services[name] } as unknown as Drawing;
  return { element: { id: 'a', type: 'bpmn:Task', businessObject }, editor: new ElementEditor(drawing) };
}

const shown = ({ businessObject }: CanvasElement): readonly string[] =>
  listenersOf(businessObject).map((one) => `${textOf(one, 'eventType')} ${textOf(one, 'type')}`);

describe('ElementEditor', () => {
  it('should keep listeners in the order in which they are added, each once', () => {
    const { element, editor } = task();

    editor.addListener(element, 'end', 'x');
    editor.addListener(element, 'start', 'x');
    editor.addListener(element, 'end', 'x');
    expect(shown(element)).toEqual(['end x', 'start x']);
  });

  it('should take the extension away with the last listener', () => {
    const { element, editor } = task();
    editor.addListener(element, 'start', 'x');

    editor.removeListener(element, 0);
    expect(element.businessObject.extensionElements?.values).toEqual([]);
  });
});
