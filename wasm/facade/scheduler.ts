// Learning-rate schedulers by name; the formulas and the loop over groups are the core's.
import type { SchedulerOptions } from '../../build/generated/ts/schema.d.ts';
import type { Border } from './core.ts';
import type { Optimizer } from './optimizer.ts';

/** A factor for an epoch, which counts from 0. */
export type EpochFunction = (epoch: number) => number;

/** What the schedulers that are more than one formula are made of. */
export interface ComposedOptions {
  /** One function for all groups, or one for each. */
  LambdaLR: { lr_lambda: EpochFunction | EpochFunction[] };
  MultiplicativeLR: { lr_lambda: EpochFunction | EpochFunction[] };
  /** The next scheduler from each milestone on. */
  SequentialLR: { schedulers: Scheduler[]; milestones: number[] };
  /** All at once, each on what the one before made. */
  ChainedScheduler: { schedulers: Scheduler[] };
  ReduceLROnPlateau: {
    mode?: 'min' | 'max';
    factor?: number;
    patience?: number;
    threshold?: number;
    threshold_mode?: 'rel' | 'abs';
    cooldown?: number;
    min_lr?: number;
    eps?: number;
  };
}
export type AllSchedulerOptions = SchedulerOptions & ComposedOptions;
export type SchedulerName = keyof AllSchedulerOptions;

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

// What a program's function threw while the core was calling it: it must not pass through the core's frames.
const thrown: unknown[] = [];

function guarded(f: EpochFunction): (epoch: number) => number | undefined {
  return (epoch) => {
    try {
      return f(epoch);
    } catch (error) {
      thrown.push(error);
      return undefined;
    }
  };
}

/** Calls the core, and throws what one of the program's functions threw meanwhile. */
function calling<T>(border: Border, call: () => T): T {
  try {
    return border.check(call());
  } catch (error) {
    throw thrown.length > 0 ? thrown.pop() : error;
  }
}

export class Scheduler<Name extends SchedulerName = SchedulerName> {
  readonly #id: number;

  constructor(
    readonly border: Border,
    readonly name: Name,
    readonly optimizer: Optimizer,
    options: AllSchedulerOptions[Name],
  ) {
    const { core, schema } = border;
    const schedule = schema.schedulers.find((entry) => entry.name === name);
    this.#id = schedule
      ? border.check(core.scheduler_new(schedule.id, optimizer.id, options))
      : calling(border, () => core.scheduler_compose(name, optimizer.id, this.#parts(options)));
    registry(border).register(this, this.#id, this);
  }

  /** What the core composes: its own schedulers by their ids, functions in a list that is as long as the groups. */
  #parts(options: object): object {
    switch (this.name as SchedulerName) {
      case 'LambdaLR':
      case 'MultiplicativeLR': {
        const { lr_lambda: given } = options as ComposedOptions['LambdaLR'];
        const functions = Array.isArray(given) ? given : this.optimizer.options.map(() => given);
        return { functions: functions.map(guarded) };
      }
      case 'SequentialLR':
      case 'ChainedScheduler': {
        const { schedulers, milestones = [] } = options as ComposedOptions['SequentialLR'];
        return { schedulers: schedulers.map((scheduler) => scheduler.#id), milestones };
      }
      case 'ReduceLROnPlateau':
        return options;
      default:
        throw new TypeError(`there is no learning-rate scheduler ${this.name}`);
    }
  }

  /**
   * After the optimizer's step. With an epoch: the learning rate there, by the closed form if there is one.
   * ReduceLROnPlateau is told what was measured instead.
   */
  step(...value: Name extends 'ReduceLROnPlateau' ? [metric: number] : [epoch?: number]): void {
    calling(this.border, () => this.border.core.scheduler_step(this.#id, value[0]));
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
