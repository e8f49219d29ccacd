/** What is said of a thing that is not reached at home. */
import { html, nothing } from 'lit';
import { icon } from './icons.js';

/**
 * @param {{hosts: string[], leaves: string, barred?: string} | undefined} cloud none for things that stay at home
 */
export function cloudNote(cloud) {
  if (!cloud) return nothing;
  return html`<p class="problem mild" role="note">${icon('warn')}<span>This thing is reached through a cloud.
    What leaves the house: ${cloud.leaves}. It goes to ${cloud.hosts.map((host, i) => html`${i > 0 ? ', ' : nothing}<code>${host}</code>`)}.
    ${cloud.barred ? html`<br>Now nothing does: ${cloud.barred}.` : nothing}</span></p>`;
}
