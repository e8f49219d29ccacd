/** The closed network in words, and what its pages share: every change is told in words before it is done. */
import { html, nothing } from 'lit';
import { AccessPage } from './access.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { age, number, span, when } from './words.js';

const TABS = [
  { path: '/network', words: 'Network', for: 'getNetwork' },
  { path: '/ledger', words: 'Ledger', for: 'getLedger' },
  { path: '/network/grades', words: 'Grades', for: 'listGrades' },
  { path: '/network/wifi', words: 'Wi-Fi, VPN', for: 'readWifi' },
];
const STANDINGS = {
  quarantined: { words: 'In quarantine', tone: 'warn' }, enclosed: { words: 'Belongs to the house', tone: 'good' }, refused: { words: 'Refused', tone: 'bad' },
};
const KILO = 1_000;
const SIZES = ['kB', 'MB', 'GB', 'TB'];
const AGAIN_MS = 10_000;
/** From how many characters on a preview scrolls. */
const LONG = 500;

/** @param {string} now the path that is shown */
export const networkTabs = (now) => html`<nav class="tabs" aria-label="The network and what belongs to it"><ul>
  ${TABS.filter((tab) => house.may(tab.for)).map((tab) => html`<li><a href=${tab.path} aria-current=${tab.path === now ? 'page' : 'false'}>${tab.words}</a></li>`)}</ul></nav>`;

/** The same below the pages and below the API. @param {string} id */
export const stationPath = (id) => `/network/stations/${encodeURIComponent(id)}`;

/** A device that makes up its hardware address tells no maker by it. @param {any} station */
export const makerOf = ({ maker }) => (maker && maker !== 'private address' ? maker : '');

/** By what people call it, else by what it calls itself. @param {any} station */
export const stationName = (station) =>
  house.things.get(station.thing)?.name || station.called || (makerOf(station) ? `${station.maker} device` : '') || station.hardware || station.id;

/** @param {{standing: string}} station */
export const standingMark = ({ standing }) => html`<span class="verdict" data-tone=${STANDINGS[standing]?.tone ?? 'plain'}>${STANDINGS[standing]?.words ?? standing}</span>`;

/** What was not measured is never shown as zero. @param {?number} n */
export function bytesWords(n) {
  if (typeof n !== 'number' || !Number.isFinite(n)) return 'not measured';
  if (n < KILO) return `${n}\u00a0${n === 1 ? 'byte' : 'bytes'}`;
  let size = n;
  let unit = '';
  for (const next of SIZES) {
    if (size < KILO) break;
    size /= KILO;
    unit = next;
  }
  return `${number(size)}\u00a0${unit}`;
}

/** @param {?number} n */
export const refusedWords = (n) => (typeof n === 'number' ? `${n.toLocaleString('en')} ${n === 1 ? 'attempt' : 'attempts'} refused` : 'refusals not measured');

/** What is left of a time. @param {string} until */
export const leftWords = (until) => span(Date.parse(until) - house.now());

const TIMES = { window: 'Being brought in', learn: 'Learning', cut: 'Cut off' };
/** What goes on with it for a time. @param {any} station */
export const untilMarks = ({ until }) => {
  const open = Object.entries(until ?? {}).filter(([, end]) => end);
  return open.length === 0 ? nothing : html`<span class="net-times">${open.map(([what, end]) => html`<span class="verdict" data-tone="warn">${TIMES[what] ?? what}, ${leftWords(end)} left</span>`)}</span>`;
};

/** A lane as it is sent: without the sentence that the steward made of it. @param {any} lane */
export function bare(lane) {
  const { says: _says, ...rest } = lane;
  return rest;
}

/** Whether two lanes are the same way. */
export const sameLane = (one, other) => laneKey(one) === laneKey(other);
export const laneKey = (lane) => ['kind', 'to', 'from', 'protocol', 'ports', 'six', 'windowOnly'].map((member) => lane[member] || '').join('|');

