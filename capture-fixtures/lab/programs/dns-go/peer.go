// Encrypted DNS on port 443 by Go's own TLS and HTTP/2, and by quic-go.
//
//	peer serve https|tls|h3|quic CERTIFICATE KEY ADDRESS:443           asks a name server on 127.0.0.1:5353
//	peer forward https|h3|quic HOST ADDRESS LISTEN BLOCK               takes questions over UDP, pads them to a multiple of BLOCK (0: not)
//
// IDLE, of the environment, is after how many seconds an unused connection ends.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/lucas-clemente/quic-go"
)

func main() {
	a := os.Args
	if a[1] == "serve" {
		serve(a[2], a[3], a[4], a[5])
	} else {
		block, _ := strconv.Atoi(a[6])
		forward(a[2], a[3], a[4], a[5], block)
	}
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func idle() *quic.Config {
	seconds, err := strconv.Atoi(os.Getenv("IDLE"))
	if err != nil {
		seconds = 30
	}
	return &quic.Config{MaxIdleTimeout: time.Duration(seconds) * time.Second}
}

func keys() io.Writer {
	file, err := os.OpenFile(os.Getenv("SSLKEYLOGFILE"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return nil
	}
	return file
}

// A message that ends with an EDNS record without options, filled up to a multiple of block bytes (RFC 7830).
func pad(message []byte, block int) []byte {
	end := len(message)
	if block == 0 || end < 23 || message[end-11] != 0 || message[end-10] != 0 || message[end-9] != 41 {
		return message
	}
	zeros := (block - (end+4)%block) % block
	binary.BigEndian.PutUint16(message[end-2:], uint16(zeros+4))
	message = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(message[:end:end], 12), uint16(zeros))
	return append(message, make([]byte, zeros)...)
}
