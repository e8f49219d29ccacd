/**
 * The house in words: values with their units, ages, states and outcomes. One place, so that every page
 * says the same thing the same way.
 */
import { house } from './house.js';

const UNITS = {
  percentage: '%', celsius: '°C', watts: 'W', 'watt-hours': 'Wh', 'volt-amperes': 'VA', vars: 'var', volts: 'V',
  amperes: 'A', hertz: 'Hz', fraction: '', lux: 'lx', millibars: 'mbar', ppm: 'ppm', 'micrograms/m3': 'µg/m³',
  decibels: 'dB', 'decibel-milliwatts': 'dBm', mireds: 'mired', degrees: '°', seconds: 's', 'meters/second': 'm/s',
  millimeters: 'mm', meters: 'm', kilometers: 'km', liters: 'l', count: '',
};

const NAMES = {
  level: 'Level', co2: 'CO₂', co: 'CO', voc: 'VOC', pm25: 'Particles', batteryLevel: 'Battery', signal: 'Signal',
  lqi: 'Link quality', goalTemperature: 'Set to', outdoorTemperature: 'Outdoors', special: 'Programme', input: 'Input', alert: 'Alarm', fault: 'Fault',
};

/** The small words a reading may carry, as a state a person would say. */
const STATES = {
  contact: { opened: 'open', closed: 'closed' },
  motion: { detected: 'motion', absent: 'quiet' },
  smoke: { detected: 'smoke!', absent: 'no smoke' },
  water: { detected: 'water!', absent: 'dry' },
  vibration: { detected: 'vibration', absent: 'still' },
  tamper: { detected: 'tampered with!', absent: 'untouched' },
  presence: { present: 'home', absent: 'away' },
  bed: { in: 'in bed', out: 'out of bed' },
  cover: { opened: 'open', closed: 'closed' },
  button: { single: 'pressed once', double: 'pressed twice', triple: 'pressed three times', hold: 'held' },
  fault: { on: 'reports a fault', off: 'in order' },
  swing: { off: 'still', vertical: 'up and down', horizontal: 'left and right', both: 'all ways' },
  special: { econo: 'economy' },
};

const OUTCOMES = {
  waiting: { words: 'Asking…', tone: 'open' },
  sent: { words: 'Sent, waiting for its report', tone: 'open' },
  accepted: { words: 'Accepted, waiting for its report', tone: 'open' },
  confirmed: { words: 'Confirmed', tone: 'good' },
  unobservable: { words: 'Sent; it cannot be checked', tone: 'plain' },
  refused: { words: 'Refused', tone: 'bad' },
  silent: { words: 'No answer in time', tone: 'bad' },
  superseded: { words: 'Replaced by a newer wish', tone: 'plain' },
  expired: { words: 'Not sent in time, dropped', tone: 'bad' },
  unsent: { words: 'Not asked', tone: 'bad' },
};

/** How a value is told apart from one that was reported and holds. */
const WORTH = { assumed: 'assumed', stale: 'old' };

/** What a person asked for, while it is asked. @param {any} action */
export function wish(action) {
  const name = action?.action ?? '';
  switch (name) {
    case 'turn': return action.to === 'toggle' ? 'switch over' : `turn ${action.to}`;
    case 'dim': return `dim to ${number(action.level)} %`;
    case 'colour': return 'change colour';
    case 'warmth': return `warmth ${number(action.mireds)} mired`;
    case 'heat': case 'cool': return `${name} to ${number(action.to)} °C`;
    case 'position': return `move to ${number(action.to)} %`;
    case 'volume': return `volume ${number(action.level)} %`;
    case 'mode': case 'fan': return `${name} ${action.to}`;
    case 'swing': case 'special': return `${actionWords(name)}: ${STATES[name][action.to] ?? action.to}`;
    case 'scene': return `show the scene “${clip(String(action.text), 40)}”`;
    case 'send': case 'learn': return `${name} “${clip(String(action.text), 40)}”`;
    case 'say': case 'notify': case 'play': return action.text ? `${name} “${clip(action.text, 40)}”` : name;
    default: return spaced(name).toLowerCase();
  }
}

/** @param {string} outcome */
export const outcomeWords = (outcome) => OUTCOMES[outcome]?.words ?? capital(outcome);
/** A reason without what the outcome says already. @param {?string} reason @param {string} outcome */
export const reasonWords = (reason, outcome) =>
  outcome === 'unobservable' ? (reason ?? '').replace(/^sent, cannot be checked:?\s*/, '') : (reason ?? '');
/** `open`, `good`, `plain` or `bad`. @param {string} outcome */
export const outcomeTone = (outcome) => OUTCOMES[outcome]?.tone ?? 'plain';

/** @param {number} n */
export function number(n) {
  if (typeof n !== 'number' || !Number.isFinite(n)) return String(n);
  const size = Math.abs(n);
  const places = size >= 100 || Number.isInteger(n) ? 0 : size >= 10 ? 1 : 2;
  return n.toLocaleString('en', { maximumFractionDigits: places });
}

/** @param {?string} unit */
export const unitWords = (unit) => (unit ? (UNITS[unit] ?? unit) : '');

