/** Which things are meant: one, several, or all that fit a rule; the sentence shows who is in now. */
import { html, nothing } from 'lit';
import './group-namer.js';
import { addButton, choice, picker, removeButton, thingChoice } from './choices.js';
import { house } from './house.js';
import { actionsOf, kinds, membersOf, nameOf, propertiesOf, unitOf } from './members.js';
import { joined, kindName, listOf, observerName, performerName, spoken } from './nouns.js';
import { GROUPS, people } from './people.js';
import { keptAsText } from './spot.js';
import { actionWords, capital, count, propertyWords, unitWords } from './words.js';

const SHOWN_MAX = 4;

const WHICH = {
  one: 'one thing', several: 'several things', people: 'people', group: 'a group', room: 'all in a room', kind: 'all of a kind',
  observes: 'all that tell …', performs: 'all that can …', any: 'any of these', all: 'what fits all of these', not: 'all except …',
};
const NARROWED = { room: 'in a room', kind: 'of a kind', group: 'of a group', observes: 'that tell …', performs: 'that can …', not: 'except …' };
const LEADS = { room: 'in', kind: 'that are', group: 'of', observes: 'that tell their', performs: 'that can', not: 'except', things: 'among', thing: 'only', any: 'and any of', all: 'and all of' };

const rooms = () => house.rooms().filter(Boolean);
const isRule = (selector) => selector !== null && typeof selector === 'object' && !Array.isArray(selector);
const all = () => [...house.things.values()];

/** A rule that begins so. @param {string} which @param {{property?: string, action?: string}} known */
function fresh(which, { property, action } = {}) {
  const room = { room: rooms()[0] ?? '' };
  switch (which) {
    case 'one': return '';
    case 'several': return [];
    case 'group': return { group: [...house.groups.keys()][0] ?? '' };
    case 'people': return { people: 'everybody' };
    case 'room': return room;
    case 'kind': return { kind: kinds().includes('lighting') ? 'lighting' : (kinds()[0] ?? '') };
    case 'observes': return { observes: property || (propertiesOf(all())[0] ?? '') };
    case 'performs': return { performs: action || (Object.keys(actionsOf(all()))[0] ?? '') };
    case 'not': return { not: room };
    default: return { [which]: [room] };
  }
}

const whichOf = (selector) => (typeof selector === 'string' ? 'one' : Array.isArray(selector) ? 'several' : Object.keys(selector ?? {})[0]);

function whichOptions() {
  return Object.entries(WHICH).filter(([name]) => (name !== 'group' || house.groups.size > 0) && (name !== 'people' || people.size > 0));
}

/**
 * One thing, or a rule over things, under two names.
 * @param {import('./spot.js').Spot} spot the part that names its things
 * @param {{many: string[], fits: (thing: any) => boolean, property?: string, action?: string, taken: (part: any) => any}} about
 *   `taken` fits the rest of the part to its new things
 */
export function subjectEditor(spot, about) {
  const name = ['thing', ...about.many].find((one) => one in spot.value) ?? 'thing';
  const put = (key, to) => {
    const rest = Object.entries(spot.value).filter(([one]) => one !== 'thing' && !about.many.includes(one));
    spot.put(about.taken({ [key]: to, ...Object.fromEntries(rest) }));
  };
  const rule = spot.through(spot.value[name], (to) => about.taken({ ...spot.value, [name]: to }), name);
  const choose = (which) => (which === 'one' ? put('thing', '') : put(name === 'thing' ? about.many[0] : name, fresh(which, about)));
  const which = name === 'thing' ? 'one' : whichOf(spot.value[name]);
  return html`${choice(`${spot.words}: which`, which, whichOptions(), choose)}
    ${name === 'thing' ? thingChoice(`${spot.words}: thing`, spot.value.thing, about.fits, (id) => put('thing', id)) : ruleParts(rule, about)}`;
}

/** What the rule has come to say of all its things, such as that they tell their `bed`. @param {any} part @param {any} was @param {string} name */
export function newlyTold(part, was, name) {
  const told = part[name]?.observes;
  return told && told !== was[name]?.observes && told !== was.property ? told : undefined;
}

