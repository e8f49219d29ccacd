/** What happened in the house, newest first, as it happens. */
import { html, nothing } from 'lit';
import { get } from '../api.js';
import { entryList } from '../entries.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';

const GROUPS = [
  { name: 'done', words: 'Done', kinds: ['command', 'outcome', 'firing', 'skip', 'call', 'undo', 'publish'] },
  { name: 'things', words: 'Things', kinds: ['status', 'thing', 'inbox'] },
  { name: 'readings', words: 'Readings', kinds: ['reading'] },
  { name: 'house', words: 'House', kinds: ['start', 'stop', 'clock', 'activity', 'note', 'group', 'place'] },
];
const PAGE = 60;
const ENTRIES_MAX = 600;

class JournalPage extends Part {
  static properties = { group: { state: true }, entries: { state: true }, fault: { state: true }, ended: { state: true }, held: { state: true } };

  constructor() {
    super();
    this.group = GROUPS[0];
    this.held = false;
    this.fresh = [];
  }

  topics() {
    return ['things', 'activities'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.stopListening = house.listen((entry) => this.take(entry));
    this.read();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopListening();
    cancelAnimationFrame(this.frame);
  }

  /** Many entries in one frame are one drawing. */
  take(entry) {
    if (!this.entries || this.held || !this.group.kinds.includes(entry.kind)) return;
    this.fresh.unshift(entry);
    if (this.fresh.length > 1) return;
    this.frame = requestAnimationFrame(() => {
      this.entries = [...this.fresh, ...(this.entries ?? [])].slice(0, ENTRIES_MAX);
      this.fresh = [];
    });
  }

  choose(group) {
    this.group = group;
    this.entries = null;
    this.read();
  }

  async read(before) {
    const group = this.group;
    const query = new URLSearchParams({ kind: group.kinds.join(','), limit: String(PAGE), ...(before ? { before: String(before) } : {}) });
    try {
      const page = await get(`/journal?${query}`);
      if (group !== this.group) return;
      this.entries = before ? [...this.entries, ...page.items] : page.items;
      this.ended = page.next === null || page.items.length === 0;
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    return html`<header class="page-head"><h1 tabindex="-1">Journal</h1><p>Everything that came in and went out, each with its cause.</p></header>
      <div class="journal-tools"><div class="segments small" role="group" aria-label="What to show">${GROUPS.map((group) => html`<button aria-pressed=${group === this.group ? 'true' : 'false'} @click=${() => this.choose(group)}>${group.words}</button>`)}</div>
        <label class="check"><input type="checkbox" .checked=${this.held} @change=${(event) => (this.held = event.target.checked)}><span>Hold still</span></label></div>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      <section class="card"><h2 class="unseen">${this.group.words}</h2>${!this.entries ? html`<p class="dim-words">Reading…</p>` : this.entries.length === 0 ? html`<p class="dim-words">Nothing of this kind has happened yet.</p>` : entryList(this.entries, true)}
      ${this.entries?.length > 0 && !this.ended && this.entries.length < ENTRIES_MAX ? html`<div><button class="button" @click=${() => this.read(this.entries.at(-1).seq)}>Older</button></div>` : nothing}</section>`;
  }
}

define('page-journal', JournalPage);
