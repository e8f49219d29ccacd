/** The frame around every page: navigation, the word about the connection, and what is said aloud. */
import { html, nothing } from 'lit';
import { house } from './house.js';
import { icon } from './icons.js';
import { tellOutcomes } from './outcome.js';
import { Part, define } from './part.js';
import { followLinks, routeOf } from './router.js';
import { when } from './words.js';
import './pages/rooms.js';

const PLACES = [
  { nav: 'rooms', to: '/', words: 'Rooms' },
  { nav: 'activities', to: '/activities', words: 'Activities' },
  { nav: 'inbox', to: '/inbox', words: 'Inbox' },
  { nav: 'journal', to: '/journal', words: 'Journal' },
  { nav: 'health', to: '/health', words: 'Health' },
];

const PAGES = {
  rooms: { load: async () => {}, draw: (key) => html`<page-rooms .key=${key}></page-rooms>` },
  thing: { load: () => import('./pages/thing.js'), draw: (key) => html`<page-thing .thing=${key}></page-thing>` },
  activities: { load: () => import('./pages/activities.js'), draw: () => html`<page-activities></page-activities>` },
  activity: { load: () => import('./pages/activity.js'), draw: (key) => html`<page-activity .key=${key}></page-activity>` },
  inbox: { load: () => import('./pages/inbox.js'), draw: () => html`<page-inbox></page-inbox>` },
  'by-hand': { load: () => import('./pages/by-hand.js'), draw: () => html`<page-by-hand></page-by-hand>` },
  journal: { load: () => import('./pages/journal.js'), draw: () => html`<page-journal></page-journal>` },
  why: { load: () => import('./pages/why.js'), draw: (key) => html`<page-why .key=${key}></page-why>` },
  health: { load: () => import('./pages/health.js'), draw: () => html`<page-health></page-health>` },
  nowhere: { load: async () => {}, draw: () => html`<header class="page-head"><h1 tabindex="-1">Nothing here</h1></header><p><a class="button" href="/">Back to the rooms</a></p>` },
};

class StewardApp extends Part {
  static properties = { route: { state: true }, said: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.route = routeOf(location.pathname);
    this.said = '';
    this.fault = '';
    this.lostAt = null;
  }

  topics() {
    return ['connection', 'house', 'inbox'];
  }

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    followLinks(() => this.move());
    tellOutcomes((text) => (this.said = text));
    house.open();
    this.move(true);
    requestIdle(() => Object.values(PAGES).forEach((page) => page.load().catch(() => {})));
  }

  async move(first = false) {
    const route = routeOf(location.pathname);
    try {
      await PAGES[route.page].load();
      this.fault = '';
    } catch {
      this.fault = 'This page could not be fetched from the steward.';
    }
    this.route = route;
    await this.updateComplete;
    if (first) return;
    scrollTo(0, 0);
    requestAnimationFrame(() => this.querySelector('main h1')?.focus({ preventScroll: true }));
  }

  updated() {
    const place = PLACES.find(({ nav }) => nav === this.route.nav);
    document.title = [this.route.key || place?.words, house.facts.name, 'Steward'].filter(Boolean).join(' · ');
  }

  render() {
    return html`
      <a class="skip" href="#main">Skip to the page</a>
      ${this.places()}
      <div class="beside">
        ${this.connection()}
        <main id="main" tabindex="-1">${this.page()}</main>
      </div>
      <div class="unseen" role="status" aria-live="polite">${this.said}</div>`;
  }

  places() {
    return html`<nav class="places" aria-label="Main">
      <a class="mark" href="/" aria-label="Steward, home"><svg viewBox="0 0 64 64" aria-hidden="true"><path d="M10 31 32 12l22 19v19a4 4 0 0 1-4 4H14a4 4 0 0 1-4-4z"></path><circle cx="32" cy="37" r="7"></circle></svg><span>Steward</span></a>
      <ul>${PLACES.map((place) => html`<li><a href=${place.to} aria-current=${place.nav === this.route.nav ? 'page' : nothing}>
        ${icon(place.nav)}<span>${place.words}</span>${place.nav === 'inbox' && house.inbox.size > 0
          ? html`<span class="badge"><span class="unseen">, waiting: </span>${house.inbox.size}</span>` : nothing}</a></li>`)}</ul>
      <p class="places-foot">${house.facts.demo ? 'A simulated house' : nothing}</p>
    </nav>`;
  }

  connection() {
    if (house.connection === 'live' || house.connection === 'opening') {
      this.lostAt = null;
      return html`<div class="connection" role="status"></div>`;
    }
    this.lostAt ??= new Date(house.now()).toISOString();
    return html`<div class="connection" role="status"><p class="lost">${icon('lost')}
      <span>Connection lost. What you see is from ${when(this.lostAt)}; trying again…</span></p></div>`;
  }

  page() {
    const fault = this.fault || (house.loaded || house.things.size > 0 ? '' : house.fault);
    if (fault) {
      return html`<header class="page-head"><h1 tabindex="-1">Not now</h1></header><p class="problem" role="alert">${icon('warn')}<span>${fault}</span></p>
        <p><button class="button" @click=${() => location.reload()}>Try again</button></p>`;
    }
    if (!house.loaded && house.things.size === 0) return html`<p class="first-words">Opening the house…</p>`;
    return PAGES[this.route.page].draw(this.route.key);
  }
}

function requestIdle(work) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 3_000 });
  else setTimeout(work, 1_500);
}

define('steward-app', StewardApp);
