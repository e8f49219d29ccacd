/** Journal entries as sentences, each with the way to its reasons. */
import { html, nothing } from 'lit';
import { house } from './house.js';
import { aside, capital, dayOf, exactly, outcomeTone, outcomeWords, propertyWords, reasonWords, valueWords, wish, worth } from './words.js';

const SIGNS = {
  reading: 'health', status: 'lost', command: 'play', outcome: 'check', firing: 'activities', skip: 'question', call: 'person',
  timer: 'journal', clock: 'journal', start: 'bolt', stop: 'stop', thing: 'thing', activity: 'activities', inbox: 'inbox', note: 'edit', place: 'rooms', group: 'thing', undo: 'back', message: 'inbox', publish: 'out',
};

/** @param {any} entry @returns {string} an icon's name */
export const signOf = (entry) => SIGNS[entry.kind] ?? 'thing';

/** @param {string} subject a thing, an activity or nothing */
export const subjectWords = (subject) => house.things.get(subject)?.name ?? house.activities.get(subject)?.name ?? subject;

/** @param {string} subject @returns {?string} */
export function subjectPath(subject) {
  if (house.things.has(subject)) return `/things/${encodeURIComponent(subject)}`;
  if (house.activities.has(subject)) return `/activities/${encodeURIComponent(subject)}`;
  return null;
}

/** @param {?string} principal */
export function principalWords(principal) {
  if (!principal || principal === 'local') return 'a person here';
  const hook = /^hook:([^@]+)/.exec(principal);
  if (hook) return `the webhook ${subjectWords(hook[1])}`;
  const activity = /^activity:([^@]+)@/.exec(principal);
  return activity ? `the activity ${subjectWords(activity[1])}` : `the ${principal}`;
}

/** What an entry says, without its subject. @param {any} entry */
export function entryWords(entry) {
  const body = entry.body ?? {};
  switch (entry.kind) {
    case 'reading': return `${propertyWords(body.property ?? 'value')}: ${valueWords(body, body.property)}${aside(worth(body.quality))}`;
    case 'status': return `${capital(body.state ?? 'changed')}${body.reason ? `: ${body.reason}` : ''}`;
    case 'command': return `Asked by ${principalWords(entry.principal)} to ${wish(body.action)}`;
    case 'sent': return body.failure ? `Could not be sent: ${body.failure}` : 'Sent';
    case 'answer': return `${body.accepted ? 'Accepted' : 'Refused'}${body.reason ? `: ${body.reason}` : ''}`;
    case 'outcome': return [outcomeWords(body.outcome), reasonWords(body.reason, body.outcome)].filter(Boolean).join(': ');
    case 'firing': return `Fired${body.because ? `: ${body.because}` : ''}`;
    case 'skip': return `Did nothing${body.reason ? `: ${body.reason}` : ''}`;
    case 'call': return `Started by ${principalWords(entry.principal)}`;
    case 'timer': return 'A time was due';
    case 'clock': return 'The clock was set';
    case 'start': return `The steward started${body.version ? `, version ${body.version}` : ''}`;
    case 'stop': return 'The steward stopped in order';
    case 'thing': return body.gone ? 'Removed from the house' : 'Accepted or changed';
    case 'activity': return body.gone ? 'Deleted' : `Changed${body.version ? `, version ${body.version}` : ''}`;
    case 'inbox': return body.gone ? 'Left the inbox' : `Found${body.name ? `: ${body.name}` : ''}`;
    case 'group': return body.gone ? 'The group is deleted' : `The group ${body.name ? `“${body.name}” ` : ''}was changed`;
    case 'place': return 'Said where and what the house is';
    case 'undo': return 'Taken back';
    case 'message': return `A message came${body.topic ? ` on ${body.topic}` : ''}`;
    case 'publish': return `Published${body.topic ? ` on ${body.topic}` : ''}`;
    default: return String(entry.sentence ?? body.sentence ?? capital(entry.kind));
  }
}

/** @param {any} entry */
export function entryTone(entry) {
  if (entry.kind === 'outcome') return outcomeTone(entry.body?.outcome);
  if (entry.kind === 'status' && ['absent', 'error'].includes(entry.body?.state)) return 'bad';
  return 'plain';
}

/** Without the readings that say what the one before said already. @param {any[]} entries newest first */
export function changesOf(entries) {
  const newer = new Map();
  const same = new Set();
  for (const entry of entries) {
    if (entry.kind !== 'reading') continue;
    const property = entry.body?.property;
    const value = JSON.stringify(entry.body?.value);
    if (newer.get(property)?.value === value) same.add(newer.get(property).entry);
    newer.set(property, { value, entry });
  }
  return entries.filter((entry) => !same.has(entry));
}

/** Rows under their days. @param {any[]} entries newest first @param {boolean} named whether to say the subject */
export function entryList(entries, named) {
  let day = '';
  const rows = [];
  for (const entry of entries) {
    const its = dayOf(new Date(entry.at));
    if (its !== day) rows.push(html`<li class="day"><h3>${its}</h3></li>`);
    day = its;
    rows.push(entryRow(entry, named));
  }
  return html`<ol class="entries">${rows}</ol>`;
}

function entryRow(entry, named) {
  const path = named ? subjectPath(entry.subject) : null;
  const who = subjectWords(entry.subject);
  return html`<li class="entry" data-tone=${entryTone(entry)}>
    <time datetime=${entry.at}>${exactly(entry.at)}</time>
    <p>${named && who ? html`${path ? html`<a href=${path}>${who}</a>` : html`<b>${who}</b>`} ` : nothing}<span>${entryWords(entry)}</span></p>
    <a class="why" href="/why/${entry.seq}">Why<span class="unseen"> ${who}: ${entryWords(entry)}, ${exactly(entry.at)}</span></a></li>`;
}
