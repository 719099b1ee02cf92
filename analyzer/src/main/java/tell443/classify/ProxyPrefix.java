package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.PREFIX;

import tell443.facts.TlsFacts.Prefix;

/** TLS behind a request to a proxy that was made in the clear: the tunnel is the proxy. The PROXY protocol of load balancers is none. */
final class ProxyPrefix {

    static final Protocol PROTOCOL = Protocol.of("unknown-tunnel", FlowClass.VPN,
            hard("proxy.http-connect", 0.97, "TLS follows an HTTP CONNECT request in the clear: a proxy is in use",
                    "RFC 9110 section 9.3.6",
                    sight -> sight.tls.prefix() == Prefix.HTTP_CONNECT).onlyWith(PREFIX),
            hard("proxy.socks", 0.97, "TLS follows a SOCKS handshake in the clear: a proxy is in use", "RFC 1928",
                    sight -> sight.tls.prefix() == Prefix.SOCKS4 || sight.tls.prefix() == Prefix.SOCKS5).onlyWith(PREFIX));

    private ProxyPrefix() {}
}
