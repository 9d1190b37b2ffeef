import { describe, expect, it } from 'vitest';
import { shippedProcesses } from '#processes/index.ts';
import type { Bounds, DrawnElement, Point } from './drawing.ts';
import { readDrawing } from './drawing.ts';

const drawings = shippedProcesses().flatMap(({ resources }) => resources.filter(({ name }) => name.endsWith('.bpmn')));

describe.each(drawings)('the picture of $name', ({ content }) => {
  it('should place every element, inside of what it belongs to', async () => {
    const { elements } = await readDrawing(content);
    const byId = new Map(elements.map((element) => [element.id, element]));
    for (const { id, type, bounds, parentId } of elements) {
      if (type === 'bpmn:Process') continue;
      const parent = byId.get(parentId ?? '')?.bounds;
      expect({ id, placed: bounds !== undefined }).toEqual({ id, placed: true });
      expect({ id, inside: parent === undefined || contains(parent, bounds!) }).toEqual({ id, inside: true });
    }
  });

  it('should have no two elements over each other', async () => {
    const { elements } = await readDrawing(content);
    const placed = elements.filter(({ bounds, type }) => bounds !== undefined && type !== 'bpmn:BoundaryEvent');
    const clashes = placed.flatMap((one, index) =>
      placed
        .slice(index + 1)
        .filter((other) => other.parentId === one.parentId && overlap(one.bounds!, other.bounds!))
        .map((other) => [one.id, other.id]),
    );
    expect(clashes).toEqual([]);
  });

  it('should draw every flow from border to border, in right angles, around everything else', async () => {
    const { elements, flows } = await readDrawing(content);
    const byId = new Map(elements.map((element) => [element.id, element]));
    for (const { id, sourceId, targetId, waypoints } of flows) {
      const [source, target] = [byId.get(sourceId), byId.get(targetId)];
      expect({ id, docked: onBorder(source, waypoints.at(0)) && onBorder(target, waypoints.at(-1)) }).toEqual({
        id,
        docked: true,
      });
      const others = elements.filter(
        (other) => other.bounds && other.parentId === source?.parentId && ![source, target].includes(other),
      );
      for (const [from, to] of pairs(waypoints)) {
        expect({ id, straight: from.x === to.x || from.y === to.y }).toEqual({ id, straight: true });
        const crossed = others
          .filter((other) => other.attachedTo !== sourceId && other.attachedTo !== targetId)
          .filter((other) => overlap(other.bounds!, boxOf(from, to)));
        const ends = others.filter((other) => other.id === source?.attachedTo);
        expect({ id, crosses: crossed.filter((other) => !ends.includes(other)).map((other) => other.id) }).toEqual({
          id,
          crosses: [],
        });
      }
    }
  });

  it('should keep labels off the boxes', async () => {
    const { elements } = await readDrawing(content);
    const boxes = elements.filter(({ type }) => /Task$|callActivity$/i.test(type));
    const hidden = elements.flatMap(({ id, labelBounds }) =>
      boxes.filter(({ bounds }) => labelBounds && bounds && overlap(labelBounds, bounds)).map((box) => [id, box.id]),
    );
    expect(hidden).toEqual([]);
  });
});

const contains = (outer: Bounds, inner: Bounds): boolean =>
  outer.x < inner.x &&
  outer.y < inner.y &&
  outer.x + outer.width > inner.x + inner.width &&
  outer.y + outer.height > inner.y + inner.height;

const overlap = (one: Bounds, other: Bounds): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

function onBorder(element: DrawnElement | undefined, point: Point | undefined): boolean {
  if (!element?.bounds || !point) return false;
  const { x, y, width, height } = element.bounds;
  const across = point.x >= x && point.x <= x + width;
  const along = point.y >= y && point.y <= y + height;
  return ((point.x === x || point.x === x + width) && along) || ((point.y === y || point.y === y + height) && across);
}

const pairs = (points: readonly Point[]): readonly (readonly [Point, Point])[] =>
  points.slice(1).map((point, index) => [points[index]!, point] as const);

const boxOf = (from: Point, to: Point): Bounds => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(from.x - to.x),
  height: Math.abs(from.y - to.y),
});
