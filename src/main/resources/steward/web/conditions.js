/** Conditions of an activity: said as a sentence, and edited as rows that may hold further rows. */
import { html, nothing } from 'lit';
import { choice, numberField, observes, propertyOptions, removeButton, thingChoice, timeField } from './choices.js';
import { house } from './house.js';
import { WORDS, amount, capital, propertyWords, unitWords, valueWords } from './words.js';

const DEPTH_MAX = 4;

/** @param {string} id */
export const nameOf = (id) => house.things.get(id)?.name ?? id ?? 'something';
/** @param {string} id @param {string} property */
export const unitOf = (id, property) => house.things.get(id)?.properties?.[property]?.unit ?? null;
/** @param {any} value @param {string} property @param {string} [id] */
export const saidValue = (value, property, id) => (typeof value === 'number' ? amount(value, unitOf(id, property)) : valueWords({ value, unit: null, quality: 'confirmed' }, property));

/** @param {any} condition @returns {string} */
export function conditionWords(condition) {
  if (!condition) return '';
  if (condition.all) return condition.all.map(nested).join(' and ');
  if (condition.any) return condition.any.map(nested).join(' or ');
  if (condition.not) return `not (${conditionWords(condition.not)})`;
  if (condition.between) return `it is between ${condition.between[0]} and ${condition.between[1]}`;
  const subject = `${nameOf(condition.thing)} ${propertyWords(condition.property ?? '').toLowerCase()}`;
  if ('above' in condition) return `${subject} is above ${saidValue(condition.above, condition.property, condition.thing)}`;
  if ('below' in condition) return `${subject} is below ${saidValue(condition.below, condition.property, condition.thing)}`;
  return `${subject} is ${saidValue(condition.is, condition.property, condition.thing)}`;
}

const nested = (part) => (part.all || part.any ? `(${conditionWords(part)})` : conditionWords(part));

const KINDS = [['thing', 'a thing'], ['between', 'the time'], ['all', 'all of these'], ['any', 'any of these']];

/** A first condition to be filled in. */
export const freshCondition = () => ({ thing: '', property: '', is: '' });

function kindOf(condition) {
  if (condition.all) return 'all';
  if (condition.any) return 'any';
  return condition.between ? 'between' : 'thing';
}

function ofKind(kind, was) {
  if (kind === 'between') return { between: ['22:00', '06:00'] };
  if (kind === 'thing') return freshCondition();
  return { [kind]: was.all ?? was.any ?? [was] };
}

/**
 * One condition with what it holds. `change` is given the new condition, or undefined when it is removed.
 * @param {any} condition @param {(to: any) => void} change @param {string} words what it belongs to @param {number} depth
 */
export function conditionEditor(condition, change, words, depth = 0) {
  const isNot = Boolean(condition.not);
  const inner = isNot ? condition.not : condition;
  const put = (to) => change(to === undefined ? undefined : isNot ? { not: to } : to);
  const kind = kindOf(inner);
  const kinds = depth >= DEPTH_MAX ? KINDS.slice(0, 2) : KINDS;
  return html`<div class="sentence condition">
    ${choice(`${words}: whether it must hold`, isNot ? 'not' : 'yes', [['yes', 'if'], ['not', 'if not']], (to) => change(to === 'not' ? { not: inner } : inner))}
    ${choice(`${words}: what is looked at`, kind, kinds, (to) => put(ofKind(to, inner)))}
    ${kind === 'between' ? betweenParts(inner, put, words) : kind === 'thing' ? comparisonParts(inner, put, words) : nothing}
    ${removeButton(words, () => change(undefined))}
    ${kind === 'all' || kind === 'any' ? groupParts(inner, kind, put, words, depth) : nothing}
  </div>`;
}

function betweenParts(condition, put, words) {
  const [from, to] = condition.between;
  return html`<span>is between</span>${timeField(`${words}: from`, from, (time) => put({ between: [time, to] }))}
    <span>and</span>${timeField(`${words}: until`, to, (time) => put({ between: [from, time] }))}`;
}

function comparisonParts(condition, put, words) {
  const { thing, property } = condition;
  const how = 'above' in condition ? 'above' : 'below' in condition ? 'below' : 'is';
  const chosen = (id) => {
    const [first] = propertyOptions(id)[0] ?? [''];
    put(compared(id, first));
  };
  const isAmount = typeof house.things.get(thing)?.properties?.[property]?.value === 'number';
  const hows = isAmount ? [['above', 'is above'], ['below', 'is below'], ['is', 'is']] : [['is', 'is']];
  return html`${thingChoice(`${words}: thing`, thing, observes, chosen)}
    ${thing ? html`${choice(`${words}: property`, property, propertyOptions(thing), (to) => put(compared(thing, to)))}
      ${choice(`${words}: comparison`, how, hows, (to) => put({ thing, property, [to]: condition[how] }))}
      ${valueField(`${words}: value`, thing, property, condition[how], (to) => put({ thing, property, [how]: to }))}` : nothing}`;
}

function compared(thing, property) {
  const now = house.things.get(thing)?.properties?.[property]?.value;
  if (typeof now === 'number') return { thing, property, above: Math.round(now) };
  return { thing, property, is: WORDS[property]?.[0] ?? (typeof now === 'string' ? now : '') };
}

/** A value that fits the property: a word of its list, a number with its unit, or a text. */
export function valueField(label, thing, property, value, change) {
  const words = WORDS[property];
  if (words) return choice(label, String(value ?? ''), words.map((word) => [word, capital(saidValue(word, property))]), change);
  if (typeof house.things.get(thing)?.properties?.[property]?.value === 'number' || typeof value === 'number') {
    return html`<span class="joined">${numberField(label, value, change)}<span class="unit">${unitWords(unitOf(thing, property))}</span></span>`;
  }
  return html`<input aria-label=${label} .value=${value ?? ''} @change=${(event) => change(event.target.value)}>`;
}

function groupParts(condition, kind, put, words, depth) {
  const parts = condition[kind];
  const change = (index) => (to) => {
    const next = to === undefined ? parts.toSpliced(index, 1) : parts.with(index, to);
    put(next.length === 0 ? undefined : { [kind]: next });
  };
  return html`<div class="nested">${parts.map((part, index) => conditionEditor(part, change(index), `${words}, part ${index + 1}`, depth + 1))}
    <button type="button" class="quiet" @click=${() => put({ [kind]: [...parts, freshCondition()] })}>Add another<span class="unseen"> part to ${words}</span></button></div>`;
}
