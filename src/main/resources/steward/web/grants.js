/** What is granted to who has no rights by role alone: rooms and times to a guest, values to a service. */
import { html, nothing } from 'lit';
import { named } from './access.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { propertyWords } from './words.js';

const DAYS = [['mon', 'Mon', 'Monday'], ['tue', 'Tue', 'Tuesday'], ['wed', 'Wed', 'Wednesday'], ['thu', 'Thu', 'Thursday'], ['fri', 'Fri', 'Friday'], ['sat', 'Sat', 'Saturday'], ['sun', 'Sun', 'Sunday']];

/** @param {{rooms: string[], times: any[], values: string[]}} user */
export const grantsOf = ({ rooms, times, values }) => ({ rooms: [...(rooms ?? [])], times: (times ?? []).map((one) => ({ ...one })), values: [...(values ?? [])] });

/** @param {string} role @param {any} draft @param {(changes: any) => void} set */
export function grantFields(role, draft, set) {
  if (role === 'guest') return html`${roomFields(draft, set)}${timeFields(draft, set)}`;
  return role === 'cloud' ? valueFields(draft, set) : nothing;
}

function roomFields(draft, set) {
  const rooms = [...new Set([...house.rooms(), ...draft.rooms])];
  const turn = (room, on) => set({ rooms: on ? [...draft.rooms, room] : draft.rooms.filter((one) => one !== room) });
  return html`<fieldset class="plain-set"><legend>Rooms</legend>
    ${draft.rooms.length === 0 ? html`<p class="dim-words">Without a room this guest sees nothing.</p>` : nothing}
    <div class="checks">${rooms.map((room) => html`<label class="check"><input type="checkbox" .checked=${draft.rooms.includes(room)} @change=${(event) => turn(room, event.target.checked)}><span>${named(room)}</span></label>`)}</div></fieldset>`;
}

function timeFields(draft, set) {
  const change = (index, changes) => set({ times: draft.times.with(index, { ...draft.times[index], ...changes }) });
  return html`<fieldset class="plain-set"><legend>Times</legend>
    ${draft.times.length === 0 ? html`<p class="dim-words">At any time.</p>` : draft.times.map((span, index) => timeRow(span, index, (changes) => change(index, changes), () => set({ times: draft.times.toSpliced(index, 1) })))}
    <div><button type="button" class="button" @click=${() => set({ times: [...draft.times, { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }] })}>${icon('plus')}Add a time</button></div></fieldset>`;
}

function timeRow(span, index, change, take) {
  const days = span.days?.length > 0 ? span.days : DAYS.map(([key]) => key);
  const turn = (key) => change({ days: DAYS.map(([one]) => one).filter((one) => (one === key ? !days.includes(key) : days.includes(one))) });
  return html`<div class="time-row" role="group" aria-label="Time ${index + 1}">
    <div class="days">${DAYS.map(([key, short, long]) => html`<button type="button" aria-pressed=${days.includes(key) ? 'true' : 'false'} aria-label=${long} ?disabled=${days.length === 1 && days.includes(key)} @click=${() => turn(key)}>${short}</button>`)}</div>
    <label class="inline-field"><span>from</span><input type="time" required .value=${span.from} @change=${(event) => change({ from: event.target.value })}></label>
    <label class="inline-field"><span>to</span><input type="time" required .value=${span.to} @change=${(event) => change({ to: event.target.value })}></label>
    <button type="button" class="quiet icon-only" aria-label="Remove time ${index + 1}" @click=${take}>${icon('trash')}</button></div>`;
}

function valueFields(draft, set) {
  const add = (event) => {
    const value = event.target.value;
    event.target.value = '';
    if (value && !draft.values.includes(value)) set({ values: [...draft.values, value] });
  };
  return html`<fieldset class="plain-set"><legend>Values it may read</legend>
    ${draft.values.length === 0 ? html`<p class="dim-words">None: it learns nothing of the house.</p>`
      : html`<ul class="rows">${draft.values.map((value) => html`<li class="row"><span class="row-words">${valueWords(value)}</span><button type="button" class="quiet icon-only" aria-label="Take away ${value}" @click=${() => set({ values: draft.values.filter((one) => one !== value) })}>${icon('trash')}</button></li>`)}</ul>`}
    <label class="field"><span>Add a value</span><select @change=${add}><option value="">Choose one…</option>
      ${[...house.things.values()].map((thing) => html`<optgroup label=${thing.name}>${Object.keys(thing.properties).map((property) => html`<option value="${thing.id}/${property}">${thing.name}: ${propertyWords(property)}</option>`)}</optgroup>`)}</select></label></fieldset>`;
}

/** `hall-lamp/power` in words, and as it stands where the thing is gone. @param {string} value */
export function valueWords(value) {
  const [id, property] = value.split('/');
  const thing = house.things.get(id);
  return thing ? html`${named(thing.name)}: ${propertyWords(property ?? '')}` : html`<code>${value}</code>`;
}

/** @param {any} span */
export function timeWords(span) {
  const days = span.days?.length > 0 && span.days.length < DAYS.length ? DAYS.filter(([key]) => span.days.includes(key)).map(([, short]) => short).join(', ') : 'every day';
  return `${days}, ${span.from} to ${span.to}`;
}
