import { expect, it } from "vitest";
import { redactEnvironment, redacted, redactText } from "./redact.ts";

it("hides the value of every variable that is named like a secret", () => {
  const names = [
    ...[
      "GITHUB_TOKEN",
      "client_secret",
      "PGPASSWORD",
      "AWS_SECRET_ACCESS_KEY",
      "GOAUTH",
      "NETRC",
      "SSH_AUTH_SOCK",
    ],
    ...["GOOGLE_CREDENTIALS", "SESSION_COOKIE", "MY_PASSWD", "GH_PAT", "DATABASE_DSN", "MYSQL_PWD"],
    "OTEL_EXPORTER_OTLP_HEADERS",
  ];
  const kept = redactEnvironment(Object.fromEntries(names.map((name) => [name, "s3cret"])));
  expect(Object.values(kept)).toEqual(names.map(() => redacted));
});

it("keeps what explains a build, sorted and without unset variables", () => {
  const env = {
    PATH: "/bin",
    GOFLAGS: "-mod=mod",
    CGO_ENABLED: "0",
    PWD: "/home/ann",
    GONE: undefined,
    GITHUB_TOKEN: "",
  };
  const kept = { CGO_ENABLED: "0", GITHUB_TOKEN: "", GOFLAGS: "-mod=mod", PATH: "/bin", PWD: "/home/ann" };
  expect(redactEnvironment(env)).toEqual(kept);
  expect(Object.keys(redactEnvironment(env))).toEqual(Object.keys(kept));
});

it("takes user and password out of URLs, in a list of proxies too", () => {
  expect(
    redactEnvironment({ GOPROXY: "https://ann:pw@proxy.example/go,https://t0k3n@b.example|direct" }).GOPROXY,
  ).toBe(`https://${redacted}@proxy.example/go,https://${redacted}@b.example|direct`);
});

it("leaves URLs and module queries without credentials alone", () => {
  for (const text of [
    "https://proxy.golang.org,direct",
    "example.com/tool@v1.2.3",
    "git@github.com:ann/repo.git",
  ]) {
    expect(redactText(text)).toBe(text);
  }
});

it("takes secrets out of linker flags and query strings", () => {
  expect(redactText("-ldflags=-s -X main.apiToken=abc123 -X main.version=1.2")).toBe(
    `-ldflags=-s -X main.apiToken=${redacted} -X main.version=1.2`,
  );
  expect(redactText("https://a.example/m?access_token=abc&v=1")).toBe(
    `https://a.example/m?access_token=${redacted}&v=1`,
  );
});

it("knows tokens by their look", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  expect(redactText(`git config url.x.insteadOf y ${token}`)).toBe(
    `git config url.x.insteadOf y ${redacted}`,
  );
  expect(redactText("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----")).toBe(redacted);
});
