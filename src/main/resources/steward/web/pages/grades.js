/** The two grades of every device, side by side. */
import { html, nothing } from 'lit';
import { all } from '../api.js';
import { icon } from '../icons.js';
import { letterMark, standingWords } from '../grade.js';
import { NetworkPage, calm, networkTabs } from '../network.js';
import { define } from '../part.js';
import { age } from '../words.js';

/** The worst of those that have a letter first. */
const rank = (item) => 'ABCDEF'.indexOf(item.enclosed || item.sold || ' ');

class GradesPage extends NetworkPage {
  static properties = { items: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    await this.quietly(async () => {
      this.items = await all('/network/grades');
    });
  }

  render() {
    return html`<header class="page-head"><h1 tabindex="-1">Grades</h1><p>What the security of each device is worth: as it is sold, and as it is enclosed here. A letter is the best it can be while checks have no answer.</p></header>
      ${networkTabs('/network/grades')}${this.notices()}
      ${!this.items ? (this.late ? nothing : html`<p class="dim-words">Reading…</p>`) : this.items.length === 0 ? html`<p class="dim-words">There is no device to grade yet.</p>`
      : html`<ul class="card rows">${[...this.items].sort((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name)).map((item) => this.row(item))}</ul>`}`;
  }

  row(item) {
    return html`<li><a class="row net-grade-row" href="/things/${encodeURIComponent(item.thing)}"><span class="net-letters">${letterMark(item.sold, item.soldAtBest, 'As sold')}${letterMark(item.enclosed, item.enclosedAtBest, 'As enclosed here')}</span>
      <span class="row-words"><b><bdi>${item.name}</bdi></b><span class="dim-words">${item.room ? html`<bdi>${item.room}</bdi> · ` : nothing}${item.coverage} % of the checks have an answer · ${item.at ? `checked ${age(item.at)}` : 'never checked'}${item.run === 'running' ? ' · being checked now' : ''}</span>
        <span class="dim-words">${calm(item.advice)}</span><span class="net-times">${standingWords(item.standing)}</span></span>${icon('next', 'dim')}</a></li>`;
  }
}

define('page-grades', GradesPage);
