// What can be read from a cell's text alone, by Python's grammar and without running anything.

import { pythonLanguage } from '@codemirror/lang-python';
import type { SyntaxNode, Tree } from '@lezer/common';

export interface Definition {
  from: number;
  to: number;
}

export const parsePython = (source: string): Tree => pythonLanguage.parser.parse(source);

function* nodes(tree: Tree, name: string): Generator<SyntaxNode> {
  const cursor = tree.cursor();
  do if (cursor.name === name) yield cursor.node;
  while (cursor.next());
}

const textOf = (node: SyntaxNode, source: string): string => source.slice(node.from, node.to);

/** Calls of a method `name`: `optimizer.step()`. */
function methodCalls(tree: Tree, source: string, name: string): SyntaxNode[] {
  const calls: SyntaxNode[] = [];
  for (const call of nodes(tree, 'CallExpression')) {
    const callee = call.firstChild;
    const property = callee?.name === 'MemberExpression' ? callee.lastChild : null;
    if (property?.name === 'PropertyName' && textOf(property, source) === name) calls.push(call);
  }
  return calls;
}

export const callsStep = (source: string): boolean =>
  source.includes('.step') && methodCalls(parsePython(source), source, 'step').length > 0;

function integer(text: string): number | null {
  const digits = text.replace(/_/g, '');
  return /^\d+$/.test(digits) ? Number(digits) : null;
}

/** The value of a name that is assigned exactly once, to a whole number. */
function constant(name: string, tree: Tree, source: string): number | null {
  const found: (number | null)[] = [];
  for (const target of nodes(tree, 'VariableName')) {
    if (textOf(target, source) !== name) continue;
    const parent = target.parent;
    if (parent?.name === 'AssignStatement' && target.nextSibling?.name === 'AssignOp') {
      const value = target.nextSibling.nextSibling;
      const simple =
        parent.firstChild?.from === target.from && value?.name === 'Number' && !value.nextSibling;
      found.push(simple ? integer(textOf(value!, source)) : null);
    } else if (parent?.name === 'ForStatement' && target.prevSibling?.name === 'for')
      found.push(null);
    else if (parent?.name === 'UpdateStatement' || parent?.name === 'ParamList') found.push(null);
  }
  return found.length === 1 ? found[0] : null;
}

/** Number of turns of a `for` over `range(...)` whose bounds stand in the cell. */
function turns(loop: SyntaxNode, tree: Tree, source: string): number | null {
  const call = loop.getChild('in')?.nextSibling;
  if (call?.name !== 'CallExpression' || !call.firstChild) return null;
  if (textOf(call.firstChild, source) !== 'range') return null;
  const values: number[] = [];
  for (let a = call.lastChild?.firstChild ?? null; a; a = a.nextSibling) {
    if (['(', ')', ','].includes(a.name)) continue;
    const value =
      a.name === 'Number'
        ? integer(textOf(a, source))
        : a.name === 'VariableName'
          ? constant(textOf(a, source), tree, source)
          : null;
    if (value === null) return null;
    values.push(value);
  }
  if (values.length === 1) return values[0];
  if (values.length < 2 || values.length > 3) return null;
  const [start, stop, step = 1] = values;
  return step > 0 ? Math.max(0, Math.ceil((stop - start) / step)) : null;
}

/**
 * How many iterations a cell will make, where its text says so: each `step()` stands in loops over
 * ranges of known length. Null where it does not; the run may still end earlier.
 */
export function expectedIterations(source: string): number | null {
  if (!source.includes('.step')) return null;
  const tree = parsePython(source);
  let most: number | null = null;
  for (const call of methodCalls(tree, source, 'step')) {
    let product = 1;
    let loops = 0;
    for (let node = call.parent; node; node = node.parent) {
      // In a function or a `while` nobody knows how often.
      if (['FunctionDefinition', 'LambdaExpression', 'WhileStatement'].includes(node.name))
        return null;
      if (node.name !== 'ForStatement') continue;
      const n = turns(node, tree, source);
      if (n === null) return null;
      product *= n;
      loops++;
    }
    if (loops > 0) most = Math.max(most ?? 0, product);
  }
  return most !== null && most > 0 ? most : null;
}

/** Where a weight gets its name: `x = ...` or `self.weights = ...`. */
export function definitionOf(name: string, tree: Tree, source: string): Definition | null {
  const last = name.split('.').at(-1)!;
  for (const statement of nodes(tree, 'AssignStatement')) {
    const target = statement.firstChild;
    if (!target) continue;
    const property = target.name === 'MemberExpression' ? target.lastChild : target;
    if (property && textOf(property, source) === last)
      return { from: property.from, to: property.to };
  }
  return null;
}
