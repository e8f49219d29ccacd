/** The ways within one activity: how it is, what it would have done, what it did and why, how it was. */
import { html } from 'lit';
import { house } from './house.js';

const TABS = [
  { name: 'edit', path: '', words: 'Change', for: 'getActivity' },
  { name: 'rehearse', path: '/rehearse', words: 'Rehearse', for: 'rehearseActivity' },
  { name: 'past', path: '/past', words: 'Past', for: 'listJournal' },
  { name: 'versions', path: '/versions', words: 'Versions', for: 'listActivityVersions' },
];

/** @param {string} id @param {string} now */
export const activityTabs = (id, now) => html`<nav class="tabs" aria-label="This activity"><ul>
  ${TABS.filter((tab) => house.may(tab.for)).map((tab) => html`<li><a href="/activities/${encodeURIComponent(id)}${tab.path}" aria-current=${tab.name === now ? 'page' : 'false'}>${tab.words}</a></li>`)}</ul></nav>`;

/** The ways beside the activities. */
const BESIDE = [
  { path: '/activities', words: 'Activities', for: 'listActivities' },
  { path: '/groups', words: 'Groups', for: 'listGroups' },
  { path: '/place', words: 'House', for: 'getPlace' },
  { path: '/house-rules', words: 'Rules', for: 'listFindings' },
  { path: '/cases', words: 'Cases', for: 'listCases' },
];

/** @param {string} now the path that is shown */
export const besideTabs = (now) => html`<nav class="tabs" aria-label="Activities and what belongs to them"><ul>
  ${BESIDE.filter((tab) => house.may(tab.for)).map((tab) => html`<li><a href=${tab.path} aria-current=${tab.path === now ? 'page' : 'false'}>${tab.words}</a></li>`)}</ul></nav>`;
