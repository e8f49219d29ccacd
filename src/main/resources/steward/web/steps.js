/** What an activity performs, line by line: tasks, waits, and lines that hold further lines. */
import { html, nothing } from 'lit';
import { choice, picker, removeButton, spanField, textField } from './choices.js';
import { conditionEditor, freshCondition } from './conditions.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { blameAt, faultsAt, keptAsText } from './spot.js';
import { freshTask, taskOptions, taskParts } from './tasks.js';

const FRESH = {
  task: freshTask,
  wait: () => ({ wait: '5m' }),
  confirm: () => ({ confirm: [freshCondition()], within: '30s', otherwise: [freshTask()] }),
  choose: () => ({ choose: freshCondition(), then: [freshTask()] }),
  together: () => ({ together: [[freshTask()], [freshTask()]] }),
  start: () => ({ start: '' }),
  publish: () => ({ publish: '', payload: '' }),
};
const MORE = [
  ['confirm', 'see whether all is well, and what else'], ['choose', 'one or the other, by a condition'], ['together', 'several at the same time'],
  ['start', 'start another activity'], ['publish', 'send a message (MQTT)'],
];

export { freshTask };

/** @param {any} line */
function kindOf(line) {
  if (line === null || typeof line !== 'object' || Array.isArray(line)) return null;
  for (const kind of ['wait', 'confirm', 'together', 'choose', 'publish', 'start']) if (kind in line) return kind;
  return 'action' in line && ('thing' in line || 'things' in line) ? 'task' : null;
}

/** Lines in order, and what can be added. @param {import('./spot.js').Spot} spot @param {{isOutermost?: boolean}} more */
export function linesEditor(spot, { isOutermost = false } = {}) {
  const name = (index) => `${isOutermost ? '' : `${spot.words}, `}line ${index + 1}`;
  const to = isOutermost ? '' : `to ${spot.words}`;
  const add = (kind) => spot.add(FRESH[kind]());
  const list = Array.isArray(spot.value) ? spot.value : [];
  if (spot.value !== undefined && !Array.isArray(spot.value)) return keptAsText(spot);
  const unsaid = (words) => (to ? html`${words}<span class="unseen"> ${to}</span>` : words);
  return html`<div class=${isOutermost ? 'doing' : 'doing nested-lines'}><ol class="steps">${spot.items(name).map((line, index) => lineEditor(line, spot, index, isOutermost))}</ol>
    <div class="buttons"><button type="button" class="button" @click=${() => add('task')}>${icon('plus')}${unsaid('Add a task')}</button>
      <button type="button" class="button" @click=${() => add('wait')}>${icon('plus')}${unsaid('Add a wait')}</button>
      ${picker(`Add another line ${to}`.trim(), 'Add …', MORE, add)}
      ${!isOutermost && list.length === 0 ? removeButton(spot.words, () => spot.drop()) : nothing}</div></div>`;
}

function lineEditor(spot, list, index, isOutermost) {
  const kind = kindOf(spot.value);
  const { words } = spot;
  const last = list.value.length - 1;
  // The last line within another takes its list with it: an empty one means nothing.
  const remove = () => (last === 0 && !isOutermost ? list.drop() : spot.drop());
  return html`<li class="step"><span class="step-number" aria-hidden="true">${index + 1}</span>
    <div class="step-body">${kind ? partsOf(kind, spot) : keptAsText(spot)}${kind ? blameAt(spot) : faultsAt(spot)}
    <div class="buttons step-buttons">
      ${kind === 'task' && (spot.value.thing || spot.value.things) ? taskOptions(spot, picker) : nothing}
      ${last === 0 ? nothing : html`<button type="button" class="quiet icon-only" aria-label="Move ${words} up" ?disabled=${index === 0} @click=${() => list.move(index, -1)}>${icon('up')}</button>
      <button type="button" class="quiet icon-only" aria-label="Move ${words} down" ?disabled=${index === last} @click=${() => list.move(index, 1)}>${icon('down')}</button>`}
      ${removeButton(words, remove)}</div></div></li>`;
}

