/** What an activity performs, line by line: said as a sentence, and edited as one. */
import { html, nothing } from 'lit';
import { choice, numberField, performs, removeButton, spanField, spanWords, thingChoice } from './choices.js';
import { conditionEditor, conditionWords, freshCondition, nameOf } from './conditions.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { actionWords, capital, unitWords, valueWords, wish } from './words.js';

const TEXT_MAX = 500;
/** What stands in the place of a text that is a name. */
const EXAMPLES = { scene: 'the scene, such as Relax', send: 'the code, such as tv/power', learn: 'a name, such as tv/power', play: 'a station or an address' };

/** @param {any} step @returns {string} */
export function stepWords(step) {
  if (step.wait !== undefined) return `wait ${spanWords(step.wait)}`;
  const guard = step.if ? `, if ${conditionWords(step.if)}` : '';
  const retry = step.retry ? `, tried again ${step.retry.times === 1 ? 'once' : `up to ${step.retry.times} times`}` : '';
  return `${nameOf(step.thing)}: ${wish(step)}${guard}${retry}`;
}

export const freshTask = () => ({ thing: '', action: '' });
export const freshWait = () => ({ wait: '5m' });

/**
 * @param {any} step @param {(to: any) => void} change @param {number} index @param {number} count
 * @param {(by: number) => void} move
 */
export function stepEditor(step, change, index, count, move) {
  const words = `line ${index + 1}`;
  return html`<li class="step"><span class="step-number" aria-hidden="true">${index + 1}</span>
    <div class="step-body">${step.wait !== undefined ? waitParts(step, change, words) : taskParts(step, change, words)}
    <div class="buttons step-buttons">
      ${step.wait === undefined && step.thing ? extras(step, change, words) : nothing}
      <button type="button" class="quiet icon-only" aria-label="Move ${words} up" ?disabled=${index === 0} @click=${() => move(-1)}>${icon('up')}</button>
      <button type="button" class="quiet icon-only" aria-label="Move ${words} down" ?disabled=${index === count - 1} @click=${() => move(1)}>${icon('down')}</button>
      ${removeButton(words, () => change(undefined))}</div></div></li>`;
}

const waitParts = (step, change, words) => html`<div class="sentence"><span>Wait</span>${spanField(`${words}: wait`, step.wait, (to) => change({ wait: to }))}</div>`;

function taskParts(step, change, words) {
  const actions = house.things.get(step.thing)?.actions ?? {};
  const kept = keep(step);
  return html`<div class="sentence"><span>Ask</span>
      ${thingChoice(`${words}: thing`, step.thing, performs, (id) => change({ thing: id, ...firstAction(id), ...kept }))}
      ${step.thing ? html`<span>to</span>${choice(`${words}: action`, step.action, Object.keys(actions).map((name) => [name, actionWords(name)]), (to) => change({ thing: step.thing, ...actionOf(step.thing, to), ...kept }))}
      ${parameters(step, change, words, actions[step.action] ?? {})}` : nothing}</div>
    ${step.if ? html`<p>Only if</p>${conditionEditor(step.if, (to) => change(without(step, 'if', to)), `guard of ${words}`, 1)}` : nothing}
    ${step.retry ? html`<div class="sentence"><span>If it is not confirmed, try</span>${numberField(`${words}: more times`, step.retry.times, (to) => change({ ...step, retry: { ...step.retry, times: to ?? 1 } }), { min: 1, max: 10, step: 1 })}
      <span>more times, each after</span>${spanField(`${words}: retry after`, step.retry.after, (to) => change({ ...step, retry: { ...step.retry, after: to } }))}${removeButton(`the retry of ${words}`, () => change(without(step, 'retry')))}</div>` : nothing}`;
}

function extras(step, change, words) {
  return html`${step.if ? nothing : html`<button type="button" class="quiet" @click=${() => change({ ...step, if: freshCondition() })}>Only if…<span class="unseen"> a guard for ${words}</span></button>`}
    ${step.retry ? nothing : html`<button type="button" class="quiet" @click=${() => change({ ...step, retry: { times: 2, after: '5s' } })}>Try again…<span class="unseen"> for ${words}</span></button>`}`;
}

const keep = (step) => ({ ...(step.if ? { if: step.if } : {}), ...(step.retry ? { retry: step.retry } : {}) });

function without(step, key, value) {
  const next = { ...step };
  if (value === undefined) delete next[key];
  else next[key] = value;
  return next;
}

const firstAction = (id) => actionOf(id, Object.keys(house.things.get(id)?.actions ?? {})[0] ?? '');

/** An action with a first value for each parameter. */
function actionOf(id, name) {
  const action = { action: name };
  for (const [parameter, limits] of Object.entries(house.things.get(id)?.actions?.[name] ?? {})) {
    if (limits?.colour) Object.assign(action, { hue: 40, saturation: 50 });
    else if (Array.isArray(limits?.words)) action[parameter] = limits.words[0];
    else if (typeof limits?.max === 'number') action[parameter] = Math.round(((limits.min ?? 0) + limits.max) / 2);
    else action[parameter] = '';
  }
  return action;
}

function colourParts(step, change, words) {
  const field = (name, max, unit) => html`<label class="inline-field"><span>${name}</span><span class="joined">${numberField(`${words}: ${name}`, step[name], (to) => change({ ...step, [name]: to }), { min: 0, max, step: 1 })}<span class="unit">${unit}</span></span></label>`;
  return html`${field('hue', 360, '°')}${field('saturation', 100, '%')}`;
}

function parameters(step, change, words, specification) {
  return Object.entries(specification).map(([name, limits]) => {
    const put = (to) => change({ ...step, [name]: to });
    const label = `${words}: ${name}`;
    if (limits?.colour) return colourParts(step, change, words);
    if (Array.isArray(limits?.words)) return choice(label, String(step[name]), limits.words.map((word) => [word, capital(valueWords({ value: word }, step.action))]), put);
    if (typeof limits?.max === 'number') {
      return html`<span class="joined">${numberField(label, step[name], put, { min: limits.min, max: limits.max })}<span class="unit">${limits.unit ? unitWords(limits.unit) : name}</span></span>`;
    }
    return html`<input class="wide" aria-label=${label} required maxlength=${limits?.length ?? TEXT_MAX} placeholder=${EXAMPLES[step.action] ?? 'the words'} .value=${step[name] ?? ''} @change=${(event) => put(event.target.value)}>`;
  });
}
