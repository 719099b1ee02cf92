/**
 * What a flow is: {@link tell443.classify.Classifier} reads {@link tell443.facts.FlowFacts} and the lists and fills a
 * {@link tell443.classify.Verdict} in.
 *
 * <p>A protocol is one file: a name and a table of {@link tell443.classify.Evidence}, and one line in {@link
 * tell443.classify.Protocols}; at most 128 rows of evidence on one carrier. What carries the flow (TLS, QUIC, DTLS, other bytes)
 * decides which protocols are asked.
 *
 * <p>How reasons add up: start from the prior of each class on that carrier; for every protocol add, per correlated group, its
 * strongest reason for and its strongest reason against; a class is worth its best protocol. Shares of the whole, then caps. A class
 * needs a reason of its own to win: a prior, that is a port, is none. Nothing above 0.5, two classes within 0.15, or bytes that prove
 * two classes: {@code unknown/undecided}.
 *
 * <p>Caps. A reason brings its own. Behaviour alone has 0.6 unless its row says otherwise (most of doh's have 0.5, so that one
 * of them never decides; exact lengths of padding 0.85), and 0.85 with two independent groups or with a list.
 * Unless bytes prove the class: joined late 0.6, one direction 0.7. Real ECH: 0.7 for
 * https and for what only names say.
 *
 * <p>What confidence means: of flows like this one, in a mix like the lab's, so many are that. There tunnels and encrypted DNS are a
 * fifth of the flows in TLS; on most links they are far fewer, and what is called https because nothing else is seen is right more
 * often than its confidence says. A prior that knows the link would be surer; one that was wrong would hide the tunnels.
 *
 * <p>How sure https is depends on what else would have been seen. Shares of web flows among those called https, measured on the
 * scenarios rules were made from (5,090 flows of 53 sources; the range is that of the figure with any one source left out), and
 * reckoned for two other mixes of web, DNS and tunnels in TLS:
 * <pre>
 *                                            lab               86/6/6   96/2/2   confidence
 * the server's choice of HTTP in the clear   .979 (.976-.995)  .99      1.00     .96
 * a record larger than any DNS answer        .991 (.990-.998)  1.00     1.00     .96
 * both hellos, neither of these              .874 (.864-.896)  .92      .97      .88, less where hints speak for DNS
 * a hello that is refused                    1 (of 288)                          .85: most are of one scenario
 * </pre>
 * Expected calibration error on one run of those scenarios, pooled and with every source weighing the same: .028 and .042 (of https
 * alone, pooled: .031). Before the latest rules it was .029 and .056, .090 and .118 with .96 for all, and .028 and .058 with values fitted
 * on the other sources. On a link with 2 % DNS
 * and 2 % tunnels it would be .06 instead of .03, all of it for want of confidence. Where a source has one kind of flow only, its own error
 * cannot be small (mean .16): a connection with one question to a private resolver looks like a web flow, and is called one.
 *
 * <p>Why:
 * <ul>
 * <li>Https weighs nothing: DoH and tunnels in TLS show the same handshake. It wins by the prior when nothing else is seen.
 * <li>Behaviours keep 0.6 and 0.85 although none of the 300 flows they told in those scenarios is told wrongly: rules were made on them,
 * and 0 false sources of 50 leave up to 6 % (95 %).
 * <li>An Initial packet that opens proves QUIC, and what is inside may be DNS or a proxy that nothing tells: 0.97.
 * <li>Confidence of an unknown flow: how sure it is that nothing more can be said. No payload 0.99; undecided at most 0.5.
 * <li>TLS 1.3 hides the selected protocol: {@code tls}, unless one protocol only was offered, which the server must share.
 * <li>SOCKS and CONNECT in the clear are {@code vpn/unknown-tunnel}: the class says "a tunnel or proxy in use", and the id
 * of the evidence names which.
 * <li>SSH in which forwarded TLS shows through is {@code vpn/ssh-tunnel} at most 0.85, and then the banners say nothing for
 * {@code other}: they prove SSH, which both are. Figures of tunnels that are not TLS stand with their rules; they were counted
 * on the rules' own traffic (of 2,268 flows of the web none is called one), so they are start values.
 * <li>Data of OpenVPN, WireGuard, fastd and Nebula prove them without the handshake: a field that stays and a number that
 * rises, each way, do not depend on each other. The cap of 0.6 for flows joined late is not for them.
 * <li>Age halves the weight of address rows only, and after three years instead of one: names of resolvers do not change
 * hands, and anycast addresses have not moved in eight years.
 * <li>IP packets in records ({@link tell443.classify.InnerPackets}): one handshake of TCP inside is enough, because its ACK must come
 * again from both sides and hardly anything may be shorter. Of 1,700 flows of other traffic in TLS with 20 records none shows it, at
 * most 0.2 % (95 %); of 19 flows of tunnels all; of packets of browsers and tools seen as if they were in a tunnel, 93 %. What is 8 bytes
 * before a packet is AnyConnect's, SSTP's or Fortinet's with PPP's: what else they say decides, else AnyConnect.
 * <li>Work is spared twice, and a test shows that it changes nothing: a row of evidence may say what it cannot be seen without
 * ({@link tell443.classify.Given}) and is then not asked in vain; and what the same reasons under the same circumstances add up
 * to is kept (32 judgements). Both together: 0.2 us instead of 0.9 for a web flow, 0.5 to 0.6 instead of 0.9 to 1.2 for others
 * (JDK 17, first compiler only), 0 bytes.
 * <li>What goes through a proxy in TLS is told by exact lengths (InnerTls, StreamInTls): of 3,500 flows of the lab that are no
 * tunnels and long enough, and of 800 public web flows, none shows them (at most 1 in 1,000); of the proxies' connections with 60
 * packets or more 93 of 119 in TLS do, and 53 of 60 of a public capture no rule was made from. Where pieces are padded at random
 * (VMess), only several connections to one server tell. Costs 0.3 us a flow, 1 us a long one (first compiler only).
 * <li>Tried and left out, because each took ordinary traffic that it was not made on for what it is not: that a transfer in QUIC
 * is acknowledged twice (one of 900 connections, for 24 of 24 tunnels of one program), and several lengths of TLS handshakes in one
 * connection of HTTP/2 (2 of 5,700 web flows: remote calls). XMPP's log-in is told by the header that comes again, once ({@link
 * tell443.classify.StreamRestart}).
 * <li>QUIC inside QUIC needs both: datagrams that stand alone as its first must ({@link tell443.classify.QuicInside}), and a
 * second acknowledgement. All 24 connections made for it with QUIC inside show them, 0 of 813 others in the lab and 0 of 256
 * public ones (upper 95 % bound .28 %); without the second, probes for a path's MTU do, too. What carries TCP or only DNS is
 * {@code quic} still.
 * <li>Random streams ({@link tell443.classify.RandomStream}, {@link tell443.classify.SharedLengths}) are told by what others to
 * their server show. Lengths that both sides share: 75 of 108 connections of obfs4, 0 of 1,160 other streams that are not TLS.
 * Beginnings like TLS: nine more of 151 connections of Shadowsocks, 0 of 115 other random streams of the lab and of 107 public
 * ones; with padding as VMess has, simulated, 34 to 41 of 45 that are long. Of an application that asks and answers at random, in
 * up to twenty connections, one in a hundred would be called a proxy.
 * <li>Questions below 42 bytes, again and again, in one or two lengths, are not HTTP's. Eight questions about one name without
 * EDNS, in DNS over TLS without ALPN, would be called {@code other}, too, unless their answers tell.
 * <li>What SSH carries that is not TLS ({@link tell443.classify.SshChannels}): rules from RFC 4254 and sshuttle's headers, seen in
 * 16 of 16 connections made for them with three ciphers, in none of 71 with sessions, files and questions (upper 95 % bound 4.1 %).
 * <li>Of 152 connections with shells, copies, sftp, rsync, git, calls and many sessions in one, with four ciphers, most of them
 * compressed, and with Dropbear's client, eight were taken for tunnels by those rules. So what a channel says first must be longer than
 * numbers of sftp, and streams end on both sides at once; now none is (upper 95 % bound 2.0 %). Compression makes a confirmation
 * shorter than SERVICE_ACCEPT, so there an opening that names a host, and TLS at once, tell ({@link tell443.classify.SshCompressed}): 12 of 15.
 * <li>SSH in TLS is told by SERVICE_REQUEST and SERVICE_ACCEPT, too, which are of one length in all ciphers: NEWKEYS and the request, or
 * a server's banner and KEXINIT, come together as often as not ({@link tell443.classify.SshInTls}). 21 of 21, before 12.
 * <li>SoftEther's blocks need four different numbers of acknowledgements, because full records of 16,384 bytes are 4 + 234 times 70; or two
 * and full frames of the other side, which several connections of TLS share out ({@link tell443.classify.SoftEtherBlocks}).
 * <li>Streams that share one connection ({@link tell443.classify.InnerStreams}) are told where headers are known. How often programs that
 * carry no TLS show them was counted with all headers from 0 to 59 bytes on 3,047 flows: one in 6,000 for one header.
 * <li>Where four of five connections to a server begin with TLS inside, one that begins with an upgrade or what is as long as a ClientHello
 * counts with them, at most 0.6: the terminal or the upload through the same proxy shows nothing itself. A site on the same address, to
 * which fewer than one of five go, would be taken for a tunnel then.
 * <li>Sizes that resemble a handshake count for nothing by themselves, however many connections show them: an application that
 * begins with a long request does so each time.
 * <li>Protocols in the clear that need no more than two messages are rows of four tables ({@link tell443.classify.ClearText},
 * {@link tell443.classify.ClearBinary}, {@link tell443.classify.ClearDatagrams}, {@link tell443.classify.ClearCalls}) with one piece
 * of evidence for all: a row names itself and its source in the explanation. In public captures, on any port, 306 flows got a
 * name by the first three and 57 by the last, none against what ndpiReader says of it, but for four of Discord's that it names after
 * their address; random bytes none in 100,000.
 * <li>What is not HTTP inside TLS is told by what HTTP/1.1 cannot be ({@link tell443.classify.NotHttp}), not by what the others
 * are: 0 of 2,268 web flows of the lab show it (upper 95 % bound 1/750), 40 of 58 flows of mail, MQTT, Redis and syslog do.
 * Later messages are asked, too, until something may have been agreed on that lets a body or another protocol follow ({@link
 * tell443.classify.ShortTurns}): a request with a body or an Upgrade has 60 bytes and the name. Of 796 web flows without ALPN,
 * a hundred of them websockets, none shows it.
 * <li>One question and its answer that HTTP could have said stay {@code https}: a subscriber of Redis, two lines of syslog.
 * <li>DNS over TLS without ALPN and padding is told by answers that repeat their questions ({@link tell443.classify.BareMessages}),
 * and only where HTTP/2 cannot be inside: headers would blur what the answer has more. It decides alone, as padding does: exact lengths.
 * <li>Datagrams that are random throughout ({@link tell443.classify.RandomDatagrams}) are {@code other/fully-encrypted} only where
 * full packets are missing, which tunnels show (110 of 110 flows with five large datagrams), and at most 0.6. With full packets they
 * are {@code unknown}: in public captures two are tinc, one is a messenger's call, three are Ethereum's.
 * <li>IP packets in the clear inside messages ({@link tell443.classify.ClearPackets}) are no protocol without a name but a tunnel.
 * <li>DNS in HTTP has the same lengths behind headers. Those in records of their own are left out ({@link tell443.classify.HeaderRecords}),
 * others are a constant that is not known ({@link tell443.classify.LongerByAddresses}). Both kinds of addresses are compared by how
 * likely each difference is, not by how many are possible ({@link tell443.classify.LikelySteps}): that tells twice as many. Of what
 * is asked for twice with other answers each time, 1 in 400 is taken for DNS; of all 57,000 simulated flows of other programs 28,
 * by padding or addresses.
 * <li>What nobody encrypted and no table names is {@code other/unnamed}, at most 0.75 by one reason: 0 of 796 flows of tunnels and
 * 0 of 92 of encrypted DNS in the lab.
 * <li>The tables of one carrier are made when the first such flow ends (TLS: 5 ms of CPU with class-data sharing, 16 ms without).
 * </ul>
 */
package tell443.classify;
