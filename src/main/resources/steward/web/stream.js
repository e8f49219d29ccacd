/**
 * The live connection: server-sent events with resumption, and an honest word about whether it stands.
 * A connection that is silent for long is asked after, since a dead one makes no noise.
 */

const URL_OF_STREAM = '/api/v1/stream';
const URL_OF_SESSION = '/api/v1/session';
const ASK_WITHIN_MS = 5_000;
const KINDS = [
  'reading', 'status', 'command', 'sent', 'answer', 'outcome', 'firing', 'skip', 'call', 'timer', 'clock', 'start',
  'stop', 'thing', 'activity', 'inbox', 'note',
];
const QUIET_MS = 40_000;
const AGAIN_MIN_MS = 1_000;
const AGAIN_MAX_MS = 15_000;

/** Opens and reopens the stream. `onState` gets `live`, `lost` or `signed out`, `onEntry` each journal entry. */
export class Stream {
  /** @param {{onEntry: (entry: any) => void, onNotice: (notice: any) => void, onState: (state: string, again: boolean) => void}} told */
  constructor(told) {
    this.told = told;
    this.source = null;
    this.wait = AGAIN_MIN_MS;
    this.opened = 0;
    this.heard = 0;
    this.retry = 0;
    addEventListener('online', () => this.open());
    addEventListener('offline', () => this.lose());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.check();
    });
    setInterval(() => this.check(), QUIET_MS / 4);
  }

  open() {
    if (this.closed) return;
    clearTimeout(this.retry);
    this.source?.close();
    const source = new EventSource(URL_OF_STREAM);
    this.source = source;
    source.addEventListener('hello', () => this.live());
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.take(event));
    source.addEventListener('notice', (event) => this.notice(event));
    source.onerror = () => this.lose();
  }

  /** For good: nobody is signed in here any more. */
  close() {
    this.closed = true;
    clearTimeout(this.retry);
    this.source?.close();
  }

  /** A source does not tell why it was refused, so the steward is asked whether it still knows this browser. */
  async askWhy() {
    try {
      const answer = await fetch(URL_OF_SESSION, { signal: AbortSignal.timeout(ASK_WITHIN_MS), cache: 'no-store' });
      if (answer.status === 401) this.told.onState('signed out', false);
    } catch {
      // Not reachable at all: that is a lost connection, which is shown already.
    }
  }

  live() {
    this.heard = performance.now();
    this.wait = AGAIN_MIN_MS;
    this.told.onState('live', this.opened++ > 0);
  }

  take(event) {
    this.heard = performance.now();
    let entry;
    try {
      entry = JSON.parse(event.data);
    } catch {
      return; // one spoiled entry must not stop the rest
    }
    this.told.onEntry(entry);
  }

  /** What somebody is told is in no journal: it has no number, and is read anew after a lost connection. */
  notice(event) {
    this.heard = performance.now();
    try {
      this.told.onNotice(JSON.parse(event.data));
    } catch {
      // Spoiled: it is in the list that is read later.
    }
  }

  /** The browser resumes by itself while the source is connecting; a closed one is opened anew. */
  lose() {
    if (this.closed) return;
    this.told.onState('lost', false);
    if (this.source?.readyState === EventSource.CLOSED) this.askWhy();
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      if (this.source?.readyState === EventSource.CLOSED) this.open();
      else if (this.source?.readyState === EventSource.CONNECTING) this.lose();
    }, this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, AGAIN_MAX_MS);
  }

  async check() {
    if (this.closed || this.source?.readyState !== EventSource.OPEN) return;
    if (performance.now() - this.heard < QUIET_MS) return;
    try {
      await fetch('/healthz', { signal: AbortSignal.timeout(ASK_WITHIN_MS), cache: 'no-store' });
      this.heard = performance.now();
    } catch {
      this.lose();
      this.open();
    }
  }
}
