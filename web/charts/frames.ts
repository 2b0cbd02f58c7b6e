/** Drawing waits for the next animation frame, and nothing draws twice in one. */
export class Frames {
  readonly #waiting = new Set<() => void>();
  #asked = false;

  request(draw: () => void): void {
    this.#waiting.add(draw);
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      const now = [...this.#waiting];
      this.#waiting.clear();
      for (const each of now) each();
    });
  }
}
