/** The network: its picture, what holds, what waits, and every device that was ever seen on it. */
import { html, nothing } from 'lit';
import { all, get } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { NetworkPage, bytesWords, calm, makerOf, networkTabs, refusedWords, seenWords, standingMark, stationName, stationPath, untilMarks } from '../network.js';
import { countedOf, rowsOf } from '../network-picture.js';
import { fenceOf } from '../network-trial.js';
import { define } from '../part.js';
import { changeStation } from '../lanes.js';
import { count } from '../words.js';
import '../network-advice.js';

/** So many devices without a way out stand open. */
const ALIKE_MAX = 8;

class NetworkHome extends NetworkPage {
  static properties = { status: { state: true }, stations: { state: true }, sums: { state: true }, grades: { state: true }, waiting: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    await this.quietly(async () => {
      const [status, stations] = await Promise.all([get('/network'), all('/network/stations')]);
      Object.assign(this, { status, stations });
    });
    await Promise.all([this.readBeside('sums', 'getLedger', '/ledger'), this.readBeside('grades', 'listGrades', '/network/grades')]);
  }

  /** The picture is there without the numbers. */
  async readBeside(member, operation, path) {
    if (!house.may(operation)) return;
    try {
      this[member] = await get(path);
    } catch {
      this[member] = null;
    }
  }

  render() {
    const { status, stations } = this;
    return html`<header class="page-head"><h1 tabindex="-1">The network</h1><p>Which devices are on it, where each may go, and what left the house.</p></header>
      ${networkTabs('/network')}${this.notices()}
      ${!status || !stations ? (this.late ? nothing : html`<p class="dim-words">Reading…</p>`) : html`
        <network-trial .status=${status} .again=${() => this.read()}></network-trial>
        <div class="stack">${this.picture(status, stations)}
          ${this.quarantine(stations.filter((one) => one.standing === 'quarantined'))}
          ${this.enclosed(stations.filter((one) => one.standing === 'enclosed'), fenceOf(status).stands)}
          ${this.refused(stations.filter((one) => one.standing === 'refused'))}
          ${this.how(status)}
          ${house.may('networkAdvice') ? html`<network-advice></network-advice>` : nothing}</div>`}`;
  }

  counted() {
    return countedOf(this.sums, this.stations);
  }

  picture(status, stations) {
    const { sums } = this;
    return html`<section class="card" aria-label="Picture">
      ${sums ? html`<p class="answer" >${calm(sums.sentence)}</p>` : nothing}
      <network-picture .rows=${rowsOf(stations, this.counted())} .fence=${fenceOf(status)}></network-picture>
      ${sums ? html`<p class="dim-words">${typeof sums.own?.bytes === 'number' ? `The steward itself sent ${bytesWords(sums.own.bytes)}.` : 'What the steward itself sent was not measured.'} <a href="/ledger">The ledger</a> has every attempt.</p>` : nothing}</section>`;
  }

  quarantine(waiting) {
    if (waiting.length === 0) return nothing;
    return html`<section class="card net-quarantine" aria-labelledby="quarantine-title"><h2 id="quarantine-title">${count(waiting.length, 'device')} in quarantine</h2>
      <p class="dim-words">They reach nothing until somebody says whether they belong to the house.</p>
      <ul class="net-stations">${waiting.map((station) => this.stranger(station))}</ul></section>`;
  }

  stranger(station) {
    const name = stationName(station);
    const asked = station.asked ?? [];
    return html`<li class="net-stranger"><div><h3><a href=${stationPath(station.id)}><bdi>${name}</bdi></a></h3>
        <p class="dim-words">${[makerOf(station), station.hardware, ...(station.addresses ?? []).slice(0, 1)].filter(Boolean).map((one, n) => html`${n > 0 ? ' · ' : nothing}<bdi>${one}</bdi>`)} · ${seenWords(station)}</p>
        ${asked.length > 0 ? html`<p class="dim-words">It asked for ${asked.slice(0, 3).map((host, n) => html`${n > 0 ? ', ' : nothing}<code>${host}</code>`)}${asked.length > 3 ? ` and ${asked.length - 3} more` : ''}.</p>` : nothing}</div>
      ${house.may('changeStation') ? html`<div class="buttons">${this.deed(`in-${station.id}`, 'Belongs to the house…', 'Fence it in', changeStation(station, { standing: 'enclosed' }), { of: name, sign: 'check' })}
        ${this.deed(`out-${station.id}`, 'Does not…', 'Refuse it', changeStation(station, { standing: 'refused' }), { of: name })}</div>` : nothing}</li>`;
  }

