/**
 * Where the person is: paths of this page, followed without loading it anew. Links are ordinary links.
 */

const ROUTES = [
  { pattern: /^\/$/, page: 'rooms', nav: 'rooms' },
  { pattern: /^\/rooms\/([^/]+)$/, page: 'rooms', nav: 'rooms' },
  { pattern: /^\/things\/([^/]+)$/, page: 'thing', nav: 'rooms' },
  { pattern: /^\/activities$/, page: 'activities', nav: 'activities' },
  { pattern: /^\/activities\/([^/]+)$/, page: 'activity', nav: 'activities' },
  { pattern: /^\/activities\/([^/]+)\/rehearse$/, page: 'rehearse', nav: 'activities' },
  { pattern: /^\/activities\/([^/]+)\/past$/, page: 'past', nav: 'activities' },
  { pattern: /^\/activities\/([^/]+)\/versions$/, page: 'versions', nav: 'activities' },
  { pattern: /^\/groups$/, page: 'groups', nav: 'activities' },
  { pattern: /^\/groups\/([^/]+)$/, page: 'group', nav: 'activities' },
  { pattern: /^\/place$/, page: 'place', nav: 'activities' },
  { pattern: /^\/house-rules$/, page: 'house-rules', nav: 'activities' },
  { pattern: /^\/cases$/, page: 'cases', nav: 'activities' },
  { pattern: /^\/ready-made$/, page: 'ready-made', nav: 'activities' },
  { pattern: /^\/inbox$/, page: 'inbox', nav: 'inbox' },
  { pattern: /^\/by-hand$/, page: 'by-hand', nav: 'inbox' },
  { pattern: /^\/journal$/, page: 'journal', nav: 'journal' },
  { pattern: /^\/why\/(\d+)$/, page: 'why', nav: 'journal' },
  { pattern: /^\/health$/, page: 'health', nav: 'health' },
  { pattern: /^\/people$/, page: 'people', nav: 'people' },
  { pattern: /^\/people\/([^/]+)$/, page: 'user', nav: 'people' },
  { pattern: /^\/clients\/([^/]+)$/, page: 'client', nav: 'people' },
  { pattern: /^\/notices$/, page: 'notices', nav: 'notices' },
  { pattern: /^\/me$/, page: 'me', nav: 'me' },
  { pattern: /^\/audit$/, page: 'audit', nav: 'people' },
  { pattern: /^\/callers$/, page: 'callers', nav: 'people' },
  { pattern: /^\/rights$/, page: 'rights', nav: 'people' },
  { pattern: /^\/network$/, page: 'network', nav: 'network' },
  { pattern: /^\/network\/stations\/([^/]+)$/, page: 'station', nav: 'network' },
  { pattern: /^\/network\/grades$/, page: 'grades', nav: 'network' },
  { pattern: /^\/network\/wifi$/, page: 'wifi', nav: 'network' },
  { pattern: /^\/ledger$/, page: 'ledger', nav: 'network' },
  { pattern: /^\/ledger\/entries$/, page: 'ledger-entries', nav: 'network' },
  { pattern: /^\/ledger\/statement$/, page: 'statement', nav: 'network' },
];

/** @param {string} path @returns {{page: string, nav: string, key: string}} */
export function routeOf(path) {
  for (const { pattern, page, nav } of ROUTES) {
    const match = pattern.exec(path);
    if (match) return { page, nav, key: match[1] ? decode(match[1]) : '' };
  }
  return { page: 'nowhere', nav: '', key: path };
}

/** Goes to a path of this page. @param {string} path */
export function go(path) {
  history.pushState(null, '', path);
  dispatchEvent(new Event('steward-moved'));
}

/** Follows links and the back button; `onMove` is called after each. @param {() => void} onMove */
export function followLinks(onMove) {
  addEventListener('popstate', onMove);
  addEventListener('steward-moved', onMove);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname) return;
    if (routeOf(link.pathname).page === 'nowhere') return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
