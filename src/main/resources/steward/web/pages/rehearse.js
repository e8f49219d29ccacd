/** One activity over the past: what it would have done beside what was done, and the cases that were kept of it. */
import { html, nothing } from 'lit';
import { activityTabs } from '../activity-tabs.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import '../kept-cases.js';
import { Part, define } from '../part.js';
import '../rehearsal.js';

class RehearsePage extends Part {
  static properties = { key: {} };

  topics() {
    return ['activities', 'things'];
  }

  render() {
    const activity = house.activities.get(this.key);
    return html`<header class="page-head"><a class="back" href="/activities">${icon('back')}Activities</a><h1 tabindex="-1">${activity?.name ?? this.key}</h1></header>${activityTabs(this.key, 'rehearse')}
      ${activity ? html`<div class="stack narrowed"><section class="card in-words"><h2 class="unseen">What it does</h2><p>${activity.words ?? ''}</p>
          <p class="dim-words">To try a change before it is saved, <a href="/activities/${encodeURIComponent(this.key)}">change it</a> and rehearse it there.</p></section>
        <section class="card"><h2>Rehearsal</h2><rehearse-activity .activity=${this.key} .kept=${true} @case-kept=${() => this.querySelector('kept-cases')?.read()}></rehearse-activity></section>
        ${house.may('listCases') ? html`<section class="card"><h2>Kept cases</h2><kept-cases .activity=${this.key}></kept-cases></section>` : nothing}</div>`
        : html`<p class="problem mild">${icon('question')}<span>There is no such activity any more.</span></p>`}`;
  }
}

define('page-rehearse', RehearsePage);
