"""
A TLS server that accepts Encrypted Client Hello: Debian's NSS by ctypes, since no packaged server offers it. What it decrypts goes
on to 127.0.0.1:PORT as HTTP/2 without TLS.

  ech_server.py DATABASE NICKNAME PUBLIC_NAME PORT ADDRESS...

Prints "ech BASE64", the ECHConfigList of a key made anew, then "NAME" for each handshake: the name that it was for in truth.
"""
import base64
import ctypes
import os
import socket
import sys
import threading

PLAIN = ctypes.CDLL("libnspr4.so")
NSS = ctypes.CDLL("libnss3.so")
SSL = ctypes.CDLL("libssl3.so")
POINTER = ctypes.c_void_p
CURVE25519 = bytes.fromhex("06092b06010401da470f01")  # DER of NSS's object identifier of the curve
KEY_PAIR_GEN = 0x1040    # CKM_EC_KEY_PAIR_GEN of PKCS #11
KEM_X25519, SUITES = 0x20, (1, 1, 1, 3)  # HKDF-SHA256 with AES-128-GCM and with ChaCha20-Poly1305, RFC 9180
SECURITY, AS_SERVER, ALPN = 1, 6, 26     # of ssl.h: SSL_SECURITY, SSL_HANDSHAKE_AS_SERVER, SSL_ENABLE_ALPN


class Item(ctypes.Structure):
    """SECItem"""
    _fields_ = [("type", ctypes.c_int), ("data", POINTER), ("len", ctypes.c_uint)]


@ctypes.CFUNCTYPE(ctypes.c_int, POINTER, ctypes.POINTER(Item), ctypes.c_uint32, POINTER)
def told(_, names, count, __):
    """The name asked for, of the inner hello where there is one; the certificate is good for all."""
    print(*(ctypes.string_at(names[n].data, names[n].len).decode() for n in range(count)), flush=True)
    return 0


def call(library, name, *arguments, pointer=False):
    function = getattr(library, name) if isinstance(name, str) else name
    function.restype = POINTER if pointer else ctypes.c_int
    result = function(*arguments)
    if pointer and not result or not pointer and result:
        raise RuntimeError(f"{name}: NSPR error {PLAIN.PR_GetError()}")
    return POINTER(result) if pointer else None


def experimental(name, *arguments):
    SSL.SSL_GetExperimentalAPI.restype = POINTER
    call(SSL, ctypes.CFUNCTYPE(ctypes.c_int)(SSL.SSL_GetExperimentalAPI(name.encode())), *arguments)


class Server:
    def __init__(self, database, nickname, public_name, port):
        self.port = port
        call(NSS, "NSS_Init", f"sql:{database}".encode())
        call(SSL, "NSS_SetDomesticPolicy")
        call(SSL, "SSL_ConfigServerSessionIDCache", 0, 0, 0, None)
        self.certificate = call(NSS, "PK11_FindCertFromNickname", nickname.encode(), None, pointer=True)
        self.key = call(NSS, "PK11_FindKeyByAnyCert", self.certificate, None, pointer=True)
        oid = ctypes.create_string_buffer(CURVE25519, len(CURVE25519))
        self.public = POINTER()
        curve = Item(0, ctypes.cast(oid, POINTER), len(CURVE25519))
        self.private = call(NSS, "PK11_GenerateKeyPair", call(NSS, "PK11_GetInternalSlot", pointer=True), ctypes.c_ulong(KEY_PAIR_GEN),
                            ctypes.byref(curve), ctypes.byref(self.public), 0, 0, None, pointer=True)
        out, length = ctypes.create_string_buffer(1000), ctypes.c_uint()
        experimental("SSL_EncodeEchConfigId", os.urandom(1)[0], public_name.encode(), 100, KEM_X25519, self.public,
                     (ctypes.c_int * 4)(*SUITES), 2, out, ctypes.byref(length), 1000)
        self.configs = out.raw[:length.value]

    def handshake(self, connection):
        plain = call(PLAIN, "PR_ImportTCPSocket", connection.detach(), pointer=True)
        tls = call(SSL, "SSL_ImportFD", None, plain, pointer=True)
        for option in (SECURITY, AS_SERVER, ALPN):
            call(SSL, "SSL_OptionSet", tls, option, 1)
        call(SSL, "SSL_VersionRangeSet", tls, (ctypes.c_uint16 * 2)(0x0303, 0x0304))
        call(SSL, "SSL_SetNextProtoNego", tls, b"\x02h2", 3)
        call(SSL, "SSL_ConfigServerCert", tls, self.certificate, self.key, None, 0)
        experimental("SSL_SetServerEchConfigs", tls, self.public, self.private, self.configs, len(self.configs))
        call(SSL, "SSL_SNISocketConfigHook", tls, told, None)
        call(SSL, "SSL_ResetHandshake", tls, 1)
        call(SSL, "SSL_ForceHandshake", tls)
        return tls

    def serve(self, connection):
        try:
            tls = self.handshake(connection)
        except RuntimeError as error:
            print(f"failed: {error}", flush=True)
            return
        behind = socket.create_connection(("127.0.0.1", self.port))
        threading.Thread(target=self.back, args=(behind, tls), daemon=True).start()
        buffer = ctypes.create_string_buffer(16384)
        while (count := PLAIN.PR_Recv(tls, buffer, 16384, 0, 0xffffffff)) > 0:
            behind.sendall(buffer.raw[:count])
        behind.shutdown(socket.SHUT_WR)

    def back(self, behind, tls):
        try:
            while data := behind.recv(16384):
                PLAIN.PR_Send(tls, data, len(data), 0, 0xffffffff)
        finally:
            PLAIN.PR_Shutdown(tls, 2)


def listen(server, address):
    listener = socket.create_server((address, 443), family=socket.AF_INET6 if ":" in address else socket.AF_INET)
    while True:
        threading.Thread(target=server.serve, args=(listener.accept()[0],), daemon=True).start()


def main(database, nickname, public_name, port, *addresses):
    server = Server(database, nickname, public_name, int(port))
    print("ech", base64.b64encode(server.configs).decode(), flush=True)
    threads = [threading.Thread(target=listen, args=(server, address)) for address in addresses]
    for thread in threads:
        thread.start()


main(*sys.argv[1:])