/** A rule alone, as it stands within another. @param {import('./spot.js').Spot} spot @param {any} about */
function selectorEditor(spot, about) {
  return html`<span class="rule">${choice(`${spot.words}: which`, whichOf(spot.value), whichOptions(), (to) => spot.put(fresh(to, about)))}${ruleParts(spot, about, false)}</span>`;
}

function ruleParts(spot, about, isOutermost = true) {
  const { value, words } = spot;
  if (typeof value === 'string') return thingChoice(`${words}: thing`, value, about.fits, (id) => spot.put(id));
  if (Array.isArray(value)) return html`${severalEditor(spot, about)}${isOutermost ? whoNow(spot, about) : nothing}`;
  if (!isRule(value)) return keptAsText(spot);
  const members = Object.keys(value);
  const lacking = Object.entries(NARROWED).filter(([name]) => !members.includes(name) && (name !== 'group' || house.groups.size > 0));
  const narrow = (name) => spot.put({ ...value, [name]: Object.values(fresh(name, about))[0] });
  return html`${members.map((name, index) => html`<span class="rule-part">${index === 0 ? nothing : html`<span>${LEADS[name] ?? name}</span>`}${partEditor(spot.member(name), name, about)}
      ${index === 0 ? nothing : removeButton(`“${LEADS[name] ?? name}” of ${words}`, () => spot.member(name).drop())}</span>`)}
    ${lacking.length > 0 ? picker(`${words}: narrow`, 'only those …', lacking, narrow) : nothing}
    ${isOutermost ? whoNow(spot, about) : nothing}`;
}

function partEditor(spot, name, about) {
  const label = `${spot.words}: ${name === 'observes' ? 'what they tell' : name === 'performs' ? 'what they can' : name}`;
  const put = (to) => spot.put(to);
  switch (name) {
    case 'thing': return thingChoice(label, spot.value, about.fits, put);
    case 'things': return severalEditor(spot, about);
    case 'room': return roomsEditor(spot, label);
    case 'kind': return choice(label, spot.value, kinds().map((kind) => [kind, kindName(kind)]), put, { invalid: spot.isBlamed });
    case 'people': return choice(label, spot.value, Object.entries(GROUPS), put, { invalid: spot.isBlamed });
    case 'group': return choice(label, spot.value, [...house.groups.values()].map((group) => [group.id, group.name]), put, { invalid: spot.isBlamed });
    case 'observes': return choice(label, spot.value, propertiesOf(all()).map((one) => [one, observerName(one) ? `${propertyWords(one)} (${observerName(one)})` : propertyWords(one)]), put);
    case 'performs': return choice(label, spot.value, Object.keys(actionsOf(all())).map((one) => [one, performerName(one) ? `${actionWords(one)} (${performerName(one)})` : actionWords(one)]), put);
    case 'not': return selectorEditor(spot.called(`${spot.words}, except`), about);
    case 'any': case 'all': return html`<span class="nested">${spot.items((index) => `${spot.words}, part ${index + 1}`).map((part) => html`<span class="rule-part">${selectorEditor(part, about)}${removeButton(part.words, () => part.drop())}</span>`)}
      ${addButton('Add', `a part of ${spot.words}`, () => spot.add(fresh('room')))}</span>`;
    default: return keptAsText(spot);
  }
}

function roomsEditor(spot, label) {
  const chosen = listOf(spot.value);
  const put = (next) => spot.put(next.length === 1 ? next[0] : next);
  const options = (room) => rooms().filter((one) => one === room || !chosen.includes(one));
  return html`${chosen.map((room, index) => html`${index === 0 ? nothing : html`<span>or</span>`}${choice(index === 0 ? label : `${label} ${index + 1}`, room, options(room), (to) => put(chosen.with(index, to)), { invalid: spot.isBlamed })}
      ${index === 0 ? nothing : removeButton(`${room} of ${spot.words}`, () => put(chosen.toSpliced(index, 1)))}`)}
    ${options('').length > 0 ? addButton('or a room', `of ${spot.words}`, () => put([...chosen, options('')[0]])) : nothing}`;
}

