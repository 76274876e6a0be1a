const pollMs = 50;

/**
 * Ends every process of a group: by SIGTERM, and those that are left after `graceMs` by SIGKILL. `isLeft` says whether
 * there are any: one that has ended counts as a process until somebody has asked how, which may take seconds.
 */
export async function endGroup(
  group: number,
  graceMs: number,
  isLeft: (group: number) => boolean,
): Promise<void> {
  signalGroup(group, "SIGTERM");
  const deadline = performance.now() + graceMs;
  while (isLeft(group)) {
    if (performance.now() >= deadline) return void signalGroup(group, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Sends a signal to a group; 0 only asks. Gives whether there was a process that may be sent one. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false; // it is gone, or what is left of it runs as another user
  }
}
