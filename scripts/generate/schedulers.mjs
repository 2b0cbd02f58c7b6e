// A class for each learning-rate schedule, with its arguments and checks: torch/optim/_schedules.py, from
// which torch.optim.lr_scheduler and swa_utils take theirs.
import { crossCheck, fieldChecks } from './checks.mjs';
import { docstring, documentation, header, lists, signature } from './entries.mjs';

const LAST_EPOCH = {
  name: 'last_epoch',
  default: '-1',
  doc: '-1 to begin, or the epoch to resume after.',
};

function classOf(schedule) {
  const { name, id, base, plan, closed, checks } = schedule;
  const fields = [...schedule.fields, LAST_EPOCH];
  const options = schedule.fields.map((field) => `${field.name}=${field.name}`);
  return (
    `class ${name}(${base}):\n` +
    docstring(documentation({ ...schedule, fields }), '    ') +
    `\n    _schedule = ${id}\n` +
    `    _plan = (${plan.map((value) => `'${value}',`).join(' ')})\n` +
    (closed ? '    _get_closed_form_lr = LRScheduler._closed_form\n' : '') +
    `\n    def __init__(${signature(fields, { leading: ['self', 'optimizer'] })}):\n` +
    schedule.fields.flatMap(fieldChecks).join('') +
    checks.map(crossCheck).join('') +
    `        self._set_up(optimizer, last_epoch, ${options.join(', ')})\n`
  );
}

export function schedulers(schema) {
  const bases = [...new Set(schema.schedulers.map(({ base }) => base))].filter(
    (base) => base !== 'LRScheduler',
  );
  const entries = schema.schedulers.map(
    ({ name, module }) => `    '${name}': (${name}, '${module}'),`,
  );
  return [
    header(lists.schedulers),
    'from .lr_scheduler._base import LRScheduler',
    `from .lr_scheduler._kept import ${bases.join(', ')}\n`,
    ...schema.schedulers.map((schedule) => `\n${classOf(schedule)}`),
    `\nclasses = {  # with the module that each is found in\n${entries.join('\n')}\n}\n`,
  ].join('\n');
}