function severalEditor(spot, about) {
  const ids = listOf(spot.value);
  return html`<span class="picked">${ids.map((id, index) => html`<span class="picked-one">${nameOf(id)}${removeButton(`${nameOf(id)} of ${spot.words}`, () => spot.item(index).drop())}</span>`)}
    ${thingChoice(`${spot.words}: one more`, '', about.fits, (id) => spot.put([...ids, id]), { without: ids, empty: ids.length === 0 ? 'choose a thing' : 'and another …', required: ids.length === 0 })}</span>`;
}

/** Whether a group is a part of it already: its name is enough. */
const isNamed = (selector) => isRule(selector) && ('group' in selector || Object.keys(selector).join() === 'observes');

/** Who is meant now, and a way to leave out those that cannot do it. */
function whoNow(spot, { property, action }) {
  const members = membersOf(spot.value);
  const lack = members.filter((thing) => (property && !(property in (thing.properties ?? {}))) || (action && !(action in (thing.actions ?? {}))));
  const able = members.filter((thing) => !lack.includes(thing));
  const names = able.slice(0, SHOWN_MAX).map((thing) => thing.name);
  if (able.length > SHOWN_MAX) names.push(`${able.length - SHOWN_MAX} more`);
  const cannot = property ? `${lack.length === 1 ? 'does' : 'do'} not tell ${lack.length === 1 ? 'its' : 'their'} ${spoken(property)}` : `cannot ${actionWords(action ?? '')}`;
  const drop = () => spot.put({ ...spot.value, [property ? 'observes' : 'performs']: property ?? action });
  return html`<span class="who-now"><span>${able.length === 0 ? 'Nobody is in now.' : `Now ${able.length > 2 ? `${able.length}: ` : ''}${joined(names, 'and')}.`}</span>
    ${lack.length > 0 && isRule(spot.value) ? html`<button type="button" class="quiet" @click=${drop}>Leave out ${count(lack.length, 'thing')} that ${cannot}</button>` : nothing}
    ${able.length > 1 && !isNamed(spot.value) ? html`<group-namer .members=${spot.value} .of=${spot.words} .named=${(id) => spot.put({ group: id })}></group-namer>` : nothing}</span>`;
}

/** A number, or one that is taken from a thing. @param {import('./spot.js').Spot} spot @param {(label: string) => any} number draws the field of a plain number */
export function operandEditor(spot, name, { things, property, unit, first }, number) {
  const { value, words } = spot;
  const isTaken = value !== null && typeof value === 'object';
  const kind = unit ?? unitOf(things, property);
  const fits = (thing) => Object.values(thing.properties ?? {}).some((one) => one?.unit === kind && kind);
  const fitting = (id) => Object.entries(membersOf(id)[0]?.properties ?? {}).filter(([, one]) => one?.unit === kind).map(([one]) => [one, propertyWords(one)]);
  const taken = (id) => spot.put({ thing: id, property: fitting(id)[0]?.[0] ?? '', ...(value.plus ? { plus: value.plus } : {}) });
  const source = choice(`${words}, ${name}: from where`, isTaken ? 'thing' : 'number', [['number', 'the number'], ['thing', 'the value of']], (to) => spot.put(to === 'thing' ? { thing: '', property: '' } : first));
  if (!isTaken) return html`${source}${number(`${words}: ${name}`)}`;
  const plus = (event) => {
    const to = Number(event.target.value);
    if (to !== (value.plus ?? 0)) spot.member('plus').put(to === 0 ? undefined : to);
  };
  return html`${source}${thingChoice(`${words}, ${name}: of what`, value.thing, fits, taken)}
    ${value.thing ? choice(`${words}, ${name}: which value`, value.property, fitting(value.thing), (to) => spot.member('property').put(to)) : nothing}
    <label class="inline-field"><span>plus</span><span class="joined"><input type="number" step="any" class="narrow" aria-label="${words}, ${name}: plus" .value=${String(value.plus ?? 0)} @change=${plus}><span class="unit">${unitWords(kind)}</span></span></label>`;
}

/** The names of properties to choose from. @param {string[]} names */
export const propertyOptions = (names) => names.map((name) => [name, capital(propertyWords(name))]);
