/** Conditions of an activity: said as a sentence, and edited as rows that may hold further rows. */
import { html, nothing } from 'lit';
import { amountNow, choice, isAmount, numberField, observes, propertyOptions, removeButton, thingChoice, timeField } from './choices.js';
import { house } from './house.js';
import { WORDS, amount, capital, propertyWords, unitWords, valueWords } from './words.js';

const DEPTH_MAX = 4;

/** @param {string} id */
export const nameOf = (id) => house.things.get(id)?.name ?? id ?? 'something';
/** @param {string} id @param {string} property */
export const unitOf = (id, property) => house.things.get(id)?.properties?.[property]?.unit ?? null;
/** @param {any} value @param {string} property @param {string} [id] */
export const saidValue = (value, property, id) => (typeof value === 'number' ? amount(value, unitOf(id, property)) : valueWords({ value, unit: null, quality: 'confirmed' }, property));

/** How a person says that a property has a word. The rest is said with the property's name. */
const SAID = {
  'motion:detected': 'sees motion', 'motion:absent': 'is quiet', 'presence:present': 'is home', 'presence:absent': 'is away',
  'contact:opened': 'is open', 'cover:opened': 'is open', 'smoke:detected': 'detects smoke', 'water:detected': 'detects water',
};
const PLAIN = new Set(['switch', 'lock', 'contact', 'cover', 'playing']);

/** A thing's property as the subject of a sentence; the property is left out where the name says it. */
export function subjectOf({ thing, property = '' }) {
  const name = nameOf(thing);
  const words = propertyWords(property).toLowerCase();
  return name.toLowerCase().endsWith(words) ? name : `${name} ${words}`;
}

/** `Front door is locked`. @param {any} part a condition or a trigger @param {any} value */
export function isSo(part, value) {
  const said = SAID[`${part.property}:${value}`];
  if (said) return `${nameOf(part.thing)} ${said}`;
  const subject = PLAIN.has(part.property) ? nameOf(part.thing) : subjectOf(part);
  return `${subject} is ${saidValue(value, part.property, part.thing)}`;
}

/** @param {any} condition @returns {string} */
export function conditionWords(condition) {
  if (!condition) return '';
  if (condition.all) return condition.all.map(nested).join(' and ');
  if (condition.any) return condition.any.map(nested).join(' or ');
  if (condition.not) return notWords(condition.not);
  if (condition.between) return `it is between ${condition.between[0]} and ${condition.between[1]}`;
  const { property, thing } = condition;
  if ('above' in condition) return `${subjectOf(condition)} is above ${saidValue(condition.above, property, thing)}`;
  if ('below' in condition) return `${subjectOf(condition)} is below ${saidValue(condition.below, property, thing)}`;
  return isSo(condition, condition.is);
}

function notWords(condition) {
  const words = conditionWords(condition);
  if (condition.all || condition.any || condition.not || !words.includes(' is ')) return `not (${words})`;
  return words.replace(/ is (?!.* is )/, ' is not ');
}

const nested = (part) => (part.all || part.any ? `(${conditionWords(part)})` : conditionWords(part));

const KINDS = [
  ['thing', 'a thing'], ['between', 'the time'], ['all', 'all of these hold'], ['any', 'any of these holds'],
  ['not any', 'none of these holds'], ['not all', 'not all of these hold'],
];

/** A first condition to be filled in. */
export const freshCondition = () => ({ thing: '', property: '', is: '' });

/** The condition without its negation; twice negated ones keep the inner one as a part. */
const innerOf = (condition) => (condition.not && !condition.not.not ? condition.not : condition);

function kindOf(condition) {
  const inner = innerOf(condition);
  const not = inner === condition ? '' : 'not ';
  if (inner.not) return 'not any';
  if (inner.all || inner.any) return `${not}${inner.all ? 'all' : 'any'}`;
  return inner.between ? 'between' : 'thing';
}

function ofKind(kind, was) {
  if (kind === 'between') return { between: ['22:00', '06:00'] };
  if (kind === 'thing') return freshCondition();
  const parts = was.all ?? was.any ?? [was];
  const group = { [kind.replace('not ', '')]: parts };
  return kind.startsWith('not ') ? { not: group } : group;
}

