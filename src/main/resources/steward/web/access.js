/** People, clients and rights in words, and what their pages share. */
import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { problem } from './leaf.js';
import { Part } from './part.js';
import { age, capital, count, spaced } from './words.js';

/** @type {Record<string, {words: string, says: string}>} the roles a person or a service can be given */
export const ROLES = {
  master: { words: 'Master', says: 'runs the house, people and devices included' },
  resident: { words: 'Resident', says: 'lives here, sees and asks everything, makes activities, has own clients' },
  guest: { words: 'Guest', says: 'sees and asks in the rooms granted, in the times granted' },
  monitor: { words: 'Monitor', says: 'looks only, such as a tablet on the wall' },
  cloud: { words: 'Cloud service', says: 'reads the values granted to it by name, nothing else' },
};

/** @type {Record<string, {words: string, says: string}>} */
export const KINDS = {
  browser: { words: 'Browser', says: 'stays signed in for 90 days after its last use' },
  phone: { words: 'Phone', says: 'stays signed in for 90 days after its last use' },
  screen: { words: 'Wall screen', says: 'stays signed in until it is revoked' },
  script: { words: 'Program', says: 'a script or a shell: signs in with SSH, a token or a certificate' },
};

const MORE_ROLES = { machine: 'At the machine', device: 'Device', stranger: 'Stranger' };
const VERDICTS = {
  yes: 'Yes', own: 'Own ones', rooms: 'In its rooms', granted: 'If granted', no: 'No', 'with a fresh code': 'With a fresh code',
  allowed: 'Allowed', succeeded: 'Done', 'sign-in': 'Sent to sign in', 'fresh-code': 'Asked for a code', hidden: 'Refused, hidden', forbidden: 'Refused', failed: 'Failed',
};
const TONES = { yes: 'good', no: 'off', 'with a fresh code': 'warn', 'sign-in': 'warn', 'fresh-code': 'warn', hidden: 'bad', forbidden: 'bad', failed: 'bad' };

/** @param {string} role */
export const roleWords = (role) => ROLES[role]?.words ?? MORE_ROLES[role] ?? capital(String(role));
/** @param {string} kind */
export const kindWords = (kind) => KINDS[kind]?.words ?? capital(String(kind));
/** @param {string} verdict */
export const verdictMark = (verdict) => html`<span class="verdict" data-tone=${TONES[verdict] ?? 'plain'}>${VERDICTS[verdict] ?? capital(String(verdict))}</span>`;
export const AUDIT_VERDICTS = ['allowed', 'succeeded', 'failed', 'fresh-code', 'forbidden', 'hidden', 'sign-in'].map((one) => [one, VERDICTS[one]]);

/** `addClient` as a person would say it. @param {string} operation */
export const operationWords = (operation) => spaced(operation).replace(/^Put /, 'Change ').replace(/\bmqtt\b/, 'MQTT').replace(/\bssh\b/, 'SSH');

/** A name as a person gave it: it cannot turn what stands beside it. @param {string} name */
export const named = (name) => html`<bdi>${name}</bdi>`;

/** @param {{suspended: boolean}} one */
export const suspendedMark = (one) => (one.suspended ? html`<span class="verdict" data-tone="bad">Suspended</span>` : nothing);

/** A page about people: says what went wrong, asks before what cannot be undone. */
export class AccessPage extends Part {
  static properties = { fault: { state: true }, said: { state: true }, busy: { state: true }, asking: { state: true } };

  topics() {
    return ['session', 'tick', 'house'];
  }

  /** Does it, and shows what went wrong beside the page's title. @returns {Promise<boolean>} whether it was done */
  async attempt(work, said = '') {
    this.busy = true;
    this.fault = '';
    this.said = '';
    try {
      await work();
      this.said = said;
      return true;
    } catch (failure) {
      const places = (failure.errors ?? []).map((error) => `${error.at.replace(/^\//, '')}: expected ${error.expected}.`);
      this.fault = [failure.sentence ?? String(failure), ...places].join(' ');
      return false;
    } finally {
      this.busy = false;
    }
  }

  notices() {
    return html`${problem(this.fault)}<p class=${this.said ? 'outcome-bar' : 'unseen'} role="status" data-tone="good">${this.said ? html`${icon('check')}<span>${this.said}</span>` : nothing}</p>`;
  }

  /** A button that asks once more before it acts. */
  careful(key, words, again, act) {
    if (this.asking !== key) return html`<button type="button" class="quiet danger" data-careful=${key} ?disabled=${this.busy} @click=${() => this.ask(key, key)}><span>${words}…</span></button>`;
    return html`<span class="buttons"><button type="button" class="button danger" data-careful=${key} ?disabled=${this.busy} @click=${() => this.sure(act)}>${again}</button>
      <button type="button" class="button" @click=${() => this.ask(null, key)}>Leave it</button></span>`;
  }

  /** The button that was pressed gives way to another one, which takes over the focus. */
  async ask(asking, key) {
    this.asking = asking;
    await this.updateComplete;
    this.querySelector(`[data-careful="${CSS.escape(key)}"]`)?.focus();
  }

  sure(act) {
    this.asking = null;
    act();
  }
}

/** Links to clients with what tells them apart. @param {any[]} clients */
export function clientRows(clients) {
  if (clients.length === 0) return html`<p class="dim-words">None yet.</p>`;
  return html`<ul class="rows">${clients.map((client) => html`<li><a class="row" href="/clients/${encodeURIComponent(client.id)}">${icon(KINDS[client.kind] ? client.kind : 'browser')}
    <span class="row-words"><b>${named(client.name)}</b><span class="dim-words">${kindWords(client.kind)}${client.self ? ', this one here' : ''} · ${client.seen ? `seen ${age(client.seen)}` : 'never seen'}${client.sessions ? ` · ${count(client.sessions, 'session')}` : ''}</span></span>
    ${suspendedMark(client)}${icon('next', 'dim')}</a></li>`)}</ul>`;
}

/** @param {Record<string, {words: string}>} choices @param {string} chosen @param {(to: string) => void} choose */
export const choice = (label, name, choices, chosen, choose) => html`<div class="field"><label for="choose-${name}">${label}</label><select id="choose-${name}" name=${name} aria-describedby="choose-${name}-hint" @change=${(event) => choose(event.target.value)}>
  ${Object.entries(choices).map(([key, { words }]) => html`<option value=${key} ?selected=${key === chosen}>${words}</option>`)}</select>
  <small id="choose-${name}-hint">${capital(choices[chosen]?.says ?? '')}</small></div>`;