function partsOf(kind, spot) {
  const { value, words } = spot;
  switch (kind) {
    case 'wait': return html`<div class="sentence"><span>Wait</span>${spanField(`${words}: wait`, value.wait, (to) => spot.member('wait').put(to))}</div>`;
    case 'confirm': return confirmParts(spot);
    case 'choose': return chooseParts(spot);
    case 'together': return togetherParts(spot);
    case 'start': return startParts(spot);
    case 'publish': return publishParts(spot);
    default: return taskParts(spot, linesEditor);
  }
}

function confirmParts(spot) {
  const { value, words } = spot;
  const inner = spot.member('confirm');
  const isList = Array.isArray(inner.value);
  const name = (index) => `${words}, check ${index + 1}`;
  const add = () => inner.put([...(isList ? inner.value : [inner.value]), freshCondition()]);
  const single = inner.called(name(0));
  single.put = (to) => inner.put(to ?? freshCondition());
  const checks = isList ? inner.items(name) : [single];
  if (isList && checks.length === 1) checks[0].put = (to) => inner.put([to ?? freshCondition()]);
  return html`<div class="sentence"><span>See for at most</span>${spanField(`${words}: within`, value.within, (to) => spot.member('within').put(to))}<span>whether</span></div>
    <div class="nested">${checks.map(conditionEditor)}
      <button type="button" class="quiet" @click=${add}>${icon('plus')}and<span class="unseen"> another check in ${words}</span></button></div>
    ${elseParts(spot, 'If one of these is not so')}`;
}

function elseParts(spot, lead) {
  const otherwise = spot.member('otherwise', `${spot.words}, otherwise`);
  if (otherwise.value) return html`<p>${lead}</p>${linesEditor(otherwise)}`;
  return html`<div><button type="button" class="quiet" @click=${() => otherwise.put([freshTask()])}>${icon('plus')}Otherwise …<span class="unseen"> of ${spot.words}</span></button></div>`;
}

function chooseParts(spot) {
  const { words } = spot;
  const condition = spot.member('choose', `${words}, choice`);
  const { put } = condition;
  condition.put = (to) => put(to ?? freshCondition());
  const then = spot.member('then', `${words}, then`);
  return html`<p>If</p>${conditionEditor(condition)}
    ${then.value ? html`<p>then</p>${linesEditor(then)}` : html`<div><button type="button" class="quiet" @click=${() => then.put([freshTask()])}>${icon('plus')}then …<span class="unseen"> of ${words}</span></button></div>`}
    ${elseParts(spot, 'otherwise')}`;
}

function togetherParts(spot) {
  const { words } = spot;
  const branches = spot.member('together');
  return html`<p>At the same time</p>${branches.items((index) => `${words}, branch ${index + 1}`).map((branch) => {
    if (Array.isArray(branch.value)) return linesEditor(branch);
    // One line alone stands without a list, and is given one as soon as there are more.
    const list = branch.called(branch.words);
    list.value = [branch.value];
    list.put = (to) => branch.put(to?.length === 1 ? to[0] : to);
    return linesEditor(list);
  })}
    <div><button type="button" class="quiet" @click=${() => branches.add([freshTask()])}>${icon('plus')}and at the same time<span class="unseen"> another branch of ${words}</span></button></div>`;
}

function startParts(spot) {
  const others = [...house.activities.values()].map((activity) => [activity.id, activity.name]);
  return html`<div class="sentence"><span>Start</span>${choice(`${spot.words}: activity`, spot.value.start, others, (to) => spot.member('start').put(to), { invalid: spot.isBlamed, empty: spot.value.start ? '' : 'which activity?' })}</div>`;
}

function publishParts(spot) {
  const { value, words } = spot;
  const payload = (to) => spot.member('payload').put(to);
  const retain = (event) => spot.member('retain').put(event.target.checked ? true : undefined);
  return html`<div class="sentence"><span>Send</span>${textField(`${words}: message`, value.payload, payload, { required: false, max: 4000 })}
    <span>on the topic</span>${textField(`${words}: topic`, value.publish, (to) => spot.member('publish').put(to), { hint: 'garden/pump/set' })}
    <label class="check"><input type="checkbox" .checked=${value.retain === true} @change=${retain}><span>kept there</span></label></div>`;
}