/**
 * One condition with what it holds. `change` is given the new condition, or undefined when it is removed.
 * @param {any} condition @param {(to: any) => void} change @param {string} words what it belongs to @param {number} depth
 */
export function conditionEditor(condition, change, words, depth = 0) {
  const inner = innerOf(condition);
  const isNot = inner !== condition;
  const put = (to, not = isNot) => change(to === undefined ? undefined : not ? { not: to } : to);
  const kind = kindOf(condition);
  const kinds = depth >= DEPTH_MAX ? KINDS.slice(0, 2) : KINDS;
  const group = inner.all ? 'all' : 'any';
  return html`<div class="sentence condition">
    ${choice(`${words}: what is looked at`, kind, kinds, (to) => change(ofKind(to, inner)))}
    ${kind === 'between' ? betweenParts(inner, isNot, put, words) : kind === 'thing' ? comparisonParts(inner, isNot, put, words) : nothing}
    ${removeButton(words, () => change(undefined))}
    ${kind.endsWith('all') || kind.endsWith('any') ? groupParts(inner, group, put, words, depth) : nothing}
  </div>`;
}

function betweenParts(condition, isNot, put, words) {
  const [from, to] = condition.between;
  return html`${choice(`${words}: comparison`, isNot ? 'not' : 'yes', [['yes', 'is between'], ['not', 'is not between']], (how) => put(condition, how === 'not'))}
    ${timeField(`${words}: from`, from, (time) => put({ between: [time, to] }))}
    <span>and</span>${timeField(`${words}: until`, to, (time) => put({ between: [from, time] }))}`;
}

const HOWS = [['is', 'is'], ['not is', 'is not']];
const AMOUNT_HOWS = [['above', 'is above'], ['below', 'is below'], ['is', 'is'], ['not above', 'is not above'], ['not below', 'is not below'], ['not is', 'is not']];

function comparisonParts(condition, isNot, put, words) {
  const { thing, property } = condition;
  const how = 'above' in condition ? 'above' : 'below' in condition ? 'below' : 'is';
  const chosen = (id) => put(compared(id, propertyOptions(id)[0]?.[0] ?? ''));
  const choose = (to) => put({ thing, property, [to.replace('not ', '')]: condition[how] }, to.startsWith('not '));
  return html`${thingChoice(`${words}: thing`, thing, observes, chosen)}
    ${thing ? html`${choice(`${words}: property`, property, propertyOptions(thing), (to) => put(compared(thing, to)))}
      ${choice(`${words}: comparison`, `${isNot ? 'not ' : ''}${how}`, isAmount(thing, property) ? AMOUNT_HOWS : HOWS, choose)}
      ${valueField(`${words}: value`, thing, property, condition[how], (to) => put({ thing, property, [how]: to }))}` : nothing}`;
}

function compared(thing, property) {
  if (isAmount(thing, property)) return { thing, property, above: amountNow(thing, property) };
  const now = house.things.get(thing)?.properties?.[property]?.value;
  return { thing, property, is: WORDS[property]?.[0] ?? (typeof now === 'string' ? now : '') };
}

/** A value that fits the property: a word of its list, a number with its unit, or a text. */
export function valueField(label, thing, property, value, change) {
  const words = WORDS[property];
  if (words) return choice(label, String(value ?? ''), words.map((word) => [word, capital(saidValue(word, property))]), change);
  if (isAmount(thing, property) || typeof value === 'number') {
    return html`<span class="joined">${numberField(label, value, change)}<span class="unit">${unitWords(unitOf(thing, property))}</span></span>`;
  }
  return html`<input aria-label=${label} .value=${value ?? ''} @change=${(event) => change(event.target.value)}>`;
}

function groupParts(condition, kind, put, words, depth) {
  const parts = condition[kind] ?? [condition];
  const change = (index) => (to) => {
    const next = to === undefined ? parts.toSpliced(index, 1) : parts.with(index, to);
    put(next.length === 0 ? undefined : { [kind]: next });
  };
  return html`<div class="nested">${parts.map((part, index) => conditionEditor(part, change(index), `${words}, part ${index + 1}`, depth + 1))}
    <button type="button" class="quiet" @click=${() => put({ [kind]: [...parts, freshCondition()] })}>Add another<span class="unseen"> part to ${words}</span></button></div>`;
}
