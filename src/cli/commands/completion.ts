import { basename } from "node:path";
import { command } from "../command.ts";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

export const completion = command({
  usage: "completion [shell]",
  summary: "Print a script that completes command lines in your shell",
  description:
    "Commands, options and their values are offered, and what was recorded: ids of sessions, the newest first, and packages.",
  examples: [
    ["completion bash >> ~/.bashrc", "For bash"],
    ["completion zsh >> ~/.zshrc", "For zsh"],
    ["completion fish > ~/.config/fish/completions/traceinject.fish", "For fish"],
  ],
  positionals: { shell: { choices: shells, describe: "The shell [that of $SHELL]" } },
  options: {},
  async run({ shell }, { host, io }) {
    const own = basename(host.env.SHELL ?? "");
    io.stdout(scripts[shell ?? shells.find((name) => name === own) ?? "bash"]);
    return 0;
  },
});

/** The newest session comes first, so no shell is to sort (bash cannot be told before 4.4). Each asks traceinject for candidates; SHELL tells it whether the shell can show what they mean. */
const scripts: Readonly<Record<Shell, string>> = {
  bash: `_traceinject() {
  local current="\${COMP_WORDS[COMP_CWORD]}"
  [[ $current == "=" ]] && current=
  mapfile -t COMPREPLY < <(compgen -W "$(SHELL=bash traceinject --get-yargs-completions "\${COMP_WORDS[@]:0:COMP_CWORD+1}")" -- "$current")
}
complete -o nosort -o bashdefault -o default -F _traceinject traceinject 2>/dev/null ||
  complete -o bashdefault -o default -F _traceinject traceinject
`,
  zsh: `_traceinject() {
  local -a candidates
  candidates=("\${(@f)$(SHELL=zsh traceinject --get-yargs-completions "\${(@)words[1,CURRENT]}")}")
  if [[ -n "$candidates" ]]; then _describe -V 'traceinject' candidates; else _default; fi
}
compdef _traceinject traceinject
`,
  fish: `complete -c traceinject -k -a '(SHELL=fish traceinject --get-yargs-completions (commandline -opc) (commandline -ct))'
`,
};
