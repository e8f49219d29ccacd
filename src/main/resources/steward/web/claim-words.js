/** Where each browser shows the certificate of the page it has open, and how this browser would be called. */

/** @type {Record<string, {name: string, steps: string[], note?: string}>} */
export const BROWSERS = {
  chrome: { name: 'Chrome, Edge or Brave on a computer', steps: [
    'Click the sign at the left of the address; it may say “Not secure”.',
    'Click “Connection is secure” or “Certificate is not valid”, then the certificate.',
    'On the page “General”, below “SHA‑256 fingerprints”, read the line “Certificate”.',
  ] },
  'chrome-phone': { name: 'Chrome on Android', steps: [
    'Tap the sign at the left of the address.',
    'Tap the line about the connection, then “Certificate information” or “Details”.',
    'Read the line “SHA‑256 fingerprint” of the certificate.',
  ] },
  firefox: { name: 'Firefox', steps: [
    'Click the padlock at the left of the address, then “Connection not secure” or “Connection secure”.',
    'Click “More information”, then “View certificate”.',
    'Below “Fingerprints”, read the line “SHA‑256”.',
  ] },
  safari: { name: 'Safari on a Mac', steps: [
    'Click the padlock or “Not secure” in the address, then “Show certificate”.',
    'Open “Details” and go down to “Fingerprints”.',
    'Read the line “SHA‑256”.',
  ] },
  'safari-phone': { name: 'Safari on an iPhone or iPad', steps: [
    'Safari shows the certificate only on the warning before this page: close this page and open the address anew.',
    'On the warning tap “Show details”, then “view the certificate”, then “More details”.',
    'Go down to “Fingerprints” and read the line “SHA‑256”.',
  ], note: 'If there was no warning, use a computer for the first contact.' },
  other: { name: 'Another browser', steps: [
    'Find the sign beside the address and open what it says about this page’s certificate.',
    'Look for its SHA‑256 fingerprint.',
  ], note: 'If this browser does not show one, use another, or the command below.' },
};

/** @returns {string} a name of `BROWSERS` */
export function thisBrowser(agent = navigator.userAgent) {
  const isPhone = /Android|iPhone|iPad/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
  if (/Firefox\//.test(agent)) return 'firefox';
  if (/CriOS|FxiOS|EdgiOS/.test(agent)) return 'other';
  if (/Chrome\//.test(agent)) return isPhone ? 'chrome-phone' : 'chrome';
  if (/Safari\//.test(agent)) return isPhone ? 'safari-phone' : 'safari';
  return 'other';
}

/** A name that a person may change, such as `Chrome on Linux`. */
export function thisDevice(agent = navigator.userAgent) {
  const browser = [['Firefox', /Firefox|FxiOS/], ['Edge', /Edg/], ['Chrome', /Chrome|CriOS/], ['Safari', /Safari/]].find(([, sign]) => sign.test(agent));
  const system = [['iPhone', /iPhone/], ['iPad', /iPad/], ['Android', /Android/], ['Windows', /Windows/], ['Mac', /Mac OS/], ['Linux', /Linux/]].find(([, sign]) => sign.test(agent));
  return `${browser?.[0] ?? 'Browser'} on ${system?.[0] ?? 'this device'}`;
}

/** The zone this browser lives in, and all that it knows, to choose from. */
export const thisZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
export const zones = () => Intl.supportedValuesOf?.('timeZone') ?? [];
