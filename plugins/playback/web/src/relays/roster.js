// Which relay is asked first. The origin sorts them, best first; who was late or failed goes to the back of the queue for
// a while, each time for longer.

/** The first time at the back of the queue and the longest; in milliseconds. */
const FIRST_MS = 10000;
const LONGEST_MS = 120000;
/** No more relays than these are kept of what the origin names. */
const MOST = 8;

export class Roster {
  /** @type {{node: string, base: string}[]} */
  #relays = [];
  /** node -> until when and how often it was put back; of named nodes only. */
  #behind = new Map();
  /** Nodes that want no requests of this session -> until when the origin cannot know better; of named nodes only. */
  #gone = new Map();
  /** Nodes that sent wrong bytes: never asked again. At most as many as a viewer ever had. */
  #wrong = new Set();

  /** @param {{now: () => number}} clock */
  constructor(clock) {
    this.clock = clock;
  }

  /** What the origin names, best first. */
  take(relays) {
    this.#relays = relays.filter(relay => !this.#wrong.has(relay.node)).slice(0, MOST);
    const named = new Set(this.#relays.map(relay => relay.node));
    for (const known of [this.#behind, this.#gone]) {
      [...known.keys()].filter(node => !named.has(node)).forEach(node => known.delete(node));
    }
  }

  /** Who may be asked, in this order. */
  get order() {
    const now = this.clock.now();
    const until = ({ node }) => {
      const { until: time } = this.#behind.get(node) ?? { until: 0 };
      return time > now ? time : 0;
    };
    return this.#relays.filter(({ node }) => !(this.#gone.get(node) > now) && !this.#wrong.has(node))
      .sort((a, b) => until(a) - until(b));
  }

  /** To the back of the queue. */
  putBack(node) {
    const times = this.#behind.get(node)?.times ?? 0;
    const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(times, 10));
    this.#behind.set(node, { until: this.clock.now() + pause, times: times + 1 });
  }

  /** Not to be asked for a while, and then only if the origin still names it. */
  dismiss(node) {
    this.#gone.set(node, this.clock.now() + FIRST_MS);
  }

  /** Never to be asked again. */
  banish(node) {
    this.#wrong.add(node);
  }
}
