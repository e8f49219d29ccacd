/** Groups of things: a list or a rule with a name of its own, who is in now, and who speaks of them. */
import { html, nothing } from 'lit';
import { besideTabs } from '../activity-tabs.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { membersOf } from '../members.js';
import { allOf, joined } from '../nouns.js';
import { Part, define } from '../part.js';
import { capital, count } from '../words.js';

const NAMES_MAX = 6;

/** Who is in now, by name. @param {string[]} ids */
export function memberNames(ids, max = NAMES_MAX) {
  const names = ids.slice(0, max).map((id) => house.things.get(id)?.name ?? id);
  if (ids.length > max) names.push(`${ids.length - max} more`);
  return joined(names, 'and');
}

/** @param {any} group */
export const ruleWords = (group) => (Array.isArray(group.members) ? 'a list, one by one' : capital(allOf(group.members)));

class GroupsPage extends Part {
  topics() {
    return ['groups', 'things', 'activities'];
  }

  connectedCallback() {
    super.connectedCallback();
    house.readGroups().then(() => {
      this.isRead = true;
      this.requestUpdate();
    });
  }

  render() {
    const groups = [...house.groups.values()].sort((a, b) => a.name.localeCompare(b.name));
    return html`<header class="page-head with-action"><h1 tabindex="-1">Groups</h1>
        ${house.may('putGroup') ? html`<a class="button primary" href="/groups/new">${icon('plus')}New group</a>` : nothing}
        <p>Things under one name, such as “Downstairs” or “Outside doors”, for activities to speak of. A rule lives: a new lamp in the room is in by itself.</p></header>${besideTabs('/groups')}
      ${groups.length > 0 ? html`<ul class="cards">${groups.map((group) => this.card(group))}</ul>`
        : this.isRead ? html`<div class="empty">${icon('thing')}<h2>No group yet</h2><p>Make the first one, or give a name to the things of a sentence while you write an activity.</p></div>` : html`<p class="dim-words">Reading…</p>`}`;
  }

  card(group) {
    const things = group.things ?? membersOf(group.members).map(({ id }) => id);
    const users = group.usedBy ?? [];
    return html`<li class="card group"><div class="card-head"><h2><a href="/groups/${encodeURIComponent(group.id)}">${group.name}</a></h2><span class="verdict">${count(things.length, 'thing')}</span></div>
      <p>${ruleWords(group)}</p>
      <p class="dim-words">${things.length === 0 ? 'Nobody is in now.' : `Now ${memberNames(things)}.`}</p>
      <p class="dim-words">${users.length === 0 ? 'Nothing speaks of it yet.' : html`Spoken of by ${users.map((user, index) => html`${index === 0 ? '' : index === users.length - 1 ? ' and ' : ', '}<a href="/${user.kind === 'group' ? 'groups' : 'activities'}/${encodeURIComponent(user.id)}">${user.name}</a>`)}.`}</p></li>`;
  }
}

define('page-groups', GroupsPage);
