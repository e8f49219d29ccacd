/** One group: its name, who belongs to it, who is in now, and its end. */
import { html, nothing } from 'lit';
import { put, remove } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { membersOf } from '../members.js';
import { Part, define } from '../part.js';
import { go } from '../router.js';
import { membersEditor } from '../selectors.js';
import { Spot, faultsAt, faultWords } from '../spot.js';
import { age, count, slug } from '../words.js';

const thingsOf = (group) => group?.things?.map((id) => house.things.get(id)).filter(Boolean) ?? membersOf(group?.members);

class GroupPage extends Part {
  static properties = { key: {}, draft: { state: true }, fault: { state: true }, errors: { state: true }, removing: { state: true }, busy: { state: true }, isTouched: { state: true } };

  topics() {
    return ['groups', 'things', 'any', 'tick'];
  }

  get isNew() {
    return this.key === 'new';
  }

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('key')) this.open();
  }

  async open() {
    Object.assign(this, { fault: '', errors: [], removing: false, isTouched: false, draft: this.isNew ? { name: '', members: [] } : null });
    await house.readGroups();
    if (this.isNew) return;
    const group = house.groups.get(this.key);
    if (group) this.draft = { name: group.name, members: group.members };
    else this.fault = 'There is no such group, or it is not for you.';
  }

  take(draft) {
    this.draft = draft;
    this.isTouched = true;
  }

  render() {
    return html`<header class="page-head"><a class="back" href="/groups">${icon('back')}Groups</a><h1 tabindex="-1">${this.isNew ? 'New group' : (this.draft?.name || this.key)}</h1></header>
      ${this.draft ? this.form() : this.fault ? this.problem() : html`<p class="dim-words">Reading…</p>`}`;
  }

  form() {
    const spot = new Spot(this.draft, (to) => this.take(to), { faults: this.errors });
    const members = spot.member('members', 'the group');
    const mayChange = house.may('putGroup');
    return html`<form class="two" novalidate @submit=${(event) => this.save(event)}><div class="stack"><section class="card">
        <label class="field"><span>Name</span><input required maxlength="80" ?disabled=${!mayChange} .value=${this.draft.name} @input=${(event) => this.take({ ...this.draft, name: event.target.value })}></label>
        <h2>Who belongs to it</h2><fieldset class="plain-set" ?disabled=${!mayChange}><legend class="unseen">Who belongs to it</legend><div class="sentence">${membersEditor(members)}</div></fieldset>${faultsAt(members)}</section>
      ${this.problem()}
      <div class="buttons">${mayChange ? html`<button class="button primary" ?disabled=${this.busy}>Save</button>` : nothing}<a class="button" href="/groups">Leave without saving</a>
        ${this.isNew || !house.may('deleteGroup') ? nothing : this.removing
          ? html`<button type="button" class="button danger" ?disabled=${this.busy} @click=${() => this.takeAway()}>Yes, delete it</button>`
          : html`<button type="button" class="quiet danger" @click=${() => (this.removing = true)}>Delete…</button>`}</div></div>
      <div class="stack">${this.now()}${this.users()}</div></form>`;
  }

  /** What is written here decides who is shown; of a saved group the steward says it. */
  now() {
    const things = this.isTouched || this.isNew ? membersOf(this.draft.members) : thingsOf(house.groups.get(this.key));
    return html`<section class="card"><div class="card-head"><h2>In it now</h2><span class="dim-words" role="status">${count(things.length, 'thing')}</span></div>
      ${things.length === 0 ? html`<p class="dim-words">Nobody. An activity that asks all of an empty group asks nobody.</p>`
        : html`<ul class="rows">${things.map((thing) => html`<li><a class="row" href="/things/${encodeURIComponent(thing.id)}"><span class="row-words"><span>${thing.name}</span><span class="dim-words">${thing.room || 'No room yet'} · ${thing.status?.state === 'absent' ? `no answer, last heard ${age(thing.status.seen)}` : 'answers'}</span></span>${icon('next')}</a></li>`)}</ul>`}</section>`;
  }

  users() {
    const users = house.groups.get(this.key)?.usedBy ?? [];
    if (this.isNew) return nothing;
    return html`<section class="card"><h2>Who speaks of it</h2>${users.length === 0 ? html`<p class="dim-words">Nothing yet: it can be deleted.</p>`
      : html`<ul class="rows">${users.map((user) => html`<li><a class="row" href="/${user.kind === 'group' ? 'groups' : 'activities'}/${encodeURIComponent(user.id)}">${icon(user.kind === 'group' ? 'thing' : 'activities')}<span class="row-words"><span>${user.name}</span><span class="dim-words">${user.kind === 'group' ? 'another group' : 'an activity'}</span></span>${icon('next')}</a></li>`)}</ul>`}</section>`;
  }

  problem() {
    if (!this.fault) return nothing;
    return html`<div class="problem" role="alert">${icon('warn')}<div><p>${this.fault}</p>${this.errors.length > 0 ? html`<ul>${this.errors.map((error) => html`<li>${faultWords(error)}</li>`)}</ul>` : nothing}</div></div>`;
  }

  async save(event) {
    event.preventDefault();
    if (!event.currentTarget.checkValidity()) {
      event.currentTarget.querySelector(':invalid:not(fieldset)')?.focus();
      this.errors = [];
      this.fault = 'Something is not filled in yet: the cursor stands at the first such place.';
      return;
    }
    const name = this.draft.name.trim();
    const id = this.isNew ? slug(name, (one) => house.groups.has(one) || one === 'new') : this.key;
    await this.attempt(async () => {
      const kept = await put(`/groups/${encodeURIComponent(id)}`, { ...this.draft, name }, this.isNew ? { 'If-None-Match': '*' } : {});
      house.groups.set(id, kept);
      house.touch('groups');
      go('/groups');
    });
  }

  async takeAway() {
    await this.attempt(async () => {
      await remove(`/groups/${encodeURIComponent(this.key)}`);
      house.groups.delete(this.key);
      house.touch('groups');
      go('/groups');
    });
    this.removing = false;
  }

  async attempt(work) {
    this.busy = true;
    this.fault = '';
    this.errors = [];
    try {
      await work();
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
      this.errors = failure.errors ?? [];
    }
    this.busy = false;
  }
}

define('page-group', GroupPage);
