/** What can be written where the cursor stands in the text of an activity: members, closed lists, and names of the house. */
import { formAt, keysAt, valuesAt } from './grammar.js';
import { house } from './house.js';
import { actionsOf, kinds, membersOf, place, propertiesOf, wordsOf } from './members.js';

/**
 * @typedef {{from: number, to: number, isKey: boolean, way: {step: string, names: string[]}[], names: string[], beside: Record<string, string>,
 *   isJson: boolean, indent: number, needsSpace: boolean}} Spot
 */

const SUBJECTS = new Set(['thing', 'things', 'any-of', 'every', 'none-of']);
const MOMENTS = ['dawn', 'morning-twilight', 'sunrise', 'daylight', 'noon', 'evening', 'sunset', 'dusk', 'night', 'nadir'];
const SHOWN_MAX = 60;

/** One frame: an object with the members seen so far, or a list. */
const frame = (kind, indent, step = null) => ({ kind, indent, step, names: [], beside: {}, key: null });

/** Reads the text up to the cursor, forgiving what is not right yet. */
class Reader {
  constructor(text) {
    this.text = text;
    this.frames = [];
  }

  get top() {
    return this.frames.at(-1);
  }

  /** Into an object or a list that stands here. */
  enter(kind, indent) {
    const step = this.top ? (this.top.kind === 'list' ? '[]' : this.top.key) : null;
    this.frames.push({ ...frame(kind, indent, step) });
  }

  name(key) {
    this.top.names.push(key);
    this.top.key = key;
  }

  tell(value) {
    if (this.top?.kind === 'object' && this.top.key) this.top.beside[this.top.key] = value;
  }

  /** A block line: closes what is set in further, and opens what it begins. @param {boolean} isLast whether the cursor stands in it */
  line(raw, start, isLast) {
    let column = raw.search(/\S|$/);
    let rest = raw.slice(column);
    const isItem = (text) => text === '-' || text.startsWith('- ');
    if (rest === '' && !isLast) return null;
    if (rest.startsWith('#')) return null;
    while (this.frames.length > 1 && !this.top.isFlow && (this.top.indent > column || (this.top.indent === column && this.top.kind === 'list' && !isItem(rest) && this.frames.at(-2)?.indent === column))) this.frames.pop();
    while (isItem(rest)) {
      if (!(this.top?.kind === 'list' && this.top.indent === column)) this.enter('list', column);
      const inner = rest.length - rest.slice(1).trimStart().length;
      const width = rest === '-' ? 2 : inner;
      column += width;
      rest = rest.slice(Math.min(width, rest.length));
    }
    return this.member(rest, start + Math.min(column, raw.length), column, isLast);
  }

