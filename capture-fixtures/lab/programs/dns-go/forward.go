package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/lucas-clemente/quic-go"
	"github.com/lucas-clemente/quic-go/http3"
)

type forwarder struct {
	host, address string
	secure        *tls.Config
	web           http.RoundTripper
	connection    quic.Connection
	one           sync.Mutex
}

func forward(protocol, host, address, listen string, block int) {
	authority, err := os.ReadFile(os.Getenv("NODE_EXTRA_CA_CERTS"))
	must(err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	secure := &tls.Config{RootCAs: roots, ServerName: host, KeyLogWriter: keys(), ClientSessionCache: tls.NewLRUClientSessionCache(4)}
	f := &forwarder{host: host, address: net.JoinHostPort(address, "443"), secure: secure}
	switch protocol {
	case "https":
		dial := func(ctx context.Context, _, _ string) (net.Conn, error) { return (&net.Dialer{}).DialContext(ctx, "tcp", f.address) }
		f.web = &http.Transport{TLSClientConfig: secure, DialContext: dial, ForceAttemptHTTP2: true, IdleConnTimeout: idle().MaxIdleTimeout}
	case "h3":
		dial := func(ctx context.Context, _ string, secure *tls.Config, config *quic.Config) (quic.EarlyConnection, error) {
			return quic.DialAddrEarlyContext(ctx, f.address, secure, config)
		}
		f.web = &http3.RoundTripper{TLSClientConfig: secure, QuicConfig: idle(), Dial: dial}
	case "quic":
		secure.NextProtos = []string{"doq"}
	}
	f.listen(listen, block)
}

func (f *forwarder) listen(listen string, block int) {
	socket, err := net.ListenPacket("udp", listen+":53")
	must(err)
	for {
		question := make([]byte, 4096)
		length, asker, err := socket.ReadFrom(question)
		must(err)
		go func() {
			message := append([]byte{0, 0}, question[2:length]...)
			answer, err := f.ask(pad(message, block))
			if err != nil || len(answer) < 12 {
				fmt.Println(err)
				return
			}
			socket.WriteTo(append(question[:2:2], answer[2:]...), asker)
		}()
	}
}

func (f *forwarder) ask(question []byte) ([]byte, error) {
	if f.web == nil {
		return f.stream(question)
	}
	answer, err := f.post(question)
	if err != nil { // quic-go's client of HTTP/3 does not notice by itself that its connection has ended
		if web, is := f.web.(io.Closer); is {
			web.Close()
			return f.post(question)
		}
	}
	return answer, err
}

func (f *forwarder) post(question []byte) ([]byte, error) {
	request, err := http.NewRequest("POST", "https://"+f.host+"/dns-query", bytes.NewReader(question))
	must(err)
	request.Header.Set("Content-Type", "application/dns-message")
	request.Header.Set("Accept", "application/dns-message")
	response, err := f.web.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}

// A new connection where there is none, or none any more.
func (f *forwarder) stream(question []byte) ([]byte, error) {
	f.one.Lock()
	if f.connection == nil || f.connection.Context().Err() != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
		connection, err := quic.DialAddrContext(ctx, f.address, f.secure, idle())
		cancel()
		if err != nil {
			f.one.Unlock()
			return nil, err
		}
		f.connection = connection
	}
	connection := f.connection
	f.one.Unlock()
	stream, err := connection.OpenStreamSync(context.Background())
	if err != nil {
		return nil, err
	}
	stream.Write(frame(question))
	stream.Close()
	return framed(stream)
}
