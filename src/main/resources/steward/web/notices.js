/** What one was told: the bell with its number, and what is new on whatever page is open. Both live by the stream. */
import { html, nothing } from 'lit';
import { get, post } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { Part, define } from './part.js';
import { when } from './words.js';

const KEPT_MAX = 500;
const SHOWN_MAX = 3;

/** @typedef {{id: number, person: string, name: string, at: string, title: string, text: string, urgent: boolean, unseen: boolean, seen: ?string, ways: Record<string, any>}} Notice */

/** The notices of whoever is here, by their numbers. */
class Notices {
  constructor() {
    /** @type {Map<number, Notice>} */
    this.all = new Map();
    this.loaded = false;
    this.fault = '';
    this.said = () => {};
    house.onNotice = (notice) => this.take(notice);
    house.watch('connection', () => {
      if (house.connection === 'live') this.read();
    });
  }

  /** @returns {Notice[]} newest first */
  list() {
    return [...this.all.values()].sort((a, b) => b.id - a.id);
  }

  unseen() {
    return this.list().filter((one) => one.unseen);
  }

  async read() {
    if (!house.may('listNotices')) return;
    try {
      const { items } = await get('/notices');
      this.all = new Map(items.map((one) => [one.id, one]));
      this.loaded = true;
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
    }
    house.touch('notices');
  }

  take(notice) {
    const isNew = !this.all.has(notice.id);
    this.all.set(notice.id, notice);
    if (this.all.size > KEPT_MAX) this.all.delete(Math.min(...this.all.keys()));
    if (isNew && notice.unseen) this.said(`${notice.urgent ? 'Urgent: ' : ''}${notice.title}: ${notice.text}`);
    house.touch('notices');
  }

  /** @param {number[]} [ids] all, if there are none */
  async see(ids) {
    await post('/notices/seen', ids ? { ids } : { all: true });
    const seen = new Date(house.now()).toISOString();
    for (const [id, one] of this.all) if (one.unseen && (!ids || ids.includes(id))) this.all.set(id, { ...one, unseen: false, seen });
    house.touch('notices');
  }
}

export const notices = new Notices();

/** Whom it was for, where that is not plain. @param {Notice} notice */
export const forWhom = (notice) => (house.session?.user ? nothing : html` <span class="dim-words">for <bdi>${notice.name}</bdi></span>`);

/** The way to the page of notices, with how many are new. */
class NoticeBell extends Part {
  topics() {
    return ['notices', 'session'];
  }

  render() {
    if (!house.may('listNotices')) return nothing;
    const count = notices.unseen().length;
    const isHere = location.pathname === '/notices';
    return html`<a class="bell" href="/notices" aria-current=${isHere ? 'page' : nothing}>${icon('bell')}<span class="bell-words">Notices</span>${count > 0
      ? html`<span class="bell-count"><span class="unseen">, new: </span>${count > 99 ? '99+' : count}</span>` : html`<span class="unseen">, none new</span>`}</a>`;
  }
}

/** What is new, above whatever page is open, until it is seen. */
class NoticeStrip extends Part {
  static properties = { fault: { state: true } };

  topics() {
    return ['notices', 'tick'];
  }

  render() {
    const all = location.pathname === '/notices' ? [] : notices.unseen();
    if (all.length === 0) return nothing;
    const more = all.length - SHOWN_MAX;
    return html`<section class="news" aria-label="New notices"><ul>${all.slice(0, SHOWN_MAX).map((one) => html`<li class="news-one" data-urgent=${one.urgent}>
        ${icon(one.urgent ? 'warn' : 'bell')}<div class="news-words"><b><bdi>${one.title}</bdi></b>${forWhom(one)} <span class="dim-words">${when(one.at)}</span><p dir="auto">${one.text}</p></div>
        <button class="button" aria-label=${`Seen: ${one.title}`} @click=${() => this.see([one.id])}>Seen</button></li>`)}</ul>
      ${more > 0 ? html`<p><a href="/notices">${more} more</a></p>` : nothing}${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}</section>`;
  }

  async see(ids) {
    this.fault = '';
    try {
      await notices.see(ids);
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
    }
  }
}

define('notice-bell', NoticeBell);
define('notice-strip', NoticeStrip);
