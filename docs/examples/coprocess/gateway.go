// Keeps errnorm open beside a Go program: a line of JSON in, a line of JSON out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os/exec"
	"sync"
)

// Answer holds the parts this gateway acts on; docs/reference/stream.schema.json lists all.
type Answer struct {
	Code       string `json:"code"`
	Acceptance string `json:"acceptance"`
	Retry      struct {
		Advice string  `json:"advice"`
		Delay  float64 `json:"delay"`
	} `json:"retry"`
}

// Errnorm is one open co-process; safe to share between goroutines.
type Errnorm struct {
	lock sync.Mutex
	in   *json.Encoder
	out  *bufio.Reader
}

// Start opens the co-process.
func Start() (*Errnorm, error) {
	command := exec.Command("errnorm", "normalize", "--stream")
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &Errnorm{in: json.NewEncoder(in), out: bufio.NewReader(out)}, command.Start()
}

// Normalize gives one answer for each error in the payload, none where the vendor reports success.
func (e *Errnorm) Normalize(payload any, vendor string, status int) ([]Answer, error) {
	e.lock.Lock()
	defer e.lock.Unlock()
	question := map[string]any{"payload": payload, "vendor": vendor, "http_status": status}
	if err := e.in.Encode(question); err != nil {
		return nil, err
	}
	line, err := e.out.ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	var said struct {
		Answers []Answer `json:"answers"`
		Problem string   `json:"problem"`
	}
	if err := json.Unmarshal(line, &said); err != nil {
		return nil, err
	}
	if said.Problem != "" {
		return nil, fmt.Errorf("errnorm: %s", said.Problem)
	}
	return said.Answers, nil
}

func main() {
	errnorm, err := Start()
	if err != nil {
		log.Fatal(err)
	}
	body := map[string]any{"error": map[string]any{"type": "OAuthException", "code": 131049, "message": "(#131049) Not delivered"}}
	answers, err := errnorm.Normalize(body, "meta", 400)
	if err != nil {
		log.Fatal(err)
	}
	for _, answer := range answers {
		fmt.Println(answer.Code, answer.Acceptance, answer.Retry.Advice, answer.Retry.Delay)
	}
}
