/** An activity as a family reads it aloud: what it waits for, what must hold, what it does and how it ends. */
import { house } from './house.js';
import { membersOf, nameOf, unitOf } from './members.js';
import { allOf, daysWords, joined, listOf, momentWords, operandWords, propertyOf, sentence, someOf, spanWords, spoken, valueOf } from './nouns.js';
import { sendingWords } from './people.js';

/** What is said of a property's word: comes to be so, is so of one, is so of several. */
const SAID = {
  'contact opened': ['opens', 'is open', 'are open'], 'contact closed': ['closes', 'is closed', 'are closed'],
  'cover opened': ['opens', 'is open', 'are open'], 'cover closed': ['closes', 'is closed', 'are closed'],
  'switch on': ['goes on', 'is on', 'are on'], 'switch off': ['goes off', 'is off', 'are off'],
  'lock locked': ['is locked', 'is locked', 'are locked'], 'lock unlocked': ['is unlocked', 'is unlocked', 'are unlocked'], 'lock jammed': ['jams', 'is jammed', 'are jammed'],
  'motion detected': ['detects motion', 'detects motion', 'detect motion'], 'motion absent': ['detects no more motion', 'detects no motion', 'detect no motion'],
  'smoke detected': ['detects smoke', 'detects smoke', 'detect smoke'], 'smoke absent': ['detects no more smoke', 'detects no smoke', 'detect no smoke'],
  'gas detected': ['detects gas', 'detects gas', 'detect gas'], 'gas absent': ['detects no more gas', 'detects no gas', 'detect no gas'],
  'water detected': ['detects water', 'detects water', 'detect water'], 'water absent': ['detects no more water', 'detects no water', 'detect no water'],
  'vibration detected': ['detects vibration', 'detects vibration', 'detect vibration'], 'tamper detected': ['is tampered with', 'is tampered with', 'are tampered with'],
  'alert on': ['gives the alarm', 'gives the alarm', 'give the alarm'], 'alert off': ['ends its alarm', 'gives no alarm', 'give no alarm'],
  'bed in': ['is lain in', 'is occupied', 'are occupied'], 'bed out': ['is left', 'is empty', 'are empty'],
  'presence present': ['comes home', 'is at home', 'are at home'], 'presence absent': ['leaves home', 'is away', 'are away'],
  'playing playing': ['begins to play', 'is playing', 'are playing'], 'battery low': ['runs low on battery', 'is low on battery', 'are low on battery'],
  'button single': ['is pressed once'], 'button double': ['is pressed twice'], 'button triple': ['is pressed three times'], 'button hold': ['is held down'], 'button release': ['is let go'],
};
const said = (property, value) => SAID[`${property} ${value}`] ?? [];
const subjectIn = (part, names) => names.find((name) => name in part) ?? 'thing';

/** @param {any} condition @returns {string} */
export function conditionWords(condition) {
  if (!condition || typeof condition !== 'object') return '…';
  if (condition.all) return condition.all.length === 0 ? 'at any time' : joined(condition.all.map(inner), 'and');
  if (condition.any) return joined(condition.any.map(inner), 'or');
  if (condition.not) return notWords(inner(condition.not));
  if (condition.between) return `it is between ${momentWords(condition.between[0])} and ${momentWords(condition.between[1])}`;
  if (condition.days) return `it is ${daysWords(condition.days)}`;
  if ('holiday' in condition) return condition.holiday ? 'it is a holiday' : 'it is no holiday';
  return comparison(condition);
}

const notWords = (part) => (part.startsWith('it is ') && !part.startsWith('it is not ') ? `it is not ${part.slice(6)}` : `it is not so that ${part}`);

/** Within another condition, what consists of several is held together. */
const inner = (part) => ((part?.all ?? part?.any ?? []).length > 1 ? `(${conditionWords(part)})` : conditionWords(part));

