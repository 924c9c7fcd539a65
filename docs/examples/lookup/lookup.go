// Looks a code up in lookup.json; run with `go run lookup.go lookup.json VENDOR CODE`.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
)

// Verdict holds the parts this program acts on; durations are seconds.
type Verdict struct {
	Code   string  `json:"code"`
	Retry  string  `json:"retry"`
	Delay  float64 `json:"delay"`
	Action string  `json:"action"`
}

// Table is lookup.json; Codes gives the place of a verdict by "vendor:code" or "vendor:code@surface".
type Table struct {
	SchemaVersion int            `json:"schema_version"`
	Verdicts      []Verdict      `json:"verdicts"`
	Codes         map[string]int `json:"codes"`
}

// Load reads the table and refuses one of a newer form.
func Load(path string) (*Table, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var table Table
	if err := json.Unmarshal(content, &table); err != nil {
		return nil, err
	}
	if table.SchemaVersion != 1 {
		return nil, fmt.Errorf("%s has schema_version %d, and this program reads 1", path, table.SchemaVersion)
	}
	return &table, nil
}

// Find gives the verdict of a code, for a surface where the vendor reuses the number.
func (t *Table) Find(vendor, code, surface string) (Verdict, bool) {
	place, known := t.Codes[vendor+":"+code+"@"+surface]
	if !known {
		place, known = t.Codes[vendor+":"+code]
	}
	if !known {
		return Verdict{Code: "unknown", Retry: "unknown"}, false
	}
	return t.Verdicts[place], true
}

func main() {
	table, err := Load(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	verdict, _ := table.Find(os.Args[2], os.Args[3], "")
	fmt.Println(verdict.Code, verdict.Retry, verdict.Delay)
}
