/** Who did, or was refused, what, on what, and when. */
import { html, nothing } from 'lit';
import { AUDIT_VERDICTS, AccessPage, named, operationWords, roleWords, verdictMark } from '../access.js';
import { get } from '../api.js';
import { icon } from '../icons.js';
import { define } from '../part.js';
import { dayOf, exactly } from '../words.js';

const PAGE = 50;
const ENTRIES_MAX = 1_000;

class AuditPage extends AccessPage {
  static properties = { entries: { state: true }, ended: { state: true }, operations: { state: true }, filter: { state: true } };

  constructor() {
    super();
    this.filter = {};
    this.operations = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
    get('/rights').then(({ items }) => (this.operations = items.map(({ operation }) => operation)), () => {});
  }

  async read(before) {
    const filter = this.filter;
    const query = new URLSearchParams({ ...filter, limit: String(PAGE), ...(before ? { before: String(before) } : {}) });
    await this.attempt(async () => {
      const page = await get(`/audit?${query}`);
      if (filter !== this.filter) return;
      this.entries = before ? [...this.entries, ...page.items] : page.items;
      this.ended = page.next === null || page.next === undefined || page.items.length === 0;
    });
  }

  look(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    this.filter = Object.fromEntries([...form].map(([key, value]) => [key, value.trim()]).filter(([, value]) => value));
    this.entries = null;
    this.read();
  }

  render() {
    return html`<header class="page-head with-action"><a class="back" href="/people">${icon('back')}People</a>
        <h1 tabindex="-1">Audit log</h1><a class="button" href="/api/v1/audit/export" download="steward-audit.ndjson">${icon('down')}Export all</a>
        <p>Who did, or was refused, what, on what, and when. What is alike within a short time is counted in one line.</p></header>
      <form class="audit-tools" role="search" aria-label="Audit log" @submit=${(event) => this.look(event)}>
        <label class="field"><span>Who</span><input name="principal" maxlength="80" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="user, or user/client"></label>
        <label class="field"><span>What</span><select name="operation"><option value="">Anything</option>${this.operations.map((one) => html`<option value=${one}>${operationWords(one)}</option>`)}</select></label>
        <label class="field"><span>Answer</span><select name="verdict"><option value="">Any</option>${AUDIT_VERDICTS.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></label>
        <button class="button">${icon('search')}Look</button></form>
      ${this.notices()}
      <section class="card"><h2 class="unseen">Entries</h2>${!this.entries ? (this.fault ? nothing : html`<p class="dim-words">Reading…</p>`) : this.entries.length === 0 ? html`<p class="dim-words">Nothing of this kind is in the log.</p>` : html`<ol class="entries">${this.rows()}</ol>`}
        ${this.entries?.length > 0 && !this.ended && this.entries.length < ENTRIES_MAX ? html`<div><button class="button" ?disabled=${this.busy} @click=${() => this.read(this.entries.at(-1).seq)}>Older</button></div>` : nothing}</section>`;
  }

  rows() {
    let day = '';
    return this.entries.map((entry) => {
      const its = dayOf(new Date(entry.at));
      const head = its === day ? nothing : html`<li class="day"><h3>${its}</h3></li>`;
      day = its;
      return html`${head}<li class="entry audit"><time datetime=${entry.at}>${exactly(entry.at)}</time>
        <p><b>${operationWords(entry.operation)}</b>${entry.target ? html` <code>${entry.target}</code>` : nothing} ${entry.count > 1 ? html`<span class="dim-words">${entry.count} times</span>` : nothing}
          <span class="dim-words audit-who">${named(entry.principal)} (${roleWords(entry.role)}) over ${entry.face}${entry.address ? html` from <code>${entry.address}</code>` : nothing}${entry.reason ? html`: ${named(entry.reason)}` : nothing}</span></p>
        ${verdictMark(entry.verdict)}</li>`;
    });
  }
}

define('page-audit', AuditPage);
