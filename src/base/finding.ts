/** What a reader of a finding needs besides its facts; stands once for each kind, in a `Record<Kind, FindingInfo>`. */
export interface FindingInfo {
  readonly title: string;
  /** `note`: nothing is lost. `warning`: something is missing. `error`: the thing cannot be used. */
  readonly severity: "note" | "warning" | "error";
  /** What it means, as whole sentences. */
  readonly why: string;
  /** What to do about it, in the imperative. */
  readonly remedy: string;
}
