// A class for each rule, with its arguments, checks and defaults: torch/optim/_generated.py, and
// downhill/optim.py for what torch does not have.
import { crossCheck, fieldChecks } from './checks.mjs';
import { docstring, documentation, header, lists, signature } from './entries.mjs';

const TENSOR_LR =
  '        if isinstance(lr, Tensor) and lr.numel() != 1:\n' +
  '            raise ValueError("Tensor lr must be 1-element")\n';

function classOf(optimizer) {
  const { name, id, fields, defaults, checks = [], base = 'Optimizer' } = optimizer;
  // An option of `defaults` that is no argument is what makes the class (AdamW's decoupled decay).
  const given = new Set(fields.map((field) => field.name));
  const values = (defaults ?? [...given]).map((key) => `${key}=${given.has(key) ? key : 'True'}`);
  const otherwise = fields
    .filter((field) => field.otherwise)
    .map(
      (field) =>
        `        if ${field.name} is None:\n            ${field.name} = ${field.otherwise}\n`,
    );
  return (
    `class ${name}(${base}):\n` +
    docstring(documentation(optimizer), '    ') +
    `\n    _rule = ${id}\n` +
    (optimizer.graph ? '    _graph = True\n' : '') +
    (optimizer.factored || optimizer.whole ? '    _state_has_shape = False\n' : '') +
    `\n    def __init__(${signature(fields, { leading: ['self', 'params'] })}):\n` +
    (given.has('lr') ? TENSOR_LR : '') +
    fields.flatMap(fieldChecks).join('') +
    checks.map(crossCheck).join('') +
    otherwise.join('') +
    `        Optimizer.__init__(self, params, dict(${values.join(', ')}))\n` +
    (optimizer.whole ? wholeProblem(name) : '')
  );
}

/** What a rule over the whole problem has besides: one group only, and a step that wants a closure. */
const wholeProblem = (name) =>
  '        if len(self.param_groups) != 1:\n' +
  `            raise ValueError("${name} doesn't support per-parameter options (parameter groups)")\n` +
  '\n    def step(self, closure):\n' +
  '        """Perform a single optimization step.\n\n' +
  '        closure: a callable that evaluates the model again and returns the loss.\n        """\n' +
  '        return self._step_whole(closure)\n';

/** The classes that Python finds in a module. */
export function optimizers(schema, wanted) {
  const rules = schema.optimizers.filter(({ module }) => module === wanted);
  return [
    header(lists.optimizers),
    'from torch import Tensor',
    'from torch.optim.optimizer import Optimizer\n',
    `__all__ = [${rules.map(({ name }) => `'${name}'`).join(', ')}]\n`,
    ...rules.map((optimizer) => `\n${classOf(optimizer)}`),
  ].join('\n');
}