  member(rest, at, column, isLast) {
    const match = /^("(?:[^"\\]|\\.)*"|[^\s:{}[\],"'#][^:{}[\],"#]*?)\s*:(\s+|$)/.exec(rest);
    const isFlow = /^[{[]/.test(rest);
    if (!isFlow && !(this.top?.kind === 'object' && this.top.indent === column)) {
      if (match || isLast) this.enter('object', column);
    }
    if (match) {
      this.name(unquoted(match[1]));
      return this.value(rest.slice(match[0].length), at + match[0].length, isLast, match[2] === '' && isLast);
    }
    if (isFlow) return this.flow(rest, at, isLast);
    return isLast ? this.spot(rest, at, true) : null;
  }

  value(rest, at, isLast, needsSpace = false) {
    if (/^[{[]/.test(rest)) return this.flow(rest, at, isLast);
    if (!isLast) {
      if (rest !== '') this.tell(unquoted(rest.replace(/\s+#.*$/, '')));
      return null;
    }
    return { ...this.spot(rest, at, false), needsSpace };
  }

  /** What stands in brackets; where they are not closed, the next lines go on in it. */
  flow(rest, at, isLast) {
    let token = '';
    let from = at;
    let quote = '';
    let isValue = !(this.top?.isFlow && this.top.kind === 'object') || this.isAfterColon;
    const done = () => {
      const text = unquoted(token.trim());
      if (this.top?.kind === 'object' && isValue && text) this.tell(text);
      token = '';
    };
    for (let i = 0; i < rest.length; i++) {
      const c = rest[i];
      if (quote) {
        token += c;
        if (c === quote && rest[i - 1] !== '\\') quote = '';
      } else if (c === '"' || c === "'") {
        if (token.trim() === '') from = at + i;
        token += c;
        quote = c;
      } else if (c === '{' || c === '[') {
        this.enter(c === '{' ? 'object' : 'list', -1);
        this.top.isFlow = true;
        isValue = c === '[';
        token = '';
        from = at + i + 1;
      } else if (c === '}' || c === ']') {
        done();
        if (this.top?.isFlow) this.frames.pop();
        isValue = true;
      } else if (c === ',') {
        done();
        isValue = this.top?.kind !== 'object';
        from = at + i + 1;
      } else if (c === ':' && this.top?.kind === 'object' && !isValue && /\s|$/.test(rest[i + 1] ?? ' ')) {
        this.name(unquoted(token.trim()));
        token = '';
        isValue = true;
        from = at + i + 1;
      } else {
        if (token === '' && /\s/.test(c)) from = at + i + 1;
        else token += c;
      }
    }
    this.isAfterColon = isValue && this.top?.kind === 'object';
    if (!isLast) {
      done();
      return null;
    }
    return this.top?.isFlow ? this.spot(token, from, this.top.kind === 'object' && !isValue) : null;
  }

  /** @returns {Spot} */
  spot(token, from, isKey) {
    const way = [];
    for (let i = 1; i < this.frames.length; i++) way.push({ step: this.frames[i].step, names: this.frames[i - 1].names });
    if (!isKey && this.top) way.push({ step: this.top.kind === 'list' ? '[]' : this.top.key, names: this.top.names });
    const isJson = this.text.trimStart().startsWith('{');
    return { from, to: from + token.length, isKey, way, names: this.top?.names ?? [], beside: this.beside(), isJson, indent: this.top?.indent ?? 0, needsSpace: false };
  }

  /** Members of the object around, of which a list of things may be one. */
  beside() {
    const around = this.top?.kind === 'list' ? this.frames.findLast((one) => one.kind === 'object') : this.top;
    return around?.beside ?? {};
  }
}

const unquoted = (text) => text.replace(/^(["'])(.*?)\1?$/s, '$2');

/** Where the cursor stands. @param {string} text @param {number} at @returns {?Spot} */
export function spotAt(text, at) {
  const reader = new Reader(text);
  const lines = text.slice(0, at).split('\n');
  let start = 0;
  let spot = null;
  lines.forEach((raw, index) => {
    const isLast = index === lines.length - 1;
    if (reader.top?.isFlow) spot = reader.flow(raw, start, isLast);
    else spot = reader.line(raw, start, isLast);
    start += raw.length + 1;
  });
  if (!spot) return null;
  ahead(spot, text.slice(at));
  return spot;
}

/** What stands behind the cursor in the same brackets or line tells of the object too. */
function ahead(spot, rest) {
  const word = /^[\w.-]*/.exec(rest)[0];
  spot.to += word.length;
  const near = /^[^\n}\]]*/.exec(rest)[0];
  for (const [, key, value] of near.matchAll(/([\w-]+)"?:\s*("?[^,{}[\]"]*"?)/g)) {
    spot.names = [...spot.names, key];
    if (spot.way.length > 0 && !spot.isKey) spot.way = spot.way.with(-1, { ...spot.way.at(-1), names: [...spot.way.at(-1).names, key] });
    spot.beside = { [key]: unquoted(value.trim()), ...spot.beside };
  }
}

const KEY_WORDS = {
  'when': 'the events', 'if': 'the condition', 'perform': 'what is done', 'until': 'when it ends', 'again': 'when it still runs', 'quiet': 'not more often than', 'missed': 'what was due while off',
  'any-of': 'any of several', 'every': 'all of several', 'none-of': 'none of several', 'comes-true': 'a condition comes to be so', 'for': 'stays so for', 'within': 'at most so long',
};

/** What may be written at the spot. @param {any} root the schema @param {Spot} spot @param {string} typed @returns {{text: string, says: string, next: string}[]} */
export function offersAt(root, spot, typed) {
  const wanted = unquoted(typed).toLowerCase();
  const all = spot.isKey ? keyOffers(root, spot) : valueOffers(root, spot);
  const begins = all.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  const others = all.filter(({ text, says }) => !text.toLowerCase().startsWith(wanted) && `${text} ${says}`.toLowerCase().includes(wanted));
  return [...begins, ...others].slice(0, SHOWN_MAX);
}

function keyOffers(root, spot) {
  return keysAt(root, spot.way, spot.names).filter((name) => !['version', 'owner', 'last', 'problem', 'words'].includes(name)).map((name) => {
    const form = formAt(root, [...spot.way, { step: name, names: [...spot.names, name] }]);
    return { text: name, says: KEY_WORDS[name] ?? (form === 'list' ? 'a list' : ''), next: spot.isJson ? ': ' : form === 'list' && ['when', 'perform', 'otherwise', 'then'].includes(name) && spot.indent >= 0 ? `:\n${' '.repeat(spot.indent + 2)}- ` : ': ' };
  });
}

function valueOffers(root, spot) {
  const key = spot.way.findLast(({ step }) => step !== '[]')?.step ?? '';
  const named = namesFor(key, spot.beside).map(([text, says]) => ({ text: String(text), says, next: '' }));
  if (named.length > 0) return named;
  return valuesAt(root, spot.way).map((value) => ({ text: String(value), says: '', next: '', isBare: typeof value !== 'string' }));
}

const things = () => [...house.things.values(), ...(house.things.has('place') ? [] : [place()])];

/** The things that the object around speaks of. */
function subjects(beside) {
  const name = ['thing', 'things', 'any-of', 'every', 'none-of'].find((one) => beside[one]);
  return name ? membersOf(beside[name]) : [];
}

function namesFor(key, beside) {
  if (SUBJECTS.has(key)) return things().map(({ id, name, room }) => [id, [name, room].filter(Boolean).join(', ')]);
  const meant = subjects(beside);
  switch (key) {
    case 'group': return [...house.groups.values()].map(({ id, name }) => [id, name]);
    case 'start': return [...house.activities.values()].map(({ id, name }) => [id, name]);
    case 'room': return house.rooms().filter(Boolean).map((room) => [room, '']);
    case 'kind': return kinds().map((kind) => [kind, '']);
    case 'property': case 'observes': return propertiesOf(meant.length > 0 ? meant : key === 'observes' ? things() : []).map((name) => [name, '']);
    case 'action': case 'performs': return Object.keys(actionsOf(meant.length > 0 ? meant : key === 'performs' ? things() : [])).map((name) => [name, '']);
    case 'is': case 'becomes': return (wordsOf(beside.property) ?? []).map((word) => [word, '']);
    case 'to': return (Object.values(actionsOf(meant.length > 0 ? meant : things())[beside.action] ?? {})[0]?.words ?? []).map((word) => [word, '']);
    case 'at': case 'between': return MOMENTS.map((phase) => [phase, 'of the sun']);
    default: return [];
  }
}

/** The text with the offer written at its spot, and where the cursor then stands. @param {string} text @param {Spot} spot @param {{text: string, next: string, isBare?: boolean}} offer */
export function written(text, spot, offer) {
  const needsQuotes = !offer.isBare && (spot.isJson || (!spot.isKey && !/^[A-Za-z][\w./-]*( [\w./-]+)*$/.test(offer.text)));
  const isOpen = text[spot.from] === '"' || text[spot.from] === "'";
  const word = needsQuotes || isOpen ? JSON.stringify(offer.text) : offer.text;
  let { to } = spot;
  if (isOpen && text[to] === text[spot.from]) to += 1;
  const before = text.slice(0, spot.from) + (spot.needsSpace ? ' ' : '');
  const has = /^\s*:/.test(text.slice(to));
  const put = word + (has ? '' : offer.next);
  return { text: before + put + text.slice(to), at: before.length + put.length };
}
