/**
 * The people of the house as activities name them, and the ways by which they are told. Read by the pages that need
 * them, as groups are.
 */
import { html, nothing } from 'lit';
import { all } from './api.js';
import { house } from './house.js';

/** @typedef {{way: string, title: string, there: boolean, sleepingPhone: string}} Way */

/** Which people a rule can mean. */
export const GROUPS = {
  everybody: 'everybody who lives here', home: 'everybody at home', masters: 'all masters', residents: 'all residents', guests: 'all guests', monitors: 'all wall tablets',
};
const ROLES = { everybody: ['master', 'resident'], home: ['master', 'resident'], masters: ['master'], residents: ['resident'], guests: ['guest'], monitors: ['monitor'] };

/** People by the ids that activities know them by, in the form of things. @type {Map<string, any>} */
export const people = new Map();
/** @type {Map<string, Way>} */
export const ways = new Map();

const asThing = (person) => ({
  ...person, room: null, kind: `/person/${person.role}`, family: 'person',
  properties: Object.fromEntries((person.observes ?? []).map((property) => [property, { value: 'unknown', unit: null }])),
  actions: { notify: { text: { length: 500 }, by: person.ways } },
});

/** Reads both anew; a house without them has none. */
export async function readPeople() {
  const quietly = async (operation, path) => {
    try {
      return house.may(operation) ? await all(path) : [];
    } catch {
      return [];
    }
  };
  const [persons, known] = await Promise.all([quietly('listPersons', '/persons'), quietly('listWays', '/ways')]);
  people.clear();
  for (const person of persons) people.set(person.id, asThing(person));
  ways.clear();
  for (const way of known) ways.set(way.way, way);
}

house.readPeople = readPeople;

/** Whether the word means this person, as far as it is known here: who is at home, the steward knows. */
export const means = (word, person) => (ROLES[word] ?? []).includes(person.role);

/** Options for choosing a person. @param {(thing: any) => boolean} fits */
export const personOptions = (fits, without = []) => ({
  group: 'People', options: [...people.values()].filter((one) => fits(one) && !without.includes(one.id)).map((one) => [one.id, one.name]),
});

const WAYS = { page: 'the pages', mail: 'mail', ntfy: 'ntfy', things: 'speakers and displays' };
/** @param {string} way */
export const wayWords = (way) => ways.get(way)?.title ?? WAYS[way] ?? way;
const list = (value) => (Array.isArray(value) ? value : value ? [value] : []);

/** ` by mail and ntfy, urgently`. @param {any} task */
export function sendingWords(task) {
  const by = list(task.by).map(wayWords);
  const joined = by.length > 1 ? `${by.slice(0, -1).join(', ')} and ${by.at(-1)}` : by[0];
  return `${joined ? ` by ${joined}` : ''}${task.urgent ? ', urgently' : ''}`;
}

/** By which ways a message goes to people, and which of them reach a sleeping phone. @param {import('./spot.js').Spot} spot */
export function sendingEditor(spot) {
  const { value, words } = spot;
  const by = list(value.by);
  const put = (way, isOn) => {
    const next = Object.keys(WAYS).filter((one) => (one === way ? isOn : by.includes(one)));
    const { by: _, ...rest } = value;
    spot.put(next.length > 0 ? { ...rest, by: next } : rest);
  };
  const urgent = (isOn) => {
    const { urgent: _, ...rest } = value;
    spot.put(isOn ? { ...rest, urgent: true } : rest);
  };
  return html`<details class="sending" ?open=${by.length > 0}><summary>${by.length === 0 ? 'by the ways that each of them usually has' : sendingWords({ by }).trim()}${value.urgent ? ', urgently' : ''}</summary>
    <fieldset><legend class="unseen">${words}: by which ways</legend>
      ${Object.keys(WAYS).map((way) => html`<label class="check"><input type="checkbox" .checked=${by.includes(way)} @change=${(event) => put(way, event.target.checked)}>
        <span><b>${wayWords(way)}</b>${ways.get(way)?.there === false ? html` <em>(the house has no server for it)</em>` : nothing}<small>Reaches a sleeping phone? ${ways.get(way)?.sleepingPhone ?? ''}</small></span></label>`)}
      <label class="check"><input type="checkbox" .checked=${Boolean(value.urgent)} @change=${(event) => urgent(event.target.checked)}><span><b>urgent</b><small>May break the silence of a phone; for alarms.</small></span></label>
    </fieldset></details>`;
}
