/**
 * What a thing is to a person: its icon, its state in words, and what one tap on it does. Decided by what
 * the thing observes and performs; its kind path only breaks ties.
 */
import { age, amount, capital, isNever, propertyWords, spaced, valueWords, when } from './words.js';

/** @typedef {import('./house.js').Thing} Thing */

const MEASURES = [
  'temperature', 'humidity', 'co2', 'light', 'pressure', 'noise', 'power', 'voc', 'airQuality',
];
/** Measures whose unit says what they are. */
const SELF_EVIDENT = new Set(['temperature', 'co2', 'light', 'pressure', 'noise', 'power']);
/** What a thing tells of itself rather than of the house. */
const ABOUT_ITSELF = new Set(['batteryLevel', 'signal', 'lqi', 'uptime']);
const ACTIVE = new Set(['opened', 'detected', 'playing', 'speaking', 'present']);
const LOCK_TONES = { unlocked: 'warn', jammed: 'bad' };
const ALARMS = ['smoke', 'water', 'tamper'];

/** @param {Thing} thing @param {string} name */
export const known = (thing, name) => {
  const value = thing.properties?.[name];
  return value && value.value !== null && value.value !== undefined && value.quality !== 'unknown' ? value.value : undefined;
};

/** @param {Thing} thing */
export const isAbsent = (thing) => thing.status?.state === 'absent' || thing.status?.state === 'error';

/** @param {Thing} thing */
export const isLamp = (thing) => 'dim' in (thing.actions ?? {}) || /\/lighting\b/.test(thing.kind ?? '');

/** @param {Thing} thing */
export const isOn = (thing) => ['on', true].includes(known(thing, 'switch') ?? known(thing, 'alert'));

/** @param {Thing} thing `locked`, `unlocked`, `locking`, `unlocking`, `jammed`, or undefined */
export const lockState = (thing) => known(thing, 'lock');

/** @param {Thing} thing whether a cover, door or window is open; undefined where nobody knows */
export function isOpen(thing) {
  const position = known(thing, 'position');
  if (typeof position === 'number') return position > 0;
  const word = known(thing, 'contact') ?? known(thing, 'cover');
  return word === undefined ? undefined : !['closed', 'closing'].includes(word);
}

/** @param {Thing} thing an alarm that is ringing now, by its property */
export const alarm = (thing) => ALARMS.find((name) => known(thing, name) === 'detected');

/** @param {Thing} thing @returns {string} a name from `icons.js` */
export function iconOf(thing) {
  const has = (name) => name in (thing.properties ?? {});
  const can = (name) => name in (thing.actions ?? {});
  const kind = `${thing.kind ?? ''} ${thing.id}`;
  if (can('lock') || can('unlock') || has('lock')) return lockState(thing) === 'locked' ? 'lock' : 'unlock';
  if (can('position') || can('open')) return 'cover';
  if (has('smoke')) return 'smoke';
  if (has('alert') || /siren/.test(kind)) return 'siren';
  if (can('say') || can('play')) return 'speaker';
  if (can('heat') || has('goalTemperature')) return 'heat';
  if (can('fan') || /\bfan\b/.test(kind)) return 'fan';
  if (isLamp(thing)) return 'lamp';
  if (has('contact')) return /window/.test(kind) ? 'window' : 'door';
  if (has('motion')) return 'motion';
  if (has('water')) return 'drop';
  if (has('presence') || /presence|phone|person/.test(kind)) return 'person';
  if (can('turn')) return 'plug';
  if (has('temperature')) return 'thermometer';
  if (has('humidity')) return 'drop';
  if (has('light')) return 'sun';
  if (has('button') || /button/.test(kind)) return 'button';
  if (has('power') || has('energy')) return 'bolt';
  return 'thing';
}

/**
 * The state in words, most telling first, and whether the thing is active (lit, open, ringing).
 * @param {Thing} thing @returns {{words: string, active: boolean, tone: string}}
 */
export function stateOf(thing) {
  if (isAbsent(thing)) {
    const seen = isNever(thing.status.seen) ? 'never heard' : `last heard ${when(thing.status.seen)}`;
    return { words: thing.status.state === 'error' ? 'Trouble' : `No answer, ${seen}`, active: false, tone: 'gone' };
  }
  const ringing = alarm(thing);
  if (ringing) return { words: `${propertyWords(ringing)} detected`, active: true, tone: 'bad' };
  const words = wordsOf(thing);
  if (words) return words;
  const waiting = thing.status?.state === 'waiting' ? 'Not heard from yet' : 'Not known yet';
  return { words: waiting, active: false, tone: 'gone' };
}

function wordsOf(thing) {
  const lock = lockState(thing);
  if (lock !== undefined) return { words: capital(lock), active: lock !== 'locked', tone: LOCK_TONES[lock] ?? 'calm' };
  if ('position' in thing.properties || 'open' in (thing.actions ?? {})) return coverWords(thing);
  const goal = known(thing, 'goalTemperature');
  if (goal !== undefined) return heatWords(thing, goal);
  if ('switch' in thing.properties && known(thing, 'switch') !== undefined) return switchWords(thing);
  if (known(thing, 'alert') !== undefined) return { words: isOn(thing) ? 'Sounding' : 'Silent', active: isOn(thing), tone: isOn(thing) ? 'bad' : 'calm' };
  if ('button' in thing.properties && known(thing, 'button') === undefined) return { words: 'Not pressed yet', active: false, tone: 'calm' };
  for (const name of ['contact', 'motion', 'presence', 'smoke', 'water', 'vibration', 'button', 'playing', 'fan', 'input']) {
    if (known(thing, name) === undefined) continue;
    const words = capital(valueWords(thing.properties[name], name));
    if (name === 'button') return { words: `${words}, ${age(thing.properties[name].at)}`, active: false, tone: 'calm' };
    return { words, active: ACTIVE.has(known(thing, name)), tone: 'calm' };
  }
  return measureWords(thing);
}

