/** Colours by the reader's scheme; every colour has a word or a sign beside it that says the same. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --paper: #ffffff; --soft: #57606a; --line: #d0d7de; --shade: #f6f8fa;
  --good: #116329; --bad: #a40e26; --open: #7d4e00; --removed: #ffebe9; --added: #dafbe1; --link: #0550ae;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b1; --line: #30363d; --shade: #161b22;
    --good: #56d364; --bad: #ff8a80; --open: #e3b341; --removed: #4b1113; --added: #0f3d1d; --link: #79b8ff;
  }
}
body { margin: 0 auto; padding: 1rem; max-width: 110rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); } h3 { margin-bottom: .3rem; }
code { font: .9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.verdict { font-size: 1.3rem; font-weight: bold; }
.passed.verdict, tr.passed > td:first-child { color: var(--good); }
.failed.verdict, tr.failed > td:first-child, .unplanned { color: var(--bad); }
tr.not-checked > td:first-child { color: var(--open); }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
form[hidden], [data-filter][hidden] { display: none; }
input, button { font: inherit; padding: .2rem .6rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  font-weight: normal; }
thead th { font-weight: bold; background: var(--shade); }
td.figure { text-align: right; white-space: nowrap; }
.checks td:first-child { white-space: nowrap; width: 8rem; } .checks th[scope=row] { width: 16rem; }
.checks td:last-child { width: 16rem; }
.checks details { color: var(--soft); } .place { color: var(--soft); }
article.failed { border-left: 4px solid var(--bad); padding-left: 1rem; }
details.function { margin: .6rem 0; border: 1px solid var(--line); border-radius: 6px; padding: .4rem .8rem; }
summary { cursor: pointer; }
.scroll { overflow-x: auto; } .sizes th:first-child { min-width: 14rem; } li, p { overflow-wrap: anywhere; }
.instructions caption { text-align: left; color: var(--soft); }
.instructions td { border: 0; padding: 0 .5rem; }
.instructions .source { color: var(--soft); white-space: nowrap; font: .85em/1.6 ui-monospace, monospace; }
.instructions .text { width: 50%; min-width: 18rem; } .instructions tbody td:nth-child(3) { border-right: 1px solid var(--line); }
.instructions del, .instructions ins { text-decoration: none; }
.instructions .removed { background: var(--removed); } .instructions .added { background: var(--added); }
.instructions .removed.source, .instructions .added.source { color: var(--ink); }
.instructions .none { background: var(--shade); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dd { margin: 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;
