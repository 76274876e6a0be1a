import type { Finding } from "../../audit/finding.ts";
import type {
  UpgradeFigures,
  UpgradeStatus,
  UpgradeStep,
  UpgradeStepName,
} from "../../audit/upgrade/report.ts";
import { failureOf } from "../../base/errors.ts";
import type { Host } from "../../host/host.ts";

/** What a step hands to those after it: a value, or the step without which they make no sense. */
export type Handed<T> =
  | { readonly kind: "ready"; readonly value: T }
  | { readonly kind: "blocked"; readonly by: UpgradeStepName };

export const readyValue = <T>(handed: Handed<T>): T | undefined =>
  handed.kind === "ready" ? handed.value : undefined;

/** What the work of a step came to. Without a `value` the steps that need it are not run. */
export interface Done<T> {
  readonly value?: T;
  readonly detail: string;
  readonly more?: string | undefined;
  readonly findings?: readonly Finding[];
  readonly figures?: UpgradeFigures;
}

/** Runs steps one after the other, keeps what each came to, and passes over those that an earlier one makes senseless. */
export class Steps {
  readonly done: UpgradeStep[] = [];
  #figures: UpgradeFigures = {};

  constructor(private readonly host: Pick<Host, "monotonic">) {}

  get figures(): UpgradeFigures {
    return this.#figures;
  }

  /** Runs a step on what an earlier one handed over. A failure (`TraceinjectError`, or one of the system) ends the step; a bug is thrown on. */
  async run<In, Out>(
    step: UpgradeStepName,
    from: Handed<In>,
    work: (input: In) => Promise<Done<Out>>,
  ): Promise<Handed<Out>> {
    if (from.kind === "blocked") return this.#skip(step, from.by);
    const begin = this.host.monotonic();
    const done = await work(from.value).catch(asFailure);
    const seconds = Number(this.host.monotonic() - begin) / 1e9;
    const { value, detail, more, findings = [], figures } = done;
    this.#figures = { ...this.#figures, ...figures };
    const status = "failed" in done ? "failed" : findings.length > 0 ? "findings" : "passed";
    const code = "failed" in done ? { code: done.failed } : {};
    this.done.push({ step, status, detail, ...code, ...(more && { more }), seconds, findings });
    return value === undefined ? { kind: "blocked", by: step } : { kind: "ready", value };
  }

  /** What a step came to. */
  status(step: UpgradeStepName): UpgradeStatus | undefined {
    return this.done.find((one) => one.step === step)?.status;
  }

  #skip<Out>(step: UpgradeStepName, by: UpgradeStepName): Handed<Out> {
    const why = this.status(by) === "failed" ? `${by} failed` : `of what ${by} found`;
    const detail = `not run because ${why}`;
    this.done.push({ step, status: "not-run", detail, seconds: 0, findings: [] });
    return { kind: "blocked", by };
  }
}

function asFailure(error: unknown): Done<never> & { readonly failed: string } {
  const failure = failureOf(error);
  if (!failure) throw error;
  const cause = failure.cause instanceof Error ? [failure.cause.message] : [];
  return { detail: failure.message, more: [...cause, failure.remedy].join("\n"), failed: failure.code };
}
