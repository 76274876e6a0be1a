package buildtrace

import "hash/crc32"

const magic = "TISPAN3\n"

// The kinds of chunks.
const (
	chunkHeader  = 'H'
	chunkRecords = 'R'
	chunkExit    = 'E'
)

// chunkHead is the size of what stands before a chunk's payload: kind, 0, lane, length, checksum.
const chunkHead = 12

// seal completes the chunk b, whose payload stands after chunkHead free bytes.
func seal(b []byte, kind byte, lane uint16) []byte {
	payload := b[chunkHead:]
	b[0], b[1], b[2], b[3] = kind, 0, byte(lane), byte(lane>>8)
	putUint32(b[4:], uint32(len(payload)))
	putUint32(b[8:], crc32.ChecksumIEEE(payload))
	return b
}

func exitChunk(code int, dropped uint32, end anchor) []byte {
	b := appendZigzag(make([]byte, chunkHead), int64(code))
	b = appendUvarint(b, uint64(dropped))
	for _, t := range []int64{end.mono0, end.wall, end.mono1} {
		b = appendUint64(b, uint64(t))
	}
	return seal(b, chunkExit, 0)
}
