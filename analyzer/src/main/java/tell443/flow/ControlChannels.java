package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.TlsFacts;
import tell443.tls.CarriedTls;
import tell443.tls.CertificateReader;
import tell443.tls.HelloReader;
import tell443.tls.OpenVpnConnection;
import tell443.tls.OpenVpnReader;
import tell443.tls.RdpUdpConnection;
import tell443.tls.RdpUdpReader;

/** Has the TLS handshake that OpenVPN or RDP-UDP carries read, within a budget, beside the flow's {@link Openings}. */
final class ControlChannels {

    private final FlowRow row;
    private final OpenVpnReader reader;
    private final RdpUdpReader rdpUdp;
    private final Budget budget;
    private final byte[] scratch;
    private final Counters counters;

    ControlChannels(FlowRow row, HelloReader hellos, CertificateReader certificates, Budget budget, byte[] scratch, Counters counters) {
        this.row = row;
        this.budget = budget;
        this.scratch = scratch;
        this.counters = counters;
        reader = new OpenVpnReader(hellos, certificates, counters);
        rdpUdp = new RdpUdpReader(hellos, certificates, counters);
    }

    /** A datagram, of which {@code held} bytes are in the scratch. */
    void datagram(FlowSide side, int sender, int lane, int held, int length, long timeNanos) {
        if (side.openVpn == null && OpenVpnReader.looksLikeControl(scratch, 0, held)) {
            side.openVpn = new OpenVpnConnection();
        } else if (side.rdpUdp == null && side.openVpn == null && RdpUdpReader.looksLikeSyn(scratch, 0, held)) {
            side.rdpUdp = new RdpUdpConnection();
        }
        if (side.openVpn != null && side.openVpn.carried().wantsMore()) {
            int before = side.openVpn.carried().heldBytes();
            reader.packet(side.openVpn, sender, scratch, 0, held, length);
            note(side, side.openVpn.carried(), lane, before, timeNanos);
        } else if (side.rdpUdp != null && side.rdpUdp.carried().wantsMore()) {
            int before = side.rdpUdp.carried().heldBytes();
            rdpUdp.packet(side.rdpUdp, sender, scratch, 0, held, length);
            note(side, side.rdpUdp.carried(), lane, before, timeNanos);
        }
    }

    /** Whether datagrams are worth reading. */
    static boolean wantsMore(FlowSide side) {
        return side.openVpn != null && side.openVpn.carried().wantsMore() || side.rdpUdp != null && side.rdpUdp.carried().wantsMore();
    }

    /**
     * The next bytes of a TCP stream that is not TLS.
     *
     * @param first whether they are the flow's first
     * @return whether more of that side is wanted
     */
    boolean stream(FlowSide side, int sender, int lane, boolean first, ByteBuffer source, int at, int held, int length, long timeNanos) {
        if (first && side.openVpn == null && held > 0 && OpenVpnReader.mayBeginStream(source.get(at) & 0xFF)) {
            side.openVpn = new OpenVpnConnection();
        }
        if (side.openVpn == null || !side.openVpn.carried().wants(sender)) {
            return false;
        }
        int part = Math.min(held, scratch.length);
        source.get(at, scratch, 0, part);
        int before = side.openVpn.carried().heldBytes();
        reader.stream(side.openVpn, sender, scratch, 0, part, length);
        note(side, side.openVpn.carried(), lane, before, timeNanos);
        return side.openVpn.carried().wants(sender);
    }

    private void note(FlowSide side, CarriedTls state, int lane, int before, long timeNanos) {
        if (state.heldBytes() > before && !budget.fits(lane, state.heldBytes() - before)) {
            counters.count(Counter.HANDSHAKE_TOO_LONG);
            state.limit();
        }
        budget.take(lane, state.heldBytes() - before);
        if (!state.hasHello() || side.tls.present() && side.tls != state.tls()) {
            return;
        }
        side.tls = state.tls();
        if (!row.is(FlowRow.CLIENT_KNOWN)) {
            row.setClient(state.client());
            row.mark(FlowRow.CLIENT_KNOWN);
        }
        if (side.tls.clientHello.present() && side.tls.clientHelloMicros == 0) {
            side.tls.clientHelloMicros = row.microsSinceStart(timeNanos);
        }
        if (side.tls.serverHello.present() && side.tls.serverHelloMicros == 0) {
            side.tls.serverHelloMicros = row.microsSinceStart(timeNanos);
        }
    }

    /** Bytes of that side's TCP stream are missing. */
    void gap(FlowSide side, int sender, int lane) {
        if (side.openVpn != null) {
            int before = side.openVpn.carried().heldBytes();
            side.openVpn.carried().lose(sender);
            budget.take(lane, side.openVpn.carried().heldBytes() - before);
        }
    }

    void finish(FlowSide side, int lane) {
        if (side.openVpn != null) {
            budget.take(lane, -side.openVpn.carried().heldBytes());
            reader.forget(side.openVpn);
        }
        if (side.rdpUdp != null) {
            budget.take(lane, -side.rdpUdp.carried().heldBytes());
            rdpUdp.forget(side.rdpUdp);
        }
    }

    /** The stream is OpenVPN's, so that TLS in it is not the flow's own. */
    static boolean isOpenVpn(FlowSide side) {
        return side.openVpn != null && side.openVpn.isRecognised();
    }
}