function coverWords(thing) {
  const position = known(thing, 'position');
  const open = isOpen(thing);
  if (open === undefined) return undefined;
  const moving = known(thing, 'cover');
  if (moving === 'opening' || moving === 'closing') return { words: `${capital(moving)}…`, active: false, tone: 'calm' };
  const words = !open ? 'Closed' : position === undefined || position >= 100 ? 'Open' : `Open ${amount(position, 'percentage')}`;
  return { words, active: false, tone: 'calm' };
}

function heatWords(thing, goal) {
  const now = known(thing, 'temperature');
  const set = `set to ${amount(goal, 'celsius')}`;
  return { words: now === undefined ? capital(set) : `${amount(now, 'celsius')}, ${set}`, active: false, tone: 'calm' };
}

function switchWords(thing) {
  const on = isOn(thing);
  const parts = [on ? 'On' : 'Off'];
  const level = known(thing, 'level');
  const power = known(thing, 'power');
  if (on && typeof level === 'number') parts.push(amount(level, 'percentage'));
  else if (on && typeof power === 'number') parts.push(amount(power, thing.properties.power.unit));
  const fan = known(thing, 'fan');
  if (on && typeof fan === 'string') parts.push(fan);
  return { words: parts.join(' · '), active: on, tone: isLamp(thing) ? 'lit' : 'calm' };
}

function measureWords(thing) {
  const names = Object.keys(thing.properties).filter((name) => known(thing, name) !== undefined && !ABOUT_ITSELF.has(name));
  const order = (name) => (MEASURES.includes(name) ? MEASURES.indexOf(name) : MEASURES.length);
  names.sort((a, b) => order(a) - order(b));
  const numbers = names.filter((name) => typeof known(thing, name) === 'number').slice(0, 2);
  if (numbers.length > 0) {
    const said = numbers.map((name) => (SELF_EVIDENT.has(name) ? '' : `${propertyWords(name)} `) + valueWords(thing.properties[name]));
    return { words: said.join(' · '), active: false, tone: 'calm' };
  }
  if (names.length === 0) return thing.status?.state === 'present' ? { words: 'Answers', active: false, tone: 'calm' } : undefined;
  const value = thing.properties[names[0]];
  return { words: `${capital(valueWords(value, names[0]))}, ${age(value.at)}`, active: false, tone: 'calm' };
}

/**
 * What one tap does: an action with its verb, or nothing for a thing that only observes or needs a text.
 * `careful` asks for a second tap.
 * @param {Thing} thing @returns {?{verb: string, action: any, careful: boolean}}
 */
export function tapOf(thing) {
  const actions = thing.actions ?? {};
  if ('lock' in actions || 'unlock' in actions) {
    const locked = lockState(thing) === 'locked';
    if (locked && 'unlock' in actions) return { verb: 'Unlock', action: { action: 'unlock' }, careful: true };
    return { verb: 'Lock', action: { action: 'lock' }, careful: false };
  }
  if ('open' in actions && 'close' in actions) {
    const open = isOpen(thing);
    return open ? { verb: 'Close', action: { action: 'close' }, careful: false } : { verb: 'Open', action: { action: 'open' }, careful: false };
  }
  if ('turn' in actions) {
    const on = isOn(thing);
    const loud = iconOf(thing) === 'siren' && !on;
    return { verb: on ? 'Turn off' : 'Turn on', action: { action: 'turn', to: on ? 'off' : 'on' }, careful: loud };
  }
  if ('wake' in actions) return { verb: 'Wake', action: { action: 'wake' }, careful: false };
  return null;
}

/** The name without the room that is said already. @param {Thing} thing */
export function shortName(thing) {
  const room = thing.room ?? '';
  if (room === '' || !thing.name.toLowerCase().startsWith(`${room.toLowerCase()} `)) return thing.name;
  return capital(thing.name.slice(room.length + 1).trim()) || thing.name;
}

/** What a tap on the tile leads to, where the thing needs more than a tap. @param {Thing} thing */
export function pageVerb(thing) {
  const actions = thing.actions ?? {};
  if ('say' in actions) return 'Say something';
  if ('heat' in actions) return 'Set';
  if ('play' in actions) return 'Play';
  if ('fan' in actions) return 'Choose speed';
  if ('notify' in actions) return 'Send a note';
  return 'See more';
}

const ORDER = ['lamp', 'fan', 'plug', 'lock', 'unlock', 'cover', 'heat', 'speaker'];

/** Lamps first, then what is used most; the rest by name. @param {Thing} a @param {Thing} b */
export function byUse(a, b) {
  const rank = (thing) => (ORDER.indexOf(iconOf(thing)) + ORDER.length + 1) % (ORDER.length + 1);
  return rank(a) - rank(b) || a.name.localeCompare(b.name);
}

/** The part of the kind path a person would say. @param {Thing} thing */
export function kindWords(thing) {
  const parts = (thing.kind ?? '').split('/').filter(Boolean);
  return spaced(parts.at(-1) ?? 'thing');
}
