/**
 * The house as this browser knows it: things, rooms, inbox, activities and the outcome of what was
 * asked here. The stream changes it; elements watch topics and are told once per animation frame.
 *
 * Topics: `things` (which there are), `thing:ID`, `room:NAME`, `any` (some value changed), `inbox`,
 * `activities`, `connection`, `house`, `commands`, `session`, `groups`, `notices`, `tick` (time has passed).
 */
import { all, freshKey, get, onSignedOut, post } from './api.js';
import { Stream } from './stream.js';

/**
 * @typedef {{value: any, unit: ?string, at: ?string, quality: string}} Value
 * @typedef {{id: string, name: string, room: ?string, kind: string, family: string, udn: string, maker: ?string,
 *   model: ?string, firmware: ?string, status: {state: string, reason: ?string, seen: ?string},
 *   properties: Record<string, Value>, actions: Record<string, any>}} Thing
 * @typedef {{user: ?any, client: ?any, role: string, freshUntil: ?string, atMachine: boolean, may: string[]}} Session
 * @typedef {{id: ?number, thing: string, action: any, outcome: string, reason: ?string, at: number}} Command
 */

const KEYS = { things: 'id', activities: 'id', inbox: 'key' };
const LISTING = { things: 'listThings', activities: 'listActivities', inbox: 'listInbox' };
const FINAL = new Set(['confirmed', 'unobservable', 'refused', 'silent', 'superseded', 'expired']);
const EARLY_OUTCOMES_MAX = 64;
const WAITING_ENTRIES_MAX = 5_000;
const SHOW_CONFIRMED_MS = 4_000;
const ASK_AGAIN_MS = 2_500;
const ASK_AGAIN_TIMES = 24;
const REREAD_AFTER_MS = 250;
/** How often ages are said anew. */
const TICK_MS = 20_000;

/** @param {string} outcome */
export const isFinal = (outcome) => FINAL.has(outcome);

export class House {
  constructor() {
    this.facts = { name: 'Home', zone: undefined, rooms: [], version: '', demo: false };
    this.clockAhead = 0;
    /** @type {?Session} */
    this.session = null;
    /** @type {Map<string, Thing>} */
    this.things = new Map();
    this.inbox = new Map();
    this.activities = new Map();
    /** Groups of things, by id; read by the pages that need them. */
    this.groups = new Map();
    this.place = null;
    /** What the steward noticed when an activity was saved here, by its id. @type {Map<string, any[]>} */
    this.findings = new Map();
    /** @type {Map<string, Command>} the newest command of this browser per thing */
    this.commands = new Map();
    this.connection = 'opening';
    this.loaded = false;
    this.fault = null;
    this.watchers = new Map();
    this.listeners = new Set();
    this.touched = new Set();
    this.waiting = [];
    this.early = new Map();
    this.rereading = new Set();
    this.stream = new Stream({
      onEntry: (entry) => this.take(entry),
      onNotice: (notice) => this.onNotice(notice),
      onState: (state, again) => this.connected(state, again),
    });
    this.turnedAway = false;
    /** What is done when somebody here is told something. @type {(notice: any) => void} */
    this.onNotice = () => {};
    /** Reads the people of the house, once somebody knows how. */
    this.readPeople = async () => {};
    onSignedOut(() => {
      this.turnedAway = true;
      this.connected('signed out', false);
    });
  }

  /** Whether who is signed in may ever do this; what is not shown is not thereby forbidden, the steward decides. @param {string} operation */
  may(operation) {
    return this.session?.may?.includes(operation) ?? false;
  }

  /** @param {Session} session */
  signedIn(session) {
    this.session = session;
    this.touchAll();
  }

  /** The instant by the house's clock, in milliseconds. */
  now() {
    return Date.now() + this.clockAhead;
  }

  async open() {
    this.stream.open();
    setInterval(() => this.touch('tick'), TICK_MS);
    await this.load();
  }

