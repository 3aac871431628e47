// Verifies a log that Enamel sealed, by what others wrote: golang.org/x/mod/sumdb/note and sumdb/tlog, which know nothing of
// Enamel. Usage: main FOLDER, as crosscheck.ts wrote it. Exit 1 with the first thing that does not hold.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type written struct {
	Vkey        string
	Checkpoints []string
	Inclusion   []struct {
		Index, Size int64
		Proof       []string
	}
	Consistency []struct {
		First, Size int64
		Proof       []string
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func hashOf(text string) tlog.Hash {
	data, err := base64.StdEncoding.Strict().DecodeString(text)
	must(err)
	var hash tlog.Hash
	if copy(hash[:], data) != tlog.HashSize || len(data) != tlog.HashSize {
		must(fmt.Errorf("a hash of %d bytes", len(data)))
	}
	return hash
}

func hashesOf(texts []string) []tlog.Hash {
	hashes := []tlog.Hash{}
	for _, text := range texts {
		hashes = append(hashes, hashOf(text))
	}
	return hashes
}

// C2SP tlog-tiles leaves the height out of the path that sumdb uses.
type folder string

func (f folder) Height() int                     { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := [][]byte{}
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// Entry n of the bundles.
func (f folder) entry(n, size int64) []byte {
	tile := tlog.Tile{H: 8, L: 0, N: n / 256, W: 256}
	if size/256 == n/256 {
		tile.W = int(size % 256)
	}
	path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(string(f), path))
	must(err)
	for place := int64(0); ; place++ {
		length := int(binary.BigEndian.Uint16(data))
		if place == n%256 {
			return data[2 : 2+length]
		}
		data = data[2+length:]
	}
}

func main() {
	dir := os.Args[1]
	text, err := os.ReadFile(filepath.Join(dir, "proofs.json"))
	must(err)
	var log written
	must(json.Unmarshal(text, &log))
	verifier, err := note.NewVerifier(log.Vkey)
	must(err)
	roots := map[int64]tlog.Hash{}
	largest := int64(0)
	for _, signed := range log.Checkpoints {
		opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
		must(err)
		lines := strings.Split(opened.Text, "\n")
		size, err := strconv.ParseInt(lines[1], 10, 64)
		must(err)
		roots[size] = hashOf(lines[2])
		if size > largest {
			largest = size
		}
		if _, err := note.Open([]byte(strings.Replace(signed, "\n"+lines[1]+"\n", "\n1"+lines[1]+"\n", 1)), note.VerifierList(verifier)); err == nil {
			must(fmt.Errorf("a checkpoint with another size is accepted"))
		}
	}
	tiles := folder(filepath.Join(dir, "tiles"))
	reader := tlog.TileHashReader(tlog.Tree{N: largest, Hash: roots[largest]}, tiles)
	for size, root := range roots {
		made, err := tlog.TreeHash(size, reader)
		must(err)
		if made != root {
			must(fmt.Errorf("the tiles make another root of %d", size))
		}
	}
	for _, one := range log.Inclusion {
		leaf := tlog.RecordHash(tiles.entry(one.Index, largest))
		proof := hashesOf(one.Proof)
		must(tlog.CheckRecord(proof, one.Size, roots[one.Size], one.Index, leaf))
		own, err := tlog.ProveRecord(one.Size, one.Index, reader)
		must(err)
		if fmt.Sprint(own) != fmt.Sprint(tlog.RecordProof(proof)) {
			must(fmt.Errorf("another proof of %d in %d", one.Index, one.Size))
		}
		if tlog.CheckRecord(proof, one.Size, roots[one.Size], one.Index, tlog.RecordHash([]byte("another"))) == nil {
			must(fmt.Errorf("the proof of %d in %d proves another entry", one.Index, one.Size))
		}
	}
	for _, one := range log.Consistency {
		proof := hashesOf(one.Proof)
		must(tlog.CheckTree(proof, one.Size, roots[one.Size], one.First, roots[one.First]))
		own, err := tlog.ProveTree(one.Size, one.First, reader)
		must(err)
		if fmt.Sprint(own) != fmt.Sprint(tlog.TreeProof(proof)) {
			must(fmt.Errorf("another proof that %d begins with %d", one.Size, one.First))
		}
	}
	served, err := os.ReadFile(filepath.Join(string(tiles), "checkpoint"))
	must(err)
	if !bytes.Equal(served, []byte(log.Checkpoints[len(log.Checkpoints)-1])) {
		must(fmt.Errorf("the folder of tiles serves another checkpoint"))
	}
	fmt.Printf("holds: %d checkpoints, %d inclusion and %d consistency proofs, the tiles of %d entries\n",
		len(log.Checkpoints), len(log.Inclusion), len(log.Consistency), largest)
}
