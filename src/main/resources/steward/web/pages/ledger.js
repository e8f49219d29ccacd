/** What left the house in a month, what was refused, and when nobody could see it. */
import { html, nothing, svg } from 'lit';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { MonthPage, alertsPart, entriesPath, figure, gapsPart, monthChoice, monthWords, spanOf, startPart, stationsTable } from '../ledger.js';
import { bytesWords, calm, networkTabs, within } from '../network.js';
import { define } from '../part.js';

const BAR_MAX = 90;
const DAY_W = 26;
const CHART_H = 130;

class LedgerPage extends MonthPage {
  constructor() {
    super('/ledger', (month) => `/ledger?${spanOf(month)}`);
  }

  render() {
    const it = this.it;
    return html`<header class="page-head"><h1 tabindex="-1">The ledger</h1><p>Every attempt of every device, allowed or refused, and what the steward itself sent. Each entry holds the hash of the one before.</p></header>
      ${networkTabs('/ledger')}${this.notices()}
      <div class="net-tools">${monthChoice(this.month, (month) => this.choose(month))}
        <div class="buttons">${house.may('listLedgerEntries') ? html`<a class="button" href=${entriesPath('', this.month)}>${icon('journal')}Entry by entry</a>` : nothing}
          ${house.may('getStatement') ? html`<a class="button" href=${`/ledger/statement?month=${this.month}`}>${icon('print')}Statement to print</a>` : nothing}</div></div>
      ${it ? this.shown(it) : this.late ? nothing : html`<p class="dim-words">Reading…</p>`}`;
  }

  shown(it) {
    return html`<div class="stack"><section class="card"><p class="answer">${calm(it.sentence)}</p>
        ${it.measuring ? nothing : html`<p class="problem mild">${icon('warn')}<span>Nothing is measured now${it.why ? `: ${within(it.why)}` : ''}.</span></p>`}
        <dl class="net-figures">${this.figure('Left the house', bytesWords(it.left?.bytes))}${this.figure('Attempts refused', figure(it.refused?.packets))}${this.figure('Names refused', figure(it.names?.refused))}${this.figure('Names passed on', figure(it.names?.passedOn))}${this.figure('The steward itself', bytesWords(it.own?.bytes))}</dl>
        ${alertsPart(it.alerts)}${startPart(it)}${gapsPart(it.gaps)}</section>
      ${this.days(it.days ?? [])}
      <section class="card"><h2>Device by device</h2>${(it.stations ?? []).length === 0 ? html`<p class="dim-words">No device was seen in ${monthWords(this.month)}.</p>` : html`<div class="table-frame" tabindex="0" role="region" aria-label="Device by device">${stationsTable(it.stations, house.may('getStation'))}</div>`}</section>
      ${house.may('getLedgerStation') ? html`<station-ledger .station=${'steward'} .month=${this.month} .long=${true}></station-ledger>` : nothing}</div>`;
  }

  figure(words, value) {
    return html`<div><dt>${words}</dt><dd>${value}</dd></div>`;
  }

  /** Refused attempts, day by day; a day that was not measured has no bar but a mark. */
  days(days) {
    if (days.length === 0) return nothing;
    const max = Math.max(1, ...days.map((day) => day.refused ?? 0));
    return html`<section class="card"><h2>Day by day</h2>
      <div class="table-frame" tabindex="0" role="region" aria-label="Day by day"><svg class="net-days" width=${days.length * DAY_W} height=${CHART_H} viewBox=${`0 0 ${days.length * DAY_W} ${CHART_H}`} aria-hidden="true">${days.map((day, n) => this.bar(day, n, max))}</svg>
        <p class="dim-words" aria-hidden="true">Attempts refused on each day; dashed: not measured</p></div>
      <details><summary>The days as a table</summary><table class="rights net-table"><thead><tr><th scope="col">Day</th><th scope="col">Left</th><th scope="col">Attempts refused</th><th scope="col">Names refused</th></tr></thead>
        <tbody>${days.map((day) => html`<tr><th scope="row">${day.day}</th><td>${day.measured ? bytesWords(day.left) : 'not measured'}</td><td>${day.measured ? figure(day.refused) : 'not measured'}</td><td>${day.measured ? figure(day.names) : 'not measured'}</td></tr>`)}</tbody></table></details></section>`;
  }

  bar(day, n, max) {
    const x = n * DAY_W + 3;
    const isKnown = day.measured && typeof day.refused === 'number';
    const height = isKnown ? Math.max(2, Math.round((day.refused / max) * BAR_MAX)) : BAR_MAX;
    return svg`<rect class="net-day" ?data-gap=${!isKnown} x=${x} y=${8 + BAR_MAX - height} width=${DAY_W - 6} height=${height} rx="4"></rect>
      <text class="net-day-number" x=${x + (DAY_W - 6) / 2} y=${BAR_MAX + 26} text-anchor="middle">${Number(day.day.slice(-2))}</text>`;
  }
}

define('page-ledger', LedgerPage);