  async load() {
    this.loaded = false;
    try {
      const [session, facts, things] = await Promise.all([get('/session'), get('/house'), all('/things')]);
      this.session = session;
      const [inbox, activities] = await Promise.all([this.listed('inbox'), this.listed('activities')]);
      this.facts = facts;
      this.clockAhead = facts.time ? Date.parse(facts.time) - Date.now() : 0;
      this.things = new Map(things.map((thing) => [thing.id, this.fitting(thing)]));
      this.inbox = new Map(inbox.map((item) => [item.key, item]));
      this.activities = new Map(activities.map((activity) => [activity.id, activity]));
      this.fault = null;
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
    }
    this.loaded = this.fault === null;
    const late = this.waiting;
    this.waiting = [];
    if (this.loaded) for (const entry of late) this.apply(entry);
    this.touchAll();
  }

  /** A list, or nothing where it is not for who is signed in. @param {'things' | 'activities' | 'inbox'} list */
  listed(list) {
    return this.may(LISTING[list]) ? all(`/${list}`) : [];
  }

  /** Groups of things and the place, where they are for who is signed in; a house without them has none. */
  async readGroups() {
    const quietly = async (operation, read) => {
      try {
        return this.may(operation) ? await read() : null;
      } catch {
        return null;
      }
    };
    const [groups, place] = await Promise.all([quietly('listGroups', () => all('/groups')), quietly('getPlace', () => get('/place'))]);
    this.groups = new Map((groups ?? []).map((group) => [group.id, group]));
    this.place = place;
    await this.readPeople();
    this.touch('groups');
  }

  /** Without what it could be asked, for who may not ask. @param {Thing} thing */
  fitting(thing) {
    return this.may('perform') ? thing : { ...thing, actions: {} };
  }

  connected(state, again) {
    if (this.connection === 'signed out') return;
    if (state === 'signed out') this.stream.close();
    if (state === 'live' && (again || this.fault !== null)) this.load();
    if (state === this.connection) return;
    this.connection = state;
    this.touch('connection');
  }

  take(entry) {
    if (this.loaded) this.apply(entry);
    else if (this.waiting.length < WAITING_ENTRIES_MAX) this.waiting.push(entry);
  }

  apply(entry) {
    const body = entry.body ?? {};
    if (entry.kind === 'reading') this.read(entry, body);
    else if (entry.kind === 'status') this.setStatus(entry, body);
    else if (entry.kind === 'outcome') this.settle(body.command, body.outcome, body.reason);
    else if (entry.kind === 'thing') this.again('things');
    else if (entry.kind === 'activity') this.again('activities');
    else if (entry.kind === 'inbox') this.again('inbox');
    else if (entry.kind === 'firing') this.fired(entry, body);
    for (const listener of this.listeners) listener(entry);
  }

  read(entry, body) {
    const thing = this.things.get(entry.subject);
    if (!thing) return;
    const known = thing.properties[body.property];
    if (known?.at && known.at > entry.at) return;
    // What was remembered for a thing fills a gap, and is no sign of life.
    const isOld = body.quality === 'stale';
    if (isOld && known && known.quality !== 'unknown') return;
    const value = { value: body.value, unit: body.unit, at: entry.at, quality: body.quality ?? 'confirmed' };
    thing.properties = { ...thing.properties, [body.property]: value };
    if (!isOld) thing.status = { ...thing.status, seen: entry.at };
    this.touchThing(thing);
  }

  setStatus(entry, status) {
    const thing = this.things.get(entry.subject);
    if (!thing) return;
    const heard = status.state === 'present' ? entry.at : thing.status?.seen;
    thing.status = { seen: heard, ...status };
    this.touchThing(thing);
  }

  /** Reads a list anew, once for many entries that say that it changed. @param {'things' | 'activities' | 'inbox'} list */
  again(list) {
    if (this.rereading.has(list)) return;
    this.rereading.add(list);
    setTimeout(() => this.reread(list), REREAD_AFTER_MS);
  }

  async reread(list) {
    this.rereading.delete(list);
    try {
      const items = await this.listed(list);
      this[list] = new Map(items.map((item) => [item[KEYS[list]], list === 'things' ? this.fitting(item) : item]));
      this.touch(list);
      if (list === 'things') this.touchAll();
    } catch {
      if (this.connection !== 'signed out') this.again(list); // the lost connection is shown already
    }
  }

  fired(entry, body) {
    const activity = this.activities.get(entry.subject);
    if (!activity) return;
    activity.last = { ...activity.last, fired: { seq: entry.seq, at: entry.at, because: body.because } };
    this.touch('activities');
  }

