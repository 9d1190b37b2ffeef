import type { Scalar } from '../types.ts';
import type { Position } from './cursor.ts';
import type { Order } from './plan.ts';
import { compareScalars, compareTexts, scalarAt } from './scalar.ts';

/** What pages are made of. */
export interface Placed {
  readonly key: string;
  readonly document: object;
}

export const sortValue = ({ document }: Placed, order: Order): Scalar | null =>
  order.field === undefined ? null : scalarAt(document, order.field);

export const positionOf = (placed: Placed, order: Order): Position => ({
  sort: sortValue(placed, order),
  key: placed.key,
});

/** Negative where the left comes first. */
export function comparePositions({ descending }: Order, left: Position, right: Position): number {
  const ascending = compareScalars(left.sort, right.sort) || compareTexts(left.key, right.key);
  return descending ? -ascending : ascending;
}

export const comparePlaced = (order: Order, left: Placed, right: Placed): number =>
  comparePositions(order, positionOf(left, order), positionOf(right, order));

export const isAfter = (placed: Placed, order: Order, after: Position): boolean =>
  comparePositions(order, positionOf(placed, order), after) > 0;