function comparison(condition) {
  const subject = subjectIn(condition, ['thing', 'every', 'any-of', 'none-of']);
  const { property } = condition;
  const things = membersOf(condition[subject]);
  const many = subject === 'every' && typeof condition.every !== 'string';
  const be = many ? 'are' : 'is';
  if (subject === 'thing' && !condition.thing) return 'a thing is …';
  const known = property && ['observes', property];
  const who = subject === 'thing' ? nameOf(condition.thing) : subject === 'every' ? allOf(condition.every, known) : someOf(subject.split('-')[0], condition[subject], known);
  if (condition.status) return `${who} ${be} ${condition.status === 'present' ? 'there' : 'quiet'}`;
  const side = ['above', 'below'].find((one) => one in condition);
  const says = side ? `${side} ${operandWords(condition[side], unitOf(things, property))}` : valueOf(condition.is, property, things);
  const has = side ? undefined : said(property, condition.is)[many ? 2 : 1];
  if (has) return `${who} ${has}`;
  if (subject === 'thing') return `${propertyOf(condition.thing, property)} is ${says}`;
  return `${who} ${many ? 'have' : 'has'} ${spoken(property)} ${says}`;
}

/** @param {any} trigger @returns {string} */
export function triggerWords(trigger) {
  if (!trigger || typeof trigger !== 'object') return '…';
  const within = spanWords(trigger.within);
  if (trigger.all) return `${joined(trigger.all.map(triggerWords), 'and')}, all within ${within}`;
  if (trigger.then) return `${trigger.then.map(triggerWords).join(' and then ')}, within ${within}`;
  if (trigger.after) return `${triggerWords(trigger.after)}, and within ${within} it does not happen that ${triggerWords(trigger.not)}`;
  if (trigger['comes-true']) {
    const condition = trigger['comes-true'];
    return trigger.for ? `${inner(condition)} for ${spanWords(trigger.for)}` : `it comes to be so that ${conditionWords(condition)}`;
  }
  if ('at' in trigger) return `it is ${momentWords(trigger.at)}${trigger.days && trigger.days.length < 7 ? onDays(trigger.days) : ''}`;
  if ('cron' in trigger) return `the clock matches “${trigger.cron}”`;
  if (trigger.starts) return 'the steward starts';
  if ('topic' in trigger) return heard(trigger);
  return ofThings(trigger) + (trigger.for ? ` and stays so for ${spanWords(trigger.for)}` : '');
}

const onDays = (days) => (daysWords(days).startsWith('the ') ? ` at ${daysWords(days)}` : ` on ${daysWords(days)}`);

function heard({ topic, pointer, is }) {
  const value = is === undefined ? (pointer ? ' with a value' : '') : ` with “${is}”`;
  return `a message comes on the topic “${topic}”${value}${pointer ? ` at ${pointer}` : ''}`;
}

function ofThings(trigger) {
  const { property } = trigger;
  const many = 'any-of' in trigger;
  const selector = many ? trigger['any-of'] : trigger.thing;
  if (!many && !trigger.thing) return 'a thing changes …';
  const who = many ? someOf('any', selector, property && ['observes', property]) : nameOf(trigger.thing);
  if (trigger.appears) return `${who} appears`;
  if (trigger['goes-quiet']) return `${who} goes quiet`;
  const ofIt = many ? `the ${spoken(property)} of ${who}` : propertyOf(trigger.thing, property);
  const things = membersOf(selector);
  if (trigger.changes) {
    if (property === 'button') return `${who} is pressed in any way`;
    if (property === 'switch') return `${who} goes on or off`;
    return property === 'contact' ? `${who} opens or closes` : `${ofIt} changes`;
  }
  const side = ['above', 'below'].find((one) => one in trigger);
  if (side) {
    const unit = unitOf(things, property);
    const back = trigger.hysteresis ? ` (again only after it came back by ${operandWords(trigger.hysteresis, unit)})` : '';
    return `${ofIt} ${side === 'above' ? 'rises above' : 'falls below'} ${operandWords(trigger[side], unit)}${back}`;
  }
  const becomes = said(property, trigger.becomes)[0];
  return becomes ? `${who} ${becomes}` : `${ofIt} becomes ${valueOf(trigger.becomes, property, things)}`;
}

/** @param {any} line @returns {string} */
export function lineWords(line) {
  if (Array.isArray(line)) return within(line);
  if (!line || typeof line !== 'object') return '…';
  if ('wait' in line) return `wait ${spanWords(line.wait)}`;
  if ('confirm' in line) {
    const parts = Array.isArray(line.confirm) ? { all: line.confirm } : line.confirm;
    return `see for at most ${spanWords(line.within)} whether ${conditionWords(parts)}${otherwise(line, ', else ')}`;
  }
  if (line.together) return `at the same time ${joined(line.together.map(lineWords), 'and')}`;
  if ('choose' in line) {
    const words = conditionWords(line.choose);
    return line.then?.length ? `if ${words}, ${within(line.then)}${otherwise(line, ', else ')}` : `unless ${words}, ${within(line.otherwise ?? [])}`;
  }
  if ('publish' in line) return `publish “${line.payload}” on the topic “${line.publish}”${line.retain ? ', to be kept there' : ''}`;
  if ('start' in line) return `start “${house.activities.get(line.start)?.name ?? line.start}”`;
  return taskWords(line);
}

