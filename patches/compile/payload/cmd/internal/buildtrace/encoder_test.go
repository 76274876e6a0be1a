package buildtrace

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

// fill gives each field below value another content, from next on; slices get two elements.
func fill(value reflect.Value, next *int64) {
	*next++
	switch value.Kind() {
	case reflect.Int64:
		numbers := []int64{*next, -*next, math.MaxInt64, math.MinInt64}
		value.SetInt(numbers[*next%4])
	case reflect.Bool:
		value.SetBool(true)
	case reflect.String:
		value.SetString(strings.Repeat("é", int(*next%70)))
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			fill(value.Field(i), next)
		}
	case reflect.Slice:
		value.Set(reflect.MakeSlice(value.Type(), 2, 2))
		fill(value.Index(0), next)
		fill(value.Index(1), next)
	}
}

func TestEveryEventReadsBackAsItWasWritten(t *testing.T) {
	l, decoded := newTestLane(t)
	var want []Event
	next := int64(0)
	for round := 0; round < 3; round++ {
		for _, known := range eventTypes {
			event := reflect.New(reflect.TypeOf(known).Elem())
			if round > 0 {
				fill(event.Elem(), &next)
			}
			want = append(want, event.Interface().(Event))
		}
	}
	for i, event := range want {
		l.event(event, int64(2000+i))
	}
	events := decoded().events
	if len(events) != len(want) {
		t.Fatalf("%d events, want %d", len(events), len(want))
	}
	for i, e := range events {
		if !reflect.DeepEqual(e.event, want[i]) || e.at != int64(2000+i) {
			t.Errorf("got %+v at %d, want %+v", e.event, e.at, want[i])
		}
	}
}

func TestAnEventMayBeLargerThanABuffer(t *testing.T) {
	l, decoded := newTestLane(t)
	small := &ParseComplete{Files: 1}
	large := &CompileStart{Files: make([]string, bufferSize)}
	for i := range large.Files {
		large.Files[i] = strings.Repeat("d/", i%3) + "file.go"
	}
	l.begin(kindPhase, l.shared("a"), 2000)
	l.event(small, 2001)
	l.event(large, 2002)
	l.event(small, 2003)
	l.end(2004)
	d := decoded()
	if len(d.events) != 3 || !reflect.DeepEqual(d.events[1].event, Event(large)) || d.events[2].within != d.roots[0] {
		t.Errorf("%d events", len(d.events))
	}
}

func TestATextOfAnEventIsDefinedOnce(t *testing.T) {
	l, decoded := newTestLane(t)
	l.begin(kindFunction, l.local("p.f"), 2000)
	for i := 0; i < 3; i++ {
		l.event(&FunctionCompiled{Symbol: "p.f", File: "a.go"}, 2001)
	}
	l.end(2002)
	if got := strings.Join(decoded().strings, " "); got != "p.f a.go" {
		t.Errorf("got %s", got)
	}
}
