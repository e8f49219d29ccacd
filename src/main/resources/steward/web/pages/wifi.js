/** The Wi-Fi of the things: its card to print, keys of single devices, and the time in which its name can be seen. */
import { html, nothing } from 'lit';
import { all, get, post, remove } from '../api.js';
import { saveFile } from '../enrolment.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { NetworkPage, calm, filesPart, leftWords, networkTabs, sentences, stationName, stationPath, within } from '../network.js';
import { define } from '../part.js';
import { qr } from '../qr.js';
import { when } from '../words.js';
import '../house-vpn.js';

const SECURITY = { wpa2: 'WPA2', 'wpa2-wpa3': 'WPA2 and WPA3' };

class WifiPage extends NetworkPage {
  static properties = { it: { state: true }, card: { state: true }, stations: { state: true }, files: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    await this.quietly(async () => {
      const [it, stations] = await Promise.all([house.may('readWifi') ? get('/network/wifi') : null, house.may('listStations') ? all('/network/stations') : []]);
      Object.assign(this, { it, stations });
    });
  }

  render() {
    return html`<header class="page-head"><h1 tabindex="-1">Wi-Fi, VPN</h1><p>The Wi-Fi of the things, and the way in from outside.</p></header>
      ${networkTabs('/network/wifi')}${this.notices()}
      ${!this.it ? (this.late ? nothing : html`<p class="dim-words">Reading…</p>`) : html`<div class="stack">${this.it.on ? this.wifi(this.it) : this.none(this.it)}
        ${house.may('readVpn') ? html`<house-vpn></house-vpn>` : nothing}</div>`}`;
  }

  none(it) {
    return html`<section class="card"><h2>The Wi-Fi of the things</h2><p>The steward makes none here${it.problem ? `: ${within(it.problem)}` : ''}.</p></section>`;
  }

  wifi(it) {
    return html`<div class="two"><div class="stack">${this.card ? this.shownCard(this.card) : this.about(it)}</div><div class="stack">${this.visible(it)}${this.keys(it)}${this.byHand()}</div></div>`;
  }

  about(it) {
    const rows = [['Name', it.name], ['Its name is', it.visibleUntil ? 'visible for now' : it.hidden ? 'hidden' : 'visible'], ['Security', SECURITY[it.security] ?? it.security], ['Channel', it.channel], ['Country', it.country], ['Interface', it.interface], ['Put up by', it.by === 'fence' ? 'the steward' : 'you, by hand']];
    return html`<section class="card"><h2>The Wi-Fi of the things</h2>
      ${it.problem ? html`<p class="problem mild">${icon('warn')}<span>${calm(it.problem)}</span></p>` : nothing}
      <dl class="facts">${rows.filter(([, words]) => words).map(([name, words]) => html`<div><dt>${name}</dt><dd><bdi>${words}</bdi></dd></div>`)}</dl>
      ${sentences(it.says)}
      <div class="buttons">${house.may('wifiCard') ? html`<button type="button" class="button primary" ?disabled=${this.busy} @click=${() => this.show(() => get('/network/wifi/card'))}>${icon('wifi')}Show its card</button>` : nothing}
        ${house.may('renewWifi') ? this.careful('renew', 'New name and passphrase', 'Yes: every device must be brought in again', () => this.show(() => post('/network/wifi', {}))) : nothing}</div></section>`;
  }

  async show(ask) {
    if (!(await this.attempt(async () => { this.card = await ask(); }))) return;
    await this.updateComplete;
    this.querySelector('.net-card h2')?.focus();
  }

  shownCard(card) {
    const whose = card.id ? stationName(this.stations?.find((one) => one.id === card.id) ?? { id: card.id }) : '';
    return html`<section class="card once prints net-card"><h2 tabindex="-1">${whose ? html`Key of <bdi>${calm(whose)}</bdi> alone` : 'Wi-Fi of the things'}</h2>
      <div class="secret">${qr(card.qr, 'QR code of this Wi-Fi; name and passphrase stand beside it as text')}
        <p class="set-up net-card-words">${calm(card.lines.join('\n').trim())}</p></div>
      ${sentences(card.says)}
      <div class="buttons"><button type="button" class="button" @click=${() => print()}>${icon('print')}Print</button><button type="button" class="button primary" @click=${() => { this.card = null; this.read(); }}>Done: put it away</button></div></section>`;
  }

