package ssagen

import (
	"cmd/compile/internal/base"
	"cmd/compile/internal/ssa"
	"cmd/internal/buildtrace"
	"cmd/internal/obj"
	"cmd/internal/src"
)

// A charger counts the values of one function by the position base that they have: each inlined call has one of its own.
type charger struct {
	values []int32    // by src.XPos.FileIndex; all 0 between functions
	bases  []src.XPos // a position with each base that has values
}

// chargers belong to the workers of the back end, as ssaCaches do. Further workers charge nothing.
var chargers [256]charger

// traceCharges returns how many values of f come from each function that was inlined into it.
func traceCharges(f *ssa.Func, worker int) []buildtrace.Charge {
	if worker >= len(chargers) {
		return nil
	}
	c := &chargers[worker]
	for _, b := range f.Blocks {
		for _, v := range b.Values {
			c.count(v.Pos)
		}
	}
	return c.charges()
}

func (c *charger) count(pos src.XPos) {
	index := int(pos.FileIndex())
	for index >= len(c.values) {
		c.values = append(c.values, make([]int32, index+64)...)
	}
	if c.values[index] == 0 {
		c.bases = append(c.bases, pos)
	}
	c.values[index]++
}

// charges sums up by function, and makes the charger ready for the next one.
func (c *charger) charges() []buildtrace.Charge {
	var charges []buildtrace.Charge
	for _, pos := range c.bases {
		index := pos.FileIndex()
		if inlined := inlinedFunction(pos); inlined != nil {
			charges = charge(charges, inlined.Name, int64(c.values[index]))
		}
		c.values[index] = 0
	}
	c.bases = c.bases[:0]
	return charges
}

// inlinedFunction returns the function whose inlined body has that position, or nil if it was not inlined.
func inlinedFunction(pos src.XPos) *obj.LSym {
	index := base.Ctxt.PosTable.Pos(pos).Base().InliningIndex()
	if index < 0 {
		return nil
	}
	return base.Ctxt.InlTree.InlinedFunction(index)
}

// charge adds to the charge of that function; there are few.
func charge(charges []buildtrace.Charge, declaration string, values int64) []buildtrace.Charge {
	for i := range charges {
		if charges[i].Declaration == declaration {
			charges[i].Values += values
			return charges
		}
	}
	return append(charges, buildtrace.Charge{Declaration: declaration, Values: values})
}
