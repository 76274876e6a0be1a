package buildtrace

import (
	"os"
	"runtime"
	"strconv"
	"strings"
)

// A header tells which process wrote the file.
type header struct {
	about        Process
	level        Level
	runtimeTrace string // file name, empty if there is none
	begin        anchor
}

// encode returns the beginning of the file: magic and header chunk.
func (h header) encode() []byte {
	b := append([]byte(magic), make([]byte, chunkHead)...)
	b = append(b, h.json()...)
	seal(b[len(magic):], chunkHeader, 0)
	return b
}

func (h header) json() []byte {
	o := object{'{'}
	o.number("format", 3)
	o.number("schema", schemaVersion)
	o.text("level", h.level.String())
	o.text("tool", h.about.Tool)
	o.text("package", h.about.Package)
	o.optional("importPath", importPath(""))
	o.optional("action", h.about.BuildID)
	o.number("pid", os.Getpid())
	o.number("ppid", os.Getppid())
	o.text("goVersion", runtime.Version())
	o.text("goos", target("GOOS", runtime.GOOS))
	o.text("goarch", target("GOARCH", runtime.GOARCH))
	o.number("workers", h.about.Workers)
	o.optional("runtimeTrace", h.runtimeTrace)
	boot, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	o.optional("bootId", strings.TrimSpace(string(boot)))
	namespace, _ := os.Readlink("/proc/self/ns/time")
	o.optional("timeNamespace", namespace)
	o.anchor("anchor", h.begin)
	return o.end()
}

// importPath is that of the package with its test variant, or what else is known if cmd/go does not tell.
func importPath(otherwise string) string {
	if path := os.Getenv("TOOLEXEC_IMPORTPATH"); path != "" {
		return path
	}
	return otherwise
}

// target is what the compiler compiles for: internal/buildcfg reads the same variables, with the host as default.
func target(variable, host string) string {
	if value := os.Getenv(variable); value != "" {
		return value
	}
	return host
}

// fileName is the name of the process's files, without their endings.
func fileName(about Process, begin anchor) string {
	return about.Tool + "-" + action(about.BuildID) + "-" + strconv.Itoa(os.Getpid()) + "-" + strconv.FormatInt(begin.mono0, 10)
}

// action is cmd/go's action id, made safe for a file name.
func action(buildID string) string {
	if i := strings.IndexByte(buildID, '/'); i >= 0 {
		buildID = buildID[:i]
	}
	id := clip(strings.Map(fileNameRune, buildID), 64)
	if id == "" {
		return "none"
	}
	return id
}

func fileNameRune(r rune) rune {
	if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' {
		return r
	}
	return -1
}

// An object is a JSON object in the making.
type object []byte

func (o *object) key(key string) {
	if len(*o) > 1 {
		*o = append(*o, ',')
	}
	*o = append(appendJSON(*o, key), ':')
}

func (o *object) text(key, value string) {
	o.key(key)
	*o = appendJSON(*o, value)
}

// optional leaves out what is empty.
func (o *object) optional(key, value string) {
	if value != "" {
		o.text(key, value)
	}
}

func (o *object) number(key string, value int) {
	o.key(key)
	*o = strconv.AppendInt(*o, int64(value), 10)
}

// anchor writes the times as strings, because they are too large for a JavaScript number.
func (o *object) anchor(key string, a anchor) {
	inner := object{'{'}
	inner.text("mono0", strconv.FormatInt(a.mono0, 10))
	inner.text("wall", strconv.FormatInt(a.wall, 10))
	inner.text("mono1", strconv.FormatInt(a.mono1, 10))
	o.key(key)
	*o = append(*o, inner.end()...)
}

func (o *object) end() []byte { return append(*o, '}') }
