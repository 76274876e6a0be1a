import type { ReportingDescriptor } from "sarif";
import type { CheckResult } from "../../audit/report.ts";
import { message } from "./message.ts";

/** A check as a rule: its title, why it is there, what to do about a finding. */
export function checkRule({ id, family, title, why, remedy }: CheckResult): ReportingDescriptor {
  return {
    id,
    shortDescription: message(title),
    fullDescription: message(why),
    help: message(remedy),
    defaultConfiguration: { level: "error" },
    properties: { family, tags: [family] },
  };
}
