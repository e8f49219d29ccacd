/** One task of an activity: who is asked for what, only if, tried again, and what else where it does not succeed. */
import { html, nothing } from 'lit';
import { choice, numberField, removeButton, spanField, textField } from './choices.js';
import { conditionEditor, freshCondition } from './conditions.js';
import { actionsOf, membersOf, performs } from './members.js';
import { phraseField } from './phrases.js';
import { operandEditor, subjectEditor } from './selectors.js';
import { sendingEditor } from './people.js';
import { keptAsText } from './spot.js';
import { actionWords, capital, unitWords, valueWords } from './words.js';

const TEXT_MAX = 500;
/** What stands in the place of a text that is a name. */
const EXAMPLES = { scene: 'the scene, such as Relax', send: 'the code, such as tv/power', learn: 'a name, such as tv/power', play: 'a station or an address' };
/** Actions whose text may have places to fill in. */
const PHRASED = new Set(['say', 'notify', 'play', 'scene']);
const KEPT = ['if', 'retry', 'wait-for-outcome', 'otherwise'];
const OPTIONS = [['if', 'only if …'], ['retry', 'try again …'], ['otherwise', 'if it does not succeed …'], ['wait-for-outcome', 'wait for the outcome']];

const PERCENT = { min: 0, max: 100, unit: 'percentage' };
/** What an action usually takes, where nobody is there who says it. */
const USUAL = {
  turn: { to: { words: ['on', 'off', 'toggle'] } }, dim: { level: PERCENT }, volume: { level: PERCENT }, position: { to: PERCENT }, tilt: { to: { ...PERCENT, min: -100 } },
  colour: { to: { colour: true } }, warmth: { mireds: { min: 153, max: 500, unit: 'mireds' } }, heat: { to: { min: 5, max: 35, unit: 'celsius' } },
  mode: { to: {} }, fan: { to: {} }, swing: { to: {} }, special: { to: {} },
  play: { text: { length: 1000 } }, say: { text: {} }, notify: { text: {} }, scene: { text: { length: 120 } }, send: { text: { length: 120 } }, learn: { text: { length: 120 } },
};

export const freshTask = () => ({ thing: '', action: '' });

/** @param {import('./spot.js').Spot} spot @param {(spot: import('./spot.js').Spot) => any} lines draws lines within */
export function taskParts(spot, lines) {
  const { value, words } = spot;
  const things = membersOf('things' in value ? value.things : value.thing);
  const actions = actionsOf(things);
  const choose = (to) => spot.put({ ...whoOf(value), ...actionOf(actions, to), ...kept(value) });
  const isSet = 'things' in value || value.thing !== '';
  return html`<div class="sentence"><span>Ask</span>
      ${subjectEditor(spot, { many: ['things'], fits: performs, action: value.action, taken: (task) => fitted(task, (told) => told !== value.things?.performs) })}
      ${isSet ? html`<span>to</span>${choice(`${words}: action`, value.action, Object.keys(actions).map((name) => [name, actionWords(name)]), choose, { invalid: spot.member('action').isBlamed, empty: value.action ? '' : 'do what?' })}
      ${parameters(spot, actions[value.action] ?? USUAL[value.action] ?? {})}` : nothing}</div>
    ${value.if ? html`<p>Only if</p>${conditionEditor(spot.member('if', `guard of ${words}`))}` : nothing}
    ${value.retry ? retryParts(spot.member('retry')) : nothing}
    ${value['wait-for-outcome'] ? html`<p class="sentence">The next line waits for the outcome.${removeButton(`the waiting of ${words}`, () => spot.member('wait-for-outcome').drop())}</p>` : nothing}
    ${value.otherwise ? html`<p>If it does not succeed</p>${lines(spot.member('otherwise', `${words}, otherwise`))}` : nothing}`;
}

/** What can be said of a task besides. @param {import('./spot.js').Spot} spot @param {(label: string, words: string, options: any[], act: (to: string) => void) => any} picker */
export function taskOptions(spot, picker) {
  const { value, words } = spot;
  const lacking = OPTIONS.filter(([name]) => !value[name] && !(name === 'wait-for-outcome' && value.otherwise));
  const first = { if: freshCondition, retry: () => ({ times: 2, after: '10s' }), otherwise: () => [freshTask()], 'wait-for-outcome': () => true };
  return lacking.length > 0 ? picker(`${words}: more about it`, 'but …', lacking, (to) => spot.member(to).put(first[to]())) : nothing;
}

