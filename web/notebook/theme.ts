// Light or dark: the system's wish, until the reader says otherwise.

const KEY = 'downhill-theme';

export class Theme {
  readonly changed: (() => void)[] = [];
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #root = document.documentElement;

  constructor() {
    const kept = this.#kept();
    if (kept) this.#root.dataset.theme = kept;
    this.#system.addEventListener('change', () => this.#tell());
  }

  // Storage may be refused, as in a sandboxed frame.
  #kept(): string | null {
    try {
      const kept = localStorage.getItem(KEY);
      return kept === 'light' || kept === 'dark' ? kept : null;
    } catch {
      return null;
    }
  }

  get dark(): boolean {
    return (this.#root.dataset.theme ?? (this.#system.matches ? 'dark' : 'light')) === 'dark';
  }

  toggle(): void {
    const next = this.dark ? 'light' : 'dark';
    this.#root.dataset.theme = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // It then holds for this visit only.
    }
    this.#tell();
  }

  #tell(): void {
    for (const each of this.changed) each();
  }
}
