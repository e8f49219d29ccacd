/**
 * Which things a rule means now, and what they observe and perform together. The steward decides; this is for
 * showing who is in and for offering what fits.
 */
import { house } from './house.js';
import { means as isOf, people } from './people.js';
import { WORDS } from './words.js';

/** What happens and does not last: nothing to hold a condition against. */
export const MOMENTARY = new Set(['button', 'action', 'called']);

const MODES = ['home', 'away', 'night', 'vacation'];
const DEPTH_MAX = 8;

/** The house itself, which can be watched and asked like a thing. */
export function place() {
  const known = house.things.get('place');
  if (known) return known;
  const modes = house.place?.modes ?? MODES;
  return {
    id: 'place', name: 'House', kind: '/place', room: null,
    properties: { sun: { value: 'night', unit: null }, houseMode: { value: modes[0], unit: null }, peopleHome: { value: 0, unit: 'count' } },
    actions: { mode: { to: { words: modes } } },
  };
}

/** @param {string} id */
export const thingOf = (id) => house.things.get(id) ?? (id === 'place' ? place() : people.get(id));
/** @param {string} id */
export const nameOf = (id) => thingOf(id)?.name ?? id ?? 'something';

const kindOf = (thing) => (thing.kind ?? '').replace(/^\/device\//, '');
const isIn = (kind, wanted) => kind === wanted || kind.startsWith(`${wanted}/`);
const list = (value) => (Array.isArray(value) ? value : [value]);

/** Whether the rule means this thing. @param {any} selector an id, a list of ids or a rule */
function means(selector, thing, depth = 0) {
  if (typeof selector === 'string') return thing.id === selector;
  if (Array.isArray(selector)) return selector.includes(thing.id);
  if (selector === null || typeof selector !== 'object' || depth > DEPTH_MAX) return false;
  return Object.entries(selector).every(([member, value]) => part(member, value, thing, depth + 1));
}

function part(member, value, thing, depth) {
  switch (member) {
    case 'thing': return thing.id === value;
    case 'things': return list(value).includes(thing.id);
    case 'room': return list(value).some((room) => (thing.room ?? '').toLowerCase() === String(room).toLowerCase());
    case 'kind': return isIn(kindOf(thing), value);
    case 'performs': return value in (thing.actions ?? {});
    case 'observes': return value in (thing.properties ?? {});
    case 'people': return isOf(value, thing);
    case 'group': return inGroup(value, thing, depth);
    case 'any': return list(value).some((one) => means(one, thing, depth));
    case 'all': return list(value).every((one) => means(one, thing, depth));
    case 'not': return !means(value, thing, depth);
    default: return false;
  }
}

function inGroup(id, thing, depth) {
  const group = house.groups.get(id);
  return Boolean(group) && (Array.isArray(group.things) ? group.things.map((one) => one.id ?? one).includes(thing.id) : means(group.members, thing, depth));
}

/** The things that are meant now. @param {any} selector @returns {any[]} */
export function membersOf(selector) {
  if (selector === undefined || selector === '') return [];
  if (typeof selector === 'string') return [thingOf(selector)].filter(Boolean);
  if (Array.isArray(selector)) return selector.map(thingOf).filter(Boolean);
  const among = JSON.stringify(selector).includes('"people"') ? people : house.things;
  return [...among.values()].filter((thing) => means(selector, thing));
}

/** Names of the properties that one of these observes at least. @param {any[]} things */
export const propertiesOf = (things) => [...new Set(things.flatMap((thing) => Object.keys(thing.properties ?? {})))];

/** The actions that one of these performs at least, with their parameters. @param {any[]} things @returns {Record<string, any>} */
export function actionsOf(things) {
  const all = {};
  for (const thing of things) for (const [name, parameters] of Object.entries(thing.actions ?? {})) all[name] ??= parameters ?? {};
  return all;
}

/** @param {any} thing */
export const observes = (thing) => Object.keys(thing.properties ?? {}).length > 0;
/** @param {any} thing */
export const performs = (thing) => Object.keys(thing.actions ?? {}).length > 0;

/** Categories of things in the house, such as `lighting`. */
export const kinds = () => [...new Set([...house.things.values()].map((thing) => kindOf(thing).split('/')[0]).filter(Boolean))].sort();

const anywhere = () => [...house.things.values(), place()];

/** The unit of a property, by these things or else by any. @param {any[]} things @param {string} property */
export function unitOf(things, property) {
  for (const thing of [...things, ...anywhere()]) {
    const unit = thing.properties?.[property]?.unit;
    if (unit) return unit;
  }
  return null;
}

/** Whether a property is an amount; one that was never reported still has its unit. @param {any[]} things @param {string} property */
export function isAmount(things, property) {
  if (wordsOf(property)) return false;
  return unitOf(things, property) !== null || things.some((thing) => typeof thing.properties?.[property]?.value === 'number');
}

/** Where a limit for an amount may begin: at what it is now. @param {any[]} things @param {string} property */
export function amountNow(things, property) {
  const now = things.map((thing) => thing.properties?.[property]?.value).find((value) => typeof value === 'number');
  return Math.round(now ?? 0);
}

/** The words that a property can have, if it has a closed list of them. @param {string} property @returns {string[] | undefined} */
export const wordsOf = (property) => (property === 'houseMode' ? place().actions.mode?.to?.words : WORDS[property]);
