/** What an activity did, why, and why not; and the way to take back what it did. */
import { html, nothing } from 'lit';
import { activityTabs } from '../activity-tabs.js';
import { get, post } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { membersOf } from '../members.js';
import { Part, define } from '../part.js';
import { age, capital, dayOf, exactly, when } from '../words.js';

const FIRINGS = 20;
const EVENTS = 12;
const WATCHED_MAX = 8;
const UNDO_MS = 15 * 60_000;
const TOLD_AFTER_MS = [300, 1_000, 3_000];
const LIMITS = 'Within 15 minutes what it switched, dimmed, coloured or heated is put back as it was before. Locks, blinds, messages and infrared are never turned round, and what somebody changed since is left alone.';

/** Things whose events start it or end it. @param {any} part @returns {string[]} */
function watchedOf(part) {
  if (Array.isArray(part)) return part.flatMap(watchedOf);
  if (part === null || typeof part !== 'object') return [];
  const own = ['thing', 'any-of', 'every', 'none-of'].filter((name) => name in part).flatMap((name) => membersOf(part[name]).map(({ id }) => id));
  return [...own, ...Object.values(part).flatMap(watchedOf)];
}

class PastPage extends Part {
  static properties = {
    key: {}, entries: { state: true }, events: { state: true }, whyNot: { state: true }, at: { state: true }, fault: { state: true }, asking: { state: true }, undone: { state: true }, busy: { state: true },
  };

