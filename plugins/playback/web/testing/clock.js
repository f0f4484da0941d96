// Time that a test moves.

const turn = () => new Promise(resolve => setImmediate(resolve));

/** Lets everything happen that waits for no time. */
export async function settled() {
  for (let i = 0; i < 8; i++) {
    await turn();
  }
}

export class TestClock {
  time = 1000;
  #timers = new Map();
  #id = 0;

  now() {
    return this.time;
  }

  setTimeout(run, milliseconds) {
    this.#timers.set(++this.#id, { run, due: this.time + milliseconds });
    return this.#id;
  }

  clearTimeout(id) {
    this.#timers.delete(id);
  }

  /** How long until each timer is due. */
  get pauses() {
    return [...this.#timers.values()].map(({ due }) => due - this.time).sort((a, b) => a - b);
  }

  async advance(milliseconds) {
    const end = this.time + milliseconds;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a.due - b.due);
      if (next === undefined || next[1].due > end) {
        break;
      }
      this.#timers.delete(next[0]);
      this.time = Math.max(this.time, next[1].due);   // late, when a test moved the time by hand
      next[1].run();
      await settled();
    }
    this.time = end;
  }
}
