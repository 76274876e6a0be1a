import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { e2eCache, e2eHost, type Release, releases } from "./shared.testing.ts";

/** An event as Go's own reader has it. Times are in nanoseconds: of CLOCK_MONOTONIC, before go1.22 after the first event. */
export interface GoEvent {
  readonly Kind: "created" | "ended" | "task-begin" | "task-end" | "region-begin" | "region-end" | "log";
  readonly Time: number;
  /** Whether the reader may have moved it: it lets no event stand before the one that it gave last. */
  readonly Moved: boolean;
  readonly G: number;
  readonly Task: number;
  /** 0 for none. */
  readonly Parent: number;
  /** Of a goroutine its function, of a log the category. */
  readonly Name: string;
  readonly Extra: string;
}

/** Of the layout before go1.22 the oldest release, of that since then the oldest and the two newest. */
export async function tracingReleases(): Promise<Release[]> {
  const ofMinor = new Map((await releases()).map((release) => [release.version.minor, release]));
  const all = [...ofMinor.values()];
  const today = all.filter(({ version }) => version.minor >= 22);
  return [...new Set([all[0]!, today[0]!, ...today.slice(-2)])];
}

/** What a release makes and reads of traces, in a folder of its own. */
export class TracingGo {
  constructor(
    private readonly release: Release,
    private readonly dir: string,
  ) {}

  /** The trace of a program with four busy goroutines, and one of every second generation that it would be by default. */
  async programTrace(rounds: number): Promise<string> {
    const trace = join(this.dir, "program.trace");
    const program = join(this.dir, "program");
    this.write("src/main.go", generator);
    this.write("src/go.mod", "module example.com/traced\n\ngo 1.19\n");
    await this.run(this.go, ["build", "-o", program, "."], join(this.dir, "src"));
    await this.run(program, [trace, String(rounds)]);
    return trace;
  }

  /** What the stock compiler writes of itself. */
  async compileTrace(): Promise<string> {
    const trace = join(this.dir, "compile.trace");
    // The path makes the action new each time, so that the compiler runs however full the cache is.
    await this.run(this.go, ["build", `-gcflags=strconv=-traceprofile=${trace}`, "strconv"]);
    return trace;
  }

