// Optimizers by name. Their loop over parameters is the core's; this is the owner of one.
import type { OptimizerOptions } from '../../build/generated/ts/schema.d.ts';
import type { Border } from './core.ts';
import { Tensor } from './tensor.ts';

export type OptimizerName = keyof OptimizerOptions;

const disposed = new WeakMap<Border, FinalizationRegistry<number>>();

function registry(border: Border): FinalizationRegistry<number> {
  let known = disposed.get(border);
  if (!known) {
    const { core } = border;
    known = new FinalizationRegistry((id) => core.optimizer_free(id));
    disposed.set(border, known);
  }
  return known;
}

export class Optimizer<Name extends OptimizerName = OptimizerName> {
  readonly #id: number;
  readonly #whole: boolean;

  /** What a scheduler finds it by. */
  get id(): number {
    return this.#id;
  }

  constructor(
    readonly border: Border,
    readonly name: Name,
    parameters: Tensor[],
    options: OptimizerOptions[Name] = {},
  ) {
    const rule = border.schema.optimizers.find((entry) => entry.name === name);
    if (!rule) throw new TypeError(`there is no optimizer ${name}`);
    this.#whole = rule.whole ?? false;
    const handles = parameters.map((tensor) => tensor.handle);
    this.#id = border.check(border.core.optimizer_new(rule.id, handles, options));
    registry(border).register(this, this.#id, this);
  }

  /**
   * One step. `closure` evaluates the loss: it clears the gradients and calls backward() (Newton's does
   * not); rules over the whole problem need one and call it several times. Gives its first loss.
   */
  step(closure?: () => Tensor): Tensor | undefined {
    const { core } = this.border;
    const first = closure?.();
    if (!this.#whole || !closure) {
      this.border.check(core.optimizer_step(this.#id));
      return first;
    }
    this.border.check(core.optimizer_begin(this.#id));
    for (let loss = first!; this.border.check(core.optimizer_tell(this.#id, loss.handle)) === 1;)
      loss = closure();
    return first;
  }

  zeroGrad({ setToNone = true } = {}): void {
    this.border.check(this.border.core.optimizer_zero_grad(this.#id, setToNone));
  }

  addGroup(parameters: Tensor[], options: OptimizerOptions[Name] = {}): void {
    const handles = parameters.map((tensor) => tensor.handle);
    this.border.check(this.border.core.optimizer_add_group(this.#id, handles, options));
  }

  /** The options of each group: a copy; set() changes them. */
  get options(): Required<OptimizerOptions[Name]>[] {
    return this.border.check(this.border.core.optimizer_options(this.#id)) as Required<
      OptimizerOptions[Name]
    >[];
  }

  /** Changes options of a group, from the next step on; like PyTorch, without the constructor's checks. */
  set(options: Partial<OptimizerOptions[Name]>, group = 0): void {
    for (const [name, value] of Object.entries(options)) {
      this.border.check(this.border.core.optimizer_set_option(this.#id, group, name, value));
    }
  }

  /** The state of each parameter by PyTorch's names; the tensors are the optimizer's own. */
  get state(): Record<string, Tensor>[] {
    const all = this.border.check(this.border.core.optimizer_state(this.#id));
    return all.map((state) =>
      Object.fromEntries(
        Object.entries(state).map(([name, handle]) => [name, new Tensor(this.border, handle)]),
      ),
    );
  }

  dispose(): void {
    registry(this.border).unregister(this);
    this.border.core.optimizer_free(this.#id);
  }
}
