/** Stands where a secret was. */
export const redacted = "<redacted>";

/** Words that mark the name of a variable, a header or a linker symbol as that of a secret. */
const secretWord =
  "TOKEN|SECRET|PASSW(?:OR)?D|PASSPHRASE|PASSWD|KEY|CREDENTIAL|AUTH|COOKIE|NETRC|PRIVATE|SIGNATURE|SESSION_ID|WEBHOOK|DSN|CONNECTION_STRING|_PAT$|_PWD$|HEADERS$";
const secretName = new RegExp(secretWord, "i");

/** `name=value` within a text, as in `-ldflags=-X main.apiToken=…` or a query string. */
const assignment = new RegExp(`([\\w./-]*(?:${secretWord})\\w*=)[^\\s'"&,;]+`, "gi");

/** `user:password@` and `token@` before the host of a URL. */
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@'",|]+@/gi;

/** Values that are secrets whatever their variable is called: tokens of GitHub, GitLab, AWS, Slack, npm; JSON web tokens. */
const knownToken =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|(?:AKIA|ASIA)[A-Z0-9]{16}|xox[abprs]-[\w-]{10,}|npm_\w{30,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)/g;

/** A text without the secrets that show themselves: in URLs, assignments and well-known tokens. */
export function redactText(text: string): string {
  return text
    .replace(userInfo, `$1${redacted}@`)
    .replace(assignment, `$1${redacted}`)
    .replace(knownToken, redacted)
    .replace(/-----BEGIN [^-]*-----[\s\S]*/, redacted);
}

/**
 * An environment that can be kept and shown: variables sorted by name, without unset ones, secrets replaced. Errs on
 * the side of hiding: `GIT_AUTHOR_NAME` goes, too, for the AUTH in it.
 */
export function redactEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = Object.keys(env).sort();
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, redactValue(name, value)]];
    }),
  );
}

function redactValue(name: string, value: string): string {
  return secretName.test(name) && value !== "" ? redacted : redactText(value);
}
