package tell443.classify;

import java.util.List;
import tell443.facts.FlowFacts;
import tell443.facts.Opening;
import tell443.facts.TlsFacts;
import tell443.lists.ListEntry;
import tell443.lists.Lists;
import tell443.lists.NameAnswers;

/** What evidence may look at: the facts of one flow and what the lists know of its names. One per worker, filled in anew. */
public final class Sight {

    private static final int CERTIFICATE_NAMES = 16; // a content network's certificate may hold hundreds

    private final Lists lists;
    private final NameAnswers answers = new NameAnswers();
    private final ApplicationData data = new ApplicationData();
    private boolean dataRead;
    private final InnerTls inner = new InnerTls();
    private boolean innerRead;
    private final DnsFigures dns = new DnsFigures();
    private boolean dnsRead;
    private final InnerPackets packets = new InnerPackets();
    private final Clocking clocking = new Clocking();
    private boolean packetsRead;
    private final FirstTurns inside = new FirstTurns();
    private boolean insideRead;
    private final BareMessages bare = new BareMessages();

    final Rising rising = new Rising();
    FlowFacts facts;
    /** The flow's own handshake, not that of a control channel in it. */
    TlsFacts tls;
    Carrier carrier;
    Ech ech;
    /** Bits of {@link Given}. */
    int given;
    /** The client offers nothing but protocols that are not HTTP. */
    boolean offersNoWeb;
    /** The server visibly selects one. */
    boolean selectsNoWeb;
    /** The name the client asked for; under real ECH the outer one, which names nobody. */
    String sni;
    ListEntry resolverName;
    ListEntry resolverAddress;
    ListEntry resolverCertificate;
    ListEntry tunnelEndpoint;
    ListEntry operator;

    Sight(Lists lists) {
        this.lists = lists;
    }

    Sight of(FlowFacts facts) {
        this.facts = facts;
        dataRead = false;
        innerRead = false;
        dnsRead = false;
        packetsRead = false;
        insideRead = false;
        tls = facts.tls.inTunnel ? TlsFacts.NONE : facts.tls;
        carrier = Carrier.of(facts);
        sni = !tls.clientHello.present() || tls.clientHello.sni().isEmpty() ? facts.quic.sni : tls.clientHello.sni();
        resolverAddress = carrier == Carrier.NOTHING ? ListEntry.NONE : lists.resolverByAddress(facts.serverHigh, facts.serverLow);
        byName();
        byCertificate();
        ech = ech();
        byAlpn();
        given = Given.of(this);
        return this;
    }

    public FlowFacts facts() {
        return facts;
    }

    /** Sizes of what was said inside TLS or QUIC; empty where they cannot be told. */
    ApplicationData data() {
        if (!dataRead) {
            if (carrier == Carrier.QUIC) {
                data.readDatagrams(facts.packets);
            } else {
                data.read(facts, tls);
            }
            dataRead = true;
        }
        return data;
    }

    InnerTls inner() {
        if (!innerRead) {
            inner.read(data());
            innerRead = true;
        }
        return inner;
    }

    /** Scratch, empty. */
    Rising rising() {
        rising.clear();
        return rising;
    }

    /** Scratch, until it is asked for again. */
    BareMessages bare() {
        return bare;
    }

    DnsFigures dns() {
        if (!dnsRead) {
            dns.of(data());
            dnsRead = true;
        }
        return dns;
    }

    InnerPackets packets() {
        readPackets();
        return packets;
    }

    Clocking clocking() {
        readPackets();
        return clocking;
    }

    private void readPackets() {
        if (!packetsRead) {
            packets.read(data());
            clocking.read(data(), packets);
            packetsRead = true;
        }
    }

    /** Who speaks first inside TLS. */
    FirstTurns inside() {
        if (!insideRead) {
            inside.read(facts, tls);
            insideRead = true;
        }
        return inside;
    }

    Opening.Messages turns() {
        return facts.opening.turns;
    }

    Opening.Messages frames() {
        return facts.opening.frames;
    }

    boolean bothHellos() {
        return tls.clientHello.present() && tls.serverHello.present();
    }

    /** Days from the row's date to the flow; negative for old captures. */
    long ageOf(ListEntry row) {
        return facts.startNanos / 86_400_000_000_000L - row.source().day();
    }

    private void byName() {
        if (sni.isEmpty()) {
            resolverName = ListEntry.NONE;
            tunnelEndpoint = ListEntry.NONE;
            operator = ListEntry.NONE;
            return;
        }
        lists.look(sni, answers);
        resolverName = answers.resolver;
        tunnelEndpoint = answers.tunnelEndpoint;
        operator = answers.vpnOperator;
    }

    /** The certificate speaks where no name was asked for; a name that was asked for says more. */
    private void byCertificate() {
        resolverCertificate = ListEntry.NONE;
        if (!sni.isEmpty() || !tls.certificate.present()) {
            return;
        }
        List<String> names = tls.certificate.names();
        for (int i = 0; i < Math.min(names.size(), CERTIFICATE_NAMES); i++) {
            String name = names.get(i);
            resolverCertificate = resolverCertificate.present() ? resolverCertificate : lists.resolverByName(name);
            operator = operator.present() ? operator : lists.vpnOperator(name);
        }
    }

    private void byAlpn() {
        List<String> offered = tls.clientHello.profile().alpn();
        String selected = tls.serverHello.alpn();
        offersNoWeb = !offered.isEmpty() && Alpn.noneWeb(offered);
        selectsNoWeb = !selected.isEmpty() && !Alpn.web(selected);
    }

    private Ech ech() {
        if (!facts.tls.clientHello.present()) {
            return Ech.NOT_APPLICABLE;
        }
        if (!facts.tls.clientHello.ech().present()) {
            return Ech.NONE;
        }
        return facts.around.echConfigKnown || lists.echPublicName(sni).present() ? Ech.REAL : Ech.OFFERED;
    }
}
