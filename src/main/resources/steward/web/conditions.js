/** Conditions of an activity as rows of choices that may hold further rows. */
import { html, nothing } from 'lit';
import { addButton, choice, daysField, numberField, removeButton, textField } from './choices.js';
import { MOMENTARY, amountNow, isAmount, membersOf, observes, propertiesOf, unitOf, wordsOf } from './members.js';
import { momentField } from './moments.js';
import { newlyTold, operandEditor, propertyOptions, subjectEditor } from './selectors.js';
import { blameAt, faultsAt, keptAsText } from './spot.js';
import { capital, unitWords, valueWords } from './words.js';

const MANY = ['every', 'any-of', 'none-of'];
const KINDS = [
  ['thing', 'things'], ['between', 'the time of day'], ['days', 'the day of the week'], ['holiday', 'a holiday'],
  ['all', 'all of these hold'], ['any', 'any of these holds'], ['not', 'this does not hold'],
];
const LEAVES = new Set(['thing', 'between', 'days']);

/** A first condition to be filled in. */
export const freshCondition = () => ({ thing: '', property: '', is: '' });

function kindOf(condition) {
  if (condition === null || typeof condition !== 'object') return null;
  for (const kind of ['between', 'days', 'holiday', 'all', 'any', 'not']) if (kind in condition) return kind;
  return ['thing', ...MANY].some((name) => name in condition) ? 'thing' : null;
}

function ofKind(kind, was) {
  switch (kind) {
    case 'between': return { between: ['22:00', '06:00'] };
    case 'days': return { days: ['sat', 'sun'] };
    case 'holiday': return { holiday: true };
    case 'not': return { not: was };
    case 'thing': return freshCondition();
    default: return { [kind]: was.all ?? was.any ?? [was] };
  }
}

/** One condition with what it holds. @param {import('./spot.js').Spot} spot */
export function conditionEditor(spot) {
  const isNot = LEAVES.has(kindOf(spot.value?.not));
  const inner = isNot ? spot.through(spot.value.not, (to) => (to === undefined ? undefined : { not: to }), 'not') : spot;
  const kind = kindOf(inner.value);
  const remove = removeButton(spot.words, () => spot.drop());
  if (!kind) return html`<div class="condition">${keptAsText(spot, remove)}${faultsAt(spot)}</div>`;
  const negate = (how) => spot.put(how === 'not' ? { not: inner.value } : inner.value);
  return html`<div class="sentence condition">
    ${choice(`${spot.words}: what is looked at`, kind, KINDS, (to) => spot.put(ofKind(to, inner.value)))}
    ${kind === 'thing' ? comparisonParts(inner, isNot, spot) : kind === 'between' ? betweenParts(inner, isNot, negate) : kind === 'days' ? daysParts(inner, isNot, negate) : nothing}
    ${kind === 'holiday' ? choice(`${spot.words}: whether`, String(inner.value.holiday), [['true', 'it is one'], ['false', 'it is none']], (to) => inner.put({ holiday: to === 'true' })) : nothing}
    ${remove}
    ${kind === 'all' || kind === 'any' ? groupParts(spot.member(kind), kind, spot) : nothing}
    ${kind === 'not' ? html`<div class="nested">${conditionEditor(spot.through(spot.value.not, (to) => (to === undefined ? undefined : { not: to }), 'not', `${spot.words}, inner`))}</div>` : nothing}
    ${blameAt(spot)}${isNot ? blameAt(inner) : nothing}</div>`;
}

const isOrNot = (spot, isNot, negate, yes, no) => choice(`${spot.words}: comparison`, isNot ? 'not' : 'yes', [['yes', yes], ['not', no]], negate);

function betweenParts(spot, isNot, negate) {
  const moments = spot.member('between');
  return html`${isOrNot(spot, isNot, negate, 'is between', 'is not between')}
    ${momentField(moments.item(0), `${spot.words}: from`)}<span>and</span>${momentField(moments.item(1), `${spot.words}: until`)}`;
}

function daysParts(spot, isNot, negate) {
  return html`${isOrNot(spot, isNot, negate, 'is', 'is not')}${daysField(`${spot.words}: days`, spot.value.days, (days) => spot.member('days').put(days))}`;
}

const QUANTITIES = [['every', 'every one'], ['any-of', 'any of them'], ['none-of', 'none of them']];

