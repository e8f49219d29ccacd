/** The frame around every page: navigation, the word about the connection, and what is said aloud. */
import { html, nothing } from 'lit';
import { onFresh } from './fresh.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { notices } from './notices.js';
import { tellOutcomes } from './outcome.js';
import { Part, define } from './part.js';
import { followLinks, routeOf } from './router.js';
import { when } from './words.js';
import './pages/rooms.js';

const PLACES = [
  { nav: 'rooms', to: '/', words: 'Rooms' },
  { nav: 'activities', to: '/activities', words: 'Activities', for: 'listActivities' },
  { nav: 'inbox', to: '/inbox', words: 'Inbox', for: 'listInbox' },
  { nav: 'journal', to: '/journal', words: 'Journal', for: 'listJournal' },
  { nav: 'network', to: '/network', words: 'Network', for: 'getNetwork' },
  { nav: 'health', to: '/health', words: 'Health', for: 'health' },
  { nav: 'people', to: '/people', words: 'People', for: 'addUser' },
];
const OF_ACTIVITY = { rehearse: 'Rehearsal', past: 'What it did', versions: 'Versions' };
const RELOADED = 'steward.reloaded';
const RELOAD_AGAIN_MS = 20_000;

const PAGES = {
  rooms: { load: async () => {}, draw: (key) => html`<page-rooms .key=${key}></page-rooms>` },
  thing: { load: () => import('./pages/thing.js'), draw: (key) => html`<page-thing .thing=${key}></page-thing>` },
  activities: { load: () => import('./pages/activities.js'), draw: () => html`<page-activities></page-activities>` },
  activity: { load: () => import('./pages/activity.js'), draw: (key) => html`<page-activity .key=${key}></page-activity>` },
  rehearse: { load: () => import('./pages/rehearse.js'), draw: (key) => html`<page-rehearse .key=${key}></page-rehearse>` },
  past: { load: () => import('./pages/past.js'), draw: (key) => html`<page-past .key=${key}></page-past>` },
  versions: { load: () => import('./pages/versions.js'), draw: (key) => html`<page-versions .key=${key}></page-versions>` },
  groups: { title: 'Groups', load: () => import('./pages/groups.js'), draw: () => html`<page-groups></page-groups>` },
  group: { load: () => import('./pages/group.js'), draw: (key) => html`<page-group .key=${key}></page-group>` },
  place: { title: 'The house itself', load: () => import('./pages/place.js'), draw: () => html`<page-place></page-place>` },
  'house-rules': { title: 'Findings and house rules', load: () => import('./pages/house-rules.js'), draw: () => html`<page-house-rules></page-house-rules>` },
  cases: { title: 'Kept cases', load: () => import('./pages/cases.js'), draw: () => html`<page-cases></page-cases>` },
  'ready-made': { title: 'Ready-made activities', load: () => import('./pages/ready-made.js'), draw: () => html`<page-ready-made></page-ready-made>` },
  inbox: { load: () => import('./pages/inbox.js'), draw: () => html`<page-inbox></page-inbox>` },
  'by-hand': { title: 'Enter by hand', load: () => import('./pages/by-hand.js'), draw: () => html`<page-by-hand></page-by-hand>` },
  journal: { load: () => import('./pages/journal.js'), draw: () => html`<page-journal></page-journal>` },
  why: { load: () => import('./pages/why.js'), draw: (key) => html`<page-why .key=${key}></page-why>` },
  health: { load: () => import('./pages/health.js'), draw: () => html`<page-health></page-health>` },
  people: { load: () => import('./pages/people.js'), draw: () => html`<page-people></page-people>` },
  user: { load: () => import('./pages/user.js'), draw: (key) => html`<page-user .user=${key}></page-user>` },
  client: { load: () => import('./pages/client.js'), draw: (key) => html`<page-client .client=${key}></page-client>` },
  notices: { title: 'Notices', load: () => import('./pages/notices.js'), draw: () => html`<page-notices></page-notices>` },
  me: { title: 'My account', load: () => import('./pages/me.js'), draw: () => html`<page-me></page-me>` },
  audit: { title: 'Audit log', load: () => import('./pages/audit.js'), draw: () => html`<page-audit></page-audit>` },
  callers: { title: 'Callers', load: () => import('./pages/callers.js'), draw: () => html`<page-callers></page-callers>` },
  rights: { title: 'Roles and rights', load: () => import('./pages/rights.js'), draw: () => html`<page-rights></page-rights>` },
  network: { title: 'The network', load: () => import('./pages/network.js'), draw: () => html`<page-network></page-network>` },
  station: { title: 'A device on the network', load: () => import('./pages/station.js'), draw: (key) => html`<page-station .station=${key}></page-station>` },
  grades: { title: 'Grades', load: () => import('./pages/grades.js'), draw: () => html`<page-grades></page-grades>` },
  wifi: { title: 'Wi-Fi and ways in', load: () => import('./pages/wifi.js'), draw: () => html`<page-wifi></page-wifi>` },
  ledger: { title: 'The ledger', load: () => import('./pages/ledger.js'), draw: () => html`<page-ledger></page-ledger>` },
  'ledger-entries': { title: 'The ledger, entry by entry', load: () => import('./pages/ledger-entries.js'), draw: () => html`<page-ledger-entries></page-ledger-entries>` },
  statement: { title: 'A statement', load: () => import('./pages/statement.js'), draw: () => html`<page-statement></page-statement>` },
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
    return ['connection', 'house', 'inbox', 'session'];
  }

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    followLinks(() => this.move());
    tellOutcomes((text) => (this.said = text));
    notices.said = (text) => (this.said = text);
    onFresh((session) => house.signedIn(session));
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

  willUpdate() {
    super.willUpdate();
    if (house.connection === 'signed out' && !this.reloading) this.leave();
  }

  /** The steward shows its sign-in page at the same address. Once only: where that does not help the page says so. */
  leave() {
    this.reloading = true;
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (!house.turnedAway || Date.now() - last < RELOAD_AGAIN_MS) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  }

  updated() {
    const place = PLACES.find(({ nav }) => nav === this.route.nav);
    document.title = [this.titleOf(place), house.facts.name, 'Steward'].filter(Boolean).join(' · ');
  }

  /** By the names that people gave: ids are no words for a title. */
  titleOf(place) {
    const { page, key } = this.route;
    if (PAGES[page].title) return PAGES[page].title;
    if (page === 'thing') return house.things.get(key)?.name ?? key;
    if (page === 'activity') return key === 'new' ? 'A new activity' : (house.activities.get(key)?.name ?? key);
    if (page in OF_ACTIVITY) return `${OF_ACTIVITY[page]}: ${house.activities.get(key)?.name ?? key}`;
    if (page === 'group') return key === 'new' ? 'A new group' : (house.groups.get(key)?.name ?? key);
    if (page === 'why') return `Why, no. ${key}`;
    return ['user', 'client'].includes(page) ? place?.words : key || place?.words;
  }

  render() {
    if (house.connection === 'signed out') return this.signedOut();
    return html`
      <a class="skip" href="#main">Skip to the page</a>
      ${this.places()}
      <div class="beside">
        ${this.connection()}
        <header class="who-above"><notice-bell></notice-bell>${this.who()}</header>
        <notice-strip></notice-strip>
        <main id="main" tabindex="-1">${this.page()}</main>
      </div>
      <div class="unseen" role="status" aria-live="polite">${this.said}</div>`;
  }

  /** Nothing of the house stays on the screen of a device that was signed out. */
  signedOut() {
    return html`<main class="door"><div class="card" role="alert"><h1 tabindex="-1">Signed out</h1>
      <p>This device's session has ended: it was signed out here, its time was over, or somebody ended it.</p>
      <div class="buttons"><button class="button primary" @click=${() => location.reload()}>${icon('key')}Sign in again</button></div></div></main>`;
  }

  /** Who is signed in here, plainly. */
  who() {
    const session = house.session;
    if (!session) return nothing;
    const name = session.user?.name ?? (session.atMachine ? 'At the machine' : session.role);
    return html`<a class="who" href="/me" aria-current=${this.route.nav === 'me' ? 'page' : nothing}>${icon(session.user ? 'person' : 'bolt')}<bdi>${name}</bdi><span class="unseen">, your account</span></a>`;
  }

  places() {
    return html`<nav class="places" aria-label="Main">
      <a class="mark" href="/" aria-label="Steward, home"><svg viewBox="0 0 64 64" aria-hidden="true"><path d="M10 31 32 12l22 19v19a4 4 0 0 1-4 4H14a4 4 0 0 1-4-4z"></path><circle cx="32" cy="37" r="7"></circle></svg><span>Steward</span></a>
      <ul>${PLACES.filter((place) => !place.for || house.may(place.for)).map((place) => html`<li><a href=${place.to} aria-current=${place.nav === this.route.nav ? 'page' : nothing}>
        ${icon(place.nav)}<span>${place.words}</span>${place.nav === 'inbox' && house.inbox.size > 0
          ? html`<span class="badge"><span class="unseen">, waiting: </span>${house.inbox.size}</span>` : nothing}</a></li>`)}</ul>
      <div class="places-foot"><notice-bell></notice-bell>${this.who()}${house.facts.demo ? html`<span>A simulated house</span>` : nothing}</div>
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