  /** Rooms in the house's order; then those that only things name; things without one last. */
  rooms() {
    const named = new Set(this.facts.rooms ?? []);
    for (const thing of this.things.values()) if (thing.room) named.add(thing.room);
    return [...named];
  }

  /** @param {?string} room @returns {Thing[]} */
  thingsIn(room) {
    return [...this.things.values()]
      .filter((thing) => (thing.room || null) === room)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /**
   * Asks a thing for something. The outcome appears in `commands` as it becomes known, never earlier.
   * @param {string} thing @param {{action: string}} action
   */
  async perform(thing, action) {
    /** @type {Command} */
    const command = { id: null, thing, action, outcome: 'waiting', reason: null, at: Date.now() };
    this.commands.set(thing, command);
    this.touchCommand(command);
    try {
      const path = `/things/${encodeURIComponent(thing)}/perform`;
      const answer = await post(path, action, { 'Idempotency-Key': freshKey() });
      command.id = answer.id;
      const early = this.early.get(answer.id);
      this.early.delete(answer.id);
      if (early && !isFinal(answer.outcome)) this.tell(command, early.outcome, early.reason);
      else this.tell(command, answer.outcome, answer.reason);
      this.askAgain(command, 0);
    } catch (failure) {
      const reason = failure.sentence ?? String(failure);
      this.tell(command, failure.status === 0 ? 'unsent' : 'refused', reason);
    }
    return command;
  }

  /** While the stream is silent about a command the steward is asked for its outcome. */
  askAgain(command, times) {
    if (isFinal(command.outcome) || times >= ASK_AGAIN_TIMES) return;
    setTimeout(async () => {
      if (isFinal(command.outcome) || this.commands.get(command.thing) !== command) return;
      try {
        const answer = await get(`/commands/${command.id}`);
        if (answer.outcome !== command.outcome) this.tell(command, answer.outcome, answer.reason);
      } catch {
        // Not reachable now: asked again below, and the lost connection is shown already.
      }
      this.askAgain(command, times + 1);
    }, ASK_AGAIN_MS);
  }

  settle(id, outcome, reason) {
    for (const command of this.commands.values()) {
      if (command.id === id) return this.tell(command, outcome, reason);
    }
    this.early.set(id, { outcome, reason });
    if (this.early.size > EARLY_OUTCOMES_MAX) this.early.delete(this.early.keys().next().value);
  }

  tell(command, outcome, reason) {
    if (isFinal(command.outcome)) return;
    command.outcome = outcome;
    command.reason = reason ?? null;
    this.touchCommand(command);
    if (outcome === 'confirmed' || outcome === 'superseded') {
      setTimeout(() => this.forget(command), SHOW_CONFIRMED_MS);
    }
  }

  /** @param {Command} command */
  forget(command) {
    if (this.commands.get(command.thing) !== command) return;
    this.commands.delete(command.thing);
    this.touchCommand(command);
  }

  touchCommand(command) {
    this.touch(`thing:${command.thing}`);
    this.touch('commands');
  }

  touchThing(thing) {
    this.touch(`thing:${thing.id}`);
    this.touch(`room:${thing.room ?? ''}`);
    this.touch('any');
  }

  touchAll() {
    for (const topic of this.watchers.keys()) this.touch(topic);
  }

  touch(topic) {
    if (this.touched.size === 0) nextFrame(() => this.flush());
    this.touched.add(topic);
  }

  flush() {
    const told = new Set();
    for (const topic of this.touched) for (const watcher of this.watchers.get(topic) ?? []) told.add(watcher);
    this.touched.clear();
    for (const watcher of told) watcher();
  }

  /** @param {string} topic @param {() => void} watcher @returns {() => void} to stop watching */
  watch(topic, watcher) {
    if (!this.watchers.has(topic)) this.watchers.set(topic, new Set());
    const set = this.watchers.get(topic);
    set.add(watcher);
    return () => {
      set.delete(watcher);
      if (set.size === 0 && this.watchers.get(topic) === set) this.watchers.delete(topic);
    };
  }

  /** Every journal entry as it comes. @param {(entry: any) => void} listener */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** A hidden page has no frames; it is told by a timer instead, so that it is right when it is shown. */
function nextFrame(work) {
  if (document.visibilityState === 'hidden') setTimeout(work, 250);
  else requestAnimationFrame(work);
}

export const house = new House();