function comparisonParts(spot, isNot, outer) {
  const { value, words } = spot;
  const name = MANY.find((one) => one in value) ?? 'thing';
  const things = membersOf(value[name]);
  const names = propertiesOf(things).filter((one) => !MOMENTARY.has(one));
  const quantity = (to) => spot.put({ [to]: value[name], ...Object.fromEntries(Object.entries(value).filter(([one]) => one !== name)) });
  const put = (to) => spot.put(compared(value, name, things, to));
  const isSet = name === 'thing' ? value.thing !== '' : things.length > 0;
  return html`${subjectEditor(spot, { many: MANY, fits: observes, property: value.property, taken: (part) => fitted(part, value) })}
    ${name === 'thing' ? nothing : choice(`${words}: how many`, name, QUANTITIES, quantity)}
    ${isSet || value.property ? html`${'status' in value ? nothing : choice(`${words}: property`, value.property, propertyOptions(names), put, { invalid: spot.member('property').isBlamed, empty: value.property ? '' : 'what?' })}
      ${howParts(spot, isNot, outer, things)}` : nothing}`;
}

const HOWS = [['is', 'is'], ['not is', 'is not']];
const AMOUNT_HOWS = [['above', 'is above'], ['below', 'is below'], ['is', 'is'], ['not above', 'is not above'], ['not below', 'is not below'], ['not is', 'is not']];
const STATUS_HOWS = [['present', 'answers'], ['absent', 'does not answer']];

function howParts(spot, isNot, outer, things) {
  const { value, words } = spot;
  const { property } = value;
  const how = ['above', 'below', 'status'].find((one) => one in value) ?? 'is';
  const now = how === 'status' ? `${isNot ? 'not ' : ''}${value.status}` : `${isNot ? 'not ' : ''}${how}`;
  const hows = [...(isAmount(things, property) || how === 'above' || how === 'below' ? AMOUNT_HOWS : HOWS), ...STATUS_HOWS, ...(isNot && how === 'status' ? [['not present', 'does not answer'], ['not absent', 'answers']] : [])];
  const choose = (to) => {
    const { is, above, below, status, property: _, ...who } = value;
    const bare = to.replace('not ', '');
    const known = property || propertiesOf(things)[0] || '';
    const limit = is ?? above ?? below ?? (isAmount(things, known) ? amountNow(things, known) : wordsOf(known)?.[0] ?? '');
    const next = bare === 'present' || bare === 'absent' ? { ...who, status: bare } : { ...who, property: known, [bare]: bare === 'is' && typeof limit === 'object' ? amountNow(things, known) : limit };
    outer.put(to.startsWith('not ') ? { not: next } : next);
  };
  return html`${choice(`${words}: comparison`, now, hows, choose)}
    ${how === 'status' ? nothing : how === 'is' ? valueField(spot.member('is'), `${words}: value`, things, property)
      : operandEditor(spot.member(how), 'value', { things, property, first: amountNow(things, property) }, (label) => valueField(spot.member(how), label, things, property))}`;
}

/** The comparison with other things: its property stays where they have it. */
function fitted(part, was) {
  const name = MANY.find((one) => one in part) ?? 'thing';
  const things = membersOf(part[name]);
  const told = newlyTold(part, was, name);
  if (told && !('status' in part) && !MOMENTARY.has(told)) return compared(part, name, things, told);
  if ('status' in part || things.length === 0 || things.some((thing) => was.property in (thing.properties ?? {}))) return part;
  const first = propertiesOf(things).find((one) => !MOMENTARY.has(one)) ?? '';
  return compared(part, name, things, first);
}

function compared(part, name, things, property) {
  const who = { [name]: part[name], property };
  if (isAmount(things, property)) return { ...who, above: amountNow(things, property) };
  const now = things[0]?.properties?.[property]?.value;
  return { ...who, is: wordsOf(property)?.[0] ?? (typeof now === 'string' ? now : '') };
}

/** A value that fits the property: a word of its list, a number with its unit, or a text. @param {import('./spot.js').Spot} spot */
export function valueField(spot, label, things, property) {
  const { value } = spot;
  const put = (to) => spot.put(to);
  const words = wordsOf(property);
  if (words && (value === undefined || typeof value === 'string')) return choice(label, value ?? '', words.map((word) => [word, capital(valueWords({ value: word, unit: null, quality: 'confirmed' }, property))]), put, { invalid: spot.isBlamed });
  if (typeof value === 'number' || (isAmount(things, property) && typeof value !== 'string')) {
    return html`<span class="joined">${numberField(label, value, put)}<span class="unit">${unitWords(unitOf(things, property))}</span></span>`;
  }
  if (value !== null && typeof value === 'object') return keptAsText(spot);
  return textField(label, value, put, { required: false });
}

function groupParts(spot, kind, outer) {
  const parts = spot.items((index) => `${outer.words}, part ${index + 1}`);
  if (parts.length === 1) parts[0].put = (to) => (to === undefined ? outer.drop() : spot.put([to]));
  return html`<div class="nested">${parts.map(conditionEditor)}
    ${addButton('Add another', `part to ${outer.words}`, () => spot.add(freshCondition()))}</div>`;
}
