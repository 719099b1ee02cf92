package tell443.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tell443.analysis.Overview;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.report.FlowText;
import tell443.report.SafeText;
import tell443.report.Tally;

/** Makes pictures of a run, flow by flow, on the thread that analyses. */
public final class PictureMaker {

    private static final double NANOS = 1e9;

    private final Supplier<Tally> tally;
    private final FlowText text = new FlowText();
    private List<FlowLine> flows = new ArrayList<>();
    private long firstNanos = Long.MIN_VALUE;
    private long packetsBefore;
    private long bytesBefore;

    /** @param tally of the flows that have ended */
    public PictureMaker(Supplier<Tally> tally) {
        this.tally = tally;
    }

    void add(FlowFacts facts, Verdict verdict, long bytesPerSecond) {
        List<String> evidence = new ArrayList<>();
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            if (!verdict.against(i)) {
                evidence.add(verdict.evidence(i).id());
            }
        }
        flows.add(new FlowLine(facts.flowId, verdict.flowClass(), text.what(facts, verdict), (int) Math.round(verdict.confidence() * 100),
                text.client(facts), text.server(facts), text.name(facts, verdict), bytesPerSecond, facts.client.bytes + facts.server.bytes,
                facts.client.packets + facts.server.packets, facts.startNanos, evidence, details(facts, verdict)));
    }

    private List<String> details(FlowFacts facts, Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add("flow " + facts.flowId + " of " + SafeText.escape(facts.capture) + ", " + (facts.tcp ? "tcp " : "udp ")
                + text.client(facts) + " to " + text.server(facts) + (facts.vlan < 0 ? "" : ", vlan " + facts.vlan)
                + (facts.tunnel.isEmpty() ? "" : ", in " + SafeText.escape(facts.tunnel)));
        lines.add("since " + text.time(facts.startNanos) + ", last packet " + text.time(facts.endNanos));
        lines.add("up " + amount(facts, true) + ", down " + amount(facts, false)
                + (facts.quality == 0 ? "" : "; " + FlowText.quality(facts)));
        String name = text.name(facts, verdict);
        String dns = SafeText.escape(facts.around.dnsName);
        String operator = SafeText.escape(verdict.operator());
        lines.add((name.isEmpty() ? "asks for no name" : "name " + name) + (dns.isEmpty() ? "" : ", DNS name " + dns)
                + (operator.isEmpty() ? "" : ", run by " + operator) + ja4(facts));
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            lines.add((verdict.against(i) ? "- against: " : "+ ") + SafeText.escape(verdict.sentence(i))
                    + " [" + verdict.evidence(i).id() + "]");
        }
        return lines;
    }

    private static String ja4(FlowFacts facts) {
        String ja4 = facts.tls.clientHello.profile().ja4();
        return ja4.isEmpty() ? "" : ", JA4 " + SafeText.escape(ja4);
    }

    private static String amount(FlowFacts facts, boolean up) {
        return FlowText.human(facts.direction(up).packets) + " packets " + FlowText.human(facts.direction(up).bytes) + "B";
    }

    Picture finish(Overview overview) {
        Counters counters = overview.counters;
        firstNanos = firstNanos == Long.MIN_VALUE ? overview.clockNanos : firstNanos;
        long packets = counters.get(Counter.PACKETS);
        long bytes = counters.get(Counter.PACKET_BYTES);
        long[] open = new long[FlowClass.values().length];
        long[] ended = new long[open.length];
        Tally all = tally.get();
        for (FlowClass flowClass : FlowClass.values()) {
            open[flowClass.ordinal()] = overview.open(flowClass);
            ended[flowClass.ordinal()] = all.flows(flowClass);
        }
        open[FlowClass.UNKNOWN.ordinal()] += overview.notJudged;
        double seconds = Math.max(overview.sinceNanos / NANOS, 1e-3);
        long lost = counters.get(Counter.PACKETS_DROPPED) + counters.get(Counter.PACKETS_DROPPED_BY_INTERFACE);
        Picture picture = new Picture(overview.clockNanos, overview.clockNanos - firstNanos, packets,
                Math.round((packets - packetsBefore) / seconds), Math.round((bytes - bytesBefore) / seconds), lost,
                counters.get(Counter.FLOWS_EVICTED), overview.limit, open, ended, List.copyOf(flows));
        packetsBefore = packets;
        bytesBefore = bytes;
        flows = new ArrayList<>();
        return picture;
    }
}
