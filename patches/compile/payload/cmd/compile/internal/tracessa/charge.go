package tracessa

import (
	"cmd/compile/internal/base"
	"cmd/internal/buildtrace"
	"cmd/internal/obj"
	"cmd/internal/src"
)

// A charger counts the values of one function by the position base that they have: each inlined call has one of its own.
// nil counts nothing.
type charger struct {
	values []int32    // by src.XPos.FileIndex
	bases  []src.XPos // a position with each base that has values
}

// chargers belong to the workers of the back end, as ssagen's caches do.
var chargers [256]charger

// chargerOf returns nil where no charges are recorded, and for a worker beyond those that have a lane.
func chargerOf(worker int) *charger {
	if worker >= len(chargers) || !buildtrace.At(buildtrace.LevelFunction) {
		return nil
	}
	return &chargers[worker]
}

// clear makes the charger ready for the next function.
func (c *charger) clear() {
	if c == nil {
		return
	}
	for _, pos := range c.bases {
		c.values[pos.FileIndex()] = 0
	}
	c.bases = c.bases[:0]
}

func (c *charger) count(pos src.XPos) {
	if c == nil {
		return
	}
	index := int(pos.FileIndex())
	if index >= len(c.values) {
		c.values = append(c.values, make([]int32, index+64)...)
	}
	if c.values[index] == 0 {
		c.bases = append(c.bases, pos)
	}
	c.values[index]++
}

// charges returns how many values come from each function that was inlined.
func (c *charger) charges() []buildtrace.Charge {
	if c == nil {
		return nil
	}
	var charges []buildtrace.Charge
	for _, pos := range c.bases {
		if inlined := inlinedFunction(pos); inlined != nil {
			charges = charge(charges, inlined.Name, int64(c.values[pos.FileIndex()]))
		}
	}
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
