package buildtrace

import "time"

// What follows is filled in by the next commit.

type fileLane struct{}
type ssaCounts struct{ blocks, values, phis, memory int }

func (p *process) at(level Level) bool                            { return p.level >= level && !p.is(stopped) }
func (p *process) beginPart(Kind, string) Span                    { return Span{} }
func (p *process) endPart(uintptr)                                {}
func (p *process) beginFile(string) FileSpan                      { return FileSpan{} }
func (p *process) endFile(*fileLane)                              { Guard() }
func (p *process) beginWork(string) Work                          { return Work{} }
func (p *process) endWork(int64, string)                          {}
func (p *process) step(int, string)                               {}
func (p *process) pass(interface{}, string, time.Time, time.Time) {}
func (p *process) ssaCounts(interface{}, bool, ssaCounts)         {}
func (p *process) emit(Event)                                     {}
