/**
 * Activities as text: the part of YAML in which they are written, and JSON, which is a part of it. Read here so that
 * the form follows what is typed; the steward reads it again and has the last word.
 */

/** What is wrong with a text, and at which line. */
export class TextFault extends Error {
  constructor(line, sentence) {
    super(`Line ${line}: ${sentence}`);
    this.line = line;
  }
}

const DEPTH_MAX = 60;
const NUMBER = /^[-+]?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;
const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s{}[\],#&*!|>'"%@`-][^{}[\],#"]*?|-[^\s][^{}[\],#"]*?)\s*:(?:\s+(.*))?$/;
const WORDS = new Map([['true', true], ['false', false], ['null', null], ['~', null]]);

/** @param {string} text @returns {any} @throws {TextFault} */
export function readYaml(text) {
  const lines = text.split('\n').map((line, index) => ({ indent: line.search(/\S|$/), content: line.trim(), number: index + 1, raw: line }))
    .filter((line) => line.content !== '' && !line.content.startsWith('#') && !(line.content === '---' && line.indent === 0));
  const tabbed = lines.find((line) => /^ *\t/.test(line.raw));
  if (tabbed) throw new TextFault(tabbed.number, 'lines are set in by spaces, not by tabs');
  if (lines.length === 0) return null;
  const block = new Blocks(lines);
  const value = block.value(0);
  if (block.now) throw new TextFault(block.now.number, `“${block.now.content}” does not belong to what stands above it`);
  return value;
}

/** Blocks by their lines and how far these are set in. */
class Blocks {
  constructor(lines) {
    this.lines = lines;
    this.at = 0;
  }

  get now() {
    return this.lines[this.at];
  }

  value(depth) {
    const { indent, content, number } = this.now;
    if (depth > DEPTH_MAX) throw new TextFault(number, 'this is nested too deeply');
    if (isItem(content)) return this.list(indent, depth);
    if (KEY.test(content)) return this.map(indent, depth);
    this.at++;
    return this.inline(content, number, indent);
  }

  list(indent, depth) {
    const items = [];
    while (this.now?.indent === indent && isItem(this.now.content)) {
      const { content, number } = this.now;
      const rest = content.slice(1).trimStart();
      if (rest === '' || rest.startsWith('#')) {
        this.at++;
        items.push(this.now?.indent > indent ? this.value(depth + 1) : null);
      } else {
        this.lines[this.at] = { indent: indent + content.length - rest.length, content: rest, number };
        items.push(this.value(depth + 1));
      }
    }
    return items;
  }

  map(indent, depth) {
    const entries = new Map();
    while (this.now?.indent === indent && !isItem(this.now.content)) {
      const { content, number } = this.now;
      const match = KEY.exec(content);
      if (!match) throw new TextFault(number, `expected “name: value”, not “${content}”`);
      const key = String(scalar(match[1], number));
      if (entries.has(key)) throw new TextFault(number, `“${key}” stands here twice`);
      this.at++;
      const rest = match[2] ?? '';
      entries.set(key, rest === '' || rest.startsWith('#') ? this.below(indent, depth) : this.inline(rest, number, indent));
    }
    if (this.now?.indent > indent) throw new TextFault(this.now.number, `“${this.now.content}” is set in too far`);
    return Object.fromEntries(entries);
  }

  below(indent, depth) {
    const isBelow = this.now && (this.now.indent > indent || (this.now.indent === indent && isItem(this.now.content)));
    return isBelow ? this.value(depth + 1) : null;
  }

