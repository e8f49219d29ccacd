/** Small choices that sentences of a form are made of. None tells of a change that is none. */
import { html, nothing } from 'lit';
import { house } from './house.js';
import { icon } from './icons.js';
import { place } from './members.js';
import { people, personOptions } from './people.js';

/**
 * A list to choose from, named for a screen reader. Options are words, pairs of a value and its words, or `{group, options}`.
 * @param {string} label @param {string} value @param {any[]} options @param {(to: string) => void} change
 */
export function choice(label, value, options, change, { invalid = false, empty = '', required = true } = {}) {
  const pairs = options.map((option) => (typeof option === 'string' ? [option, option] : option));
  const all = pairs.flatMap((one) => (Array.isArray(one) ? [one] : one.options));
  const missing = value !== undefined && value !== '' && !all.some(([name]) => name === value);
  const draw = ([name, words]) => html`<option value=${name} .selected=${name === (value ?? '')}>${words}</option>`;
  const tell = (event) => { if (event.target.value !== (value ?? '')) change(event.target.value); };
  return html`<select class=${empty ? 'thing-choice' : ''} aria-label=${label} ?required=${empty !== '' && required} aria-invalid=${invalid ? 'true' : 'false'} @change=${tell}>
    ${missing ? html`<option value=${value} .selected=${true}>${value}</option>` : nothing}
    ${empty && !value ? html`<option value="" .selected=${true}>${empty}</option>` : nothing}
    ${pairs.map((one) => (Array.isArray(one) ? draw(one) : html`<optgroup label=${one.group}>${one.options.map(draw)}</optgroup>`))}</select>`;
}

/** A list whose choice does something and which then stands empty again. @param {string} label @param {string} words @param {any[]} options @param {(to: string) => void} act */
export function picker(label, words, options, act) {
  const take = (event) => {
    const { value } = event.target;
    event.target.value = '';
    if (value) act(value);
  };
  return html`<select class="picker" aria-label=${label} @change=${take}><option value="">${words}</option>
    ${options.map(([name, said]) => html`<option value=${name}>${said}</option>`)}</select>`;
}

/** Things under their rooms. @param {string} label @param {string} value @param {(thing: any) => boolean} fits @param {(id: string) => void} change */
export function thingChoice(label, value, fits, change, { without = [], empty = 'choose a thing', required = true } = {}) {
  const rooms = [...house.rooms(), null].map((room) => ({
    group: room ?? 'No room yet',
    options: house.thingsIn(room).filter((thing) => fits(thing) && !without.includes(thing.id)).map((thing) => [thing.id, thing.name]),
  }));
  if (!house.things.has(place().id) && fits(place())) rooms.push({ group: 'The house itself', options: [[place().id, place().name]] });
  rooms.unshift(personOptions(fits, without));
  const gone = Boolean(value) && !house.things.has(value) && value !== place().id && !people.has(value);
  const options = rooms.filter((room) => room.options.length > 0);
  if (gone) options.unshift([value, `${value} (gone)`]);
  return choice(label, value, options, change, { invalid: gone, empty, required });
}

/** @param {string} label @param {number | undefined} value @param {(to: number) => void} change */
export function numberField(label, value, change, { min, max, step = 'any', narrow = true } = {}) {
  const tell = (event) => {
    const to = event.target.value === '' ? undefined : Number(event.target.value);
    if (to !== value) change(to);
  };
  return html`<input type="number" class=${narrow ? 'narrow' : ''} inputmode="decimal" aria-label=${label} .value=${value ?? ''} min=${min ?? nothing} max=${max ?? nothing} step=${step}
    required @change=${tell}>`;
}

/** @param {string} label @param {string} value @param {(to: string) => void} change */
export function textField(label, value, change, { required = true, max = 500, hint = '', wide = true } = {}) {
  const tell = (event) => { if (event.target.value !== String(value ?? '')) change(event.target.value); };
  return html`<input class=${wide ? 'wide' : ''} aria-label=${label} ?required=${required} maxlength=${max} placeholder=${hint} .value=${String(value ?? '')} @change=${tell}>`;
}

const UNITS = [['ms', 'milliseconds'], ['s', 'seconds'], ['m', 'minutes'], ['h', 'hours'], ['d', 'days']];

/** `5m` or `PT5M` as a number and a unit; nothing where it is made of several. @param {string} text */
export function spanParts(text) {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text ?? '') ?? /^PT(\d+)([SMH])$/i.exec(text ?? '');
  return match ? { n: Number(match[1]), unit: match[2].toLowerCase() } : null;
}

/** @param {string} text */
export function spanWords(text) {
  const parts = spanParts(text);
  if (!parts) return String(text ?? '');
  const words = UNITS.find(([name]) => name === parts.unit)[1];
  return `${parts.n} ${parts.n === 1 ? words.slice(0, -1) : words}`;
}

/** @param {string} label @param {string} value @param {(to: string) => void} change */
export function spanField(label, value, change) {
  const parts = spanParts(value);
  if (!parts && value) return textField(label, value, change, { max: 30, wide: false });
  const { n, unit } = parts ?? { n: 0, unit: 's' };
  const units = UNITS.filter(([name]) => name !== 'ms' || unit === 'ms');
  return html`<span class="joined">${numberField(`${label}, number`, n, (to) => change(`${to ?? 0}${unit}`), { min: 1, step: 1 })}
    ${choice(`${label}, unit`, unit, units, (to) => change(`${n}${to}`))}</span>`;
}

export const DAYS = [['mon', 'Mon'], ['tue', 'Tue'], ['wed', 'Wed'], ['thu', 'Thu'], ['fri', 'Fri'], ['sat', 'Sat'], ['sun', 'Sun']];

/** Days of the week to press; one at least stays. @param {string} label @param {string[]} days @param {(to: string[]) => void} change */
export function daysField(label, days, change) {
  const toggle = (day) => {
    const next = DAYS.map(([name]) => name).filter((name) => (name === day ? !days.includes(name) : days.includes(name)));
    if (next.length > 0) change(next);
  };
  return html`<span class="segments small" role="group" aria-label=${label}>${DAYS.map(([day, name]) => html`<button type="button" aria-pressed=${days.includes(day) ? 'true' : 'false'} @click=${() => toggle(day)}>${name}</button>`)}</span>`;
}

/** @param {string} words @param {() => void} remove */
export const removeButton = (words, remove) =>
  html`<button type="button" class="quiet icon-only take-away" aria-label="Remove ${words}" @click=${remove}>${icon('trash')}</button>`;

/** @param {string} words what is added @param {string} unseen to what @param {() => void} add */
export const addButton = (words, unseen, add) =>
  html`<button type="button" class="quiet" @click=${add}>${icon('plus')}${words}${unseen ? html`<span class="unseen"> ${unseen}</span>` : nothing}</button>`;