  /** Reads a trace by Go's own package, from within the command whose sources the overlay replaces. */
  async read(trace: string): Promise<GoEvent[]> {
    const { goroot, version } = this.release;
    const exporter = join(this.dir, "exporter");
    const replaced = {
      [join(goroot, "src/cmd/addr2line/main.go")]: this.write("exporter.go", reader(version.minor)),
    };
    const overlay = this.write("overlay.json", JSON.stringify({ Replace: replaced }));
    await this.run(this.go, ["build", "-overlay", overlay, "-o", exporter, "cmd/addr2line"]);
    const events = join(this.dir, "events.jsonl");
    await this.run(exporter, [trace, events]);
    const lines = readFileSync(events, "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as GoEvent);
  }

  private get go(): string {
    return join(this.release.goroot, "bin/go");
  }

  private async run(file: string, args: readonly string[], cwd = this.dir): Promise<void> {
    const host = e2eHost({
      ...{ GOTOOLCHAIN: "local", GOENV: "off", GOWORK: "off", GODEBUG: "traceadvanceperiod=10000000" },
      GOCACHE: join(e2eCache(), "gocache"),
      GOMODCACHE: join(this.dir, "modules"), // go refuses overlays in the module cache, where releases may lie
    });
    const { exitCode, stderr } = await host.run({ file, args, cwd, env: host.env });
    expect(exitCode, stderr).toBe(0);
  }

  private write(name: string, text: string): string {
    const path = join(this.dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }
}

const generator = `package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/trace"
	"strconv"
	"sync"
	"time"
)

func main() {
	rounds, err := strconv.Atoi(os.Args[2])
	check(err)
	check(trace.Start(io.Discard))
	early := trace.StartRegion(context.Background(), "early")
	_, earlyTask := trace.NewTask(context.Background(), "early task")
	trace.Stop()
	file, err := os.Create(os.Args[1])
	check(err)
	check(trace.Start(file))
	early.End()
	var group sync.WaitGroup
	for worker := 0; worker < 4; worker++ {
		group.Add(1)
		go work(&group, worker, rounds)
	}
	group.Wait()
	earlyTask.End()
	trace.StartRegion(context.Background(), "late")
	trace.NewTask(context.Background(), "late task")
	trace.Stop()
	check(file.Close())
}

func work(group *sync.WaitGroup, worker, rounds int) {
	defer group.Done()
	ctx, task := trace.NewTask(context.Background(), fmt.Sprint("worker ", worker))
	defer task.End()
	for i := 0; i < rounds; i++ {
		round(ctx, i)
	}
}

func round(ctx context.Context, i int) {
	ctx, task := trace.NewTask(ctx, "round")
	defer task.End()
	trace.WithRegion(ctx, "outer", func() {
		for j := 0; j < 4; j++ {
			region := trace.StartRegion(ctx, "inner "+strconv.Itoa(j))
			trace.Logf(ctx, "step", "%d of round %d, żółć", j, i%100)
			if i%50 == 0 {
				await(ctx)
			}
			region.End()
		}
		trace.Log(ctx, "", "")
	})
}

func await(ctx context.Context) {
	done := make(chan bool)
	time.Sleep(time.Millisecond)
	go func() {
		trace.WithRegion(ctx, "aside", func() { trace.Log(context.Background(), "a", "side") })
		done <- true
	}()
	<-done
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
`;

function reader(minor: number): string {
  const fill =
    minor < 22
      ? fillBefore22
      : fillSince22.replace("FRAMES", minor < 24 ? "Frames(visit)" : "Frames()(visit)");
  return `package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	trace "internal/trace${minor === 22 ? "/v2" : ""}"
)

type event struct {
	Kind         string
	Time, G      int64
	Moved        bool
	Task, Parent uint64
	Name, Extra  string
}

func main() {
	in, err := os.Open(os.Args[1])
	check(err)
	file, err := os.Create(os.Args[2])
	check(err)
	buffer := bufio.NewWriter(file)
	out := json.NewEncoder(buffer)
	read(bufio.NewReader(in), func(e event) { check(out.Encode(e)) })
	check(buffer.Flush())
	check(file.Close())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func read(in io.Reader, emit func(event)) {
${fill}
}
`;
}

const fillBefore22 = `	result, err := trace.Parse(in, "")
	check(err)
	running := false // what is created before stood there when the trace began
	for _, e := range result.Events {
		to := event{Time: e.Ts, G: int64(e.G), Task: e.Args[0]}
		switch e.Type {
		case trace.EvUserTaskCreate:
			to.Kind, to.Parent, to.Name = "task-begin", e.Args[1], e.SArgs[0]
		case trace.EvUserTaskEnd:
			to.Kind = "task-end"
		case trace.EvUserRegion:
			to.Kind, to.Name = [...]string{"region-begin", "region-end"}[e.Args[1]], e.SArgs[0]
		case trace.EvUserLog:
			to.Kind, to.Name, to.Extra = "log", e.SArgs[0], e.SArgs[1]
		case trace.EvProcStart:
			running = true
			continue
		case trace.EvGoCreate:
			if !running {
				continue
			}
			to.Kind, to.G, to.Task = "created", int64(e.Args[0]), 0
			if stack := result.Stacks[e.Args[1]]; len(stack) > 0 {
				to.Name = stack[0].Fn
			}
		case trace.EvGoEnd:
			to.Kind, to.Task = "ended", 0
		default:
			continue
		}
		emit(to)
	}`;

const fillSince22 = `	events, err := trace.NewReader(in)
	check(err)
	var last trace.Time
	for {
		e, err := events.ReadEvent()
		if err == io.EOF {
			return
		}
		check(err)
		to := event{Time: int64(e.Time()), Moved: e.Time() == last+1, G: int64(e.Goroutine())}
		last = e.Time()
		switch e.Kind() {
		case trace.EventTaskBegin, trace.EventTaskEnd:
			to.Kind, to.Task, to.Name = "task-begin", uint64(e.Task().ID), e.Task().Type
			if e.Task().Parent != trace.NoTask {
				to.Parent = uint64(e.Task().Parent)
			}
			if e.Kind() == trace.EventTaskEnd {
				to.Kind = "task-end"
			}
		case trace.EventRegionBegin:
			to.Kind, to.Task, to.Name = "region-begin", uint64(e.Region().Task), e.Region().Type
		case trace.EventRegionEnd:
			to.Kind, to.Task, to.Name = "region-end", uint64(e.Region().Task), e.Region().Type
		case trace.EventLog:
			to.Kind, to.Task, to.Name, to.Extra = "log", uint64(e.Log().Task), e.Log().Category, e.Log().Message
		case trace.EventStateTransition:
			change := e.StateTransition()
			if change.Resource.Kind != trace.ResourceGoroutine {
				continue
			}
			from, next := change.Goroutine()
			to.G = int64(change.Resource.Goroutine())
			if from == trace.GoNotExist {
				to.Kind = "created"
				visit := func(frame trace.StackFrame) bool {
					to.Name = frame.Func
					return true
				}
				change.Stack.FRAMES
			} else if next == trace.GoNotExist {
				to.Kind = "ended"
			} else {
				continue
			}
		default:
			continue
		}
		emit(to)
	}`;
