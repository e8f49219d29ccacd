/** Icons drawn for this house: 24 by 24, one line weight, no fill. Decoration only; words say the rest. */
import { html } from 'lit';

const PATHS = {
  rooms: 'M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5',
  activities: 'M5 6h8M5 12h14M5 18h6M16 4v4M10 16v4',
  inbox: 'M4 13l2.5-8h11L20 13v6H4zM4 13h5l1 3h4l1-3h5',
  journal: 'M12 5a7 7 0 1 1-6.6 4.7M12 8v4.5l3 2M4 5v5h5',
  health: 'M3 12h4l2.5-6 4 12 2.5-6h5',
  lamp: 'M9 18h6M10 21h4M8.5 14.5A5.5 5.5 0 1 1 15.5 14.5c-.6.6-.9 1.3-1 2h-5c-.1-.7-.4-1.4-1-2z',
  plug: 'M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v4',
  thermometer: 'M10 13.5V5.5a2 2 0 1 1 4 0v8a4 4 0 1 1-4 0zM12 10v7',
  heat: 'M5 7v10M9 7v10M13 7v10M17 7v10M3 9.5h16M3 14.5h16M19 9.5h2',
  drop: 'M12 3.5c3.5 4.2 5.5 7 5.5 10a5.5 5.5 0 0 1-11 0c0-3 2-5.8 5.5-10z',
  motion: 'M13 5.5a1.5 1.5 0 1 0 0-.01M9 21l2-6-2-3 3-4 3 3 3 .5M11 15l4 2 1 4M5 12l2-3.5 5-.5',
  door: 'M6 21V4h10v17M4 21h16M13 12.5v.01M16 6h2v15',
  window: 'M5 4h14v16H5zM12 4v16M5 12h14',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  unlock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.7-1.4M12 14.5v2',
  smoke: 'M5 8h14l-1 4H6zM9 16c-1 1 1 2 0 4M13 16c-1 1 1 2 0 4M12 4v4',
  siren: 'M7 17v-4a5 5 0 0 1 10 0v4M5 20h14v-3H5zM12 3v2M4.5 6.5 6 8M19.5 6.5 18 8',
  cover: 'M4 4h16M6 4v14h12V4M6 8h12M6 12h12M12 18v3',
  fan: 'M12 12c-1-4 0-8 3-8s3 5-3 8zM12 12c4-1 8 0 8 3s-5 3-8-3zM12 12c1 4 0 8-3 8s-3-5 3-8zM12 12c-4 1-8 0-8-3s5-3 8 3z',
  button: 'M5 5h14v14H5zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  speaker: 'M7 3h10v18H7zM12 7v.01M12 11a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z',
  person: 'M12 4a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM5 20c.5-4 3.3-6 7-6s6.5 2 7 6',
  sun: 'M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4',
  bolt: 'M13 3 6 14h5l-1 7 7-11h-5z',
  thing: 'M12 3.5 19.5 8v8L12 20.5 4.5 16V8zM4.5 8l7.5 4.5L19.5 8M12 12.5v8',
  wait: 'M12 4a8 8 0 1 1-8 8',
  check: 'M5 12.5 10 17.5 19.5 7',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  warn: 'M12 4 21 19.5H3zM12 10v4.5M12 17v.01',
  question: 'M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.01',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  up: 'M5.5 14.5 12 8l6.5 6.5',
  down: 'M5.5 9.5 12 16l6.5-6.5',
  stop: 'M7 7h10v10H7z',
  play: 'M8 5.5v13l10.5-6.5z',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5',
  edit: 'M5 19l1-4.5L16.5 4l3.5 3.5L9.5 18zM14 6.5 17.5 10',
  search: 'M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l5 5',
  lost: 'M4 9.5c2.3-2 5-3 8-3s5.7 1 8 3M7 13c1.5-1.2 3.1-1.8 5-1.8S15.5 11.8 17 13M12 17v.01M4 4l16 16',
};

/** @param {string} name @param {string} [extra] a further class */
export function icon(name, extra) {
  const path = PATHS[name] ?? PATHS.thing;
  return html`<svg class="icon ${extra ?? ''}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;
}
