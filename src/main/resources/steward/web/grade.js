/** What the security of a thing is worth: as sold and as enclosed here, with reasons, evidence, and what a check would do. */
import { html, nothing } from 'lit';
import { get, post, remove } from './api.js';
import { AccessPage } from './access.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { calm, within } from './network.js';
import { define } from './part.js';
import { count, exactly, when } from './words.js';

const ASK_EVERY_MS = 1_500;
const LOG_SHOWN = 60;
const VERDICTS = {
  pass: ['good', 'held'], fail: ['bad', 'failed'], warn: ['warn', 'a worry'], info: ['plain', 'noted'], declared: ['plain', 'said by its maker'],
  unknown: ['off', 'not known'], 'not assessed': ['off', 'not looked at'],
};
const STANDINGS = { contained: ['good', 'Contained'], open: ['bad', 'Open'], sound: ['good', 'Sound'], unknown: ['off', 'Not known'] };
const RUNS = { running: 'Checking', done: 'Checked', stopped: 'Stopped', distress: 'Stopped: it seemed to suffer', unreached: 'It did not answer', forgotten: 'Forgotten' };
const LEVELS = { M: 'mandatory', R: 'recommended' };

/** @param {string} letter @param {boolean} atBest */
export const letterMark = (letter, atBest, words) => html`<span class="net-letter" data-letter=${letter || nothing}><span class="unseen">${words}: </span>${letter || '?'}${letter && atBest ? html`<span class="unseen"> at best</span>` : nothing}</span>`;
/** @param {string} standing */
export const standingWords = (standing) => html`<span class="verdict" data-tone=${STANDINGS[standing]?.[0] ?? 'plain'}>${STANDINGS[standing]?.[1] ?? standing}</span>`;

class ThingGrade extends AccessPage {
  static properties = { thing: {}, it: { state: true }, agreed: { state: true }, login: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('thing')) return;
    Object.assign(this, { it: null, agreed: false, login: false, fault: '' });
    this.read();
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.isRunning && this.read(), ASK_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  get path() {
    return `/things/${encodeURIComponent(this.thing)}/grade`;
  }

  get isRunning() {
    return this.it?.run?.state === 'running';
  }

  async read() {
    const { thing } = this;
    try {
      const it = await get(this.path);
      if (thing === this.thing) this.it = it;
    } catch {
      if (thing === this.thing) this.it ??= null; // a thing that is not checked has no grade
    }
  }

  render() {
    const it = this.it;
    if (!it) return nothing;
    return html`<section class="card"><div class="card-head"><h2>Its security</h2>${standingWords(it.standing)}</div>
      <div class="net-grades">${this.letter('As sold', it.sold)}${it.enclosed ? this.letter('As enclosed here', it.enclosed) : html`<p class="dim-words">As enclosed here: nobody knows, or it is not enclosed.</p>`}</div>
      <p><b>${calm(it.advice)}</b></p>
      <details><summary>What was found (${it.findings.length})</summary><ul class="net-findings">${it.findings.map((finding) => this.finding(finding))}</ul>
        <p class="dim-words">${it.faults} These are checks that can be made from the network, set beside EN 303 645 and EN 18031. What is not known never counts as held.</p></details>
      ${it.watch ? html`<p class="dim-words">${calm(it.watch.says)}${it.watch.enough ? ` That is from ${when(it.watch.enough)} on.` : ''}</p>` : nothing}
      ${this.notices()}${it.run ? this.run(it.run) : nothing}
      ${house.may('startGrade') && !this.isRunning ? this.starting(it) : nothing}</section>`;
  }

  letter(title, grade) {
    return html`<div class="net-grade">${letterMark(grade.letter, grade.atBest, title)}<div><h3>${title}</h3><p class="dim-words">${calm(grade.sentence)}</p>
      ${grade.reasons.length > 0 ? html`<ul class="net-says">${grade.reasons.map((reason) => html`<li>−${reason.points}: ${calm(reason.sentence)}</li>`)}</ul>` : nothing}
      <p class="dim-words">${grade.points} of 100 points, ${grade.coverage} % of the checks have an answer${grade.least && grade.least !== grade.letter ? `; if all that is unknown were bad: ${grade.least}` : ''}</p></div></div>`;
  }

  finding(finding) {
    const [tone, words] = VERDICTS[finding.verdict] ?? ['plain', finding.verdict];
    const norm = [finding.provision ? `EN 303 645 ${finding.provision}${LEVELS[finding.level] ? ` (${LEVELS[finding.level]})` : ''}` : '', finding.section ? `EN 18031 ${finding.section}` : ''].filter(Boolean).join(' · ');
    return html`<li><p><b>${finding.title}</b> <span class="verdict" data-tone=${tone}>${words}</span></p>
      ${finding.evidence ? html`<p dir="auto">${calm(finding.evidence)}</p>` : nothing}<p class="dim-words">${norm}${norm ? ' · ' : ''}${finding.at ? when(finding.at) : 'known of its kind'}</p></li>`;
  }

  run(run) {
    const last = run.log.slice(-LOG_SHOWN);
    return html`<div class="stack"><h3>${RUNS[run.state] ?? run.state}, ${run.done} of ${run.of}</h3>
      ${run.state === 'running' ? html`<div class="looking"><progress max=${run.of} value=${run.done} aria-label="How far the check is"></progress>
        ${house.may('stopGrade') ? html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => this.stop()}>${icon('stop')}Stop it</button>` : nothing}</div>` : nothing}
      <p class="dim-words" role="status">${calm(run.sentence)}</p>
      ${last.length > 0 ? html`<details ?open=${run.state === 'running'}><summary>${count(run.log.length, 'step')}</summary><ol class="net-log" tabindex="0" aria-label="Steps of the check">${last.map((step) => html`<li><time datetime=${step.at}>${exactly(step.at)}</time> <span>${step.port ? `port ${step.port}, ` : ''}${calm(step.did)}: ${calm(step.saw)}${typeof step.millis === 'number' ? `, ${step.millis}\u00a0ms` : ''}</span></li>`)}</ol></details>` : nothing}</div>`;
  }

  starting(it) {
    const { plan } = it;
    if (!plan.may) return html`<p class="dim-words">It is not asked by itself: ${within(plan.why)}.</p>`;
    return html`<details><summary>${it.run ? 'Check it again' : 'Check it'}</summary><form class="stack" @submit=${(event) => this.start(event)}>
      <p>${calm(plan.sentence)}</p>${it.fragile ? html`<p class="problem mild">${icon('warn')}<span>${calm(it.fragile)}</span></p>` : nothing}
      ${plan.login ? this.tick('login', html`Try the one login its maker documents, once for ever: <code>${plan.login}</code>`) : nothing}
      ${it.loginTried ? html`<p class="dim-words">The documented login was tried ${when(it.loginTried)}.</p>` : nothing}
      ${this.tick('agreed', 'It is mine, and it may be asked')}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy || !this.agreed}>Start the check</button></div></form></details>`;
  }

  tick(member, words) {
    return html`<label class="check"><input type="checkbox" .checked=${this[member] ?? false} @change=${(event) => (this[member] = event.target.checked)}><span>${words}</span></label>`;
  }

  async start(event) {
    event.preventDefault();
    await this.attempt(async () => {
      this.it = await post(this.path, { agree: true, login: this.login });
      this.agreed = false;
    });
  }

  async stop() {
    await this.attempt(async () => {
      this.it = await remove(this.path);
    });
  }
}

define('thing-grade', ThingGrade);
