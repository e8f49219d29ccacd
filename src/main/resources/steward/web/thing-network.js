/** On the page of a thing: where it may go, what left since the first of the month, and what its security is worth. */
import { html, nothing } from 'lit';
import { all, get } from './api.js';
import { house } from './house.js';
import { letterMark } from './grade.js';
import { figure, monthAgo, monthWords, spanOf } from './ledger.js';
import { countedOf } from './network-picture.js';
import { bytesWords, calm, standingMark, stationPath, untilMarks } from './network.js';
import { Part, define } from './part.js';

class ThingNetwork extends Part {
  static properties = { thing: {}, station: { state: true }, sums: { state: true }, grade: { state: true } };

  topics() {
    return ['tick', 'session'];
  }

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('thing')) return;
    this.station = this.sums = this.grade = null;
    this.read();
  }

  /** A house without a closed network has nothing to say here. */
  async read() {
    const { thing } = this;
    if (!house.may('listStations')) return;
    const quietly = (operation, read) => (house.may(operation) ? read().catch(() => null) : null);
    const [stations, sums, grade] = await Promise.all([quietly('listStations', () => all('/network/stations')), quietly('getLedger', () => get(`/ledger?${spanOf(monthAgo(0))}`)), quietly('getGrade', () => get(`/things/${encodeURIComponent(thing)}/grade`))]);
    if (thing !== this.thing) return;
    const station = (stations ?? []).find((one) => one.thing === thing) ?? null;
    Object.assign(this, { station, grade, sums: station ? countedOf(sums, [station]).get(station.id) : null, hasGaps: (sums?.gaps ?? []).length > 0 });
  }

  render() {
    const { station, grade } = this;
    if (!station) return nothing;
    return html`<section class="card"><div class="card-head"><h2>On the network</h2>${standingMark(station)}</div>
      <p>${calm(station.says)}</p>${untilMarks(station)}
      <dl class="facts"><div><dt>Left since 1 ${monthWords(monthAgo(0)).split(' ')[0]}</dt><dd>${bytesWords(this.sums?.left?.bytes)}</dd></div>
        <div><dt>Attempts refused</dt><dd>${figure(this.sums?.refused?.packets)}</dd></div>
        ${grade ? html`<div><dt>As sold, and as enclosed here</dt><dd class="net-letters">${letterMark(grade.sold.letter, grade.sold.atBest, 'As sold')}${letterMark(grade.enclosed?.letter ?? '', grade.enclosed?.atBest, 'As enclosed here')}</dd></div>` : nothing}</dl>
      ${this.hasGaps ? html`<p class="dim-words">Not all of the month was measured: <a href="/ledger">the ledger</a> says when.</p>` : nothing}
      <p><a href=${stationPath(station.id)}>Where it may go, and what it wanted</a></p></section>`;
  }
}

define('thing-network', ThingNetwork);
