// QUIC and HTTP/3 by quic-go: "serve PLAN" or "connect PLAN"; lab/quic.py says what a plan is.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lucas-clemente/quic-go"
	"github.com/lucas-clemente/quic-go/http3"
)

type plan struct {
	options map[string]string
	steps   [][]string
}

var versions = map[string]quic.VersionNumber{"1": quic.Version1, "2": quic.Version2, "29": quic.VersionDraft29}

func read(file string) (plans []plan) {
	text, err := os.ReadFile(file)
	must(err)
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		p := plan{options: map[string]string{}}
		for _, word := range strings.Fields(line) {
			key, value, found := strings.Cut(word, "=")
			if found && !strings.Contains(key, ":") {
				p.options[key] = value
			} else {
				p.steps = append(p.steps, strings.Split(word, ":"))
			}
		}
		plans = append(plans, p)
	}
	return plans
}

func (p plan) has(key string) bool {
	_, found := p.options[key]
	return found
}

func (p plan) number(key string) int {
	return number(p.options[key])
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	if os.Args[1] == "serve" {
		for _, p := range read(os.Args[2]) {
			go serve(p)
		}
		select {}
	}
	var wait sync.WaitGroup
	users, failed := map[string][]plan{}, 0
	for _, p := range read(os.Args[2]) {
		users[p.options["user"]] = append(users[p.options["user"]], p)
	}
	for _, plans := range users {
		wait.Add(1)
		go func(plans []plan) {
			defer wait.Done()
			sessions, tokens := tls.NewLRUClientSessionCache(10), quic.NewLRUTokenStore(10, 4)
			for _, p := range plans {
				time.Sleep(time.Duration(p.number("after")) * time.Millisecond)
				if err := connect(p, sessions, tokens); err != nil {
					fmt.Println(p.options, err)
					if !p.has("fails") {
						failed++
					}
				}
			}
		}(plans)
	}
	wait.Wait()
	if failed > 0 {
		os.Exit(1)
	}
}

func config(p plan) *quic.Config {
	c := &quic.Config{MaxIdleTimeout: 30 * time.Second, EnableDatagrams: p.has("datagrams"), ConnectionIDLength: p.number("cid"),
		KeepAlivePeriod: time.Duration(p.number("keepalive")) * time.Second}
	for _, v := range strings.Split(p.options["version"], ",") {
		if v != "" {
			c.Versions = append(c.Versions, versions[v])
		}
	}
	if p.has("timeout") {
		c.HandshakeIdleTimeout = time.Duration(p.number("timeout")) * time.Millisecond
	}
	c.RequireAddressValidation = func(net.Addr) bool { return p.has("retry") }
	return c
}

// -- server ---------------------------------------------------------------------------------------------------

func serve(p plan) {
	certificate, err := tls.LoadX509KeyPair(p.options["cert"], p.options["key"])
	must(err)
	address := net.JoinHostPort(p.options["ip"], "443")
	if p.options["alpn"] == "h3" {
		server := http3.Server{Addr: address, Handler: answers(p.options["root"]), QuicConfig: config(p),
			TLSConfig: http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{certificate}})}
		must(server.ListenAndServe())
	}
	listener, err := quic.ListenAddrEarly(address, &tls.Config{Certificates: []tls.Certificate{certificate},
		NextProtos: strings.Split(p.options["alpn"], ",")}, config(p))
	must(err)
	for {
		connection, err := listener.Accept(context.Background())
		must(err)
		go echo(connection)
		go func() {
			for {
				stream, err := connection.AcceptStream(context.Background())
				if err != nil {
					return
				}
				go reply(p.options["root"], connection, stream)
			}
		}()
	}
}

func answers(root string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == "GET" {
			http.ServeFile(w, r, filepath.Join(root, r.URL.Path))
			return
		}
		io.Copy(io.Discard, r.Body)
		w.WriteHeader(204)
	})
}

