/** The one table of rights: what each role may do. */
import { html, nothing } from 'lit';
import { AccessPage, ROLES, operationWords, roleWords, verdictMark } from '../access.js';
import { all } from '../api.js';
import { icon } from '../icons.js';
import { define } from '../part.js';

class RightsPage extends AccessPage {
  static properties = { items: { state: true }, find: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.attempt(async () => {
      this.items = await all('/rights');
    });
  }

  render() {
    const wanted = (this.find ?? '').trim().toLowerCase();
    const items = (this.items ?? []).filter(({ operation, says }) => !wanted || `${operation} ${operationWords(operation)} ${says}`.toLowerCase().includes(wanted));
    const roles = Object.keys(this.items?.[0]?.roles ?? {});
    return html`<header class="page-head"><a class="back" href="/people">${icon('back')}People</a><h1 tabindex="-1">Roles and rights</h1>
        <p>Every operation of every face asks this table, and what has no row is not done. “Own ones” means one's own clients and activities; “in its rooms” and “if granted” follow what stands with the person.</p></header>
      ${this.notices()}
      ${this.items ? html`<label class="search rights-find">${icon('search')}<span class="unseen">Find an operation</span><input type="search" placeholder="Find an operation" autocomplete="off" @input=${(event) => (this.find = event.target.value)}></label>
      <div class="table-frame card" tabindex="0" role="region" aria-label="Roles and rights"><table class="rights every"><thead><tr><th scope="col">Operation</th>${roles.map((role) => html`<th scope="col">${roleWords(role)}</th>`)}</tr></thead>
        <tbody>${items.map((row) => html`<tr><th scope="row"><b>${operationWords(row.operation)}</b><span class="dim-words">${row.says}${row.fresh ? html`, <em>with a fresh code</em>` : nothing}</span></th>${roles.map((role) => html`<td>${verdictMark(row.roles[role])}</td>`)}</tr>`)}</tbody></table></div>
      <section class="card"><h2>The roles</h2><dl class="role-words">${Object.values(ROLES).map(({ words, says }) => html`<div><dt>${words}</dt><dd>${says}</dd></div>`)}</dl></section>`
      : this.fault ? nothing : html`<p class="dim-words">Reading…</p>`}`;
  }
}

define('page-rights', RightsPage);
