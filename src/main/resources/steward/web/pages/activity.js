/** One activity as a form of sentences: when, and if, do, until. What the form does not know of it stays as it was. */
import { html, nothing } from 'lit';
import '../activity-text.js';
import { getTagged, put, remove } from '../api.js';
import { addButton, choice, removeButton, spanField } from '../choices.js';
import { conditionEditor, freshCondition } from '../conditions.js';
import { takeOver } from '../draft.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { go } from '../router.js';
import { activitySentences } from '../sentences.js';
import { Spot, blameAt, faultWords, keptAsText } from '../spot.js';
import { freshTask, linesEditor } from '../steps.js';
import { freshTrigger, triggerEditor } from '../triggers.js';
import { slug } from '../words.js';

/** What the steward adds itself and does not take back. */
const ITS_OWN = ['version', 'owner', 'problem', 'last', 'words', 'findings'];
const KNOWN = ['id', 'name', 'armed', 'when', 'if', 'perform', 'until', 'again', 'missed', 'quiet', ...ITS_OWN];

/** What a tap can add to the form, and where one can begin in it. */
const ROWS = '.event, .condition, .step, .rule-part';
const FIRST = 'select, input, button';

const own = (draft) => Object.fromEntries(Object.entries(draft).filter(([key]) => !ITS_OWN.includes(key)));

class ActivityPage extends Part {
  static properties = {
    key: {}, draft: { state: true }, fault: { state: true }, errors: { state: true }, findings: { state: true }, textFault: { state: true },
    isTouched: { state: true }, removing: { state: true }, busy: { state: true },
  };

  topics() {
    return ['things', 'groups', 'activities'];
  }

  constructor() {
    super();
    this.watchful = { handleEvent: (event) => this.follow(event), capture: true };
  }

  /** Where a tap adds a row, one goes on there; where it takes one away, at the heading above. */
  async follow({ type, target }) {
    const isAct = type === 'click' ? target.closest('button[type=button]') : target.matches('.picker');
    const card = target.closest('.card');
    if (!isAct || !card) return;
    const before = new Set(card.querySelectorAll(ROWS));
    // The handlers of the tap itself come after this one, each with its own turn of the page.
    await new Promise((done) => setTimeout(done));
    const added = [...card.querySelectorAll(ROWS)].find((row) => !before.has(row));
    if (added) added.querySelector(FIRST)?.focus();
    else if (document.activeElement === document.body) card.querySelector('h2')?.focus();
  }

