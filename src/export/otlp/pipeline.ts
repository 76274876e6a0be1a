import type { TelemetryAttributes } from "../../base/telemetry.ts";

type Environment = Readonly<Record<string, string>>;

/**
 * The CI/CD pipeline in which an environment stands, and what is built there: `cicd.pipeline.*` and `vcs.*` of the
 * semantic conventions, as far as GitHub Actions or GitLab CI tell. Empty elsewhere.
 */
export function pipelineOf(env: Environment): TelemetryAttributes {
  const system = systems.find(({ sign }) => env[sign] === "true");
  const told = Object.entries(system?.attributes(env) ?? {}).filter(([, value]) => value);
  return Object.fromEntries(told) as TelemetryAttributes;
}

interface System {
  /** The variable that is `true` there. */
  readonly sign: string;
  attributes(env: Environment): Readonly<Record<string, string | undefined>>;
}

const systems: readonly System[] = [
  {
    sign: "GITHUB_ACTIONS",
    attributes(env) {
      const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_RUN_ID: run } = env;
      const repository = server && name && `${server}/${name}`;
      return {
        "cicd.pipeline.name": env.GITHUB_WORKFLOW,
        "cicd.pipeline.run.id": run,
        "cicd.pipeline.run.url.full": repository && run && `${repository}/actions/runs/${run}`,
        "vcs.repository.url.full": repository,
        "vcs.ref.head.name": env.GITHUB_REF_NAME,
        "vcs.ref.head.revision": env.GITHUB_SHA,
      };
    },
  },
  {
    sign: "GITLAB_CI",
    attributes: (env) => ({
      "cicd.pipeline.name": env.CI_PIPELINE_NAME,
      "cicd.pipeline.run.id": env.CI_PIPELINE_ID,
      "cicd.pipeline.run.url.full": env.CI_PIPELINE_URL,
      "vcs.repository.url.full": env.CI_PROJECT_URL,
      "vcs.ref.head.name": env.CI_COMMIT_REF_NAME,
      "vcs.ref.head.revision": env.CI_COMMIT_SHA,
    }),
  },
];
