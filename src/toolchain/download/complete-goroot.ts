import { dirname, join } from "node:path";
import type { Host } from "../../host/host.ts";

/**
 * Makes a GOROOT of an unpacked module zip, as the go command does: zips carry no mode bits, and modules no go.mod below
 * their own, which are called `_go.mod` there. bin/go comes last: that it can be run says that the rest is done.
 */
export async function completeGoroot(host: Host, dir: string): Promise<void> {
  const files = (await host.listTree(dir)).map(({ path }) => path);
  for (const path of files.filter((path) => path.endsWith("/_go.mod")))
    await host.writeFile(join(dir, dirname(path), "go.mod"), await host.readBytes(join(dir, path)));
  const programs = files.filter((path) => isProgram.test(path) && path !== "bin/go");
  for (const path of [...programs, "bin/go"]) await host.chmod(join(dir, path), 0o755);
}

const isProgram = /^(?:bin|pkg\/tool)\/|^lib\/(?:.*\/)?go_[^/_]+_[^/_]+_exec$/;
