/**
 * The steward's HTTP API as seen from the browser: one function per verb, every failure an `ApiError`
 * whose `sentence` can be shown to a person as it stands.
 */

const BASE = '/api/v1';
const ANSWER_WITHIN_MS = 15_000;
const LONG_MS = 90_000;
const PAGES_MAX = 50;
const FRESH_CODE = '/problems/fresh-code';
const WAIT_S_MAX = 3_600;
/** Where a wrong secret is answered with 401 although nobody was signed out. */
const ENTRANCES = ['/session', '/session/fresh', '/claim'];

let signedOut = () => {};
/** What is done when the steward no longer knows this browser. @param {() => void} work */
export const onSignedOut = (work) => (signedOut = work);

/** What went wrong with a request, in words, with the places in the body that are to blame. */
export class ApiError extends Error {
  /**
   * @param {string} sentence
   * @param {number} status 0 when there was no answer at all
   * @param {{at: string, expected?: string, got?: string}[]} errors
   * @param {number} waitS after how many seconds it may be tried again; 0 if that was not said
   */
  constructor(sentence, status, errors = [], waitS = 0) {
    super(sentence);
    this.sentence = sentence;
    this.status = status;
    this.errors = errors;
    this.waitS = waitS;
  }
}

/** @param {string} path below the API's base */
export const get = (path) => request('GET', path);
/** A body that is a `Blob` goes as it is, with its own type. @param {string} path @param {unknown} [body] @param {Record<string, string>} [headers] */
export const post = (path, body, headers) => request('POST', path, body, headers);
/** What may take its time, such as a rehearsal. @param {string} path @param {unknown} [body] */
export const postLong = (path, body) => request('POST', path, body, {}, LONG_MS);
/** @param {string} path @param {unknown} body @param {Record<string, string>} [headers] */
export const put = (path, body, headers) => request('PUT', path, body, headers);
/** @param {string} path @param {unknown} body @param {Record<string, string>} [headers] */
export const patch = (path, body, headers) => request('PATCH', path, body, headers);
/** @param {string} path */
export const remove = (path) => request('DELETE', path);

/** Reads every page of a list. @param {string} path @returns {Promise<any[]>} */
export async function all(path) {
  const items = [];
  let cursor = '';
  for (let page = 0; page < PAGES_MAX; page++) {
    const join = path.includes('?') ? '&' : '?';
    const answer = await get(cursor ? `${path}${join}cursor=${encodeURIComponent(cursor)}` : path);
    items.push(...answer.items);
    if (answer.next === null || answer.next === undefined) break;
    cursor = String(answer.next);
  }
  return items;
}

/** A body with the version it came with, for a later `If-Match`. @param {string} path */
export async function getTagged(path) {
  const response = await answerOf('GET', path);
  return { body: await response.json(), tag: response.headers.get('ETag') };
}

/** A key by which the steward knows that a repeated request is the same one. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

async function request(method, path, body, headers, within) {
  const response = await answerOf(method, path, body, headers, within);
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('The steward answered with something that is not JSON.', response.status);
  }
}

/** A file that the steward makes for this request. @param {string} path @param {unknown} body @param {string} type */
export async function fetchFile(path, body, type) {
  const response = await answerOf('POST', path, body, { Accept: type });
  const named = /filename="?([\w.-]+)"?/.exec(response.headers.get('Content-Disposition') ?? '');
  return { bytes: await response.blob(), name: named?.[1] ?? null };
}

/** Where a fresh code is asked for, the person is asked, and the request is made once more. */
async function answerOf(method, path, body, headers = {}, within = ANSWER_WITHIN_MS) {
  try {
    return await askedOnce(method, path, body, headers, within);
  } catch (failure) {
    if (failure.status === 401 && !ENTRANCES.includes(path)) signedOut();
    if (!failure.wantsCode) throw failure;
  }
  const { askForCode } = await import('./fresh.js');
  if (!(await askForCode())) throw new ApiError('Nothing was done: it needs a fresh code.', 403);
  return askedOnce(method, path, body, headers, within);
}

async function askedOnce(method, path, body, headers, within) {
  const init = { method, headers: { Accept: 'application/json', ...headers } };
  if (body instanceof Blob) init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(BASE + path, { ...init, signal: AbortSignal.timeout(within) });
  } catch (failure) {
    const late = failure instanceof DOMException && failure.name === 'TimeoutError';
    throw new ApiError(late ? 'The steward did not answer in time.' : 'The steward cannot be reached.', 0);
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function errorOf(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // An answer without a body still has its status to tell.
  }
  const sentence = problem.detail || problem.title || `The steward answered with status ${response.status}.`;
  const errors = Array.isArray(problem.errors) ? problem.errors : [];
  const wait = Math.min(WAIT_S_MAX, Number.parseInt(response.headers.get('Retry-After') ?? '', 10) || 0);
  const error = new ApiError(String(sentence), response.status, errors, wait);
  error.findings = Array.isArray(problem.findings) ? problem.findings : [];
  error.wantsCode = response.status === 403 && problem.type === FRESH_CODE;
  return error;
}
