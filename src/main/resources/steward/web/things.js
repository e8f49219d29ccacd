/**
 * What a thing is to a person: its icon, its state in words, and what one tap on it does. Decided by what
 * the thing observes and performs; its kind path only breaks ties.
 */
import { age, amount, aside, capital, isNever, propertyWords, spaced, valueWords, when, worth } from './words.js';

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

/** How far a value can be believed; what an absent thing reported once is old. @param {Thing} thing @param {string} name */
export function qualityOf(thing, name) {
  const quality = thing.properties?.[name]?.quality;
  return isAbsent(thing) && quality === 'confirmed' ? 'stale' : quality;
}

/** `assumed`, `old`, or nothing where the thing reported it and answers. @param {Thing} thing @param {string} name */
export const worthOf = (thing, name) => worth(qualityOf(thing, name));

/** Parts of a state with what they are worth: once where all are alike, else behind each. @param {Thing} thing @param {[string, string][]} parts words and property */
function saidParts(thing, parts, between = ' · ') {
  const worths = parts.map(([, name]) => worthOf(thing, name));
  if (worths.every((one) => one === worths[0])) return parts.map(([words]) => words).join(between) + aside(worths[0]);
  return parts.map(([words], at) => words + aside(worths[at])).join(between);
}

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
  if (can('heat') && !can('mode') && !can('cool')) return 'heat';
  if (has('mode') || can('mode')) return thing.actions?.mode?.to?.words?.includes('cool') === false ? 'heat' : 'air';
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
  if (can('send')) return 'remote';
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
  if (ringing) return { words: `${propertyWords(ringing)} detected${aside(worthOf(thing, ringing))}`, active: true, tone: 'bad' };
  const words = wordsOf(thing);
  if (words) return words;
  const waiting = thing.status?.state === 'waiting' ? 'Not heard from yet' : 'Not known yet';
  return { words: waiting, active: false, tone: 'gone' };
}

function wordsOf(thing) {
  const lock = lockState(thing);
  if (lock !== undefined) return { words: saidParts(thing, [[capital(lock), 'lock']]), active: lock !== 'locked', tone: LOCK_TONES[lock] ?? 'calm' };
  if ('position' in thing.properties || 'open' in (thing.actions ?? {})) return coverWords(thing);
  const goal = known(thing, 'goalTemperature');
  if (goal !== undefined || known(thing, 'mode') !== undefined) return climateWords(thing, goal);
  if ('switch' in thing.properties && known(thing, 'switch') !== undefined) return switchWords(thing);
  if (known(thing, 'alert') !== undefined) return { words: saidParts(thing, [[isOn(thing) ? 'Sounding' : 'Silent', 'alert']]), active: isOn(thing), tone: isOn(thing) ? 'bad' : 'calm' };
  if ('button' in thing.properties && known(thing, 'button') === undefined) return { words: 'Not pressed yet', active: false, tone: 'calm' };
  for (const name of ['contact', 'motion', 'presence', 'smoke', 'water', 'vibration', 'button', 'playing', 'fan', 'input']) {
    if (known(thing, name) === undefined) continue;
    const words = saidParts(thing, [[capital(valueWords(thing.properties[name], name)), name]]);
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
  if (moving === 'opening' || moving === 'closing') return { words: saidParts(thing, [[`${capital(moving)}…`, 'cover']]), active: false, tone: 'calm' };
  const by = typeof position === 'number' ? 'position' : known(thing, 'contact') === undefined ? 'cover' : 'contact';
  const words = !open ? 'Closed' : position === undefined || position >= 100 ? 'Open' : `Open ${amount(position, 'percentage')}`;
  return { words: saidParts(thing, [[words, by]]), active: false, tone: 'calm' };
}

function climateWords(thing, goal) {
  const now = known(thing, 'temperature');
  const measured = now === undefined ? [] : [[amount(now, 'celsius'), 'temperature']];
  const set = goal === undefined ? [] : [[`set to ${amount(goal, 'celsius')}`, 'goalTemperature']];
  const mode = known(thing, 'mode');
  const by = known(thing, 'switch') === 'off' || mode === undefined ? 'switch' : 'mode';
  const word = known(thing, by);
  if (word === undefined) {
    const words = saidParts(thing, [...measured, ...set], ', ');
    return { words: capital(words), active: false, tone: 'calm' };
  }
  const isOff = word === 'off';
  const words = saidParts(thing, [[capital(String(word)), by], ...(isOff ? [] : set), ...measured]);
  const fails = by in thing.properties && known(thing, 'fault') === 'on';
  return { words: fails ? `${words} · reports a fault` : words, active: !isOff, tone: fails ? 'warn' : 'calm' };
}

function switchWords(thing) {
  const on = isOn(thing);
  const parts = [[on ? 'On' : 'Off', 'switch']];
  const level = known(thing, 'level');
  const power = known(thing, 'power');
  if (on && typeof level === 'number') parts.push([amount(level, 'percentage'), 'level']);
  else if (on && typeof power === 'number') parts.push([amount(power, thing.properties.power.unit), 'power']);
  const fan = known(thing, 'fan');
  if (on && typeof fan === 'string') parts.push([fan, 'fan']);
  const isLit = isLamp(thing) && worthOf(thing, 'switch') === '';
  return { words: saidParts(thing, parts), active: on, tone: isLit ? 'lit' : 'calm' };
}

function measureWords(thing) {
  const names = Object.keys(thing.properties).filter((name) => known(thing, name) !== undefined && !ABOUT_ITSELF.has(name));
  const order = (name) => (MEASURES.includes(name) ? MEASURES.indexOf(name) : MEASURES.length);
  names.sort((a, b) => order(a) - order(b));
  const numbers = names.filter((name) => typeof known(thing, name) === 'number').slice(0, 2);
  if (numbers.length > 0) {
    const said = numbers.map((name) => [(SELF_EVIDENT.has(name) ? '' : `${propertyWords(name)} `) + valueWords(thing.properties[name]), name]);
    return { words: saidParts(thing, said), active: false, tone: 'calm' };
  }
  if (names.length === 0) return thing.status?.state === 'present' ? { words: 'Answers', active: false, tone: 'calm' } : undefined;
  const value = thing.properties[names[0]];
  return { words: `${saidParts(thing, [[capital(valueWords(value, names[0])), names[0]]])}, ${age(value.at)}`, active: false, tone: 'calm' };
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
  if ('send' in actions) return 'Send a code';
  if ('mode' in actions) return 'Choose what it does';
  if ('scene' in actions) return 'Show a scene';
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
