/** Who may do what in this house: its people and services, each with a role. */
import { html, nothing } from 'lit';
import { AccessPage, ROLES, choice, named, roleWords, suspendedMark } from '../access.js';
import { all, post } from '../api.js';
import { grantFields, grantsOf } from '../grants.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { define } from '../part.js';
import { go } from '../router.js';
import { count } from '../words.js';

const NOTHING_GRANTED = { rooms: [], times: [], values: [] };

class PeoplePage extends AccessPage {
  static properties = { users: { state: true }, isOpen: { state: true }, chosenRole: { state: true }, draft: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.chosenRole = 'resident';
    this.draft = grantsOf(NOTHING_GRANTED);
    this.read();
  }

  async read() {
    await this.attempt(async () => {
      this.users = await all('/users');
    });
  }

  render() {
    return html`<header class="page-head with-action"><h1 tabindex="-1">People</h1>
        ${house.may('addUser') && !this.isOpen ? html`<button class="button primary" @click=${() => this.show()}>${icon('plus')}Add a person</button>` : nothing}
        <p>A person has a role, and any number of devices that sign in. No two share a key, so one that is lost is revoked alone.</p></header>
      ${this.notices()}
      ${this.isOpen ? this.form() : nothing}
      ${this.users?.length === 0 ? html`<div class="empty">${icon('people')}<h2>Nobody yet</h2><p>${house.session?.atMachine ? 'This house has no owner: whoever opens its page from another device in the home, with the setup code of the console, becomes its first person.' : 'Nobody is here whom you may see.'}</p></div>` : nothing}
      ${this.users?.length > 0 ? html`<ul class="rows card">${this.users.map((user) => this.row(user))}</ul>` : this.users || this.fault ? nothing : html`<p class="dim-words">Reading…</p>`}
      <p class="buttons ends">${house.may('listAudit') ? html`<a class="button" href="/audit">${icon('journal')}Audit log</a>` : nothing}
        ${house.may('listWebhooks') ? html`<a class="button" href="/callers">${icon('out')}Callers</a>` : nothing}
        ${house.may('listRights') ? html`<a class="button" href="/rights">${icon('shield')}Roles and rights</a>` : nothing}</p>`;
  }

  row(user) {
    return html`<li><a class="row" href="/people/${encodeURIComponent(user.id)}">${icon(user.role === 'cloud' ? 'out' : user.role === 'monitor' ? 'screen' : 'person')}
      <span class="row-words"><b>${named(user.name)}</b><span class="dim-words">${roleWords(user.role)}${user.self ? ', you' : ''} · ${count(user.clients ?? 0, 'client')}</span></span>${suspendedMark(user)}${icon('next', 'dim')}</a></li>`;
  }

  form() {
    return html`<form class="card" @submit=${(event) => this.add(event)}><h2>A new person or service</h2>
      <div class="fields"><label class="field"><span>Name</span><input name="name" required maxlength="60" autocomplete="off"></label>
        ${choice('Role', 'role', ROLES, this.chosenRole, (to) => (this.chosenRole = to))}</div>
      ${grantFields(this.chosenRole, this.draft, (changes) => (this.draft = { ...this.draft, ...changes }))}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>Add</button><button type="button" class="button" @click=${() => (this.isOpen = false)}>Leave it</button></div></form>`;
  }

  async show() {
    this.isOpen = true;
    await this.updateComplete;
    this.querySelector('form input')?.focus();
  }

  async add(event) {
    event.preventDefault();
    const name = event.currentTarget.elements.namedItem('name').value.trim();
    const { rooms, times, values } = this.draft;
    const granted = this.chosenRole === 'guest' ? { rooms, times } : this.chosenRole === 'cloud' ? { values } : {};
    await this.attempt(async () => {
      const user = await post('/users', { name, role: this.chosenRole, ...granted });
      go(`/people/${encodeURIComponent(user.id)}`);
    });
  }
}

define('page-people', PeoplePage);