/** A sentence of the steward's with a name of a device in it: without the marks that turn the direction of writing, and with moments as a person says them. @param {?string} text */
export const calm = (text) => String(text ?? '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => when(at)).replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

/** A sentence to stand within another. @param {?string} text */
export const within = (text) => calm(text).replace(/\.$/, '');

/** Sentences, one a line. @param {string[]} sentences */
export const sentences = (list) => (list?.length > 0 ? html`<ul class="net-says">${list.map((one) => html`<li>${calm(one)}</li>`)}</ul>` : nothing);

/** A page that reads itself again while it is looked at, and tells before it does. */
export class NetworkPage extends AccessPage {
  static properties = { again: {}, proposed: { state: true }, late: { state: true } };

  topics() {
    return [...super.topics(), 'things'];
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.again) return;
    this.timer = setInterval(() => document.visibilityState === 'visible' && this.read(), AGAIN_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  /** Reads without a word while all goes well. @param {() => Promise<void>} work */
  async quietly(work) {
    try {
      await work();
      this.late = '';
    } catch (failure) {
      this.late = failure.sentence ?? String(failure);
    }
  }

  notices() {
    return html`${super.notices()}${this.late ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.late}</span></p>` : nothing}`;
  }

  /**
   * A button that first shows what it would do.
   * @param {string} key tells the deeds of a page apart
   * @param {string} words on the button
   * @param {string} doIt on the button below the sentence
   * @param {(preview: boolean) => Promise<any>} act answers with `did`, and with `done` once it was done
   */
  deed(key, words, doIt, act, { kind = 'button', sign = '', of = '', before = null } = {}) {
    if (this.proposed?.key !== key) {
      return html`<button type="button" class=${kind} data-deed=${key} ?disabled=${this.busy} @click=${() => this.propose(key, act, before)}>${sign ? icon(sign) : nothing}<span>${words}${of ? html`<span class="unseen">: ${of}</span>` : nothing}</span></button>`;
    }
    return this.proposal(doIt);
  }

  proposal(doIt) {
    const { key, says, more } = this.proposed;
    return html`<div class="net-deed" role="group" aria-label="What this will do"><p class="net-deed-says" tabindex=${says.length > LONG ? 0 : nothing}>${calm(says)}</p>${more ?? nothing}
      <div class="buttons"><button type="button" class="button primary" data-deed=${key} ?disabled=${this.busy} @click=${() => this.perform()}>${doIt}</button>
        <button type="button" class="button" @click=${() => this.leave(key)}>Leave it</button></div></div>`;
  }

  async propose(key, act, before) {
    let did;
    let more;
    const isTold = await this.attempt(async () => {
      if (before) more = await before();
      did = await act(true);
    });
    if (!isTold) return;
    this.proposed = { key, act, says: did.did, more };
    await this.settle(key);
  }

  async leave(key) {
    this.proposed = null;
    await this.settle(key);
  }

  /** The button that was pressed gives way to another one, which takes over the focus. */
  async settle(key) {
    await this.updateComplete;
    this.querySelector(`[data-deed="${CSS.escape(key)}"]`)?.focus();
  }

  async perform() {
    const { act, key } = this.proposed;
    let did;
    if (!(await this.attempt(async () => { did = await act(false); }))) return;
    this.proposed = null;
    this.said = calm(did?.did ?? 'Done.');
    await this.read();
    await this.settle(key);
  }

  /** A part of a page has what it shows read by the page around it. */
  read() {
    return this.again?.();
  }
}

/** When it was last heard of. @param {any} station */
export const seenWords = (station) => (station.last ? `last seen ${age(station.last)}` : 'never seen');

/** A text that is to be carried elsewhere, as a file. @param {{path: string, text: string}[]} files */
export const filesPart = (files, save, copy) => html`${files.map(({ path, text }) => html`<details class="net-file"><summary><code>${path}</code></summary>
  <pre tabindex="0" class="scrolls" aria-label=${path}>${text}</pre>
  <div class="buttons"><button type="button" class="button" @click=${() => save(path, text)}>${icon('down')}Download<span class="unseen"> ${path}</span></button>
    <button type="button" class="button" @click=${() => copy(text)}>${icon('copy')}Copy<span class="unseen"> ${path}</span></button></div></details>`)}`;
