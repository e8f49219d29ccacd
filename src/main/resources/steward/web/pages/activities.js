/** What the house does by itself: each activity as a sentence, armed or not, with what it did last. */
import { html, nothing } from 'lit';
import { post } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { conditionWords, endWords, lineWords, triggerWords } from '../sentences.js';
import { age, capital } from '../words.js';

class ActivitiesPage extends Part {
  static properties = { said: { state: true }, fault: { state: true } };

  topics() {
    return ['activities', 'things', 'groups', 'tick'];
  }

  connectedCallback() {
    super.connectedCallback();
    house.readGroups();
  }

  render() {
    const activities = [...house.activities.values()].sort((a, b) => a.name.localeCompare(b.name));
    return html`<header class="page-head with-action"><h1 tabindex="-1">Activities</h1>
        ${house.may('putActivity') ? html`<a class="button primary" href="/activities/new">${icon('plus')}New activity</a>` : nothing}
        <p>What the house does by itself: when something happens, and something holds, it asks things to act.${house.may('fillReadyMade') ? html` <a href="/ready-made">Start from a ready-made one</a>` : nothing}</p></header>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      ${activities.length === 0 ? html`<div class="empty">${icon('activities')}<h2>No activity yet</h2><p>Make the first one: a lamp that follows motion, a reminder, an evening.</p></div>`
        : html`<ul class="cards">${activities.map((activity) => this.card(activity))}</ul>`}`;
  }

  card(activity) {
    const fired = activity.last?.fired;
    const held = activity.last?.held;
    return html`<li class="card activity" ?data-off=${!activity.armed}>
      <div class="card-head"><h2><a href="/activities/${encodeURIComponent(activity.id)}">${activity.name}</a></h2>
        <span class="armed"><span aria-hidden="true">${activity.armed ? 'Armed' : 'Not armed'}</span>
          ${house.may('armActivity') ? html`<button class="switch" role="switch" aria-checked=${activity.armed ? 'true' : 'false'} aria-label="${activity.name}, armed" @click=${() => this.arm(activity)}></button>` : nothing}</span></div>
      ${activity.problem ? html`<p class="problem mild">${icon('warn')}<span>${activity.problem}</span></p>` : nothing}
      ${(house.findings.get(activity.id) ?? []).map((finding) => html`<p class="problem mild">${icon('question')}<span>${finding.sentence ?? String(finding)}</span></p>`)}
      <p class="said"><b>When</b> ${activity.when.length === 0 ? 'a person starts it' : activity.when.map(triggerWords).join(', or ')}${activity.if ? html`, <b>if</b> ${conditionWords(activity.if)}` : nothing}:</p>
      <ol class="said-steps">${activity.perform.slice(0, 6).map((step) => html`<li>${capital(lineWords(step))}</li>`)}${activity.perform.length > 6 ? html`<li>and ${activity.perform.length - 6} more</li>` : nothing}</ol>
      ${activity.until ? html`<p class="said"><b>Until:</b> ${endWords(activity.until)}.</p>` : nothing}
      ${this.said?.id === activity.id ? html`<p class="outcome-bar" role="status" data-tone=${this.said.tone}>${this.said.words}</p>` : nothing}
      <div class="activity-foot"><div class="dim-words">
          <p>${fired ? html`Fired ${age(fired.at)}${fired.because ? `: ${fired.because}` : ''}. <a href="/why/${fired.seq}">Why<span class="unseen"> ${activity.name} fired</span></a>` : 'Has not fired yet.'}</p>
          ${held ? html`<p>Held back ${age(held.at)}: ${held.reason}. <a href="/why/${held.seq}">Why<span class="unseen"> ${activity.name} was held back</span></a></p>` : nothing}</div>
        ${house.may('startActivity') ? html`<button class="button" @click=${() => this.start(activity)}>${icon('play')}Start now<span class="unseen"> ${activity.name}</span></button>` : nothing}</div></li>`;
  }

  async arm(activity) {
    await this.attempt(async () => {
      const answer = await post(`/activities/${encodeURIComponent(activity.id)}/arm`, { armed: !activity.armed });
      house.activities.set(activity.id, { ...activity, armed: !activity.armed, ...(answer?.id ? answer : {}) });
      house.touch('activities');
    });
  }

  async start(activity) {
    await this.attempt(async () => {
      const answer = await post(`/activities/${encodeURIComponent(activity.id)}/start`);
      const hasFired = (answer?.last?.fired?.seq ?? 0) > (activity.last?.fired?.seq ?? 0);
      const held = answer?.last?.held;
      const isHeld = (held?.seq ?? 0) > (activity.last?.held?.seq ?? 0);
      this.said = { id: activity.id, tone: isHeld && !hasFired ? 'bad' : 'good', words: hasFired ? 'It fired.' : isHeld ? `Held back: ${held.reason}` : 'It was asked to start.' };
      if (answer?.id) house.activities.set(answer.id, answer);
      house.touch('activities');
    });
  }

  async attempt(work) {
    try {
      await work();
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
    }
  }
}

define('page-activities', ActivitiesPage);