const linesWords = (lines) => listOf(lines ?? []).map(lineWords).join('; ');
/** Within another line, several are held together. */
const within = (lines) => (lines.length === 1 ? linesWords(lines) : `(${linesWords(lines)})`);
const otherwise = (line, joint) => (line.otherwise?.length ? joint + within(line.otherwise) : '');

function taskWords(task) {
  const { times, after } = task.retry ?? {};
  return deedWords(task)
    + (task.if ? `, but only if ${conditionWords(task.if)}` : '')
    + (times ? `, again up to ${times === 1 ? 'once' : `${times} times`} when there is no answer within ${spanWords(after ?? '10s')}` : '')
    + (task.otherwise?.length ? otherwise(task, ', and if that does not succeed, ') : task['wait-for-outcome'] ? ', and wait for the outcome' : '');
}

const PARAMETERS = { dim: 'level', volume: 'level', warmth: 'mireds' };
const UNITS = { dim: 'percentage', volume: 'percentage', warmth: 'mireds', heat: 'celsius', position: 'percentage', tilt: 'percentage' };

function deedWords(task) {
  const { action, text } = task;
  const who = 'things' in task ? allOf(task.things, ['performs', action]) : task.thing ? nameOf(task.thing) : '…';
  if (!action) return `ask ${who} to do …`;
  const value = task[PARAMETERS[action] ?? 'to'];
  const says = operandWords(value, UNITS[action] ?? null);
  switch (action) {
    case 'turn': return value === 'toggle' ? `turn ${who} the other way round` : `turn ${value} ${who}`;
    case 'dim': case 'heat': case 'tilt': return `${action} ${who} to ${says}`;
    case 'position': return `move ${who} to ${says}`;
    case 'colour': return `set the colour of ${who} to hue ${task.hue ?? value?.hue}°, saturation ${task.saturation ?? value?.saturation} %`;
    case 'say': return `say “${text}” on ${who}`;
    case 'notify': return `tell ${who} “${text}”${sendingWords(task)}`;
    case 'scene': return `set the scene “${text}” of ${who}`;
    case 'play': case 'send': case 'learn': return `${action} “${text}” with ${who}`;
    default: return value === undefined ? `${action} ${who}` : `set the ${action} of ${who} to ${says}`;
  }
}

/** One of these. @param {any[]} triggers */
const anyWords = (triggers) => joined(triggers.map(triggerWords), 'or');

function endWords(until) {
  const parts = [...(until.undo ? ['put everything back'] : []), ...(until.perform?.length ? [linesWords(until.perform)] : [])];
  const what = parts.join('; then ') || '…';
  const after = until.after ? `after ${spanWords(until.after)}` : '';
  if (!until.when?.length) return `${what} ${after}`.trim();
  return `as soon as ${anyWords(until.when)}${after ? `, or ${after}` : ''}, ${what}`;
}

const AGAIN = { restart: 'If it happens again meanwhile, it begins anew.', queue: 'If it happens again meanwhile, it does it once more after that.' };
const MISSED = { perform: 'What was missed while the steward was off is made up for.', skip: 'What was missed while the steward was off is let pass.' };

/** The whole activity, each sentence for itself. @param {any} activity @returns {string[]} */
export function activitySentences(activity) {
  const when = activity.when?.length ? anyWords(activity.when) : 'somebody starts it';
  const also = activity.if ? `${(activity.when?.length ?? 0) > 1 ? ', and ' : ' and '}${inner(activity.if)}` : '';
  const main = `when ${when}${also}, ${linesWords(activity.perform) || '…'}`;
  return [
    sentence(activity.until ? `${main}; ${endWords(activity.until)}` : main),
    AGAIN[activity.again],
    activity.quiet && activity.quiet !== '0s' ? `Not more often than once in ${spanWords(activity.quiet)}.` : undefined,
    MISSED[activity.missed],
  ].filter(Boolean);
}

export { endWords };
