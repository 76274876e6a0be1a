import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { recordingVariables } from "./recording.ts";
import type { SessionRecord } from "./session.ts";

/**
 * What the `session.json` of a session's folder says; undefined where there is none, or none that holds all that every
 * record has. Whoever reads it may rely on the types: what is of a wrong one counts as absent. Never throws.
 */
export async function readSessionRecord(
  host: Pick<Host, "readBytes">,
  session: string,
): Promise<SessionRecord | undefined> {
  try {
    return parseSessionRecord(Buffer.from(await host.readBytes(join(session, "session.json"))).toString());
  } catch {
    return undefined;
  }
}

/** The same of a text. Throws where it is not JSON. */
export function parseSessionRecord(text: string): SessionRecord | undefined {
  const json: unknown = JSON.parse(text);
  if (!isObject(json) || !has(json, required)) return undefined;
  const names = Object.keys({ ...required, ...optional });
  const right = names.filter((name) => json[name] !== undefined && (optional[name]?.(json[name]) ?? true));
  return Object.fromEntries(right.map((name) => [name, json[name]])) as unknown as SessionRecord;
}

type Json = Readonly<Record<string, unknown>>;
type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
const isText = (value: unknown): boolean => typeof value === "string";
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isNanoseconds = (value: unknown): boolean => isText(value) && /^\d{1,19}$/.test(value as string);
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);
const isJobs = (value: unknown): boolean => isWhole(value) && (value as number) > 0;

const isAnchor = (value: unknown): boolean =>
  has(value, { mono0: isNanoseconds, wall: isNanoseconds, mono1: isNanoseconds });

const isToolchain = (value: unknown): boolean =>
  has(value, { fingerprint: isText, goVersion: isText, goroot: isText });

/** Those parts of it that are absent are not asked for. */
function isRecording(value: unknown): boolean {
  if (!has(value, { level: isText, runtimeTrace: (one) => typeof one === "boolean" })) return false;
  const texts = Object.keys(recordingVariables).filter((key) => key !== "runtimeTrace");
  return texts.every((key) => value[key] === undefined || isText(value[key]));
}

/** Whether it is an object that has all fields of a shape. */
function has(value: unknown, shape: Shape): value is Json {
  return isObject(value) && Object.entries(shape).every(([name, isRight]) => isRight(value[name]));
}

const isLiveExport = (value: unknown): boolean =>
  has(value, { spans: isWhole, problem: (one) => one === undefined || isText(one) });

const statuses: ReadonlySet<unknown> = new Set<SessionRecord["status"]>([
  "running",
  "done",
  "failed",
  "timed-out",
]);

const required = {
  format: (value) => value === 1,
  id: isText,
  traceinject: isText,
  status: (value) => statuses.has(value),
  process: isText,
  command: isTexts,
  cwd: isText,
  env: (value) => isObject(value) && Object.values(value).every(isText),
  toolchain: isToolchain,
  recording: isRecording,
  goos: isText,
  goarch: isText,
  start: isAnchor,
} satisfies Shape;

const optional: Shape = {
  jobs: isJobs,
  actionGraph: isText,
  goTrace: isText,
  programTrace: isText,
  traceparent: isText,
  bootId: isText,
  end: isAnchor,
  exitCode: isWhole,
  signal: isText,
  liveExport: isLiveExport,
};