  /** A value on one line; what is in brackets may go on over the next lines. */
  inline(text, number, indent) {
    if (!/^[{["']/.test(text)) return scalar(text.replace(/\s+#.*$/, ''), number);
    for (let all = text; ; ) {
      const flow = new Flow(all, number);
      const value = flow.value(0);
      if (value !== OPEN) {
        flow.end();
        return value;
      }
      if (!this.now || this.now.indent <= indent) throw new TextFault(number, 'a bracket or a quotation mark is not closed');
      all += ` ${this.now.content}`;
      this.at++;
    }
  }
}

const isItem = (content) => content === '-' || content.startsWith('- ');

function scalar(text, number) {
  if (text.startsWith('"') || text.startsWith("'")) {
    const flow = new Flow(text, number);
    const value = flow.value(0);
    if (value === OPEN) throw new TextFault(number, 'a quotation mark is not closed');
    flow.end();
    return value;
  }
  if (/^[&*!|>%@`]/.test(text)) throw new TextFault(number, `a value cannot begin with “${text[0]}” here: put it in quotation marks, on one line`);
  if (/:\s/.test(text)) throw new TextFault(number, `put “${text}” in quotation marks: it has a colon`);
  if (WORDS.has(text)) return WORDS.get(text);
  return NUMBER.test(text) ? Number(text) : text;
}

/** What a text that ends before its bracket is. */
const OPEN = Symbol('open');

/** Values in brackets and quotation marks. */
class Flow {
  constructor(text, number) {
    this.text = text;
    this.number = number;
    this.at = 0;
  }

  fault(sentence) {
    return new TextFault(this.number, sentence);
  }

  space() {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    return this.text[this.at];
  }

  end() {
    const next = this.space();
    if (next !== undefined && next !== '#') throw this.fault(`“${this.text.slice(this.at)}” stands behind a value that has ended`);
  }

  value(depth) {
    if (depth > DEPTH_MAX) throw this.fault('this is nested too deeply');
    const first = this.space();
    if (first === undefined) return OPEN;
    if (first === '{') return this.map(depth);
    if (first === '[') return this.list(depth);
    if (first === '"' || first === "'") return this.quoted(first);
    const match = /^(?:[^,{}[\]:#]|:(?!\s|[,{}[\]]|$)|(?<=\S)#)+/.exec(this.text.slice(this.at));
    if (!match) throw this.fault(`expected a value, not “${first}”`);
    this.at += match[0].length;
    return scalar(match[0].trim(), this.number);
  }

  list(depth) {
    const items = [];
    for (this.at++; ; ) {
      if (this.space() === ']') break;
      const item = this.value(depth + 1);
      const next = item === OPEN ? undefined : this.space();
      if (next === undefined) return OPEN;
      items.push(item);
      if (next === ',') this.at++;
      else if (next !== ']') throw this.fault(`expected a comma or “]”, not “${next}”`);
    }
    this.at++;
    return items;
  }

  map(depth) {
    const entries = new Map();
    for (this.at++; ; ) {
      if (this.space() === '}') break;
      const key = this.value(depth + 1);
      const colon = key === OPEN ? undefined : this.space();
      if (colon === undefined) return OPEN;
      if (colon !== ':') throw this.fault(`expected “:” behind “${String(key)}”`);
      this.at++;
      const value = this.value(depth + 1);
      const next = value === OPEN ? undefined : this.space();
      if (next === undefined) return OPEN;
      if (entries.has(String(key))) throw this.fault(`“${String(key)}” stands here twice`);
      entries.set(String(key), value);
      if (next === ',') this.at++;
      else if (next !== '}') throw this.fault(`expected a comma or “}”, not “${next}”`);
    }
    this.at++;
    return Object.fromEntries(entries);
  }

  quoted(mark) {
    const match = (mark === '"' ? /^"(?:[^"\\]|\\.)*"/ : /^'(?:[^']|'')*'/).exec(this.text.slice(this.at));
    if (!match) return OPEN;
    this.at += match[0].length;
    if (mark === "'") return match[0].slice(1, -1).replaceAll("''", "'");
    try {
      return JSON.parse(match[0]);
    } catch {
      throw this.fault(`${match[0]} has an escape that is not known here`);
    }
  }
}

const PLAIN = /^[A-Za-z][\w./+-]*( [\w./+-]+)*$/;
const LINE_MAX = 92;

/** The value as YAML, as short as it reads well. @param {any} value */
export const writeYaml = (value) => `${blockLines(value).join('\n')}\n`;

const SPAN = /^\d+(ms|s|m|h|d)$/;

const word = (text) => (SPAN.test(text) || PLAIN.test(text) && !/^(true|false|null|yes|no|y|n)$/i.test(text) ? text : JSON.stringify(text));

function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (value !== null && typeof value === 'object') return `{${Object.entries(value).map(([key, one]) => `${word(key)}: ${flow(one)}`).join(', ')}}`;
  return typeof value === 'string' ? word(value) : JSON.stringify(value);
}

const isLong = (value, room) => value !== null && typeof value === 'object' && Object.keys(value).length > 0 && flow(value).length > room;
/** Lists of these stand one item a line. */
const LISTS = new Set(['when', 'perform', 'otherwise', 'then']);

function blockLines(value) {
  if (value === null || typeof value !== 'object' || Object.keys(value).length === 0) return [flow(value)];
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const lines = isLong(item, LINE_MAX - 6) ? blockLines(item) : [flow(item)];
      return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
    });
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const isBlock = isLong(item, LINE_MAX - key.length) || (LISTS.has(key) && Array.isArray(item) && item.length > 0) || (key === 'until' && item !== null && typeof item === 'object');
    if (!isBlock) return [`${word(key)}: ${flow(item)}`];
    return [`${word(key)}:`, ...blockLines(item).map((line) => `  ${line}`)];
  });
}
