/** What the steward finds wrong among the activities, and what the house forbids them for good. */
import { html, nothing } from 'lit';
import { besideTabs } from '../activity-tabs.js';
import { all, put } from '../api.js';
import { freshRule, ruleEditor, ruleSentence } from '../house-rule.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { Spot, faultWords } from '../spot.js';
import { count } from '../words.js';

export const KINDS = {
  loop: 'They set each other off', fight: 'They want different things', task: 'Nobody can do it', event: 'Nobody tells it', never: 'It never holds', unreachable: 'It is never reached',
  message: 'It reaches nobody', invariant: 'A house rule', limit: 'Too much to look through',
};

/** A finding with the shortest course of events that shows it. @param {any} finding */
export function findingWords(finding) {
  return html`<p>${finding.sentence ?? String(finding)}</p>
    ${finding.example?.length > 0 ? html`<details class="example"><summary>How it comes about</summary><ol>${finding.example.map((step) => html`<li>${step}</li>`)}</ol></details>` : nothing}`;
}

class HouseRulesPage extends Part {
  static properties = { findings: { state: true }, rules: { state: true }, editing: { state: true }, draft: { state: true }, fault: { state: true }, errors: { state: true }, said: { state: true }, busy: { state: true }, removing: { state: true } };

  constructor() {
    super();
    Object.assign(this, { editing: null, users: [], removing: null, fault: '', said: '' });
  }

  topics() {
    return ['activities', 'things', 'groups'];
  }

  connectedCallback() {
    super.connectedCallback();
    house.readGroups();
    this.read();
    if (house.may('listUsers') && house.may('putInvariants')) all('/users').then((users) => (this.users = users), () => {});
  }