  topics() {
    return ['activities', 'things', 'tick'];
  }

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('key')) this.open();
  }

  async open() {
    Object.assign(this, { entries: null, events: [], whyNot: null, fault: '', asking: null, undone: null, at: 0 });
    await Promise.all([this.readFirings(), this.readEvents(), house.activities.get(this.key)?.last?.held ? this.ask(0) : null]);
  }

  async readFirings() {
    try {
      const query = new URLSearchParams({ subject: this.key, kind: 'firing,skip', limit: String(FIRINGS) });
      this.entries = (await get(`/journal?${query}`)).items;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  /** What came of late from the things that it watches. */
  async readEvents() {
    const activity = house.activities.get(this.key);
    if (!activity || !house.may('whyNot')) return;
    const watched = [...new Set([...watchedOf(activity.when), ...watchedOf(activity.if)])].slice(0, WATCHED_MAX);
    try {
      const lists = await Promise.all(watched.map((id) => get(`/journal?${new URLSearchParams({ subject: id, kind: 'reading,status', limit: '6' })}`)));
      this.events = lists.flatMap(({ items }) => items).sort((a, b) => b.seq - a.seq).slice(0, EVENTS);
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  async ask(seq) {
    this.at = seq;
    this.whyNot = null;
    try {
      this.whyNot = await get(`/activities/${encodeURIComponent(this.key)}/why-not${seq ? `?at=${seq}` : ''}`);
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence;
    }
    if (!seq) return;
    await this.updateComplete;
    this.querySelector('.why-not')?.focus();
  }

  async undo(firing) {
    this.busy = true;
    this.asking = null;
    try {
      const { seq } = await post(`/activities/${encodeURIComponent(this.key)}/undo`, { firing });
      this.undone = { firing, lines: null };
      for (const wait of TOLD_AFTER_MS) {
        await new Promise((done) => setTimeout(done, wait));
        await this.tellUndone(firing, seq);
      }
    } catch (failure) {
      this.undone = { firing, fault: failure.sentence, lines: [] };
    }
    this.busy = false;
    this.readFirings();
  }

  /** What came of the taking back: who was asked to be as before, who was left alone and why, what answered. */
  async tellUndone(firing, seq) {
    const page = await get(`/journal?${new URLSearchParams({ after: String(seq - 1), kind: 'command,outcome,note', limit: '200' })}`);
    const known = new Set([seq]);
    const lines = [];
    for (const entry of page.items.toReversed()) {
      if (!entry.causes.some((cause) => known.has(cause))) continue;
      known.add(entry.seq);
      lines.push(entry);
    }
    this.undone = { firing, lines };
  }

  render() {
    const activity = house.activities.get(this.key);
    return html`<header class="page-head"><a class="back" href="/activities">${icon('back')}Activities</a><h1 tabindex="-1">${activity?.name ?? this.key}</h1></header>${activityTabs(this.key, 'past')}
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      <div class="two"><section class="card"><h2>What it did</h2>${this.firings()}</section>
        ${house.may('whyNot') ? html`<section class="card"><h2>Why not?</h2>${this.whyNotPart(activity)}</section>` : nothing}</div>`;
  }

  firings() {
    if (!this.entries) return html`<p class="dim-words">Reading…</p>`;
    if (this.entries.length === 0) return html`<p class="dim-words">It has not fired yet, as far as the journal reaches.</p>`;
    const newest = this.entries.find(({ kind }) => kind === 'firing');
    return html`${house.may('undoActivity') ? html`<p class="dim-words">${LIMITS}</p>` : nothing}<ul class="rows">${this.entries.map((entry) => this.firing(entry, entry === newest))}</ul>`;
  }

  firing(entry, isNewest) {
    const isFiring = entry.kind === 'firing';
    const isRecent = isFiring && house.now() - Date.parse(entry.at) < UNDO_MS;
    const undone = this.undone?.firing === entry.seq ? this.undone : null;
    return html`<li class="row firing"><span class="row-words"><span>${entry.sentence ?? capital(entry.kind)}</span>
        <span class="dim-words"><time datetime=${entry.at}>${dayOf(new Date(entry.at))}, ${exactly(entry.at)}</time> · ${age(entry.at)} · <a href="/why/${entry.seq}">Why<span class="unseen"> it was so at ${exactly(entry.at)}</span></a></span>
        ${undone ? this.undoing(undone) : nothing}
        ${this.asking === entry.seq ? html`<span class="buttons" role="group" aria-label="Take it back?"><button type="button" class="button asking" ?disabled=${this.busy} @click=${() => this.undo(entry.seq)}>Yes, take it back</button><button type="button" class="quiet" @click=${() => (this.asking = null)}>Leave it</button></span>` : nothing}</span>
      ${isRecent && house.may('undoActivity') && this.asking !== entry.seq && !undone ? html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => (this.asking = entry.seq)}>${icon('back')}Take back<span class="unseen"> what it did at ${exactly(entry.at)}</span></button>`
        : isFiring && isNewest && !isRecent ? html`<span class="dim-words">too long ago to take back</span>` : nothing}</li>`;
  }

  undoing({ fault, lines }) {
    if (fault) return html`<span class="problem" role="alert">${icon('warn')}<span>${fault}</span></span>`;
    if (!lines || (lines.length === 0 && this.busy)) return html`<span class="dim-words" role="status">Taking it back…</span>`;
    if (lines.length === 0) return html`<span class="dim-words" role="status">Nothing had to be changed: all is as it was before.</span>`;
    return html`<span class="undone" role="status">${lines.map((entry) => html`<span data-kind=${entry.kind}>${icon(entry.kind === 'note' ? 'warn' : entry.kind === 'command' ? 'back' : 'check')}<span>${entry.sentence}</span></span>`)}</span>`;
  }

  whyNotPart(activity) {
    return html`<p class="dim-words">Choose what happened, and the steward works out which part of the activity did not hold at that moment.</p>
      ${this.events.length > 0 ? html`<ul class="rows choose-event">${this.events.map((entry) => html`<li><button type="button" class="row as-row" aria-pressed=${this.at === entry.seq ? 'true' : 'false'} @click=${() => this.ask(entry.seq)}><span class="row-words"><span>${entry.sentence}</span><span class="dim-words">${when(entry.at)}, ${age(entry.at)}</span></span>${icon('next')}</button></li>`)}</ul>`
        : html`<p class="dim-words">${activity?.when?.length === 0 ? 'It waits for nothing: only a person starts it.' : 'Nothing came of late from what it watches.'}</p>`}
      ${this.whyNot ? this.answer(this.whyNot) : nothing}`;
  }

  answer(why) {
    return html`<div class="why-not" tabindex="-1" role="group" aria-label="The answer"><h3>${why.fired ? 'It did fire then' : 'It did not fire then'}</h3>
      <p><b>What happened:</b> ${why.happened} <span class="dim-words">${when(why.at)}</span></p>
      ${why.sentences.map((sentence) => html`<p class="answer">${sentence}</p>`)}
      ${why.edges.length > 0 ? html`<h4>Its events</h4><ul class="held">${why.edges.map((edge) => this.part(edge.came, `${capital(edge.edge)}${edge.ends ? ' (ends it)' : ''}`, edge.came ? 'this came' : 'this did not come', edge.why))}</ul>` : nothing}
      ${why.condition?.asks && why.condition.asks !== 'always' ? html`<h4>Its condition</h4><ul class="held">${this.condition(why.condition)}</ul>` : nothing}
      ${why.exact ? nothing : html`<p class="dim-words">How the house was then is not known exactly.</p>`}${why.sameMeaning ? nothing : html`<p class="dim-words">It was recorded by a steward that understood activities a little differently.</p>`}</div>`;
  }

  condition(part) {
    const inner = part.parts ?? [];
    return html`${this.part(part.held, capital(part.asks), part.held ? 'this held' : 'this did not hold', part.why, inner.length > 0 ? html`<ul class="held">${inner.map((one) => this.condition(one))}</ul>` : nothing)}`;
  }

  part(held, asks, words, why, inner = nothing) {
    return html`<li data-held=${held}>${icon(held ? 'check' : 'cross')}<div><p>${asks}: <b>${words}</b></p>${why ? html`<p class="dim-words">${capital(why)}</p>` : nothing}${inner}</div></li>`;
  }
}

define('page-past', PastPage);
