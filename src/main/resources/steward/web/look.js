/** Looking for devices: on the home networks, or at an address that a person knows. */
import { html, nothing } from 'lit';
import { post } from './api.js';
import { AccessPage } from './access.js';
import { families } from './families.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { define } from './part.js';
import { count } from './words.js';

/** Devices answer within seconds; the inbox is read anew each second for so long. */
const SECONDS = 10;

class LookForThings extends AccessPage {
  static properties = { families: { state: true }, second: { state: true }, where: { state: true }, isOpen: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    families().then((all) => (this.families = all), () => {});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.rest();
  }

  topics() {
    return [...super.topics(), 'inbox'];
  }

  rest() {
    clearInterval(this.timer);
    this.second = undefined;
  }

  get isLooking() {
    return this.second !== undefined;
  }

  get found() {
    return [...house.inbox.keys()].filter((key) => !this.before.has(key)).length;
  }

  render() {
    return html`<section class="card look-for" aria-label="Look for things"><div class="card-head"><div><h2>Look for things</h2>
        <p class="dim-words">Asks on the home networks which devices are there.</p></div>
        <div class="buttons"><button type="button" class="button" @click=${() => this.look({})}>${icon('search')}Look now</button></div></div>
      ${this.isLooking ? html`<div class="looking"><progress max=${SECONDS} value=${this.second} aria-label="Looking ${this.where}"></progress>
        <span class="dim-words">Looking ${this.where}… ${this.found > 0 ? `${count(this.found, 'find')} so far` : 'nothing yet'}</span></div>` : nothing}
      <details @toggle=${(event) => (this.isOpen = event.currentTarget.open)}><summary>At an address that you know</summary>${this.isOpen ? this.form() : nothing}</details>
      ${this.notices()}</section>`;
  }

  form() {
    return html`<form class="stack" @submit=${(event) => this.send(event)}><div class="fields">
        <label class="field"><span>Address or name</span><input name="host" required maxlength="253" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="192.168.1.40"></label>
        <label class="field"><span>Port (may be empty)</span><input name="port" type="number" inputmode="numeric" min="1" max="65535" step="1"></label>
        <label class="field"><span>Family</span><select name="family"><option value="">any that can be asked</option>${(this.families ?? []).map((one) => html`<option value=${one.name}>${one.title}</option>`)}</select></label></div>
      <div class="buttons"><button class="button primary">${icon('search')}Look there</button></div></form>`;
  }

  send(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [host, port, family] = ['host', 'port', 'family'].map((name) => form.get(name).trim());
    return this.look({ host, ...(port ? { port: Number(port) } : {}), ...(family ? { family } : {}) });
  }

  /** The button keeps the focus while it works, so it is not switched off. */
  async look(body) {
    if (this.busy) return;
    this.rest();
    this.before = new Set(house.inbox.keys());
    const isAsked = await this.attempt(() => post('/inbox/look', body));
    if (!isAsked || !this.isConnected) return;
    this.where = body.host ? `at ${body.host}` : 'on the home networks';
    this.second = 0;
    this.timer = setInterval(() => this.wait(), 1_000);
  }

  async wait() {
    this.second++;
    await house.reread('inbox');
    if (!this.isLooking || this.second < SECONDS) return;
    this.said = `Looked ${this.where}: ${this.found > 0 ? `${count(this.found, 'new find')}.` : 'nothing new answered.'}`;
    this.rest();
  }
}

define('look-for-things', LookForThings);
