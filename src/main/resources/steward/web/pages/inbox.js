/** What was found and is not yet part of the house: accepted one by one or many at once, or set aside. */
import { html, nothing } from 'lit';
import { post, remove } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { age, count, slug } from '../words.js';
import '../mqtt.js';

class InboxPage extends Part {
  static properties = { drafts: { state: true }, fault: { state: true }, said: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {Record<string, {id: string, name: string, room: string, chosen: boolean}>} */
    this.drafts = {};
  }

  topics() {
    return ['inbox', 'things', 'tick'];
  }

  /** Each find has a suggestion until a person says otherwise; no two suggest the same id. */
  draft(item) {
    if (this.drafts[item.key]) return this.drafts[item.key];
    const taken = (id) => house.things.has(id) || Object.values(this.drafts).some((draft) => draft.id === id);
    const name = item.name || item.things?.[0]?.name || item.model || item.key;
    this.drafts[item.key] = { id: slug(name, taken), name, room: item.room ?? '', chosen: true, ownId: false };
    return this.drafts[item.key];
  }

  set(key, changes) {
    const draft = { ...this.drafts[key], ...changes };
    if ('id' in changes) draft.ownId = true;
    else if ('name' in changes && !draft.ownId) draft.id = slug(changes.name, (id) => house.things.has(id));
    this.drafts = { ...this.drafts, [key]: draft };
  }

  render() {
    const items = [...house.inbox.values()];
    const chosen = items.filter((item) => this.draft(item).chosen);
    return html`<header class="page-head with-action"><h1 tabindex="-1">Inbox</h1>
        ${house.may('addThing') ? html`<a class="button" href="/by-hand">${icon('plus')}Enter by hand</a>` : nothing}
        <p>Things that announced themselves. None of them is part of the house until you accept it.</p></header>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      <p class="unseen" role="status">${this.said}</p>
      ${items.length === 0 ? this.empty() : html`
        <datalist id="rooms-known">${house.rooms().map((room) => html`<option value=${room}></option>`)}</datalist>
        <ul class="cards">${items.map((item) => this.card(item))}</ul>
        ${items.length > 1 && house.may('acceptMany') ? html`<div class="many"><label class="check"><input type="checkbox" .checked=${chosen.length === items.length} .indeterminate=${chosen.length > 0 && chosen.length < items.length}
            @change=${(event) => items.forEach((item) => this.set(item.key, { chosen: event.target.checked }))}><span>All ${items.length}</span></label>
          <button class="button primary" ?disabled=${chosen.length === 0 || this.busy} @click=${() => this.accept(chosen)}>${icon('check')}Accept ${chosen.length} chosen</button></div>` : nothing}`}
      ${house.may('listMqttClients') ? html`<mqtt-clients></mqtt-clients>` : nothing}`;
  }

  empty() {
    return html`<div class="empty">${icon('inbox')}<h2>Nothing is waiting</h2>
      <p>A device that announces itself on the broker appears here by itself. One that stays silent is entered by hand.</p></div>`;
  }

  card(item) {
    const draft = this.draft(item);
    const made = [item.maker, item.model, item.firmware].filter(Boolean).join(' · ');
    const field = (key, words, extra = {}) => html`<label class="field"><span>${words}<span class="unseen"> for ${item.name}</span></span>
      <input maxlength=${extra.max ?? 80} list=${extra.list ?? nothing} pattern=${extra.pattern ?? nothing} autocomplete="off" .value=${draft[key]} @input=${(event) => this.set(item.key, { [key]: event.target.value })}></label>`;
    return html`<li class="card find"><div class="card-head">
        <label class="check find-name"><input type="checkbox" .checked=${draft.chosen} @change=${(event) => this.set(item.key, { chosen: event.target.checked })}><h2>${item.name}</h2></label>
        <span class="dim-words">${age(item.seen)}</span></div>
      <p class="dim-words">${made}${item.things?.length > 1 ? ` · brings ${count(item.things.length, 'thing')}` : ''}<br><code>${item.key}</code></p>
      ${item.warning ? html`<p class="problem mild">${icon('warn')}<span>${item.warning}</span></p>` : nothing}
      <div class="fields">${field('name', 'Name')}${field('room', 'Room', { list: 'rooms-known' })}${field('id', 'Id, for good', { max: 40, pattern: '[a-z0-9\\-]{1,40}' })}</div>
      ${house.may('accept') ? html`<div class="buttons"><button class="button" ?disabled=${this.busy} @click=${() => this.accept([item])}>Accept<span class="unseen"> ${item.name}</span></button>
        <button class="quiet" ?disabled=${this.busy} @click=${() => this.setAside(item)}>Set aside<span class="unseen"> ${item.name}</span></button></div>` : nothing}</li>`;
  }

  async accept(items) {
    const body = { items: items.map((item) => ({ key: item.key, id: this.drafts[item.key].id, name: this.drafts[item.key].name.trim(), room: this.drafts[item.key].room.trim() })) };
    await this.attempt(async () => {
      await post('/inbox/accept', body);
      for (const item of items) this.drop(item.key);
      this.said = `${count(items.length, 'thing')} accepted.`;
      house.again('things');
    });
  }

  async setAside(item) {
    await this.attempt(async () => {
      await remove(`/inbox/${encodeURIComponent(item.key)}`);
      this.drop(item.key);
      this.said = `${item.name} was set aside.`;
    });
  }

  drop(key) {
    house.inbox.delete(key);
    delete this.drafts[key];
    house.touch('inbox');
  }

  async attempt(work) {
    this.busy = true;
    try {
      await work();
      this.fault = '';
    } catch (failure) {
      const places = (failure.errors ?? []).map((error) => `${error.at}: expected ${error.expected}${error.got ? `, not ${error.got}` : ''}`);
      this.fault = [failure.sentence ?? String(failure), ...places].join(' ');
    }
    this.busy = false;
  }
}

define('page-inbox', InboxPage);