/** One value with its unit, as short as it can be said. @param {import('./house.js').Value} value */
export function valueWords(value, property = '') {
  const v = value?.value;
  if (v === null || v === undefined || value.quality === 'unknown') return 'not known yet';
  if (typeof v === 'number') return amount(v, value.unit);
  if (typeof v === 'boolean') return v ? 'yes' : 'no';
  if (typeof v === 'object') return 'hue' in v ? `hue ${number(v.hue)}°, ${number(v.saturation)} %` : JSON.stringify(v);
  if (/^\d{4}-\d\d-\d\dT/.test(v)) return when(v);
  return STATES[property]?.[v] ?? v;
}

/** What a value is worth, in a word: nothing where the thing reported it. @param {?string} quality */
export const worth = (quality) => WORTH[quality] ?? '';
/** In brackets, to stand behind a value. @param {string} words */
export const aside = (words) => (words ? ` (${words})` : '');

/** @param {number} n @param {?string} unit */
export function amount(n, unit) {
  if (unit === 'watt-hours' && Math.abs(n) >= 1000) return `${number(n / 1000)}\u00a0kWh`;
  if (unit === 'seconds' && n >= 60) return span(n * 1000);
  const short = unitWords(unit);
  if (!short) return number(n);
  return short === '°' ? `${number(n)}°` : `${number(n)}\u00a0${short}`;
}

/** @param {string} name */
export const propertyWords = (name) => NAMES[name] ?? spaced(name);

/** `airQuality` becomes `Air quality`. @param {string} name */
export function spaced(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ').toLowerCase();
  return capital(words);
}

/** An action as a person would say it, small. @param {string} name */
export const actionWords = (name) => (name === 'special' ? 'programme' : spaced(name).toLowerCase());

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
/** @param {string} text @param {number} max */
export const clip = (text, max) => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** @param {number} ms */
export function span(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${s}\u00a0s`;
  if (s < 3600) return `${Math.round(s / 60)}\u00a0min`;
  if (s < 86_400) return `${Math.round(s / 3600)}\u00a0h`;
  const days = Math.round(s / 86_400);
  return days === 1 ? '1 day' : `${days} days`;
}

/** A thing that was never heard carries the first instant of all. @param {?string} at */
export const isNever = (at) => !at || at < '1971';

/** How long ago. @param {?string} at */
export function age(at) {
  if (isNever(at)) return 'never';
  const ms = house.now() - Date.parse(at);
  return ms < 5_000 ? 'just now' : `${span(ms)} ago`;
}

/** The time of day, and the day where it is not today, in the house's zone. @param {?string} at */
export function when(at) {
  if (isNever(at)) return 'never';
  const time = new Date(at);
  const day = dayOf(time);
  const clock = format({ hour: '2-digit', minute: '2-digit', hour12: false }, time);
  if (day === dayOf(new Date(house.now()))) return clock;
  return `${format({ day: 'numeric', month: 'short' }, time)}, ${clock}`;
}

/** With seconds, for journals. @param {string} at */
export const exactly = (at) => format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }, new Date(at));

/** @param {Date} time */
export const dayOf = (time) => format({ weekday: 'long', day: 'numeric', month: 'long' }, time);

const formats = new Map();
function format(options, time) {
  const key = JSON.stringify(options) + house.facts.zone;
  if (!formats.has(key)) formats.set(key, zoned(options));
  return Number.isNaN(time.getTime()) ? '–' : formats.get(key).format(time);
}

function zoned(options) {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: house.facts.zone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', options);
  }
}

/** `lamps: 1` → `1 lamp`. @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** A slug as ids want it: `[a-z0-9-]{1,40}`. @param {string} text @param {(id: string) => boolean} taken */
export function slug(text, taken = () => false) {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  const base = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 36) || 'thing';
  if (!taken(base)) return base;
  for (let n = 2; ; n++) if (!taken(`${base}-${n}`)) return `${base}-${n}`;
}

/** The closed lists of words that properties can have, for forms. */
export const WORDS = {
  switch: ['on', 'off'], motion: ['detected', 'absent'], contact: ['opened', 'closed'], smoke: ['detected', 'absent'],
  water: ['detected', 'absent'], gas: ['detected', 'absent'], bed: ['in', 'out'], battery: ['normal', 'low'],
  sun: ['night', 'dawn', 'morning-twilight', 'morning', 'daylight', 'evening', 'evening-twilight', 'dusk'], vibration: ['detected', 'absent'], tamper: ['detected', 'absent'], input: ['on', 'off'],
  alert: ['on', 'off'], fault: ['on', 'off'], lock: ['locked', 'unlocked', 'locking', 'unlocking', 'jammed'],
  cover: ['opened', 'closed', 'opening', 'closing', 'stopped'], presence: ['present', 'absent'],
  mode: ['off', 'auto', 'heat', 'cool', 'dry', 'fan'],
  fan: ['off', 'low', 'mid', 'high', 'auto', 'on', 'silent', '1', '2', '3', '4', '5'],
  swing: ['off', 'vertical', 'horizontal', 'both'], special: ['none', 'powerful', 'econo', 'streamer', 'away'],
  playing: ['idle', 'playing', 'paused', 'speaking'], muted: ['on', 'off'],
  button: ['single', 'double', 'triple', 'quad', 'penta', 'hold', 'release', 'toggle', 'up', 'down', 'clear'],
};
