package buildtrace

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"testing"
)

func TestNumbersAreThoseOfEncodingBinary(t *testing.T) {
	for _, x := range []int64{0, 1, -1, 63, 64, -64, -65, 127, 128, 1 << 35, math.MaxInt64, math.MinInt64} {
		if got, n := binary.Varint(appendZigzag(nil, x)); got != x || n <= 0 {
			t.Errorf("zigzag %d reads as %d", x, got)
		}
		if got, n := binary.Uvarint(appendUvarint(nil, uint64(x))); got != uint64(x) || n <= 0 {
			t.Errorf("varint %d reads as %d", uint64(x), got)
		}
		if got := binary.LittleEndian.Uint64(appendUint64(nil, uint64(x))); got != uint64(x) {
			t.Errorf("word %d reads as %d", uint64(x), got)
		}
	}
}

func TestAnyTextIsAJSONString(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "",
		"net/http":             "net/http",
		"\"\\\x00\x1f\n\x7f</": "\"\\\x00\x1f\n\x7f</",
		"é世🙂\u2028":            "é世🙂\u2028",
		"a\xffb":               "a\uFFFDb",
	} {
		var got string
		if err := json.Unmarshal(appendJSON(nil, text), &got); err != nil || got != want {
			t.Errorf("%q reads as %q, %v", text, got, err)
		}
	}
}

func TestATextIsCutOnlyBetweenRunes(t *testing.T) {
	for _, c := range []struct {
		text string
		size int
		want string
	}{{"abc", 3, "abc"}, {"abcd", 3, "abc"}, {"aé", 2, "a"}, {"é", 1, ""}, {"\x80\x80\x80", 2, ""}} {
		if got := clip(c.text, c.size); got != c.want {
			t.Errorf("clip(%q, %d) = %q, want %q", c.text, c.size, got, c.want)
		}
	}
}