  async read() {
    try {
      [this.findings, this.rules] = await Promise.all([all('/findings'), all('/invariants')]);
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    return html`<header class="page-head"><h1 tabindex="-1">Findings and house rules</h1>
        <p>The steward looks through all activities together: what sets itself off, what contradicts, what can never happen. And what a house forbids once holds for every later change.</p></header>${besideTabs('/house-rules')}
      ${this.fault && !this.editing ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      ${this.findings ? html`<div class="two">${this.findingsPart()}${this.rulesPart()}</div>` : this.fault ? nothing : html`<p class="dim-words">Looking through the activities…</p>`}`;
  }

  findingsPart() {
    const isGrave = ({ severity }) => severity === 'error';
    const sorted = [...this.findings].sort((a, b) => Number(isGrave(b)) - Number(isGrave(a)));
    const errors = sorted.filter(isGrave).length;
    return html`<section class="card"><div class="card-head"><h2>What was found</h2>${sorted.length > 0 ? html`<span class="dim-words">${[errors > 0 ? count(errors, 'error') : '', sorted.length > errors ? count(sorted.length - errors, 'warning') : ''].filter(Boolean).join(', ')}</span>` : nothing}</div>
      ${sorted.length === 0 ? html`<p class="nothing-wrong">${icon('check')}<span>Nothing is wrong with ${house.activities.size === 1 ? 'the one activity' : `the ${house.activities.size} activities`} of the house.</span></p>`
        : html`<ul class="findings">${sorted.map((finding) => this.finding(finding))}</ul>`}
      <div><button type="button" class="quiet" @click=${() => this.read()}>Look again</button></div></section>`;
  }

  finding(finding) {
    const isError = finding.severity === 'error';
    return html`<li class="finding"><p><span class="verdict" data-tone=${isError ? 'bad' : 'warn'}>${isError ? 'Error' : 'Warning'}</span> <b>${KINDS[finding.kind] ?? finding.kind}</b></p>
      ${findingWords(finding)}
      ${finding.activities.length > 0 ? html`<p class="dim-words">Concerns ${finding.activities.map((id, index) => html`${index === 0 ? '' : ' and '}<a href="/activities/${encodeURIComponent(id)}">${house.activities.get(id)?.name ?? id}</a>`)}</p>` : nothing}</li>`;
  }

  rulesPart() {
    const may = house.may('putInvariants');
    return html`<section class="card"><div class="card-head"><h2>What must never be</h2>${may && this.editing === null ? html`<button type="button" class="button" @click=${() => this.edit(this.rules.length, freshRule())}>${icon('plus')}New rule</button>` : nothing}</div>
      <p class="dim-words">Rules of the house bind its activities. What a person asks directly is decided by that person's rights.</p>
      ${this.rules.length === 0 && this.editing === null ? html`<p class="dim-words">None yet, such as “no activity ever unlocks the front door when a call from outside sets it off”.</p>` : nothing}
      <ul class="rows">${this.rules.map((rule, index) => (this.editing === index ? this.form() : this.rule(rule, index, may)))}</ul>
      ${this.editing === this.rules.length ? this.form() : nothing}
      <p class="dim-words" role="status">${this.said}</p></section>`;
  }

  rule(rule, index, may) {
    const sentence = ruleSentence(rule);
    const isAsked = this.removing === index;
    return html`<li class="row rule-row"><span class="row-words"><span>${rule.sentence ?? sentence}</span>${rule.sentence ? html`<span class="dim-words">${sentence}</span>` : nothing}
        ${isAsked ? html`<span class="buttons"><button type="button" class="button danger" ?disabled=${this.busy} @click=${() => this.keep(this.rules.toSpliced(index, 1), 'The rule is gone.')}>Yes, delete it</button><button type="button" class="quiet" @click=${() => (this.removing = null)}>Leave it</button></span>` : nothing}</span>
      ${may && this.editing === null && !isAsked ? html`<button type="button" class="quiet icon-only" aria-label="Change the rule: ${sentence}" @click=${() => this.edit(index, rule)}>${icon('edit')}</button>
        <button type="button" class="quiet icon-only" aria-label="Delete the rule: ${sentence}" @click=${() => (this.removing = index)}>${icon('trash')}</button>` : nothing}</li>`;
  }

  async edit(index, rule) {
    Object.assign(this, { editing: index, draft: rule, fault: '', errors: [], said: '', removing: null });
    await this.updateComplete;
    this.querySelector('.rule-form select')?.focus();
  }

  form() {
    const errors = (this.errors ?? []).map((error) => ({ ...error, at: String(error.at ?? '').replace(/^\/(items\/)?\d+/, '') }));
    const spot = new Spot(this.draft, (to) => (this.draft = to), { faults: errors });
    return html`<form class="rule-form" novalidate @submit=${(event) => this.save(event)}>${ruleEditor(spot, this.users)}
      <p class="in-words said-rule">${ruleSentence(this.draft)}</p>
      ${this.fault ? html`<div class="problem" role="alert">${icon('warn')}<div><p>${this.fault}</p>${errors.length > 0 ? html`<ul>${errors.map((error) => html`<li>${faultWords(error)}</li>`)}</ul>` : nothing}</div></div>` : nothing}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>Keep the rule</button><button type="button" class="button" @click=${() => this.leave()}>Leave it</button></div></form>`;
  }

  async leave() {
    Object.assign(this, { editing: null, fault: '', errors: [] });
    await this.updateComplete;
    this.querySelector('h1')?.focus({ preventScroll: true });
  }

  async save(event) {
    event.preventDefault();
    if (!event.currentTarget.checkValidity()) {
      event.currentTarget.querySelector(':invalid:not(fieldset)')?.focus();
      this.fault = 'Something is not filled in yet: the cursor stands at the first such place.';
      return;
    }
    const items = this.editing < this.rules.length ? this.rules.with(this.editing, this.draft) : [...this.rules, this.draft];
    await this.keep(items, 'The rule is kept. Every later change of an activity is held to it.');
  }

  async keep(items, said) {
    this.busy = true;
    try {
      await put('/invariants', { items });
      Object.assign(this, { editing: null, removing: null, fault: '', errors: [], said });
      await this.read();
    } catch (failure) {
      Object.assign(this, { fault: failure.sentence, errors: failure.errors ?? [] });
    }
    this.busy = false;
  }
}

define('page-house-rules', HouseRulesPage);
