/** What starts an activity: said as a sentence, and edited as one. */
import { html, nothing } from 'lit';
import { amountNow, choice, isAmount, numberField, observes, propertyOptions, removeButton, spanField, spanWords, thingChoice, timeField } from './choices.js';
import { nameOf, saidValue, subjectOf, unitOf, valueField } from './conditions.js';
import { house } from './house.js';
import { WORDS, unitWords } from './words.js';

const DAYS = [['mon', 'Mon'], ['tue', 'Tue'], ['wed', 'Wed'], ['thu', 'Thu'], ['fri', 'Fri'], ['sat', 'Sat'], ['sun', 'Sun']];

/** @param {any} trigger @returns {string} */
export function triggerWords(trigger) {
  if (trigger.at) return `it is ${trigger.at}${trigger.days && trigger.days.length < 7 ? ` on ${daysWords(trigger.days)}` : ''}`;
  if (trigger.cron) return `the schedule ${trigger.cron} comes round`;
  const { thing, property } = trigger;
  const subject = subjectOf(trigger);
  const stays = trigger.for ? ` and stays so for ${spanWords(trigger.for)}` : '';
  if (trigger.changes) return `${subject} changes`;
  if ('above' in trigger) return `${subject} rises above ${saidValue(trigger.above, property, thing)}${stays}`;
  if ('below' in trigger) return `${subject} falls below ${saidValue(trigger.below, property, thing)}${stays}`;
  return `${becomes(trigger)}${stays}`;
}

const TURNS = {
  'motion:detected': 'sees motion', 'motion:absent': 'goes quiet', 'presence:present': 'comes home', 'presence:absent': 'leaves home',
  'smoke:detected': 'detects smoke', 'water:detected': 'detects water',
};
const DONE = new Set(['contact', 'cover', 'lock']);

function becomes(trigger) {
  const { thing, property, becomes: value } = trigger;
  const said = TURNS[`${property}:${value}`];
  if (said) return `${nameOf(thing)} ${said}`;
  if (property === 'switch') return `${nameOf(thing)} is turned ${value}`;
  if (property === 'button') return `${nameOf(thing)} is ${saidValue(value, property)}`;
  if (DONE.has(property)) return `${nameOf(thing)} is ${value}`;
  return `${subjectOf(trigger)} becomes ${saidValue(value, property, thing)}`;
}

function daysWords(days) {
  const named = DAYS.filter(([day]) => days.includes(day)).map(([, words]) => words);
  if (named.join() === 'Mon,Tue,Wed,Thu,Fri') return 'weekdays';
  return named.join() === 'Sat,Sun' ? 'weekends' : named.join(', ');
}

export const freshTrigger = () => ({ thing: '', property: '', changes: true });

/** @param {any} trigger @param {(to: any) => void} change @param {number} index */
export function triggerEditor(trigger, change, index) {
  const words = `start ${index + 1}`;
  const kind = 'at' in trigger ? 'at' : 'cron' in trigger ? 'cron' : 'thing';
  const kinds = [['thing', 'a thing reports'], ['at', 'a time of day comes'], ['cron', 'a schedule comes round']];
  const fresh = { thing: freshTrigger, at: () => ({ at: '07:00' }), cron: () => ({ cron: '0 22 * * 1-5' }) };
  return html`<div class="sentence">${index === 0 ? nothing : html`<span>or</span>`}
    ${choice(`${words}: kind`, kind, kinds, (to) => change(fresh[to]()))}
    ${kind === 'thing' ? thingParts(trigger, change, words) : kind === 'at' ? timeParts(trigger, change, words) : cronParts(trigger, change, words)}
    ${removeButton(words, () => change(undefined))}</div>`;
}

function thingParts(trigger, change, words) {
  const { thing, property } = trigger;
  const how = trigger.changes ? 'changes' : 'above' in trigger ? 'above' : 'below' in trigger ? 'below' : 'becomes';
  const hows = [['changes', 'changes'], ...(isAmount(thing, property) ? [['above', 'rises above'], ['below', 'falls below']] : [['becomes', 'becomes']])];
  return html`${thingChoice(`${words}: thing`, thing, observes, (id) => change(first(id, propertyOptions(id)[0]?.[0] ?? '')))}
    ${thing ? html`${choice(`${words}: property`, property, propertyOptions(thing), (to) => change(first(thing, to)))}
      ${choice(`${words}: how`, how, hows, (to) => change(as(trigger, to)))}
      ${how === 'changes' ? nothing : html`${valueField(`${words}: value`, thing, property, trigger[how], (to) => change({ ...trigger, [how]: to }))}
        ${how === 'becomes' ? nothing : html`<label class="inline-field"><span>back by</span><span class="joined">${numberField(`${words}: hysteresis`, trigger.hysteresis ?? 0, (to) => change(withOrWithout(trigger, 'hysteresis', to)), { min: 0 })}<span class="unit">${unitWords(unitOf(thing, property))}</span></span></label>`}
        ${stays(trigger, change, words)}`}` : nothing}`;
}

function stays(trigger, change, words) {
  const lasting = trigger.for !== undefined;
  return html`${choice(`${words}: for how long`, lasting ? 'for' : 'once', [['once', 'at once'], ['for', 'and stays so for']], (to) => change(withOrWithout(trigger, 'for', to === 'for' ? '5m' : undefined)))}
    ${lasting ? spanField(`${words}: stays so for`, trigger.for, (to) => change({ ...trigger, for: to })) : nothing}`;
}

function withOrWithout(object, key, value) {
  const next = { ...object };
  if (value === undefined || value === 0) delete next[key];
  else next[key] = value;
  return next;
}

function first(thing, property) {
  if (isAmount(thing, property)) return { thing, property, above: amountNow(thing, property) };
  return WORDS[property] ? { thing, property, becomes: WORDS[property][0] } : { thing, property, changes: true };
}

function as({ thing, property }, how) {
  if (how === 'changes') return { thing, property, changes: true };
  if (isAmount(thing, property)) return { thing, property, [how]: amountNow(thing, property) };
  return { thing, property, [how]: WORDS[property]?.[0] ?? house.things.get(thing)?.properties?.[property]?.value ?? '' };
}

function timeParts(trigger, change, words) {
  const days = trigger.days ?? DAYS.map(([day]) => day);
  const toggle = (day) => {
    const next = DAYS.map(([name]) => name).filter((name) => (name === day ? !days.includes(name) : days.includes(name)));
    if (next.length > 0) change(next.length === 7 ? { at: trigger.at } : { at: trigger.at, days: next });
  };
  return html`${timeField(`${words}: time`, trigger.at, (to) => change({ ...trigger, at: to }))}<span>on</span>
    <span class="segments small" role="group" aria-label="${words}: days">${DAYS.map(([day, name]) => html`<button type="button" aria-pressed=${days.includes(day) ? 'true' : 'false'} @click=${() => toggle(day)}>${name}</button>`)}</span>`;
}

function cronParts(trigger, change, words) {
  return html`<input aria-label="${words}: minute, hour, day, month, weekday" required .value=${trigger.cron} @change=${(event) => change({ cron: event.target.value.trim() })}>
    <span class="dim-words">minute, hour, day, month, weekday</span>`;
}
