/** What stays in sight: the search over all of the page, and the theme. */
export const tools = `<div class="bar tools" data-scripted hidden>
<label for="search">Search names</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/">
<span class="keys"><kbd>/</kbd> goes there</span>
<button type="button" id="theme" aria-pressed="false">Dark</button>
</div>`;

/** Processes in rows, with the curve of how many ran at a time. */
export const timelineSection = `<section id="timeline" data-scripted hidden>
<h2>Timeline</h2>
<div class="bar">
<button type="button" data-timeline="in">Zoom in</button>
<button type="button" data-timeline="out">Zoom out</button>
<button type="button" data-timeline="left">Left</button>
<button type="button" data-timeline="right">Right</button>
<button type="button" data-timeline="all">All</button>
<fieldset id="timeline-rows"><legend>Rows</legend>
<label><input type="radio" name="rows" value="slots" checked> what ran side by side</label>
<label><input type="radio" name="rows" value="packages"> packages</label>
</fieldset>
<output id="timeline-range"></output>
</div>
<p class="keys" id="timeline-keys">In the timeline: <kbd>+</kbd> <kbd>−</kbd> zoom, <kbd>←</kbd> <kbd>→</kbd> move, <kbd>0</kbd> shows all, <kbd>[</kbd> <kbd>]</kbd> go from process to process, <kbd>Enter</kbd> zooms to it<span data-actions hidden>, <kbd>c</kbd> goes to the next on the critical path</span>. The wheel zooms with <kbd>Ctrl</kbd>.</p>
<ul class="legend" id="timeline-legend"></ul>
<ul class="legend" data-actions hidden>
<li><span class="sample critical" aria-hidden="true"></span>on the critical path</li>
<li><span class="sample dependencies" aria-hidden="true"></span>waited for dependencies (in rows of packages)</li>
<li><span class="sample slot" aria-hidden="true"></span>waited for a slot (likewise)</li>
</ul>
<canvas id="timeline-curve" role="img" aria-label="How many processes ran, and how many goroutines worked beside their main ones"></canvas>
<p class="note">Filled: processes. Line: goroutines that worked beside the main ones.</p>
<div id="timeline-box" tabindex="0" role="application" aria-label="Timeline of processes" aria-describedby="timeline-keys timeline-details">
<div id="timeline-space"><canvas id="timeline-canvas"></canvas></div>
</div>
<output class="details" id="timeline-details"></output>
</section>`;

/** What the time went to, from package to pass. */
export const flameSection = `<section id="flame" data-scripted hidden>
<h2>Flame graph</h2>
<div class="bar">
<fieldset id="flame-choice"><legend>Time of</legend></fieldset>
<button type="button" data-flame="all">All</button>
</div>
<p class="keys" id="flame-keys">In the graph: <kbd>↓</kbd> <kbd>↑</kbd> go in and out, <kbd>←</kbd> <kbd>→</kbd> go beside, <kbd>Enter</kbd> zooms, <kbd>0</kbd> or <kbd>Esc</kbd> shows all.</p>
<p class="note"><span id="flame-note"></span> What is too short to see is left out.</p>
<ul class="legend" id="flame-legend"></ul>
<div id="flame-box" tabindex="0" role="application" aria-label="Flame graph" aria-describedby="flame-keys flame-details">
<canvas id="flame-canvas"></canvas>
</div>
<output class="details" id="flame-details"></output>
</section>`;

/** Everything in figures. */
export const tablesSection = `<section id="tables" data-scripted hidden>
<h2>Tables</h2>
<div class="bar" id="table-tabs" role="tablist" aria-label="Tables"></div>
<p class="bar"><output id="table-count"></output></p>
<div class="scroll" id="table-panel" role="tabpanel" tabindex="0"></div>
<p><button type="button" id="table-more" hidden>Show more rows</button></p>
</section>`;
