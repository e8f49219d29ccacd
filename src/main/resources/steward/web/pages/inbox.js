/** What was found and is not yet part of the house: accepted one by one or many at once, or set aside. */
import { html, nothing } from 'lit';
import { post, remove } from '../api.js';
import { families } from '../families.js';
import { disputedCard, findCard, isDisputed, movedCard } from '../finds.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { count, slug } from '../words.js';
import '../look.js';
import '../mqtt.js';

class InboxPage extends Part {
  static properties = { drafts: { state: true }, families: { state: true }, fault: { state: true }, said: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {Record<string, {id: string, name: string, room: string, chosen: boolean, secrets: Record<string, string>}>} */
    this.drafts = {};
    this.families = [];
  }

  connectedCallback() {
    super.connectedCallback();
    families().then((all) => (this.families = all), () => {});
  }

  topics() {
    return ['inbox', 'things', 'tick'];
  }

  /** Each find has a suggestion until a person says otherwise; no two suggest the same id. What is warned of is chosen by nobody else. */
  draft(item) {
    if (this.drafts[item.key]) return this.drafts[item.key];
    const taken = (id) => house.things.has(id) || Object.values(this.drafts).some((draft) => draft.id === id);
    const former = item.things?.[0]?.former;
    const name = former?.name || item.name || item.things?.[0]?.name || item.model || item.key;
    this.drafts[item.key] = { id: former && !taken(former.id) ? former.id : slug(name, taken), name, room: former?.room ?? item.room ?? '', chosen: !item.warning, ownId: false, secrets: {} };
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
    const moved = items.filter((item) => item.moved);
    const disputed = items.filter((item) => !item.moved && isDisputed(item));
    const found = items.filter((item) => !item.moved && !isDisputed(item));
    return html`<header class="page-head with-action"><h1 tabindex="-1">Inbox</h1>
        ${house.may('addThing') ? html`<a class="button" href="/by-hand">${icon('plus')}Enter by hand</a>` : nothing}
        <p>Things that announced themselves. None of them is part of the house until you accept it.</p></header>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      <p class="unseen" role="status">${this.said}</p>
      ${house.may('lookForThings') ? html`<look-for-things></look-for-things>` : nothing}
      ${moved.length === 0 ? nothing : html`<ul class="cards moves">${moved.map((item) => movedCard(item, { busy: this.busy, follow: () => this.follow(item) }))}</ul>`}
      ${disputed.length === 0 ? nothing : html`<ul class="cards moves">${disputed.map((item) => disputedCard(item, { busy: this.busy, setAside: () => this.setAside(item) }))}</ul>`}
      ${found.length > 0 ? this.finds(found) : moved.length + disputed.length === 0 ? this.empty() : nothing}
      ${house.may('listWebhooks') ? html`<p class="buttons ends"><a class="button" href="/callers">${icon('out')}Callers from outside</a></p>` : nothing}
      ${house.may('listMqttClients') ? html`<mqtt-clients></mqtt-clients>` : nothing}`;
  }

  empty() {
    return html`<div class="empty">${icon('inbox')}<h2>Nothing is waiting</h2>
      <p>A device that announces itself on the broker or on the home network appears here by itself. One that stays silent is entered by hand.</p></div>`;
  }

  finds(items) {
    const chosen = items.filter((item) => this.draft(item).chosen);
    const page = (item) => ({
      busy: this.busy, family: this.families.find((one) => one.name === item.family), set: (changes) => this.set(item.key, changes),
      accept: () => this.accept([item]), setAside: () => this.setAside(item),
    });
    return html`<datalist id="rooms-known">${house.rooms().map((room) => html`<option value=${room}></option>`)}</datalist>
      <ul class="cards">${items.map((item) => findCard(item, this.draft(item), page(item)))}</ul>
      ${items.length > 1 && house.may('acceptMany') ? html`<div class="many"><label class="check"><input type="checkbox" .checked=${chosen.length === items.length} .indeterminate=${chosen.length > 0 && chosen.length < items.length}
          @change=${(event) => items.forEach((item) => this.set(item.key, { chosen: event.target.checked }))}><span>All ${items.length}</span></label>
        <button class="button primary" ?disabled=${chosen.length === 0 || this.busy} @click=${() => this.accept(chosen)}>${icon('check')}Accept ${chosen.length} chosen</button></div>` : nothing}`;
  }

  naming(item) {
    const { id, name, room } = this.drafts[item.key];
    return { id, name: name.trim(), room: room.trim() };
  }

  /** What was entered of its secrets; nothing is sent for one that was left empty, for that would take a kept one away. */
  secretsOf(item) {
    return Object.fromEntries(Object.entries(this.drafts[item.key].secrets).filter(([, secret]) => secret !== ''));
  }

  /** Those with secrets one by one, the others at once. */
  async accept(items) {
    const isSecret = (item) => Object.keys(this.secretsOf(item)).length > 0;
    const plain = items.filter((item) => !isSecret(item));
    await this.attempt(async () => {
      for (const item of items.filter(isSecret)) {
        await post(`/inbox/${encodeURIComponent(item.key)}/accept`, { ...this.naming(item), secrets: this.secretsOf(item) });
        this.drop(item.key);
      }
      if (plain.length > 0) await post('/inbox/accept', { items: plain.map((item) => ({ key: item.key, ...this.naming(item) })) });
      for (const item of plain) this.drop(item.key);
      this.said = `${count(items.length, 'thing')} accepted.`;
    });
    house.again('things');
  }

  async follow(item) {
    await this.attempt(async () => {
      await post(`/inbox/${encodeURIComponent(item.key)}/accept`, {});
      this.drop(item.key);
      this.said = `${item.name} is at ${item.moved.to} now.`;
    });
    house.again('things');
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
