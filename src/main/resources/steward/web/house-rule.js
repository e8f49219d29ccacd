/** A rule of the house: what its activities never do, or do only while something holds; as a sentence and as a form. */
import { html, nothing } from 'lit';
import { choice, picker, textField, thingChoice } from './choices.js';
import { conditionEditor, freshCondition } from './conditions.js';
import { house } from './house.js';
import { actionsOf, membersOf, performs } from './members.js';
import { allOf } from './nouns.js';
import { membersEditor } from './selectors.js';
import { conditionWords, lineWords } from './sentences.js';
import { faultsAt } from './spot.js';
import { actionWords, capital, valueWords } from './words.js';

const BY = [
  ['', 'any activity'], ['cloud', 'what a call from outside sets off'], ['guest', "guests' activities"], ['resident', "residents' activities"], ['monitor', "screens' activities"],
];
const WHOM = [['all', 'anything'], ['thing', 'one thing'], ['things', 'several things']];

export const freshRule = () => ({ never: { action: 'unlock' } });

/** @param {any} rule */
const kindOf = (rule) => ('always' in rule ? 'always' : 'never');
const byWords = (by) => BY.find(([name]) => name === by)?.[1] ?? `the activities of ${by}`;

const VALUES = ['to', 'level', 'hue', 'text', 'mireds'];

/** What is asked of whom, without who asks and when. */
function deedWords({ if: _, by: __, ...deed }) {
  const whom = deed.thing ? (house.things.get(deed.thing)?.name ?? deed.thing) : deed.things ? allOf(deed.things, ['performs', deed.action]) : 'anything';
  if (!VALUES.some((name) => name in deed)) return `${actionWords(deed.action ?? '')} ${whom}`;
  return lineWords(deed.thing || deed.things ? deed : { thing: 'anything', ...deed });
}

/** @param {any} rule */
export function ruleSentence(rule) {
  const kind = kindOf(rule);
  const body = rule[kind] ?? {};
  const condition = body.if ? conditionWords(body.if) : '';
  if (kind === 'always') return `${body.by ? capital(byWords(body.by)) : 'Activities'} may ${deedWords(body)} only while ${condition || '…'}.`;
  return `${body.by ? `${capital(byWords(body.by))} must never` : 'No activity may ever'} ${deedWords(body)}${condition ? ` while ${condition}` : ''}.`;
}

/** @param {import('./spot.js').Spot} spot @param {{id: string, name: string}[]} users */
export function ruleEditor(spot, users) {
  const kind = kindOf(spot.value);
  const body = spot.member(kind);
  const turn = (to) => {
    const { [kind]: was, ...rest } = spot.value;
    spot.put({ [to]: to === 'always' && !was.if ? { ...was, if: freshCondition() } : was, ...rest });
  };
  const by = [...BY, ...(users.length > 0 ? [{ group: 'Of one person', options: users.map(({ id, name }) => [id, name]) }] : [])];
  return html`<div class="sentence">${choice('rule: how', kind, [['never', 'It must never be that'], ['always', 'Only while something holds may it be that']], turn)}
      ${choice('rule: who', body.value.by ?? '', by, (to) => body.member('by').put(to || undefined))}<span>${(body.value.by ?? '') === '' ? 'asks' : 'ask'}</span>
      ${whomParts(body)}<span>to</span>${actionParts(body)}</div>
    ${body.value.if ? html`<p>while</p>${conditionEditor(conditionOf(body, kind))}` : html`<div>${picker('rule: more about it', 'while …', [['if', 'something holds']], () => body.member('if').put(freshCondition()))}</div>`}
    <label class="field"><span>What people are told (may be empty)</span>${textField('rule: what people are told', spot.value.sentence ?? '', (to) => spot.member('sentence').put(to.trim() || undefined), { required: false, max: 200, hint: 'such as We do not heat the street' })}</label>${faultsAt(body)}${faultsAt(spot)}`;
}

/** Without its condition *always* means nothing, so one stays. */
function conditionOf(body, kind) {
  const condition = body.member('if', 'while');
  const { put } = condition;
  condition.put = (to) => put(to === undefined && kind === 'always' ? freshCondition() : to);
  return condition;
}

function whomParts(body) {
  const { thing: _, things: __, ...rest } = body.value;
  const now = 'thing' in body.value ? 'thing' : 'things' in body.value ? 'things' : 'all';
  const turn = (to) => body.put(to === 'thing' ? { thing: '', ...rest } : to === 'things' ? { things: { room: house.rooms().filter(Boolean)[0] ?? '' }, ...rest } : rest);
  return html`${choice('rule: whom', now, WHOM, turn)}
    ${now === 'thing' ? thingChoice('rule: thing', body.value.thing, performs, (id) => body.member('thing').put(id)) : nothing}
    ${now === 'things' ? membersEditor(body.member('things', 'rule')) : nothing}`;
}

function actionParts(body) {
  const { value } = body;
  const things = 'thing' in value ? membersOf(value.thing) : 'things' in value ? membersOf(value.things) : [...house.things.values()];
  const actions = actionsOf(things);
  const { to: _, level: __, hue: ___, saturation: ____, text: _____, mireds: ______, ...bare } = value;
  const limits = actions[value.action] ?? {};
  const [name, words] = Object.entries(limits).map(([parameter, { words: list } = {}]) => [parameter, list]).find(([, list]) => Array.isArray(list)) ?? [];
  const options = Object.keys(actions).map((action) => [action, actionWords(action)]);
  return html`${choice('rule: action', value.action, options, (to) => body.put({ ...bare, action: to }), { empty: value.action ? '' : 'do what?' })}
    ${name ? choice(`rule: ${name}`, String(value[name] ?? ''), [['', 'in any way'], ...words.map((word) => [word, capital(valueWords({ value: word }, value.action))])], (to) => (to ? body.member(name).put(to) : body.put(bare))) : nothing}`;
}
