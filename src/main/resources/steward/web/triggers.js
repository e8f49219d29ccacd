/** What starts or ends an activity, as sentences of choices: single events, and several together with time. */
import { html, nothing } from 'lit';
import { addButton, choice, daysField, numberField, removeButton, spanField, textField } from './choices.js';
import { conditionEditor, freshCondition, valueField } from './conditions.js';
import { amountNow, isAmount, membersOf, observes, propertiesOf, unitOf, wordsOf } from './members.js';
import { momentField } from './moments.js';
import { newlyTold, propertyOptions, subjectEditor } from './selectors.js';
import { blameAt, faultsAt, keptAsText } from './spot.js';
import { unitWords } from './words.js';

const SINGLE = [
  ['thing', 'a thing tells'], ['comes-true', 'it comes to be so that …'], ['at', 'the clock or the sun'], ['stands', 'a thing appears or goes quiet'],
  ['starts', 'the steward starts'], ['topic', 'a message comes (MQTT)'], ['cron', 'a schedule (cron)'],
];
const COMBINED = [['all', 'all of these within a time'], ['then', 'one after another'], ['after', 'one, and then not another']];
const ALL_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HOWS = ['changes', 'becomes', 'above', 'below'];

const FRESH = {
  'thing': () => ({ thing: '', property: '', changes: true }),
  'comes-true': () => ({ 'comes-true': freshCondition() }),
  'at': () => ({ at: '22:00' }),
  'stands': () => ({ thing: '', 'goes-quiet': true, for: '1h' }),
  'starts': () => ({ starts: true }),
  'topic': () => ({ topic: '' }),
  'cron': () => ({ cron: '0 22 * * 1-5' }),
  'all': (was) => ({ all: [single(was), FRESH.thing()], within: '1m' }),
  'then': (was) => ({ then: [single(was), FRESH.thing()], within: '2m' }),
  'after': (was) => ({ after: single(was), not: FRESH.thing(), within: '10m' }),
};

export const freshTrigger = FRESH.thing;

/** The first single event of a combination, or the event itself. */
const single = (was) => was?.all?.[0] ?? was?.then?.[0] ?? was?.after ?? was ?? FRESH.thing();

function kindOf(trigger) {
  if (trigger === null || typeof trigger !== 'object') return null;
  for (const kind of ['comes-true', 'at', 'cron', 'starts', 'topic', 'all', 'then', 'after']) if (kind in trigger) return kind;
  if ('appears' in trigger || 'goes-quiet' in trigger) return 'stands';
  return HOWS.some((how) => how in trigger) && ('thing' in trigger || 'any-of' in trigger) ? 'thing' : null;
}

/** One event. @param {import('./spot.js').Spot} spot @param {{lead?: string, combined?: boolean, removable?: boolean}} more */
export function triggerEditor(spot, { lead = '', combined = true, removable = true } = {}) {
  const { words } = spot;
  const kind = kindOf(spot.value);
  const remove = removable ? removeButton(words, () => spot.drop()) : nothing;
  if (!kind || (!combined && COMBINED.some(([name]) => name === kind))) return html`<div>${keptAsText(spot, remove)}${faultsAt(spot)}</div>`;
  const kinds = combined ? [{ group: 'One event', options: SINGLE }, { group: 'Several together', options: COMBINED }] : SINGLE;
  const was = spot.value;
  return html`<div class="sentence event">${lead ? html`<span>${lead}</span>` : nothing}
    ${choice(`${words}: what happens`, kind, kinds, (to) => spot.put(FRESH[to](was)))}
    ${partsOf(kind, spot)}${remove}
    ${kind === 'comes-true' ? html`<div class="nested">${conditionEditor(nested(spot))}</div>` : nothing}
    ${COMBINED.some(([name]) => name === kind) ? combinedParts(kind, spot) : nothing}
    ${blameAt(spot)}</div>`;
}

/** The condition that comes to be so; without it the event is another one. */
function nested(spot) {
  const inner = spot.member('comes-true', `${spot.words}, what holds`);
  const { put } = inner;
  inner.put = (to) => put(to ?? freshCondition());
  return inner;
}

function partsOf(kind, spot) {
  const { value, words } = spot;
  switch (kind) {
    case 'thing': return thingParts(spot);
    case 'stands': return standsParts(spot);
    case 'at': return timeParts(spot);
    case 'comes-true': return staysParts(spot);
    case 'cron': return html`${textField(`${words}: minute, hour, day, month, weekday`, value.cron, (to) => spot.member('cron').put(to.trim()), { max: 100 })}<span class="dim-words">minute, hour, day, month, weekday</span>`;
    case 'topic': return topicParts(spot);
    default: return nothing;
  }
}

