import type { Node } from '../syntax.ts';
import { type Facts, typeOfName } from './environment.ts';
import { pathOf } from './findings.ts';

const isNull = (node: Node): boolean => node.type === 'literal' && node.value === null;
const isLiteral = (node: Node): boolean => node.type === 'literal' || node.type === 'temporal' || node.type === 'range';
const shown = (node: Node): Facts => {
  const path = pathOf(node);
  return path === undefined ? [] : [[path, 'present']];
};

/** What is known once a condition has turned out to be true, or false. */
export function factsOf(node: Node, outcome: boolean): Facts {
  switch (node.type) {
    case 'comparison':
      return comparisonFacts(node, outcome);
    case 'logic':
      // Both sides are as wanted only for a true `and` and a false `or`.
      return (node.operator === 'and') === outcome
        ? [...factsOf(node.left, outcome), ...factsOf(node.right, outcome)]
        : [];
    case 'call':
      return callFacts(node, outcome);
    case 'instanceOf': {
      const path = pathOf(node.of);
      return outcome && path !== undefined ? [[path, typeOfName(node.typeName)]] : [];
    }
    case 'between':
      return outcome ? shown(node.of) : [];
    case 'in':
      return outcome && node.tests.every((test) => test.type !== 'value' || isLiteral(test.value))
        ? shown(node.of)
        : [];
    default:
      return [];
  }
}

function comparisonFacts(node: Node & { type: 'comparison' }, outcome: boolean): Facts {
  const { operator, left, right } = node;
  const [tested, asksForNull] = isNull(right) ? [left, true] : isNull(left) ? [right, true] : [left, false];
  if (asksForNull) return operator === (outcome ? '!=' : '=') ? shown(tested) : [];
  if (!outcome || operator === '!=') return [];
  // What equals a constant, or is more than it, is there.
  return [...(isLiteral(right) ? shown(left) : []), ...(isLiteral(left) ? shown(right) : [])];
}

function callFacts({ callee, args }: Node & { type: 'call' }, outcome: boolean): Facts {
  const [first] = args.values;
  if (callee.type !== 'name' || !first) return [];
  if (callee.name === 'not') return factsOf(first, !outcome);
  return callee.name === 'is defined' && outcome ? shown(first) : [];
}
