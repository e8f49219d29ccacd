/** One person or service: role and what is granted, its clients and sessions, and its end. */
import { html, nothing } from 'lit';
import { AccessPage, ROLES, choice, clientRows, named, roleWords, suspendedMark } from '../access.js';
import { all, get, patch, remove } from '../api.js';
import { grantFields, grantsOf, timeWords, valueWords } from '../grants.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { define } from '../part.js';
import { go } from '../router.js';
import { when } from '../words.js';
import '../clients.js';
import '../reach.js';
import '../sessions.js';

class UserPage extends AccessPage {
  static properties = { user: {}, it: { state: true }, clients: { state: true }, editing: { state: true }, draft: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('user')) return;
    this.it = this.clients = null;
    this.editing = false;
    this.read();
  }

  get path() {
    return `/users/${encodeURIComponent(this.user)}`;
  }

  async read() {
    const id = this.user;
    await this.attempt(async () => {
      const [user, clients] = await Promise.all([get(this.path), all(`/clients?user=${encodeURIComponent(id)}`)]);
      if (id === this.user) Object.assign(this, { it: user, clients });
    });
  }

  render() {
    const user = this.it;
    const back = html`<a class="back" href="/people">${icon('back')}People</a>`;
    if (!user) return html`<header class="page-head">${back}<h1 tabindex="-1">A person</h1></header>${this.fault ? this.notices() : html`<p class="dim-words">Reading…</p>`}`;
    const names = Object.fromEntries((this.clients ?? []).map((client) => [client.id, client.name]));
    return html`<header class="page-head">${back}<h1 tabindex="-1">${named(user.name)}</h1>
        <p>${roleWords(user.role)}: ${ROLES[user.role]?.says ?? ''}. Here since ${when(user.since)}. ${suspendedMark(user)}</p></header>
      ${this.notices()}
      <div class="two"><div class="stack">
          <section class="card" @made=${() => this.read()}><h2>Clients</h2>${clientRows(this.clients ?? [])}
            ${house.may('addClient') ? html`<add-client .user=${user.id}></add-client>` : nothing}</section>
          <session-list .user=${user.id} .names=${names}></session-list></div>
        <div class="stack">${this.editing ? this.form() : this.facts(user)}${user.role === 'cloud' ? nothing : html`<person-reach .user=${user.id}></person-reach>`}${this.ends(user)}</div></div>`;
  }

  facts(user) {
    const guest = user.role === 'guest';
    return html`<section class="card"><h2>Name and role</h2>
      <dl class="facts"><div><dt>Name</dt><dd>${named(user.name)}</dd></div><div><dt>Role</dt><dd>${roleWords(user.role)}</dd></div>
        ${guest ? html`<div><dt>Rooms</dt><dd>${(user.rooms ?? []).length === 0 ? 'none yet' : user.rooms.map((room, at) => html`${at > 0 ? ', ' : nothing}${named(room)}`)}</dd></div>
          <div><dt>Times</dt><dd>${(user.times ?? []).length === 0 ? 'at any time' : user.times.map((span) => html`<span class="one-line">${timeWords(span)}</span>`)}</dd></div>` : nothing}
        ${user.role === 'cloud' ? html`<div><dt>Values</dt><dd>${(user.values ?? []).length === 0 ? 'none yet' : user.values.map((value) => html`<span class="one-line">${valueWords(value)}</span>`)}</dd></div>` : nothing}</dl>
      ${house.may('renameUser') || house.may('changeUser') ? html`<div><button class="button" @click=${() => this.edit(user)}>${icon('edit')}Change</button></div>` : nothing}</section>`;
  }

  edit(user) {
    this.draft = { name: user.name, role: user.role, ...grantsOf(user) };
    this.editing = true;
  }

  form() {
    const set = (changes) => (this.draft = { ...this.draft, ...changes });
    return html`<form class="card" @submit=${(event) => this.save(event)}><h2>Name and role</h2>
      <div class="fields"><label class="field"><span>Name</span><input required maxlength="60" autocomplete="off" .value=${this.draft.name} @input=${(event) => set({ name: event.target.value })}></label>
        ${house.may('changeUser') ? choice('Role', 'role', ROLES, this.draft.role, (role) => set({ role })) : nothing}</div>
      ${house.may('changeUser') ? grantFields(this.draft.role, this.draft, set) : nothing}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>Save</button><button type="button" class="button" @click=${() => (this.editing = false)}>Leave as it is</button></div></form>`;
  }

  /** Only what was changed is sent: a new name alone asks for less than a new role. */
  async save(event) {
    event.preventDefault();
    const before = { name: this.it.name, role: this.it.role, ...grantsOf(this.it) };
    const after = { ...this.draft, name: this.draft.name.trim() };
    const changes = Object.fromEntries(Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])));
    const isDone = await this.change(changes, 'Saved.');
    if (isDone) this.editing = false;
  }

  change(changes, said) {
    return this.attempt(async () => {
      this.it = await patch(this.path, changes);
    }, said);
  }

  ends(user) {
    if (!house.may('changeUser')) return nothing;
    return html`<section class="card"><h2>Suspend or delete</h2>
      <p class="dim-words">Who is suspended keeps everything and may do nothing; open pages and connections end within a second.</p>
      <div class="buttons">${user.suspended
        ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.change({ suspended: false }, 'No longer suspended.')}>Let in again</button>`
        : html`<button class="button" ?disabled=${this.busy} @click=${() => this.change({ suspended: true }, 'Suspended.')}>Suspend</button>`}
        ${house.may('removeUser') ? this.careful('remove', 'Delete', 'Yes, delete with all clients', () => this.takeAway()) : nothing}</div></section>`;
  }

  async takeAway() {
    if (await this.attempt(() => remove(this.path))) go('/people');
  }
}

define('page-user', UserPage);
