/** The way in from outside: how the house is reached, who was there, and a profile for one client, shown once. */
import { html, nothing } from 'lit';
import { AccessPage } from './access.js';
import { get, post, remove } from './api.js';
import { saveFile } from './enrolment.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { NetworkPage, bytesWords, calm, filesPart } from './network.js';
import { define } from './part.js';
import { qr } from './qr.js';
import { age } from './words.js';

/** All of it, on the page of the ways in. */
class HouseVpn extends NetworkPage {
  static properties = { it: { state: true }, files: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    await this.quietly(async () => {
      this.it = await get('/network/vpn');
    });
  }

  render() {
    const it = this.it;
    if (!it) return this.late ? html`<section class="card"><h2>From outside</h2>${this.notices()}</section>` : nothing;
    const rows = [['Reached at', (it.endpoints ?? []).join(', ')], ['Port, UDP', it.port], ['Its addresses inside', (it.addresses ?? []).join(', ')], ['Its public key', it.publicKey]];
    return html`<section class="card"><h2>From outside</h2>
      <p>WireGuard, without anybody's cloud: a client with a profile reaches this house's pages and nothing else of it. A way in gives reach, never rights: everybody still signs in.</p>
      ${it.problem ? html`<p class="problem mild">${icon('warn')}<span>${calm(it.problem)}</span></p>` : nothing}${this.notices()}
      ${it.on ? html`<dl class="facts">${rows.filter(([, words]) => words).map(([name, words]) => html`<div><dt>${name}</dt><dd><bdi>${words}</bdi></dd></div>`)}</dl>` : nothing}
      ${it.peers.length === 0 ? (it.on ? html`<p class="dim-words">No client has a profile yet: it is made on the client's page, below People.</p>` : nothing) : html`<ul class="rows">${it.peers.map((peer) => this.peer(peer))}</ul>`}
      ${it.on && house.may('vpnFiles') ? html`<details @toggle=${(event) => event.currentTarget.open && !this.files && this.readFiles()}><summary>By hand: files and steps</summary>${this.files ? html`<ol class="numbered">${this.files.steps.map((step) => html`<li>${step}</li>`)}</ol>${filesPart(this.files.files, saveText, (text) => this.copy(text))}` : nothing}</details>` : nothing}</section>`;
  }

  peer(peer) {
    return html`<li><a class="row" href="/clients/${encodeURIComponent(peer.client)}">${icon('phone')}<span class="row-words"><b><bdi>${peer.name}</bdi></b>
      <span class="dim-words">${peer.seen ? `there ${age(peer.seen)}` : 'never there'} · came: ${bytesWords(peer.received)}, went: ${bytesWords(peer.sent)} · <bdi>${peer.addresses.join(', ')}</bdi>${peer.keyMadeHere ? ' · key made here' : ''}</span></span>${icon('next', 'dim')}</a></li>`;
  }

  async readFiles() {
    await this.attempt(async () => {
      this.files = await get('/network/vpn/files');
    });
  }

  async copy(text) {
    await this.attempt(() => navigator.clipboard.writeText(text), 'Copied.');
  }
}

/** @param {string} path @param {string} text */
const saveText = (path, text) => saveFile(new Blob([text], { type: 'text/plain' }), path.split('/').at(-1));

/** On the page of a client: its profile, made and shown once. */
class ClientVpn extends AccessPage {
  static properties = { client: {}, made: { state: true }, ownKey: { state: true } };

  get path() {
    return `/clients/${encodeURIComponent(this.client)}/vpn`;
  }

  render() {
    if (!house.may('addVpn')) return nothing;
    if (this.made) return this.once(this.made);
    return html`<section class="card"><h2>From outside</h2><p>A WireGuard profile by which this client reaches the house from anywhere. It still signs in as ever. A new one ends the old one.</p>
      ${this.notices()}
      <form class="stack" @submit=${(event) => this.make(event)}>
        <fieldset class="plain-set"><legend>Its key</legend>
          <label class="check"><input type="radio" name="way" value="own" .checked=${this.ownKey ?? false} @change=${() => (this.ownKey = true)}><span>Made by the client, which shows its public key (better)</span></label>
          <label class="check"><input type="radio" name="way" value="here" .checked=${!this.ownKey} @change=${() => (this.ownKey = false)}><span>Made here, shown once as a QR code, and forgotten here</span></label></fieldset>
        ${this.ownKey ? html`<label class="field"><span>Its public key</span><input name="key" required minlength="44" maxlength="44" autocomplete="off" spellcheck="false" placeholder="44 characters, the last one ="></label>` : nothing}
        <div class="buttons"><button class="button primary" ?disabled=${this.busy}>${icon('key')}Make a profile</button>${house.may('removeVpn') ? this.careful('vpn', 'End its way in', 'Yes, end it', () => this.end()) : nothing}</div></form></section>`;
  }

  async make(event) {
    event.preventDefault();
    const key = event.currentTarget.elements.namedItem('key')?.value.trim();
    const isMade = await this.attempt(async () => {
      this.made = await post(this.path, key ? { publicKey: key } : {});
    });
    if (!isMade) return;
    await this.updateComplete;
    this.querySelector('h2')?.focus();
  }

  async end() {
    await this.attempt(() => remove(this.path), 'Its way in is ended.');
  }

  once(made) {
    return html`<section class="card once"><h2 tabindex="-1">Its way in is made</h2>
      <p class="problem mild">${icon('warn')}<span>${made.keyMadeHere ? 'This holds its private key and is shown once: whoever sees it has the way in.' : 'Shown once. Put the private key of the client where it says so.'}</span></p>
      <div class="secret">${made.qr?.length > 0 ? qr(made.qr, 'QR code of the profile, for the WireGuard app; the profile stands beside it as text') : nothing}
        <div class="stack"><p>Scan it in the WireGuard app, or load it as a file. Its addresses: <bdi>${made.addresses.join(', ')}</bdi>.</p>
          <pre class="set-up" tabindex="0" aria-label="The profile">${made.profile}</pre>
          <div><button type="button" class="button" @click=${() => saveText('steward-vpn.conf', made.profile)}>${icon('down')}Keep as a file</button></div></div></div>
      <div class="buttons"><button type="button" class="button primary" @click=${() => (this.made = null)}>Done: do not show it again</button></div></section>`;
  }
}

define('house-vpn', HouseVpn);
define('client-vpn', ClientVpn);
