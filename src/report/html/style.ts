/** The reader's theme, or the one that the button chose. What a colour says stands beside it in words, too. */
const dark = `color-scheme: dark;
  --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b1; --line: #3a424b; --shade: #161b22; --link: #79b8ff; --bad: #ff8a80; --path: #ff4fa3;`;

export const style = `
:root { color-scheme: light;
  --ink: #1b1f24; --paper: #ffffff; --soft: #57606a; --line: #c9d1d9; --shade: #f3f5f8; --link: #0550ae; --bad: #a40e26; --path: #c2006b; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { ${dark} } }
:root[data-theme=dark] { ${dark} }
body { margin: 0 auto; padding: 1rem; max-width: 120rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; } h2 { margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); font-size: 1.2rem; }
[hidden] { display: none !important; }
code { font: .9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
li, p { overflow-wrap: anywhere; }
.headline { font-size: 1.1rem; font-weight: bold; }
.keys, .note, caption { color: var(--soft); }
kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 .3rem; font: .85em ui-monospace, monospace; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.bar { display: flex; flex-wrap: wrap; gap: .4rem .8rem; align-items: center; margin: .4rem 0; }
.tools { position: sticky; top: 0; z-index: 1; background: var(--paper); padding: .4rem 0; margin: 0; }
fieldset { border: 0; padding: 0; margin: 0; display: flex; gap: .8rem; } legend { float: left; padding: 0 .8rem 0 0; }
button, input { font: inherit; color: inherit; }
button { background: var(--shade); border: 1px solid var(--line); border-radius: 6px; padding: .15rem .7rem; cursor: pointer; }
button[aria-selected=true], button[aria-pressed=true] { background: var(--ink); color: var(--paper); }
input[type=search] { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .2rem .6rem; min-width: 16rem; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; padding: 0; margin: .4rem 0; font-size: .9rem; }
.sample { display: inline-block; width: .9rem; height: .9rem; margin-right: .4rem; border-radius: 3px; vertical-align: -.1rem; }
.critical { background: var(--path); height: .3rem; vertical-align: .1rem; } .slot { background: var(--bad); height: .5rem; vertical-align: .05rem; }
.dependencies { background: var(--soft); height: .1rem; vertical-align: .25rem; }
canvas { display: block; }
#timeline-box { max-height: 60vh; overflow-x: hidden; overflow-y: auto; min-height: 3rem; }
#timeline-canvas { position: sticky; top: 0; }
.details { display: block; margin-top: .4rem; min-height: 3rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .4rem 0; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: left; font-weight: normal; vertical-align: top; }
thead th { font-weight: bold; background: var(--shade); }
thead button { border: 0; background: none; padding: 0; font-weight: bold; }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
.time, .bytes, .count, .right { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
`;