function retryParts(spot) {
  return html`<div class="sentence"><span>If it is not confirmed, try</span>${numberField(`${spot.words}: more times`, spot.value.times, (to) => spot.member('times').put(to ?? 1), { min: 1, max: 10, step: 1 })}
    <span>more times, each after</span>${spanField(`${spot.words}: retry after`, spot.value.after ?? '10s', (to) => spot.member('after').put(to))}${removeButton(`the retry of ${spot.words}`, () => spot.drop())}</div>`;
}

const whoOf = (task) => ('things' in task ? { things: task.things } : { thing: task.thing });
const kept = (task) => Object.fromEntries(KEPT.filter((name) => name in task).map((name) => [name, task[name]]));

/** The task with other things: its action stays where one of them performs it. */
function fitted(task, isNew) {
  const things = membersOf('things' in task ? task.things : task.thing);
  const actions = actionsOf(things);
  const told = task.things?.performs;
  if (told && told !== task.action && told in actions && isNew(told)) return { ...whoOf(task), ...actionOf(actions, told), ...kept(task) };
  if (task.action in actions || (things.length === 0 && task.action)) return task;
  return { ...whoOf(task), ...actionOf(actions, Object.keys(actions)[0] ?? ''), ...kept(task) };
}

/** An action with a first value for each parameter. */
function actionOf(actions, name) {
  const action = { action: name };
  for (const [parameter, limits] of Object.entries(actions[name] ?? {})) {
    if (parameter === 'by') continue;
    if (limits?.colour) Object.assign(action, { hue: 40, saturation: 50 });
    else if (Array.isArray(limits?.words)) action[parameter] = limits.words[0];
    else if (typeof limits?.max === 'number') action[parameter] = middle(limits);
    else action[parameter] = '';
  }
  return action;
}

const middle = (limits) => Math.round(((limits.min ?? 0) + limits.max) / 2);

function parameters(spot, specification) {
  return Object.entries(specification).map(([name, limits]) => (name === 'by' ? sendingEditor(spot) : parameterEditor(spot, name, limits)));
}

function parameterEditor(spot, name, limits) {
  const { value, words } = spot;
  const inner = spot.member(name);
  const put = (to) => inner.put(to);
  const label = `${words}: ${name}`;
  if (limits?.colour) return colourParts(spot);
  if (Array.isArray(limits?.words)) return choice(label, String(inner.value ?? ''), limits.words.map((word) => [word, capital(valueWords({ value: word }, value.action))]), put, { invalid: inner.isBlamed });
  if (typeof limits?.max === 'number') {
    const number = (said) => html`<span class="joined">${numberField(said, inner.value, put, { min: limits.min, max: limits.max })}<span class="unit">${limits.unit ? unitWords(limits.unit) : name}</span></span>`;
    if (typeof inner.value === 'string') return textField(label, inner.value, put, { max: 40, wide: false });
    return operandEditor(inner, name, { things: [], property: name, unit: limits.unit, first: middle(limits) }, number);
  }
  const about = { label, max: limits?.length ?? TEXT_MAX, hint: EXAMPLES[value.action] ?? 'the words' };
  if (inner.value !== undefined && typeof inner.value !== 'string') return keptAsText(inner);
  return PHRASED.has(value.action) ? phraseField(inner, about) : textField(label, inner.value, put, about);
}

function colourParts(spot) {
  const isFlat = 'hue' in spot.value;
  const colour = isFlat ? spot : spot.member('to');
  if (typeof colour.value !== 'object') return keptAsText(colour);
  const field = (name, max, unit) => html`<label class="inline-field"><span>${name}</span><span class="joined">${numberField(`${spot.words}: ${name}`, colour.value[name], (to) => colour.member(name).put(to), { min: 0, max, step: 1 })}<span class="unit">${unit}</span></span></label>`;
  return html`${field('hue', 360, '°')}${field('saturation', 100, '%')}`;
}
