/** A QR code from the rows of its modules, drawn dark on light in both schemes, since readers expect that. */
import { svg, html } from 'lit';

const QUIET = 4;
const SIDE_MAX = 200;

/** @param {string[]} rows of `0` and `1` @param {string} words what it holds, for who cannot see it */
export function qr(rows, words) {
  const side = Math.min(rows.length, SIDE_MAX);
  const box = `${-QUIET} ${-QUIET} ${side + 2 * QUIET} ${side + 2 * QUIET}`;
  return html`<svg class="qr" viewBox=${box} role="img" aria-label=${words} shape-rendering="crispEdges">
    ${svg`<rect x=${-QUIET} y=${-QUIET} width=${side + 2 * QUIET} height=${side + 2 * QUIET} fill="#fff"></rect><path d=${pathOf(rows.slice(0, side))} fill="#000"></path>`}</svg>`;
}

/** One stroke per run of dark modules: a tenth of the size of one per module. */
function pathOf(rows) {
  let path = '';
  rows.forEach((row, y) => {
    for (const run of row.slice(0, SIDE_MAX).matchAll(/1+/g)) path += `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`;
  });
  return path;
}
