/** What people call things, rules over things, amounts, spans and moments: the same words as the steward's own. */
import { house } from './house.js';
import { nameOf, unitOf } from './members.js';
import { GROUPS } from './people.js';
import { amount, capital, count } from './words.js';

const KINDS = {
  lighting: 'lights', switch: 'switches', plug: 'plugs', sensor: 'sensors', lock: 'locks', presence: 'presence sensors',
  media: 'players', climate: 'climate devices', motive: 'blinds and doors', cover: 'blinds', alarm: 'alarms',
};
const OBSERVERS = {
  contact: 'contacts', lock: 'locks', bed: 'beds', alert: 'alarms', smoke: 'smoke detectors', gas: 'gas detectors',
  water: 'water detectors', motion: 'motion detectors', button: 'buttons', temperature: 'thermometers',
};
const PERFORMERS = { say: 'speakers', dim: 'dimmers', lock: 'locks', heat: 'heaters' };

/** @param {any} value */
export const listOf = (value) => (Array.isArray(value) ? value : [value]);
/** `goalTemperature` becomes `goal temperature`. @param {string} property */
export const spoken = (property = '') => property.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
/** @param {string} id */
export const groupName = (id) => house.groups.get(id)?.name ?? id;
/** `a, b and c`. @param {string[]} words @param {string} last */
export const joined = (words, last) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`);

/** @param {string} kind */
export function kindName(kind) {
  const noun = KINDS[String(kind).split('/')[0]];
  if (!noun) return `things of the kind ${kind}`;
  return String(kind).includes('/') ? `${noun} of the kind ${kind}` : noun;
}

/** Those of which only this is known, where there is a word. @param {string} property */
export const observerName = (property) => OBSERVERS[property];
/** @param {string} action */
export const performerName = (action) => PERFORMERS[action];

/** The rule as its parts, each with one member. @param {any} selector @returns {any[]} */
function partsOf(selector) {
  if (typeof selector === 'string') return [{ thing: selector }];
  if (Array.isArray(selector)) return [{ things: selector }];
  const parts = Object.entries(selector ?? {}).map(([member, value]) => ({ [member]: value }));
  return parts.length === 1 && parts[0].all ? parts[0].all.flatMap((one) => (isSingle(one) ? partsOf(one) : [{ all: [one] }])) : parts;
}

const isSingle = (one) => typeof one === 'string' || Array.isArray(one) || Object.keys(one ?? {}).length === 1;

function nounOf(part) {
  if (part.kind) return kindName(part.kind);
  return part.observes ? OBSERVERS[part.observes] : part.performs ? PERFORMERS[part.performs] : undefined;
}

function narrowed(part) {
  const [[member, value]] = Object.entries(part);
  switch (member) {
    case 'kind': return `that are ${kindName(value)}`;
    case 'room': return `in ${joined(listOf(value), 'and')}`;
    case 'performs': return `that can ${value}`;
    case 'observes': return `that tell their ${spoken(value)}`;
    case 'group': return `of ${groupName(value)}`;
    case 'not': return value?.room && isSingle(value) ? `except in ${joined(listOf(value.room), 'and')}` : `except ${bare(value)}`;
    default: return `among ${bare(part)}`;
  }
}

function rule(parts) {
  const nouns = parts.filter(nounOf);
  const first = nouns.find((part) => part.kind) ?? nouns[0];
  return [first ? nounOf(first) : 'things', ...parts.filter((part) => part !== first).map(narrowed)].join(' ');
}

function bare(selector) {
  const parts = partsOf(selector);
  if (parts.length !== 1) return rule(parts);
  const [[member, value]] = Object.entries(parts[0]);
  if (member === 'thing') return nameOf(value);
  if (member === 'things') return joined(listOf(value).map(nameOf), 'and');
  if (member === 'group') return groupName(value);
  if (member === 'people') return GROUPS[value] ?? value;
  if (member === 'any') return joined(listOf(value).map(bare), 'and');
  return rule(parts);
}

/** Without what the sentence says anyway, such as that they can be turned. */
function without(selector, known) {
  const parts = partsOf(selector);
  const rest = parts.filter((part) => !known || part[known[0]] !== known[1]);
  return rest.length === 0 ? parts : rest;
}

/** `Hall lamp and Kitchen lamp`, `all lights in Hall`, `Outside doors`. @param {any} selector @param {[string, string]} [known] */
export function allOf(selector, known) {
  const parts = without(selector, known);
  if (parts.length === 0) return 'nothing yet';
  if (parts.length > 1) return `all ${rule(parts)}`;
  const isNamed = ['thing', 'things', 'group', 'people', 'any'].includes(Object.keys(parts[0])[0]);
  return isNamed ? bare(selectorOf(parts[0])) : `all ${rule(parts)}`;
}

const selectorOf = (part) => part.things ?? part.thing ?? part;

/** `any of the lights in Hall`, `none of Outside doors`. @param {'any' | 'none'} quantity @param {any} selector @param {[string, string]} [known] */
export function someOf(quantity, selector, known) {
  const parts = without(selector, known);
  if (parts.length === 0) return `${quantity} of nothing yet`;
  if (parts.length > 1) return `${quantity} of the ${rule(parts)}`;
  const [[member, value]] = Object.entries(parts[0]);
  if (member === 'things' && quantity === 'any') return joined(listOf(value).map(nameOf), 'or');
  if (['thing', 'things', 'group', 'any'].includes(member)) return `${quantity} of ${bare(selectorOf(parts[0]))}`;
  return `${quantity} of the ${rule(parts)}`;
}

/** `Hall motion`, `Climate humidity`: the name alone where it says the property already. @param {string} id @param {string} property */
export function propertyOf(id, property) {
  const name = nameOf(id);
  const words = spoken(property);
  if (words.startsWith(name.toLowerCase())) return words;
  return name.toLowerCase().endsWith(words) ? name : `${name} ${words}`;
}

/** `21 °C`, or `the temperature of Outdoors plus 2 °C`. @param {any} operand @param {?string} unit */
export function operandWords(operand, unit) {
  if (operand === null || typeof operand !== 'object') return typeof operand === 'number' ? amount(operand, unit) : String(operand ?? '');
  const taken = `the ${spoken(operand.property)} of ${nameOf(operand.thing)}`;
  if (!operand.plus) return taken;
  return `${taken} ${operand.plus > 0 ? 'plus' : 'minus'} ${amount(Math.abs(operand.plus), unit)}`;
}

/** A value of a property in a sentence. @param {any} value @param {string} property @param {any[]} [things] */
export function valueOf(value, property, things = []) {
  if (typeof value === 'number') return amount(value, unitOf(things, property));
  if (value && typeof value === 'object') return `hue ${value.hue}°, saturation ${value.saturation} %`;
  return ['houseMode', 'text', 'scene', 'track', 'action', 'called'].includes(property) ? `“${value}”` : String(value ?? '');
}

const SPANS = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** @param {string} text */
export function spanWords(text) {
  const match = /^(?:PT)?(\d+)(ms|[smhd])$/i.exec(text ?? '');
  return match ? count(Number(match[1]), SPANS[match[2].toLowerCase()]) : String(text ?? '');
}

/** `22:30`, `30 minutes before sunset`. @param {string} text */
export function momentWords(text) {
  const match = /^([a-z-]+?)(?:([-+])(\w+))?$/.exec(text ?? '');
  if (!match) return String(text ?? '');
  const name = match[1].replaceAll('-', ' ');
  return match[2] ? `${spanWords(match[3])} ${match[2] === '-' ? 'before' : 'after'} ${name}` : name;
}

const WEEK = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' };

/** @param {string[]} days */
export function daysWords(days) {
  const names = Object.keys(WEEK).filter((day) => listOf(days).includes(day));
  if (names.join() === 'sat,sun') return 'the weekend';
  if (names.join() === 'mon,tue,wed,thu,fri') return 'a weekday';
  return joined(names.map((day) => WEEK[day]), 'or');
}

/** @param {string} words */
export const sentence = (words) => `${capital(words)}.`;
