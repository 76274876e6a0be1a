import { parseDuration } from "../base/duration.ts";
import { badUsage } from "../base/errors.ts";
import { parseTraceparent } from "../base/traceparent.ts";
import type { Host, TimeLimit } from "../host/host.ts";
import { injectInto } from "./inject.ts";

/** What the user may say about how go is started. */
export interface LaunchOptions {
  /** Variables for go, its tools and the programs that it runs: `NAME=value`. */
  readonly inject?: readonly string[] | undefined;
  /** A duration of Go, `10m`, after which go is ended. `0`: never. */
  readonly timeout?: string | undefined;
  /** A W3C trace context, with the header's name before it or without. Absent: that of the variable TRACEPARENT. */
  readonly traceHeader?: string | undefined;
}

export interface Launch {
  /** The user's environment, with what is injected, and TRACEPARENT where there is a surrounding trace. */
  readonly env: Host["env"];
  readonly limit?: TimeLimit;
  /** The span of the surrounding trace under which the session stands: `00-<trace id>-<span id>-01`. */
  readonly traceparent?: string;
}

/** Throws `bad-usage` for an option that makes no sense; a variable that makes none is not ours to judge. */
export function chooseLaunch({ env }: Pick<Host, "env">, options: LaunchOptions): Launch {
  const injected = injectInto(env, options.inject ?? []);
  const traceparent = chooseTraceparent(injected, options);
  const limit = chooseLimit(options);
  return {
    env: { ...injected, ...(traceparent && { TRACEPARENT: traceparent }) },
    ...(limit && { limit }),
    ...(traceparent && { traceparent }),
  };
}

function chooseTraceparent(env: Host["env"], { traceHeader }: LaunchOptions): string | undefined {
  if (traceHeader === undefined) return parseTraceparent(env.TRACEPARENT ?? "");
  const traceparent = parseTraceparent(traceHeader);
  if (traceparent !== undefined) return traceparent;
  throw badUsage(
    `--trace-header is ${JSON.stringify(traceHeader)}`,
    "It wants a W3C trace context: `traceparent: 00-<32 hex digits>-<16 hex digits>-<2 hex digits>`, in lower case.",
  );
}

/** A polite end gives a program time to write what it has. */
const graceMs = 5000;

function chooseLimit({ timeout = "0" }: LaunchOptions): TimeLimit | undefined {
  const duration = parseDuration(timeout);
  if (duration !== undefined) return duration === 0 ? undefined : { ms: duration / 1e6, graceMs };
  throw badUsage(
    `--timeout is ${JSON.stringify(timeout)}`,
    "It wants a duration of Go: `90s`, `10m`, `1h30m`.",
  );
}
