/** Small choices that sentences of a form are made of. */
import { html, nothing } from 'lit';
import { house } from './house.js';
import { icon } from './icons.js';
import { propertyWords } from './words.js';

/**
 * A list to choose from, named for a screen reader.
 * @param {string} label @param {string} value @param {(string | [string, string])[]} options @param {(to: string) => void} change
 */
export function choice(label, value, options, change, invalid = false) {
  const pairs = options.map((option) => (Array.isArray(option) ? option : [option, option]));
  const missing = value !== undefined && value !== '' && !pairs.some(([name]) => name === value);
  return html`<select aria-label=${label} aria-invalid=${invalid ? 'true' : 'false'} @change=${(event) => change(event.target.value)}>
    ${missing ? html`<option value=${value} selected>${value}</option>` : nothing}
    ${pairs.map(([name, words]) => html`<option value=${name} ?selected=${name === value}>${words}</option>`)}</select>`;
}

/** Things under their rooms. @param {string} label @param {string} value @param {(thing: any) => boolean} fits @param {(id: string) => void} change */
export function thingChoice(label, value, fits, change) {
  const rooms = [...house.rooms(), null];
  const gone = value && !house.things.has(value);
  return html`<select class="thing-choice" aria-label=${label} aria-invalid=${gone ? 'true' : 'false'} @change=${(event) => change(event.target.value)}>
    ${gone ? html`<option value=${value} selected>${value} (gone)</option>` : nothing}
    ${value ? nothing : html`<option value="" selected>choose a thing</option>`}
    ${rooms.map((room) => {
      const things = house.thingsIn(room).filter(fits);
      return things.length === 0 ? nothing : html`<optgroup label=${room ?? 'No room yet'}>${things.map((thing) => html`<option value=${thing.id} ?selected=${thing.id === value}>${thing.name}</option>`)}</optgroup>`;
    })}</select>`;
}

/** @param {any} thing */
export const observes = (thing) => Object.keys(thing.properties ?? {}).length > 0;
/** @param {any} thing */
export const performs = (thing) => Object.keys(thing.actions ?? {}).length > 0;

/** Whether a thing's property is an amount; one that was never reported still has its unit. */
export function isAmount(id, property) {
  const value = house.things.get(id)?.properties?.[property];
  return typeof value?.value === 'number' || (value?.unit ?? null) !== null;
}

/** Where a limit for an amount may begin: at what it is now. */
export const amountNow = (id, property) => Math.round(house.things.get(id)?.properties?.[property]?.value ?? 0);

/** @param {string} id @returns {[string, string][]} */
export const propertyOptions = (id) => Object.keys(house.things.get(id)?.properties ?? {}).map((name) => [name, propertyWords(name)]);

/** @param {string} label @param {number | undefined} value @param {(to: number) => void} change */
export function numberField(label, value, change, { min, max, step = 'any', narrow = true } = {}) {
  return html`<input type="number" class=${narrow ? 'narrow' : ''} inputmode="decimal" aria-label=${label} .value=${value ?? ''} min=${min ?? nothing} max=${max ?? nothing} step=${step}
    required @change=${(event) => change(event.target.value === '' ? undefined : Number(event.target.value))}>`;
}

/** @param {string} label @param {string} value @param {(to: string) => void} change */
export const timeField = (label, value, change) =>
  html`<input type="time" aria-label=${label} required .value=${value ?? ''} @change=${(event) => change(event.target.value)}>`;

const UNITS = [['s', 'seconds'], ['m', 'minutes'], ['h', 'hours']];

/** `5m`, `PT5M` or `90s` as a number and a unit. @param {string} text */
export function spanParts(text) {
  const match = /^(?:PT)?(\d+)\s*([smh])$/i.exec(text ?? '');
  return match ? { n: Number(match[1]), unit: match[2].toLowerCase() } : { n: 0, unit: 's' };
}

/** @param {string} text */
export function spanWords(text) {
  const { n, unit } = spanParts(text);
  if (!n) return text ?? '';
  const words = UNITS.find(([name]) => name === unit)[1];
  return `${n} ${n === 1 ? words.slice(0, -1) : words}`;
}

/** @param {string} label @param {string} value @param {(to: string) => void} change */
export function spanField(label, value, change) {
  const { n, unit } = spanParts(value);
  return html`<span class="joined">${numberField(`${label}, number`, n, (to) => change(`${to ?? 0}${unit}`), { min: 1, step: 1 })}
    ${choice(`${label}, unit`, unit, UNITS, (to) => change(`${n}${to}`))}</span>`;
}

/** @param {string} words @param {() => void} remove */
export const removeButton = (words, remove) =>
  html`<button type="button" class="quiet icon-only take-away" aria-label="Remove ${words}" @click=${remove}>${icon('trash')}</button>`;
