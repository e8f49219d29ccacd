/** Names and passwords on the house's broker: one for each device that wants its own, one for each bridge. */
import { html, nothing } from 'lit';
import { all, post, remove } from './api.js';
import { AccessPage, named } from './access.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { define } from './part.js';
import { age, count } from './words.js';

/** What is shown once after a name was made. @param {any} made @param {() => void} done */
function once(made, done) {
  const rows = [['Host', made.host], ['Port, encrypted', made.ports?.mqtts], ['Port, plain', made.ports?.mqtt], ['Name', made.name], ['Password', made.password]];
  return html`<div class="once stack"><p class="problem mild">${icon('warn')}<span>The password is shown once.</span></p>
    <dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`)}</dl>
    ${made.setup ? html`<div><h3>How it is set up</h3><p class="set-up">${made.setup}</p></div>` : nothing}
    <div class="buttons"><button type="button" class="button primary" @click=${done}>It is entered in the device</button></div></div>`;
}

/** On the page of a thing: a connection of its own. */
class ThingMqtt extends AccessPage {
  static properties = { thing: {}, made: { state: true } };

  render() {
    return html`<section class="card"><h2>Its own connection</h2>
      ${this.made ? once(this.made, () => (this.made = null)) : html`<p class="dim-words">With a name and a password of its own this thing reports and is asked about itself alone, and nobody else can speak for it.</p>
      <div><button type="button" class="button" ?disabled=${this.busy} @click=${() => this.make()}>${icon('key')}Give it a name and password</button></div>`}
      ${this.notices()}</section>`;
  }

  async make() {
    await this.attempt(async () => {
      this.made = await post('/mqtt/clients', { thing: this.thing });
    });
  }
}

/** All of them, and a new one for a bridge. */
class MqttClients extends AccessPage {
  static properties = { items: { state: true }, made: { state: true }, isOpen: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    await this.attempt(async () => {
      this.items = await all('/mqtt/clients');
    });
  }

  render() {
    return html`<section class="card broker"><div class="card-head"><h2>Names on the broker</h2>
        ${house.may('makeMqttClient') && !this.made && !this.isOpen ? html`<button type="button" class="button" @click=${() => (this.isOpen = true)}>${icon('plus')}For a bridge</button>` : nothing}</div>
      <p class="dim-words">Devices and bridges that connect with a name and password of their own. A device gets one on its page.</p>
      ${this.notices()}
      ${this.made ? once(this.made, () => (this.made = null)) : this.isOpen ? this.form() : nothing}
      ${!this.items ? nothing : this.items.length === 0 ? html`<p class="dim-words">None yet.</p>` : html`<ul class="rows">${this.items.map((item) => this.row(item))}</ul>`}</section>`;
  }

  row(item) {
    const things = (item.things ?? []).map((id) => house.things.get(id)?.name ?? id);
    const shown = things.length > 3 ? [...things.slice(0, 3), `${things.length - 3} more`] : things;
    return html`<li class="row">${icon(item.kind === 'bridge' ? 'activities' : 'plug')}<span class="row-words"><b>${named(item.name)}</b>
        <span class="dim-words">${item.prefix ? html`Bridge of <code>${item.prefix}/…</code>, ${count(things.length, 'thing')}` : html`${shown.map((name, at) => html`${at > 0 ? ', ' : nothing}${named(name)}`)}`} · ${item.seen ? `seen ${age(item.seen)}` : 'never connected'}</span></span>
      ${house.may('removeMqttClient') ? this.careful(item.name, html`Take away<span class="unseen"> ${item.name}</span>`, 'Yes, it can no longer connect', () => this.takeAway(item)) : nothing}</li>`;
  }

  form() {
    return html`<form class="stack" @submit=${(event) => this.make(event)}><div class="fields">
        <label class="field"><span>First part of its topics</span><input name="prefix" required maxlength="64" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="zigbee2mqtt"></label>
        <label class="field"><span>Its name (may be empty)</span><input name="name" maxlength="60" autocomplete="off" autocapitalize="off" spellcheck="false"></label></div>
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>Make it</button><button type="button" class="button" @click=${() => (this.isOpen = false)}>Leave it</button></div></form>`;
  }

  async make(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = form.get('name').trim();
    const isMade = await this.attempt(async () => {
      this.made = await post('/mqtt/clients', { prefix: form.get('prefix').trim(), ...(name ? { name } : {}) });
    });
    if (!isMade) return;
    this.isOpen = false;
    this.items = await all('/mqtt/clients');
  }

  async takeAway(item) {
    const isDone = await this.attempt(() => remove(`/mqtt/clients/${encodeURIComponent(item.name)}`), `${item.name} can no longer connect.`);
    if (isDone) this.items = this.items.filter((one) => one !== item);
  }
}

define('thing-mqtt', ThingMqtt);
define('mqtt-clients', MqttClients);
