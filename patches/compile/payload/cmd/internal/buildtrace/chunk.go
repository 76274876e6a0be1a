package buildtrace

import "hash/crc32"

const magic = "TISPAN1\n"

// The kinds of chunks.
const (
	chunkHeader  = 'H'
	chunkRecords = 'R'
	chunkExit    = 'E'
)

// chunkHead is the size of what stands before a chunk's payload: kind, 0, lane, length, checksum.
const chunkHead = 11

// seal completes the chunk b, whose payload stands after chunkHead free bytes.
func seal(b []byte, kind, lane byte) []byte {
	payload := b[chunkHead:]
	b[0], b[1], b[2] = kind, 0, lane
	putUint32(b[3:], uint32(len(payload)))
	putUint32(b[7:], crc32.ChecksumIEEE(payload))
	return b
}

// endsChunk ends the lane's open spans.
func endsChunk(lane byte, open int, at int64) []byte {
	b := appendUvarint(make([]byte, chunkHead), uint64(at))
	for ; open > 0; open-- {
		b = append(b, tagEnd, 0)
	}
	return seal(b, chunkRecords, lane)
}

func exitChunk(code int, dropped uint32, end anchor) []byte {
	b := appendZigzag(make([]byte, chunkHead), int64(code))
	b = appendUvarint(b, uint64(dropped))
	for _, t := range []int64{end.mono0, end.wall, end.mono1} {
		b = appendUint64(b, uint64(t))
	}
	return seal(b, chunkExit, 0)
}
