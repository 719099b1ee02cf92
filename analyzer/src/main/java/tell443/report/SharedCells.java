package tell443.report;

import java.util.Arrays;
import tell443.classify.Ech;
import tell443.facts.CertificateFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.FlowFacts;
import tell443.facts.ServerHelloFacts;
import tell443.facts.TlsFacts;

/**
 * Text of neighbouring cells that say only what many flows share, see {@link Column#isShared}: written anew for each
 * combination, copied for each flow. Bounded: a newcomer takes the place of whoever was there.
 */
final class SharedCells {

    private static final int KEPT = 256; // a power of two
    private static final int LONGEST = 4096; // bytes

    private final Kept[] kept = new Kept[KEPT];

    /** A combination and its text. */
    private static final class Kept {
        boolean clientHello;
        ClientHelloProfile profile = ClientHelloProfile.NONE;
        ServerHelloFacts serverHello = ServerHelloFacts.NONE;
        CertificateFacts certificate = CertificateFacts.NONE;
        String quicVersion = "";
        Ech ech = Ech.NOT_APPLICABLE;
        byte[] text = new byte[0];
        int length = -1; // nothing is kept

        boolean is(FlowFacts facts, TlsFacts tls, Ech wanted) {
            return profile == tls.clientHello.profile() && serverHello == tls.serverHello && certificate == tls.certificate
                    && quicVersion.equals(facts.quic.versionName) && ech == wanted && clientHello == tls.clientHello.present()
                    && length >= 0;
        }
    }

    /** Appends the cells' text if it is kept. */
    boolean write(Row row, RowBuffer out) {
        Kept found = kept[place(row.facts().tls)];
        boolean known = found != null && found.is(row.facts(), row.facts().tls, row.verdict().ech());
        if (known) {
            out.put(found.text, 0, found.length);
        }
        return known;
    }

    /** What {@code out} holds from {@code start} is these cells' text. */
    void keep(Row row, RowBuffer out, int start) {
        TlsFacts tls = row.facts().tls;
        int length = out.length() - start;
        if (length > LONGEST) {
            return;
        }
        int place = place(tls);
        Kept entry = kept[place] == null ? new Kept() : kept[place];
        entry.clientHello = tls.clientHello.present();
        entry.profile = tls.clientHello.profile();
        entry.serverHello = tls.serverHello;
        entry.certificate = tls.certificate;
        entry.quicVersion = row.facts().quic.versionName;
        entry.ech = row.verdict().ech();
        entry.text = entry.text.length < length ? Arrays.copyOf(entry.text, length) : entry.text;
        System.arraycopy(out.bytes(), start, entry.text, 0, length);
        entry.length = length;
        kept[place] = entry;
    }

    /** By the profile's identity: those of one program differ in values that its fingerprints leave out. */
    private static int place(TlsFacts tls) {
        int hash = (System.identityHashCode(tls.clientHello.profile()) * 31 + tls.serverHello.ja3s().hashCode()) * 31
                + tls.certificate.sha256().hashCode();
        return (hash ^ hash >>> 16) & KEPT - 1;
    }
}
