// Learning-rate schedulers by name; the formulas and the loop over groups are the core's.
import type { SchedulerOptions } from '../../build/generated/ts/schema.d.ts';
import type { Border } from './core.ts';
import type { Optimizer } from './optimizer.ts';

export type SchedulerName = keyof SchedulerOptions;

const disposed = new WeakMap<Border, FinalizationRegistry<number>>();

function registry(border: Border): FinalizationRegistry<number> {
  let known = disposed.get(border);
  if (!known) {
    const { core } = border;
    known = new FinalizationRegistry((id) => core.scheduler_free(id));
    disposed.set(border, known);
  }
  return known;
}

export class Scheduler<Name extends SchedulerName = SchedulerName> {
  readonly #id: number;

  constructor(
    readonly border: Border,
    readonly name: Name,
    readonly optimizer: Optimizer,
    options: SchedulerOptions[Name],
  ) {
    const schedule = border.schema.schedulers.find((entry) => entry.name === name);
    if (!schedule) throw new TypeError(`there is no learning-rate scheduler ${name}`);
    this.#id = border.check(border.core.scheduler_new(schedule.id, optimizer.id, options));
    registry(border).register(this, this.#id, this);
  }

  /** After the optimizer's step. With an epoch: the learning rate there, by the closed form if there is one. */
  step(epoch?: number): void {
    this.border.check(this.border.core.scheduler_step(this.#id, epoch));
  }

  /** The learning rate of each group, as the last step set it. */
  get lastLr(): number[] {
    return this.border.check(this.border.core.scheduler_rates(this.#id));
  }

  dispose(): void {
    registry(this.border).unregister(this);
    this.border.core.scheduler_free(this.#id);
  }
}