// HTTP/0.9, and the protocol of requests and answers of wanted sizes.
func reply(root string, connection quic.Connection, stream quic.Stream) {
	defer stream.Close()
	asked, err := io.ReadAll(stream)
	if err != nil || len(asked) < 4 {
		return
	}
	if connection.ConnectionState().TLS.NegotiatedProtocol == "hq-interop" {
		text, _ := os.ReadFile(filepath.Join(root, strings.TrimSpace(string(asked[4:]))))
		stream.Write(text)
	} else {
		stream.Write(make([]byte, binary.BigEndian.Uint32(asked)))
	}
}

func echo(connection quic.Connection) {
	for {
		message, err := connection.ReceiveMessage()
		if err != nil {
			return
		}
		connection.SendMessage(message)
	}
}

// -- client ---------------------------------------------------------------------------------------------------

func connect(p plan, sessions tls.ClientSessionCache, tokens quic.TokenStore) error {
	roots, keys := x509.NewCertPool(), io.Discard
	authority, err := os.ReadFile(os.Getenv("NODE_EXTRA_CA_CERTS"))
	must(err)
	roots.AppendCertsFromPEM(authority)
	if file, err := os.OpenFile(os.Getenv("SSLKEYLOGFILE"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
		defer file.Close()
		keys = file
	}
	secure := &tls.Config{RootCAs: roots, ServerName: p.options["host"], KeyLogWriter: keys, NextProtos: strings.Split(p.options["alpn"], ",")}
	c := config(p)
	if p.has("resume") {
		secure.ClientSessionCache, c.TokenStore = sessions, tokens
	}
	socket, err := net.ListenUDP("udp", nil)
	if err != nil {
		return err
	}
	defer socket.Close()
	address := &net.UDPAddr{IP: net.ParseIP(p.options["ip"]), Port: 443}
	dial := func(ctx context.Context, _ string, secure *tls.Config, c *quic.Config) (quic.EarlyConnection, error) {
		return quic.DialEarlyContext(ctx, socket, address, p.options["host"]+":443", secure, c)
	}
	if strings.HasPrefix(p.options["alpn"], "h3") {
		web := &http3.RoundTripper{TLSClientConfig: secure, QuicConfig: c, Dial: dial, DisableCompression: true}
		defer web.Close()
		return steps(p, nil, web)
	}
	connection, err := dial(context.Background(), "", secure, c)
	if err != nil {
		return err
	}
	defer connection.CloseWithError(0, "")
	return steps(p, connection, nil)
}

func steps(p plan, connection quic.Connection, web *http3.RoundTripper) error {
	for _, step := range p.steps {
		var err error
		switch step[0] {
		case "get":
			err = together(strings.Split(step[1], ","), func(path string) error { return get(p, connection, web, path) })
		case "put":
			err = request(web, "POST", "https://"+p.options["host"]+step[1], make([]byte, number(step[2])))
		case "ask":
			question := make([]byte, 4+number(step[1]))
			binary.BigEndian.PutUint32(question, uint32(number(step[2])))
			err = exchange(connection, question)
		case "wait":
			time.Sleep(time.Duration(number(step[1])) * time.Millisecond)
		case "datagrams":
			for i := 0; i < number(step[1]); i++ {
				connection.SendMessage(make([]byte, number(step[2])))
				time.Sleep(time.Duration(number(step[3])) * time.Millisecond)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func together(paths []string, get func(string) error) (failed error) {
	results := make(chan error)
	for _, path := range paths {
		go func(path string) { results <- get(path) }(path)
	}
	for range paths {
		if err := <-results; err != nil {
			failed = err
		}
	}
	return failed
}

func get(p plan, connection quic.Connection, web *http3.RoundTripper, path string) error {
	if web == nil {
		return exchange(connection, []byte("GET "+path+"\r\n"))
	}
	method := "GET"
	if p.has("resume") {
		method = http3.MethodGet0RTT
	}
	return request(web, method, "https://"+p.options["host"]+path, nil)
}

func request(web *http3.RoundTripper, method, url string, body []byte) error {
	asked, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	answer, err := web.RoundTrip(asked)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

func exchange(connection quic.Connection, question []byte) error {
	stream, err := connection.OpenStreamSync(context.Background())
	if err != nil {
		return err
	}
	stream.Write(question)
	stream.Close()
	_, err = io.Copy(io.Discard, stream)
	return err
}
