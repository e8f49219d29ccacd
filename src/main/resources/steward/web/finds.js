/** A find of the inbox as a card: one that is new, or an accepted device that says to be elsewhere. */
import { html, nothing } from 'lit';
import { cloudNote } from './cloud.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { secretInput, sharedHint } from './secrets.js';
import { age, capital, count } from './words.js';
import './wayout.js';

/** @param {any} item */
const nameOf = (item) => html`<bdi>${item.name}</bdi>`;
const made = (item) => [item.maker, item.model, item.firmware].filter(Boolean).join(' · ');
const warning = (item) => (item.warning ? html`<p class="problem mild">${icon('warn')}<span>${item.warning}</span></p>` : nothing);

/** Whether two or more addresses say to be this device, of which at most one is right. @param {any} item */
export const isDisputed = (item) => (item.claimants ?? []).length > 1;

/** A find that nobody can accept: who says to be it, and how a person finds out which one is. @param {any} item @param {{setAside: () => void, busy: boolean}} page */
export function disputedCard(item, page) {
  return html`<li class="card find moved"><div class="card-head"><h2>${nameOf(item)}: which one?</h2><span class="dim-words">${age(item.seen)}</span></div>
    <p class="dim-words">${made(item)}<br><code>${item.key}</code></p>
    <p class="problem mild">${icon('warn')}<span>${capital(counted(item.claimants.length))} addresses say that they are this one device. At most one is right, so none is believed, and it cannot be accepted yet.</span></p>
    <dl class="facts">${item.claimants.map((address) => html`<div><dt>Says to be it</dt><dd><code>${address}</code></dd></div>`)}</dl>
    <details><summary>What you can do</summary><ol class="numbered">
      <li>Pull the plug of the device itself. In the list of devices of your router, see which of these addresses goes away.</li>
      <li>An address that stays belongs to something else, or to somebody who pretends to be your device: find it and take it off the network.</li>
      <li>Did the device just get a new address? Then the old one is forgotten after ten minutes of silence.</li>
      <li>As soon as one address is left, this card can be accepted as any other.</li></ol></details>
    ${house.may('accept') ? html`<div class="buttons"><button class="quiet" ?disabled=${page.busy} @click=${page.setAside}>Set aside<span class="unseen"> ${item.name}</span></button></div>` : nothing}</li>`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five'];
const counted = (n) => NUMBERS[n] ?? String(n);

/**
 * @param {any} item @param {any} draft what the person says of it
 * @param {{set: (changes: any) => void, accept: () => void, setAside: () => void, busy: boolean, family?: any}} page
 */
export function findCard(item, draft, page) {
  const field = (key, words, extra = {}) => html`<label class="field"><span>${words}<span class="unseen"> for ${item.name}</span></span>
    <input maxlength=${extra.max ?? 80} list=${extra.list ?? nothing} pattern=${extra.pattern ?? nothing} autocomplete="off" .value=${draft[key]} @input=${(event) => page.set({ [key]: event.target.value })}></label>`;
  return html`<li class="card find"><div class="card-head">
      <label class="check find-name"><input type="checkbox" .checked=${draft.chosen} @change=${(event) => page.set({ chosen: event.target.checked })}><h2>${item.name}</h2></label>
      <span class="dim-words">${age(item.seen)}</span></div>
    <p class="dim-words">${made(item)}${item.things?.length > 1 ? ` · brings ${count(item.things.length, 'thing')}` : ''}<br><code>${item.key}</code></p>
    ${warning(item)}${cloudNote(page.family?.cloud)}
    <div class="fields">${field('name', 'Name')}${field('room', 'Room', { list: 'rooms-known' })}${field('id', 'Id, for good', { max: 40, pattern: '[a-z0-9\\-]{1,40}' })}</div>
    ${house.may('accept') ? html`${secrets(item, draft, page)}<div class="buttons"><button class="button" ?disabled=${page.busy} @click=${page.accept}>Accept<span class="unseen"> ${item.name}</span></button>
      <button class="quiet" ?disabled=${page.busy} @click=${page.setAside}>Set aside<span class="unseen"> ${item.name}</span></button></div>` : nothing}
    ${item.family === 'sonoff' ? html`<way-out .model=${item.model ?? ''} .firmware=${item.firmware ?? ''} .of=${item.name}></way-out>` : nothing}</li>`;
}

/** What lets the steward in may be entered at once; it is kept apart from everything else of the thing. */
function secrets(item, draft, page) {
  const fields = (page.family?.binding ?? []).filter((one) => one.secret);
  if (fields.length === 0) return nothing;
  return html`<fieldset class="secrets"><legend><span>${icon('key')}Secrets<span class="unseen"> of ${item.name}</span></span></legend>
    <p class="dim-words">Kept sealed and never shown again. They may be entered later, on its page.</p>
    <div class="fields">${fields.map((one) => html`<label class="field"><span>${one.title}<span class="unseen"> for ${item.name}</span></span>
      ${secretInput(one.name, { value: draft.secrets[one.name] ?? '', input: (event) => page.set({ secrets: { ...draft.secrets, [one.name]: event.target.value } }) })}${sharedHint(one, page.family.title)}</label>`)}</div></fieldset>`;
}

/** @param {any} item @param {{follow: () => void, busy: boolean}} page */
export function movedCard(item, page) {
  const { from, to, contested } = item.moved;
  return html`<li class="card find moved"><div class="card-head"><h2>${nameOf(item)}: moved?</h2><span class="dim-words">${age(item.seen)}</span></div>
    <p class="dim-words">${made(item)}<br><code>${item.key}</code></p>
    <dl class="facts"><div><dt>Bound to</dt><dd><code>${from}</code></dd></div><div><dt>Says to be at</dt><dd><code>${to}</code></dd></div></dl>
    ${warning(item)}
    ${contested || !house.may('accept') ? nothing : html`<div class="buttons"><button class="button" ?disabled=${page.busy} @click=${page.follow}>${icon('next')}Follow it there<span class="unseen"> ${item.name}</span></button></div>`}</li>`;
}