  visible(it) {
    if (!house.may('showWifi')) return nothing;
    if (it.by !== 'fence') return html`<section class="card"><h2>Make its name visible</h2><p class="dim-words">In advice mode that is done at the access point; the steps below say how.</p></section>`;
    return html`<section class="card ${it.visibleUntil ? 'net-trial' : ''}"><h2>${it.visibleUntil ? 'Its name is visible' : 'Make its name visible'}</h2>
      ${it.visibleUntil ? html`<p><b>${leftWords(it.visibleUntil)}</b> left, then it hides by itself.</p><div><button type="button" class="button" ?disabled=${this.busy} @click=${() => this.hide()}>Hide it now</button></div>`
      : html`<p class="dim-words">For devices whose app lists only what it sees. It hides again by itself; who is in range sees the name meanwhile, never the passphrase.</p><div><button type="button" class="button" ?disabled=${this.busy} @click=${() => this.reveal()}>Visible for 10 minutes</button></div>`}</section>`;
  }

  async reveal() {
    await this.attempt(async () => {
      this.it = await post('/network/wifi/visible', { for: '10m' });
    }, 'Its name is visible for 10 minutes.');
  }

  async hide() {
    if (await this.attempt(() => remove('/network/wifi/visible'), 'Its name is hidden.')) await this.read();
  }

  keys(it) {
    const keyed = new Set(it.keys.map((key) => key.id));
    const without = (this.stations ?? []).filter((one) => !keyed.has(one.id) && one.standing !== 'refused');
    return html`<section class="card"><h2>Keys of single devices</h2><p class="dim-words">A key of its own works for one device alone, and ends when it is taken away. Whoever knows the common passphrase still comes in with it, under any address.</p>
      ${it.keys.length === 0 ? html`<p class="dim-words">None yet.</p>` : html`<ul class="rows">${it.keys.map((key) => this.key(key))}</ul>`}
      ${house.may('addWifiKey') && without.length > 0 ? html`<form class="stack" @submit=${(event) => this.addKey(event)}><div class="field"><label for="key-of">For which device</label><select id="key-of" name="of">${without.map((one) => html`<option value=${one.id}>${calm(stationName(one))}, ${one.hardware}</option>`)}</select></div>
        <div><button class="button" ?disabled=${this.busy}>${icon('key')}Make its key</button></div></form>` : nothing}</section>`;
  }

  key(key) {
    const station = this.stations?.find((one) => one.id === key.id);
    return html`<li class="row">${icon('key')}<span class="row-words">${station ? html`<a href=${stationPath(key.id)}><bdi>${stationName(station)}</bdi></a>` : html`<b><bdi>${key.id}</bdi></b>`}<span class="dim-words"><bdi>${key.hardware}</bdi>, since ${when(key.since)}</span></span>
      ${house.may('removeWifiKey') ? this.careful(`key-${key.id}`, 'End it', 'Yes, it must be brought in again', () => this.endKey(key.id)) : nothing}</li>`;
  }

  addKey(event) {
    event.preventDefault();
    const id = event.currentTarget.elements.namedItem('of').value;
    const { hardware } = this.stations.find((one) => one.id === id);
    return this.show(() => post('/network/wifi/keys', { id, hardware }));
  }

  async endKey(id) {
    if (await this.attempt(() => remove(`/network/wifi/keys/${encodeURIComponent(id)}`), 'Its key is ended.')) await this.read();
  }

  byHand() {
    if (!house.may('wifiFiles')) return nothing;
    return html`<details class="card"><summary><h2>By hand</h2><span class="dim-words">files for your own access point</span></summary><div class="stack">
      ${this.files ? html`<ol class="numbered">${this.files.steps.map((step) => html`<li>${step}</li>`)}</ol>${sentences(this.files.unseen)}${filesPart(this.files.files, (path, text) => saveFile(new Blob([text], { type: 'text/plain' }), path.split('/').at(-1)), (text) => this.attempt(() => navigator.clipboard.writeText(text), 'Copied.'))}`
      : html`<div><button type="button" class="button" ?disabled=${this.busy} @click=${() => this.readFiles()}>Make the files: they hold the passphrase</button></div>`}</div></details>`;
  }

  async readFiles() {
    await this.attempt(async () => {
      this.files = await get('/network/wifi/files');
    });
  }
}

define('page-wifi', WifiPage);
