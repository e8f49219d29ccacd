/** Who is signed in where, each with its end. */
import { html, nothing } from 'lit';
import { all, remove } from './api.js';
import { AccessPage, named } from './access.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { define } from './part.js';
import { age, when } from './words.js';

const VIA = { browser: 'Signed in with a code', certificate: 'By its certificate', ssh: 'Over SSH', recovery: 'With a recovery code', claim: 'By the claim' };
const SIGNS = { ssh: 'script', certificate: 'shield', recovery: 'warn' };

class SessionList extends AccessPage {
  static properties = { user: {}, client: {}, items: { state: true }, names: {} };

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('user') || changed.has('client')) this.read();
  }

  async read() {
    const { user, client } = this;
    await this.attempt(async () => {
      const items = await all(user ? `/sessions?user=${encodeURIComponent(user)}` : '/sessions');
      if (user === this.user && client === this.client) this.items = client ? items.filter((one) => one.client === client) : items;
    });
  }

  render() {
    return html`<section class="card"><h2>Sessions</h2>${this.notices()}
      ${!this.items ? (this.fault ? nothing : html`<p class="dim-words">Reading…</p>`) : this.items.length === 0 ? html`<p class="dim-words">Nobody is signed in here.</p>`
        : html`<ul class="rows">${this.items.map((item) => this.row(item))}</ul>`}</section>`;
  }

  row(item) {
    const name = this.names?.[item.client] ?? item.client;
    return html`<li class="row">${icon(SIGNS[item.via] ?? 'browser')}<span class="row-words"><b>${named(name)}${item.self ? ', here' : ''}</b>
        <span class="dim-words">${VIA[item.via] ?? item.via}, since ${when(item.since)} · used ${age(item.seen)}${item.address ? html` · from <code>${item.address}</code>` : nothing} · ${item.until ? `until ${when(item.until)}` : 'until revoked'}</span></span>
      ${house.may('endSession') && !item.self ? html`<button type="button" class="quiet" ?disabled=${this.busy} @click=${() => this.end(item, name)}>End<span class="unseen"> the session of ${name}, since ${when(item.since)}</span></button>` : nothing}</li>`;
  }

  async end(item, name) {
    const isDone = await this.attempt(() => remove(`/sessions/${encodeURIComponent(item.id)}`), `The session of ${name} has ended.`);
    if (isDone) this.items = this.items.filter((one) => one !== item);
  }
}

define('session-list', SessionList);