  get isNew() {
    return this.key === 'new';
  }

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('key')) this.open();
  }

  async open() {
    Object.assign(this, { fault: '', errors: [], findings: [], textFault: '', removing: false, isTouched: false, tag: null });
    this.draft = this.isNew ? takeOver() ?? { id: '', name: '', armed: true, when: [], perform: [freshTask()] } : null;
    house.readGroups();
    if (this.isNew) return;
    try {
      const { body, tag } = await getTagged(`/activities/${encodeURIComponent(this.key)}`);
      this.draft = body;
      this.tag = tag;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  /** Takes a changed document; faults of the earlier one hold no more where it was changed. */
  take(draft) {
    this.draft = draft;
    this.isTouched = true;
    this.findings = [];
  }

  render() {
    return html`<header class="page-head"><a class="back" href="/activities">${icon('back')}Activities</a>
        <h1 tabindex="-1">${this.isNew ? 'New activity' : (this.draft?.name ?? this.key)}</h1></header>
      ${this.draft ? this.form() : this.fault ? this.problem() : html`<p class="dim-words">Reading…</p>`}`;
  }

  form() {
    const spot = new Spot(this.draft, (to) => this.take(to), { faults: this.errors });
    const name = spot.member('name');
    return html`<form class="stack" novalidate @click=${this.watchful} @change=${this.watchful} @submit=${(event) => this.save(event)}><div class="two editor"><div class="stack">
      <section class="card"><div class="fields">
        <label class="field"><span>Name</span><input required maxlength="80" .value=${String(name.value ?? '')} aria-invalid=${name.isBlamed ? 'true' : 'false'} @input=${(event) => name.put(event.target.value)}></label></div>
        <label class="check"><input type="checkbox" .checked=${this.draft.armed !== false} @change=${(event) => spot.member('armed').put(event.target.checked)}><span>Armed: it starts by itself</span></label></section>
      ${this.whenPart(spot.member('when'))}${this.ifPart(spot.member('if', 'condition'))}${this.performPart(spot.member('perform'))}${this.untilPart(spot.member('until'))}${this.furtherPart(spot)}</div>
      <div class="stack at-side">${this.wordsPart()}
        <activity-text .draft=${own(this.draft)} .change=${(draft, fault) => this.typed(draft, fault)}></activity-text></div></div>
      ${this.problem()}${this.noticed()}
      <div class="buttons">${house.may('putActivity') ? html`<button class="button primary" ?disabled=${this.busy}>Save</button>` : nothing}<a class="button" href="/activities">Leave without saving</a>
        ${this.isNew || !house.may('deleteActivity') ? nothing : this.removing
          ? html`<button type="button" class="button danger" @click=${() => this.takeAway()}>Yes, delete it</button>`
          : html`<button type="button" class="quiet danger" @click=${() => (this.removing = true)}>Delete…</button>`}</div></form>`;
  }

  /** What was typed as text: a document, or what is wrong with it. */
  typed(draft, fault) {
    this.textFault = fault;
    if (draft) this.take({ ...draft, ...Object.fromEntries(Object.entries(this.draft).filter(([key]) => ITS_OWN.includes(key))) });
  }

  wordsPart() {
    const told = this.isTouched || this.isNew ? undefined : this.draft.words;
    const sentences = told ? [told].flat() : activitySentences(this.draft);
    return html`<section class="card in-words"><h2>What it will do</h2>${sentences.map((sentence) => html`<p>${sentence}</p>`)}</section>`;
  }

  problem() {
    if (!this.fault) return nothing;
    return html`<div class="problem" role="alert">${icon('warn')}<div><p>${this.fault}</p>
      ${(this.errors ?? []).length > 0 ? html`<ul>${this.errors.map((error) => html`<li>${placeWords(error.at)}: ${faultWords(error)}</li>`)}</ul>` : nothing}</div></div>`;
  }

  /** What the steward found that may not be meant so. */
  noticed() {
    if (!this.findings?.length) return nothing;
    return html`<div class="problem mild" role="status">${icon('question')}<div><p>The steward noticed:</p>
      <ul>${this.findings.map((finding) => html`<li>${finding.sentence ?? String(finding)}</li>`)}</ul></div></div>`;
  }

  whenPart(spot) {
    const events = spot.items((index) => `start ${index + 1}`);
    return html`<section class="card" ?data-blamed=${spot.isBlamed}><h2 tabindex="-1">When</h2>
      ${spot.value !== undefined && !Array.isArray(spot.value) ? keptAsText(spot) : events.length === 0 ? html`<p class="dim-words">Only when a person starts it.</p>`
        : events.map((event, index) => triggerEditor(event, { lead: index === 0 ? '' : 'or' }))}
      <div><button type="button" class="button" @click=${() => spot.add(freshTrigger())}>${icon('plus')}Add a start</button></div></section>`;
  }

  ifPart(spot) {
    const now = spot.value;
    const add = () => spot.put(!now ? freshCondition() : now.all ? { all: [...now.all, freshCondition()] } : { all: [now, freshCondition()] });
    return html`<section class="card" ?data-blamed=${spot.isBlamed}><h2 tabindex="-1">And if</h2>
      ${now ? conditionEditor(spot) : html`<p class="dim-words">At any time, whatever else is the case.</p>`}
      <div><button type="button" class="button" @click=${add}>${icon('plus')}Add a condition</button></div></section>`;
  }

  performPart(spot) {
    return html`<section class="card" ?data-blamed=${spot.isBlamed}><h2 tabindex="-1">Do</h2>${linesEditor(spot, { isOutermost: true })}</section>`;
  }

  untilPart(spot) {
    const { value } = spot;
    if (!value) {
      return html`<section class="card"><h2 tabindex="-1">Until</h2><p class="dim-words">What it did stays so.</p>
        <div><button type="button" class="button" @click=${() => spot.put({ when: [freshTrigger()], undo: true })}>${icon('plus')}Put it back when …</button></div></section>`;
    }
    const when = spot.member('when');
    const after = spot.member('after', 'the end');
    const undo = spot.member('undo');
    const perform = spot.member('perform', 'the end');
    const events = when.items((index) => `end ${index + 1}`);
    if (events.length === 1) events[0].put = (to) => when.put(to === undefined ? undefined : [to]);
    return html`<section class="card" ?data-blamed=${spot.isBlamed}><div class="card-head"><h2 tabindex="-1">Until</h2>${removeButton('the end', () => spot.drop())}</div>
      ${events.map((event, index) => triggerEditor(event, { combined: false, lead: index === 0 ? '' : 'or' }))}
      <div class="sentence">${addButton('Add an end', '', () => when.add(freshTrigger()))}
        ${after.value === undefined ? addButton('or after a time', '', () => after.put('10m'))
          : html`<span>${events.length > 0 ? 'or after' : 'after'}</span>${spanField('end: after', after.value, (to) => after.put(to))}${removeButton('the time of the end', () => after.drop())}`}</div>
      <label class="check"><input type="checkbox" .checked=${undo.value === true} @change=${(event) => undo.put(event.target.checked ? true : undefined)}><span>Then put everything back as it was before</span></label>
      ${perform.value ? html`<p>and then</p>${linesEditor(perform)}` : html`<div>${addButton('and then do …', '', () => perform.put([freshTask()]))}</div>`}
      ${blameAt(spot)}</section>`;
  }

  furtherPart(spot) {
    const select = (key, label, options) => {
      const member = spot.member(key, label);
      return html`<label class="field"><span>${label}</span>${choice(label, member.value ?? options[0][0], options, (to) => member.put(to), { invalid: member.isBlamed })}</label>`;
    };
    const quiet = spot.member('quiet');
    const unknown = Object.keys(spot.value).filter((key) => !KNOWN.includes(key));
    return html`<section class="card"><h2 tabindex="-1">Besides</h2><div class="fields">
      ${select('again', 'When it starts again while it still runs', [['ignore', 'go on, ignore the new start'], ['restart', 'begin anew'], ['queue', 'do it once more after that']])}
      ${select('missed', 'What was due while the steward was off', [['usual', 'as usual: late only for off, close, lock'], ['perform', 'perform it late'], ['skip', 'skip it']])}</div>
      <div class="sentence">${quiet.value === undefined ? addButton('Not more often than …', '', () => quiet.put('1h'))
        : html`<span>Not more often than once in</span>${spanField('quiet', quiet.value, (to) => quiet.put(to))}${removeButton('the quiet time', () => quiet.drop())}`}</div>
      ${blameAt(spot.member('quiet'))}${unknown.map((key) => keptAsText(spot.member(key)))}</section>`;
  }

  async save(event) {
    event.preventDefault();
    if (this.textFault || !event.currentTarget.checkValidity()) {
      event.currentTarget.querySelector(':invalid:not(fieldset), textarea[aria-invalid=true]')?.focus();
      this.errors = [];
      this.fault = this.textFault || 'Something is not filled in yet: the cursor stands at the first such place.';
      return;
    }
    const activity = own(this.draft);
    activity.name = String(activity.name ?? '').trim();
    if (this.isNew) activity.id = activity.id || slug(activity.name, (id) => house.activities.has(id) || id === 'new');
    await this.attempt(async () => {
      const headers = this.isNew ? { 'If-None-Match': '*' } : this.tag ? { 'If-Match': this.tag } : {};
      const saved = await put(`/activities/${encodeURIComponent(activity.id)}`, activity, headers);
      house.activities.set(activity.id, { ...house.activities.get(activity.id), ...activity, ...saved });
      house.findings.set(activity.id, saved?.findings ?? []);
      house.touch('activities');
      go('/activities');
    });
  }

  async takeAway() {
    await this.attempt(async () => {
      await remove(`/activities/${encodeURIComponent(this.key)}`);
      house.activities.delete(this.key);
      house.touch('activities');
      go('/activities');
    });
  }

  async attempt(work) {
    this.busy = true;
    try {
      await work();
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
      this.errors = failure.errors ?? [];
      this.findings = failure.findings ?? [];
    }
    this.busy = false;
  }
}

const PLACES = { when: 'Start', perform: 'Line', otherwise: 'otherwise, line', then: 'then, line', if: 'condition', all: 'part', any: 'part', until: 'Until', together: 'branch', confirm: 'check' };

/** `/perform/0/otherwise/1/text` as a person would say it. @param {string} at */
function placeWords(at) {
  const parts = String(at ?? '').split('/').filter(Boolean);
  if (parts.length === 0) return 'The activity';
  const words = parts.map((part) => (/^\d+$/.test(part) ? ` ${Number(part) + 1}` : `, ${PLACES[part] ?? part.replaceAll('-', ' ')}`)).join('').slice(2);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

define('page-activity', ActivityPage);
