/** A month on paper: what left, device by device, with the signed head by which anybody can check it. */
import { html, nothing } from 'lit';
import { saveFile } from '../enrolment.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { MonthPage, alertsPart, dayWords, figure, gapsPart, lateStart, monthChoice, monthWords, startPart, stationsTable } from '../ledger.js';
import { bytesWords, calm } from '../network.js';
import { define } from '../part.js';
import { when } from '../words.js';

class StatementPage extends MonthPage {
  constructor() {
    super('/ledger/statement', (month) => `/ledger/statement?${new URLSearchParams({ month })}`);
    this.again = () => {}; // what is printed does not change meanwhile
  }

  render() {
    const it = this.it;
    return html`<header class="page-head"><a class="back" href=${`/ledger?month=${this.month}`}>${icon('back')}The ledger</a><h1 tabindex="-1">Statement</h1></header>
      ${this.notices()}
      <div class="net-tools">${monthChoice(this.month, (month) => this.choose(month))}
        <div class="buttons"><button type="button" class="button primary" ?disabled=${!it} @click=${() => print()}>${icon('print')}Print</button>
          <button type="button" class="button" ?disabled=${!it} @click=${() => this.saveText()}>${icon('down')}As text</button>
          ${house.may('exportStatement') ? html`<a class="button" href=${`/api/v1/ledger/statement/file?month=${this.month}`} download=${`steward-ledger-${this.month}.ndjson`}>${icon('down')}With every entry</a>` : nothing}</div></div>
      ${it ? this.paper(it) : this.late ? nothing : html`<p class="dim-words">Reading…</p>`}`;
  }

  saveText() {
    saveFile(new Blob([this.it.text], { type: 'text/plain' }), `steward-${this.month}.txt`);
  }

  paper(it) {
    return html`<article class="card prints net-paper"><h2>${it.title || `Statement of ${monthWords(this.month)}`}</h2>
      <p class="dim-words"><bdi>${it.house || house.facts.name}</bdi>, made ${when(new Date(house.now()).toISOString())}, ${dayWords(it.since)} to ${dayWords(it.until)}</p>
      <p class="answer">${calm(it.sentence)}</p>
      <dl class="facts">${[['Left the house, of the devices', bytesWords(it.left?.bytes)], ['Came in answer', bytesWords(it.came?.bytes)], ['Attempts refused', figure(it.refused?.packets)], ['Names refused', figure(it.names?.refused)], ['Names passed on', figure(it.names?.passedOn)], ['Sent by the steward itself', bytesWords(it.own?.bytes)]].map(([name, words]) => html`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>
      ${startPart(it)}${gapsPart(it.gaps)}${it.measured !== false && it.gaps?.length === 0 && !lateStart(it) ? html`<p>There is no gap: all of it was measured.</p>` : nothing}${alertsPart(it.alerts)}
      <div class="table-frame" tabindex="0" role="region" aria-label="Device by device">${stationsTable(it.stations ?? [], false)}</div>
      ${this.seal(it)}</article>`;
  }

  /** What is printed can be checked against the file, and the file against the house's key. */
  seal({ head, key }) {
    return html`<h3>How this can be checked</h3>
      ${head ? html`<dl class="facts"><div><dt>Last entry</dt><dd>no. ${head.seq}${head.at ? `, ${when(head.at)}` : ''}</dd></div><div><dt>Its hash</dt><dd><code>${head.hash}</code></dd></div>${head.signature ? html`<div><dt>Signature</dt><dd><code>${head.signature}</code></dd></div>` : nothing}</dl>` : html`<p class="dim-words">There is no signed head in this month yet: one is made each day.</p>`}
      ${key ? html`<dl class="facts"><div><dt>Fingerprint of the house's key (${key.algorithm})</dt><dd><code>${key.fingerprint}</code></dd></div></dl>` : nothing}
      <p>Each entry holds the hash of the one before, so a changed, missing, added or moved line shows. Keep the file with every entry, and ask on any machine, without this house:</p>
      <p><code class="key">steward statement check steward-ledger-${this.month}.ndjson --key FINGERPRINT</code></p>`;
  }
}

define('page-statement', StatementPage);
