/** What one was told, how far each notice came by each way, and how one is reached. */
import { html, nothing } from 'lit';
import { AccessPage } from '../access.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { forWhom, notices } from '../notices.js';
import { define } from '../part.js';
import { people, readPeople, wayWords } from '../people.js';
import { when } from '../words.js';
import '../reach.js';

const STATES = {
  taken: ['good', 'taken by the server'], kept: ['plain', 'on the pages'], 'handed on': ['plain', 'handed on'], waiting: ['warn', 'waits'], sending: ['plain', 'on its way'],
  refused: ['bad', 'refused'], 'given up': ['bad', 'given up'], unsure: ['warn', 'sent, without an answer'],
};

class NoticesPage extends AccessPage {
  static properties = { chosen: { state: true } };

  topics() {
    return [...super.topics(), 'notices'];
  }

  connectedCallback() {
    super.connectedCallback();
    notices.read();
    readPeople().then(() => this.requestUpdate());
  }

  render() {
    const list = notices.list();
    const unseen = notices.unseen().length;
    return html`<header class="page-head with-action"><h1 tabindex="-1">Notices</h1>
        ${unseen > 0 ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.attempt(() => notices.see(), 'All seen.')}>${icon('check')}Mark all as seen</button>` : nothing}
        <p>${house.session?.user ? 'What this house told you.' : 'What this house told its people: you sit at the machine.'} The last 200 of each person are kept.</p></header>
      ${this.notices()}${notices.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${notices.fault}</span></p>` : nothing}
      <div class="two"><section class="card"><h2>${unseen > 0 ? `${unseen} new` : 'Nothing new'}</h2>
          ${list.length === 0 ? html`<p class="dim-words">${notices.loaded ? 'Nothing was told yet.' : 'Reading…'}</p>` : html`<ol class="told">${list.map((one) => this.one(one))}</ol>`}</section>
        <div class="stack">${this.reaches()}</div></div>`;
  }

  one(notice) {
    return html`<li class="told-one" data-unseen=${notice.unseen} data-urgent=${notice.urgent}>
      <p class="told-head">${notice.urgent ? icon('warn') : nothing}<b><bdi>${notice.title}</bdi></b>${forWhom(notice)} <a class="dim-words" href=${`/why/${notice.id}`}>${when(notice.at)}<span class="unseen">, why</span></a>
        ${notice.unseen ? html`<button class="quiet" aria-label=${`Seen: ${notice.title}`} @click=${() => this.attempt(() => notices.see([notice.id]))}><span>Seen</span></button>` : nothing}</p>
      <p dir="auto" class="told-text">${notice.text}</p>
      <ul class="told-ways">${Object.entries(notice.ways).map(([way, fate]) => {
        const [tone, words] = STATES[fate.state] ?? ['plain', fate.state];
        const isSeen = way === 'page' && notice.seen;
        return html`<li><span class="verdict" data-tone=${isSeen ? 'good' : tone}>${wayWords(way)}: ${isSeen ? `seen ${when(notice.seen)}` : words}</span>${fate.why && way !== 'page' ? html` <span class="dim-words">${fate.why}${fate.next ? `; again ${when(fate.next)}` : ''}</span>` : nothing}</li>`;
      })}</ul></li>`;
  }

  /** One's own ways; at the machine, those of everybody, one at a time. */
  reaches() {
    const own = house.session?.user?.id;
    if (own) return html`<person-reach .user=${own}></person-reach>`;
    const all = [...people.values()];
    if (all.length === 0) return html`<section class="card"><h2>Ways</h2><p class="dim-words">This house has no people yet: once it has an owner, it can tell them something.</p></section>`;
    const chosen = this.chosen ?? all[0].user;
    return html`<section class="card"><h2>Whose ways</h2><div class="field"><label for="whose">Person</label><select id="whose" @change=${(event) => (this.chosen = event.target.value)}>
      ${all.map((one) => html`<option value=${one.user} ?selected=${one.user === chosen}>${one.name}</option>`)}</select></div></section><person-reach .user=${chosen}></person-reach>`;
  }
}

define('page-notices', NoticesPage);