  /** Those with a way out, or with something open for a time, at length; the rest are all alike. */
  enclosed(stations, stands) {
    const isSpecial = (one) => (one.lanes ?? []).length > 0 || Object.values(one.until ?? {}).some(Boolean);
    const alike = stations.filter((one) => !isSpecial(one));
    return html`<section class="card"><h2>${stands ? 'Fenced in' : 'Belong inside a fence'}</h2>
      ${stations.length === 0 ? html`<p class="dim-words">None yet: a device that belongs to the house is taken in above or on its own page.</p>` : this.rows(stations.filter(isSpecial))}
      ${alike.length === 0 ? nothing : html`<details ?open=${alike.length <= ALIKE_MAX}><summary>${count(alike.length, 'device')} ${stands ? 'without any way out' : 'that were given no way out'}</summary>${this.rows(alike)}</details>`}</section>`;
  }

  refused(stations) {
    return stations.length === 0 ? nothing : html`<section class="card"><h2>Refused</h2>${this.rows(stations)}</section>`;
  }

  rows(stations) {
    const sorted = [...stations].sort((a, b) => stationName(a).localeCompare(stationName(b)));
    return html`<ul class="rows">${sorted.map((station) => this.row(station))}</ul>`;
  }

  row(station) {
    const grade = this.grades?.items.find((one) => one.thing === station.thing);
    const sums = this.counted().get(station.id);
    return html`<li><a class="row" href=${stationPath(station.id)}>${icon(station.standing === 'refused' ? 'cross' : 'shield')}
      <span class="row-words"><b><bdi>${stationName(station)}</bdi></b><span class="dim-words">${calm(station.says)}</span>
        <span class="dim-words">${sums ? html`${bytesWords(sums.left?.bytes)} left, ${refusedWords(sums.refused?.packets)} · ` : nothing}${seenWords(station)}</span>${untilMarks(station)}</span>
      ${grade?.enclosed || grade?.sold ? html`<span class="net-letter" data-letter=${grade.enclosed || grade.sold}><span class="unseen">Grade </span>${grade.enclosed || grade.sold}</span>` : nothing}
      ${station.standing === 'refused' ? standingMark(station) : nothing}${icon('next', 'dim')}</a></li>`;
  }

  how(status) {
    const { ground } = status;
    const mode = status.mode === 'advice' ? 'Advice: the steward shows what to do' : 'Fence: the steward puts it up';
    const rows = [['Mode', mode], ['Things are on', ground?.things], ['The home is on', ground?.home], ['Addresses of things', [ground?.four, ground?.six].filter(Boolean).join(', ')], ['Brought in, watched or cut off now', status.counts?.open || '']];
    return html`<details class="card"><summary><h2>How it is built</h2><span class="dim-words">interfaces and ports</span></summary>
      <div class="stack"><dl class="facts">${rows.filter(([, words]) => words).map(([name, words]) => html`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>
      ${status.interfaces.length === 0 ? nothing : html`<h3>Interfaces</h3><dl class="facts">${status.interfaces.map((one) => html`<div><dt><bdi>${one.name}</bdi>, ${one.use}</dt><dd>${one.there ? (one.up ? 'up' : 'down') : 'not there'}</dd></div>`)}</dl>`}
      ${status.listeners.length === 0 ? nothing : html`<h3>Ports of the steward, and who reaches them through the fence</h3><dl class="facts">${status.listeners.map((one) => html`<div><dt>${one.name}, ${one.protocol} ${one.port}</dt><dd>${{ owner: 'the home network', home: 'the home network', nobody: 'nobody' }[one.reach] ?? one.reach}</dd></div>`)}</dl>`}</div></details>`;
  }
}

define('page-network', NetworkHome);
