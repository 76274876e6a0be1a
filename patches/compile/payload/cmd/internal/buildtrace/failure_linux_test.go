package buildtrace

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

const diskSize = 20000

func init() {
	scenarios["file size limit"] = func() {
		limit(syscall.RLIMIT_FSIZE, diskSize)
		startCompiler()
		manyFunctions()
	}
	scenarios["file size limit below the header"] = func() {
		limit(syscall.RLIMIT_FSIZE, 100)
		startCompiler()
		manyFunctions()
	}
	scenarios["no file descriptor"] = func() {
		limit(syscall.RLIMIT_NOFILE, 3)
		startCompiler()
		manyFunctions()
	}
	scenarios["umask"] = func() {
		syscall.Umask(0)
		startCompiler()
		baseExit(0)
	}
}

func limit(resource int, soft uint64) {
	var now syscall.Rlimit
	err := syscall.Getrlimit(resource, &now)
	if err == nil {
		err = syscall.Setrlimit(resource, &syscall.Rlimit{Cur: soft, Max: now.Max})
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(71)
	}
}

func TestAFullDiskTurnsTracingOff(t *testing.T) {
	dir := t.TempDir()
	traced := play(t, "file size limit", "TRACEINJECT_DIR="+dir)
	checkUnseen(t, traced, run{exit: 7, stdout: "done\n"})
	if info, err := os.Stat(spanFiles(t, dir)[0]); err != nil || info.Size() != diskSize {
		t.Errorf("%v, %v: the file does not end where the disk is full", info, err)
	}
	trace := read(t, dir)
	if trace.exit != nil {
		t.Error("an exit chunk")
	}
	if n := len(trace.lanes[1].roots); n < 50 {
		t.Errorf("%d functions of the worker are left", n)
	}
}

func TestADiskTooFullForTheHeaderKeepsNoFile(t *testing.T) {
	dir := t.TempDir()
	traced := play(t, "file size limit below the header", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1")
	checkUnseen(t, traced, run{exit: 7, stdout: "done\n"})
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 0 {
		t.Errorf("it left %q", left)
	}
}

func TestNothingIsWrittenBehindATornChunk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this machine has no /dev/full:", err)
	}
	defer full.Close()
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	sound := current.file.file
	current.file.file, current.file.window = full, window{}
	compileFunction(0, "f", nothing)
	current.file.file = sound // as if another process had made room
	compileFunction(0, "g", nothing)
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 0, "p…")
	checkLane(t, trace, 1, "nothing")
	if trace.exit != nil {
		t.Error("an exit chunk")
	}
}

func TestNoFreeFileDescriptorTurnsTracingOff(t *testing.T) {
	dir := t.TempDir()
	traced := play(t, "no file descriptor", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1")
	checkUnseen(t, traced, run{exit: 7, stdout: "done\n"})
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 0 {
		t.Errorf("it left %q", left)
	}
}

func TestAReadOnlyFolderTurnsTracingOff(t *testing.T) {
	home, err := os.MkdirTemp("", "buildtrace")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(home)
	program, folder := filepath.Join(home, "program"), filepath.Join(home, "folder")
	for _, err := range []error{
		os.Chmod(home, 0755), copyFile(program, os.Args[0]), os.Mkdir(folder, 0555),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := command(program, "many functions", "TRACEINJECT_DIR="+folder, "TRACEINJECT_RUNTIME_TRACE=1")
	cmd.Dir = "/"
	if os.Geteuid() == 0 { // root may write everywhere
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	checkUnseen(t, finish(t, cmd), run{exit: 7, stdout: "done\n"})
	if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) != 0 {
		t.Errorf("it left %q", left)
	}
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0755)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}

func TestTheFilesHaveTheModeThatTheUmaskLeaves(t *testing.T) {
	dir := t.TempDir()
	checkUnseen(t, play(t, "umask", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1"), run{})
	paths, _ := filepath.Glob(filepath.Join(dir, "compile-action-*"))
	if len(paths) != 2 {
		t.Fatalf("files: %q", paths)
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || info.Mode() != 0666 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}
