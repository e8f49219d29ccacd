/** How the house's own certificate is installed, system by system; this device's own stands open. */
import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { Leaf, define } from './leaf.js';

const SYSTEMS = [
  { key: 'iphone', sign: /iPhone|iPad/, name: 'iPhone and iPad', steps: [
    'Fetch the certificate in Safari and allow the download of a profile.',
    'Open Settings; near the top it says “Profile downloaded”. Install it.',
    'Then Settings, General, About, Certificate trust settings: switch this house on. Without this step nothing trusts it.',
  ] },
  { key: 'android', sign: /Android/, name: 'Android', steps: [
    'Fetch the certificate. The phone needs a screen lock.',
    'Open Settings and search for “CA certificate” (Security and privacy, Encryption and credentials, Install a certificate).',
    'Choose “CA certificate”, “Install anyway”, and the file steward-house.crt from the downloads. Browsers take it; most other apps do not.',
    'In Firefox: Settings, About Firefox, tap the sign five times; then Secret settings, “Use third party CA certificates”.',
  ] },
  { key: 'windows', sign: /Windows/, name: 'Windows', steps: [
    'Fetch the certificate and open it.',
    '“Install certificate”, “Current user”, “Place all certificates in the following store”.',
    'Choose “Trusted root certification authorities”, finish, and start the browser anew.',
  ] },
  { key: 'mac', sign: /Macintosh/, name: 'Mac', steps: [
    'Fetch the certificate and open it: Keychain Access asks where to put it; choose “login”.',
    'Open it there, then “Trust”, and choose “Always trust” at “Secure Sockets Layer (SSL)”.',
  ] },
  { key: 'linux', sign: /Linux/, name: 'Linux', steps: [
    'In Chrome and Chromium: Settings, Privacy and security, Security, Manage certificates; under Custom, “Installed by you”, import it as trusted.',
    'Older ones and Flatpaks: certutil (package libnss3-tools): certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Steward -i steward-house.crt',
    'For programs such as curl on Debian: copy steward-house.crt to /usr/local/share/ca-certificates and run update-ca-certificates as root. Browsers do not look there.',
  ] },
  { key: 'firefox', sign: /Firefox/, name: 'Firefox on any computer', steps: [
    'From version 120 on it takes what Windows and macOS trust: nothing more to do there.',
    'On Linux it keeps certificates of its own: Settings, Privacy and security, Certificates, View certificates.',
    '“Authorities”, “Import”, choose steward-house.crt and tick “Trust this CA to identify websites”.',
  ] },
];

class TrustPage extends Leaf {
  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    const agent = navigator.userAgent;
    const matching = SYSTEMS.filter(({ sign }) => sign.test(agent));
    this.here = (matching.find(({ key }) => key === 'firefox') ?? matching[0])?.key;
  }

  render() {
    return html`<main class="door wide"><p class="door-mark">${icon('rooms')}Steward</p>
      <header class="page-head"><h1 tabindex="-1">This house's certificate</h1>
        <p>The house vouches for itself: it has a certificate authority of its own, whose word counts for the house's own names and addresses and for nothing else. A device that knows it no longer warns, and would warn if somebody stood between.</p></header>
      <section class="card"><h2>One file</h2>
        <p>Fetch it in the home network, best right after the first contact, when the fingerprint was just compared.</p>
        <div class="buttons"><a class="button primary" href="/api/v1/authority" download>${icon('down')}Fetch steward-house.crt</a></div></section>
      <div class="stack">${SYSTEMS.map(({ key, name, steps }) => html`<details class="card" ?open=${key === this.here}><summary><h2>${name}</h2>${key === this.here ? html`<span class="dim-words">this device, it seems</span>` : nothing}</summary>
        <ol class="numbered">${steps.map((step) => html`<li>${step}</li>`)}</ol></details>`)}</div>
      <p><a class="button" href="/">Back to the house</a></p></main>`;
  }
}

define('trust-page', TrustPage);
