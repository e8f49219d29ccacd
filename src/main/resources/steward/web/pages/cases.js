/** Every span that was kept as a test case of the house. */
import { html } from 'lit';
import { besideTabs } from '../activity-tabs.js';
import '../kept-cases.js';
import { Part, define } from '../part.js';

class CasesPage extends Part {
  render() {
    return html`<header class="page-head"><h1 tabindex="-1">Kept cases</h1>
        <p>Times of the past that stay with the house, and what its activities did in them. Change an activity, run them, and see whether all still comes out as it did.</p></header>${besideTabs('/cases')}
      <section class="card narrowed"><h2 class="unseen">The cases</h2><kept-cases></kept-cases></section>`;
  }
}

define('page-cases', CasesPage);
