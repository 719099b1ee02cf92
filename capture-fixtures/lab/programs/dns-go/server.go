package main

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/lucas-clemente/quic-go"
	"github.com/lucas-clemente/quic-go/http3"
)

func serve(protocol, certificate, key, address string) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	must(err)
	secure := &tls.Config{Certificates: []tls.Certificate{pair}, KeyLogWriter: keys()}
	switch protocol {
	case "https":
		secure.NextProtos = []string{"h2", "http/1.1"}
		server := http.Server{Addr: address, Handler: http.HandlerFunc(resolve), TLSConfig: secure, IdleTimeout: time.Minute}
		must(server.ListenAndServeTLS("", ""))
	case "h3":
		server := http3.Server{Addr: address, Handler: http.HandlerFunc(resolve), TLSConfig: http3.ConfigureTLSConfig(secure), QuicConfig: idle()}
		must(server.ListenAndServe())
	case "tls":
		listener, err := tls.Listen("tcp", address, secure)
		must(err)
		for {
			connection, err := listener.Accept()
			must(err)
			go converse(connection)
		}
	case "quic":
		secure.NextProtos = []string{"doq"}
		listener, err := quic.ListenAddr(address, secure, idle())
		must(err)
		for {
			connection, err := listener.Accept(context.Background())
			must(err)
			go streams(connection)
		}
	}
}

// HTTP, RFC 8484.
func resolve(w http.ResponseWriter, r *http.Request) {
	question, err := base64.RawURLEncoding.DecodeString(r.URL.Query().Get("dns"))
	if r.Method == "POST" {
		question, err = io.ReadAll(io.LimitReader(r.Body, 65535))
	}
	if r.URL.Path != "/dns-query" || err != nil || len(question) < 12 {
		http.NotFound(w, r)
		return
	}
	answer := ask(question)
	if answer == nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/dns-message")
	w.Header().Set("Cache-Control", "max-age=30")
	w.Write(answer)
}

// DNS over TLS, RFC 7858: answers in the order in which they come.
func converse(connection net.Conn) {
	defer connection.Close()
	var one sync.Mutex
	for {
		connection.SetReadDeadline(time.Now().Add(time.Minute))
		question, err := framed(connection)
		if err != nil {
			return
		}
		go func() {
			if answer := ask(question); answer != nil {
				one.Lock()
				defer one.Unlock()
				connection.Write(frame(answer))
			}
		}()
	}
}

// DNS over QUIC, RFC 9250: a stream for each question.
func streams(connection quic.Connection) {
	for {
		stream, err := connection.AcceptStream(context.Background())
		if err != nil {
			return
		}
		go func() {
			defer stream.Close()
			if question, err := framed(stream); err == nil {
				if answer := ask(question); answer != nil {
					stream.Write(frame(answer))
				}
			}
		}()
	}
}

// What the name server on loopback says, padded if the question was.
func ask(question []byte) []byte {
	socket, err := net.Dial("udp", "127.0.0.1:5353")
	must(err)
	defer socket.Close()
	socket.SetDeadline(time.Now().Add(4 * time.Second))
	socket.Write(question)
	answer := make([]byte, 65535)
	length, err := socket.Read(answer)
	if err != nil {
		return nil
	}
	if len(question)%128 == 0 {
		return pad(answer[:length], 468)
	}
	return answer[:length]
}

func frame(message []byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(message))), message...)
}

func framed(from io.Reader) ([]byte, error) {
	var length [2]byte
	if _, err := io.ReadFull(from, length[:]); err != nil {
		return nil, err
	}
	message := make([]byte, binary.BigEndian.Uint16(length[:]))
	_, err := io.ReadFull(from, message)
	return message, err
}