function thingParts(spot) {
  const { value, words } = spot;
  const { property } = value;
  const name = 'any-of' in value ? 'any-of' : 'thing';
  const things = membersOf(value[name]);
  const how = HOWS.find((one) => one in value);
  const isNumber = isAmount(things, property);
  const hows = [['changes', 'changes'], ...(isNumber || how === 'above' || how === 'below' ? [['above', 'rises above'], ['below', 'falls below']] : []), ...(isNumber && how !== 'becomes' ? [] : [['becomes', 'becomes']])];
  return html`${subjectEditor(spot, { many: ['any-of'], fits: observes, property, taken: (part) => fitted(part, value) })}
    ${things.length > 0 || property ? html`${choice(`${words}: property`, property, propertyOptions(propertiesOf(things)), (to) => spot.put(first({ [name]: value[name] }, things, to)), { invalid: spot.member('property').isBlamed, empty: property ? '' : 'what?' })}
      ${choice(`${words}: how`, how, hows, (to) => spot.put(as(value, name, things, to)))}
      ${how === 'changes' ? nothing : html`${valueField(spot.member(how), `${words}: value`, things, property)}
        ${how === 'becomes' ? nothing : html`<label class="inline-field"><span>back by</span><span class="joined">${numberField(`${words}: hysteresis`, value.hysteresis ?? 0, (to) => spot.member('hysteresis').put(to || undefined), { min: 0 })}<span class="unit">${unitWords(unitOf(things, property))}</span></span></label>`}
        ${staysParts(spot)}`}` : nothing}`;
}

function standsParts(spot) {
  const { value, words } = spot;
  const how = 'appears' in value ? 'appears' : 'goes-quiet';
  const turn = (to) => spot.put(Object.fromEntries(Object.entries(value).map(([name, one]) => [name === how ? to : name, one])));
  return html`${subjectEditor(spot, { many: ['any-of'], fits: () => true, taken: (part) => part })}
    ${choice(`${words}: how`, how, [['appears', 'appears'], ['goes-quiet', 'goes quiet']], turn)}${staysParts(spot)}`;
}

function staysParts(spot) {
  const stays = spot.member('for');
  const lasting = stays.value !== undefined;
  return html`${choice(`${spot.words}: for how long`, lasting ? 'for' : 'once', [['once', 'at once'], ['for', 'and stays so for']], (to) => stays.put(to === 'for' ? '5m' : undefined))}
    ${lasting ? spanField(`${spot.words}: stays so for`, stays.value, (to) => stays.put(to)) : nothing}`;
}

function timeParts(spot) {
  const days = spot.member('days');
  return html`${momentField(spot.member('at'), `${spot.words}: time`)}<span>on</span>
    ${daysField(`${spot.words}: days`, days.value ?? ALL_DAYS, (to) => days.put(to.length === 7 ? undefined : to))}`;
}

function topicParts(spot) {
  const { value, words } = spot;
  const optional = (name) => (to) => spot.member(name).put(to === '' ? undefined : to);
  return html`${textField(`${words}: topic`, value.topic, (to) => spot.member('topic').put(to), { hint: 'garden/+/state' })}
    <label class="inline-field"><span>where in the JSON</span>${textField(`${words}: pointer`, value.pointer, optional('pointer'), { required: false, hint: '/pump/on', wide: false })}</label>
    <label class="inline-field"><span>is</span>${textField(`${words}: is`, value.is, optional('is'), { required: false, hint: 'anything', wide: false })}</label>`;
}

function combinedParts(kind, spot) {
  const { words } = spot;
  const single = { combined: false };
  const within = html`<div class="sentence"><span>within</span>${spanField(`${words}: within`, spot.value.within, (to) => spot.member('within').put(to))}</div>`;
  if (kind === 'after') {
    return html`<div class="nested">${triggerEditor(spot.member('after', `${words}, first`), { ...single, removable: false, lead: 'first' })}
      ${triggerEditor(spot.member('not', `${words}, missing`), { ...single, removable: false, lead: 'and then not' })}${within}</div>`;
  }
  const list = spot.member(kind);
  return html`<div class="nested">${list.items((index) => `${words}, part ${index + 1}`).map((part, index) => triggerEditor(part, { ...single, removable: list.value.length > 2, lead: index === 0 ? '' : kind === 'then' ? 'and then' : 'and' }))}
    ${addButton('Add an event', `to ${words}`, () => list.add(freshTrigger()))}${within}</div>`;
}

/** The event with other things: its property stays where they have it. */
function fitted(part, was) {
  const name = 'any-of' in part ? 'any-of' : 'thing';
  const things = membersOf(part[name]);
  const told = newlyTold(part, was, name);
  if (told) return first({ [name]: part[name] }, things, told);
  if (things.length === 0 || things.some((thing) => was.property in (thing.properties ?? {}))) return part;
  return first({ [name]: part[name] }, things, propertiesOf(things)[0] ?? '');
}

function first(who, things, property) {
  if (isAmount(things, property)) return { ...who, property, above: amountNow(things, property) };
  const words = wordsOf(property);
  return words ? { ...who, property, becomes: words[0] } : { ...who, property, changes: true };
}

function as(value, name, things, how) {
  const { property } = value;
  const who = { [name]: value[name], property };
  if (how === 'changes') return { ...who, changes: true };
  const stays = value.for === undefined ? {} : { for: value.for };
  if (how !== 'becomes') return { ...who, [how]: value.above ?? value.below ?? amountNow(things, property), ...(value.hysteresis ? { hysteresis: value.hysteresis } : {}), ...stays };
  return { ...who, becomes: wordsOf(property)?.[0] ?? things[0]?.properties?.[property]?.value ?? '', ...stays };
}
