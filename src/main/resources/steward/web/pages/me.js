/** Who is signed in here: one's own name, clients and sessions, and the way out. */
import { html, nothing } from 'lit';
import { AccessPage, ROLES, clientRows, named, roleWords } from '../access.js';
import { all, patch, remove } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { define } from '../part.js';
import { when } from '../words.js';
import '../clients.js';
import '../reach.js';
import '../sessions.js';

class MePage extends AccessPage {
  static properties = { clients: { state: true }, editing: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    const user = house.session?.user;
    if (!user) return;
    await this.attempt(async () => {
      this.clients = await all(`/clients?user=${encodeURIComponent(user.id)}`);
    });
  }

  render() {
    const session = house.session;
    if (!session?.user) return this.atMachine(session);
    const { user, client } = session;
    const names = Object.fromEntries((this.clients ?? []).map((one) => [one.id, one.name]));
    return html`<header class="page-head with-action"><h1 tabindex="-1">${named(user.name)}</h1>
        <button class="button" ?disabled=${this.busy} @click=${() => this.signOut()}>${icon('out')}Sign out</button>
        <p>${roleWords(user.role)}: ${ROLES[user.role]?.says ?? ''}.</p></header>
      ${this.notices()}
      <div class="two"><div class="stack">
          <section class="card" @made=${() => this.read()}><h2>My clients</h2>${this.clients ? clientRows(this.clients) : html`<p class="dim-words">Reading…</p>`}
            ${house.may('addClient') ? html`<add-client .user=${user.id}></add-client>` : nothing}</section>
          <session-list .user=${user.id} .names=${names}></session-list></div>
        <div class="stack"><section class="card"><h2>Here and now</h2><dl class="facts"><div><dt>Signed in with</dt><dd>${client ? named(client.name) : '–'}</dd></div>
            <div><dt>Fresh code</dt><dd>${this.isFresh(session) ? `until ${when(session.freshUntil)}` : 'asked for when it is needed'}</dd></div></dl>
            ${this.editing ? html`<form class="saying" @submit=${(event) => this.rename(event)}><input name="name" aria-label="My name" required maxlength="60" autocomplete="name" .value=${user.name}><button class="button primary" ?disabled=${this.busy}>Save</button></form>`
              : house.may('renameUser') ? html`<div><button class="button" @click=${() => (this.editing = true)}>${icon('edit')}Change my name</button></div>` : nothing}</section>
          <person-reach .user=${user.id}></person-reach>${this.further()}</div></div>`;
  }

  isFresh(session) {
    return session.freshUntil && Date.parse(session.freshUntil) > house.now();
  }

  further() {
    return html`<section class="card"><h2>Further</h2><ul class="plain-list"><li><a href="/trust">Install this house's certificate</a><span class="dim-words">so that no browser warns any more</span></li>
      ${house.may('listRights') ? html`<li><a href="/rights">Roles and rights</a><span class="dim-words">what each role may do</span></li>` : nothing}
      ${house.may('listAudit') ? html`<li><a href="/audit">Audit log</a><span class="dim-words">who did, or was refused, what</span></li>` : nothing}</ul></section>`;
  }

  atMachine(session) {
    return html`<header class="page-head"><h1 tabindex="-1">At the machine</h1>
        <p>You sit at the computer on which the steward runs, so it lets you do everything without a sign-in. Each use of this way is in the audit log.</p></header>
      <div class="stack narrowed">${session?.claimed === false ? html`<p class="problem mild">${icon('warn')}<span>This house has no owner yet. Open its page from another device in this home, and use the setup code of the console.</span></p>` : nothing}
        <section class="card"><h2>All keys lost?</h2><p>At this machine <code>./steward recover</code> makes a new client for a master.</p></section>${this.further()}</div>`;
  }

  async rename(event) {
    event.preventDefault();
    const name = event.currentTarget.elements.namedItem('name').value.trim();
    const isDone = await this.attempt(async () => {
      const user = await patch(`/users/${encodeURIComponent(house.session.user.id)}`, { name });
      house.signedIn({ ...house.session, user });
    }, 'Saved.');
    if (isDone) this.editing = false;
  }

  async signOut() {
    if (await this.attempt(() => remove('/session'))) location.assign('/');
  }
}

define('page-me', MePage);
