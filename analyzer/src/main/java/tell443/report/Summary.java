package tell443.report;

import java.nio.charset.StandardCharsets;
import tell443.classify.FlowClass;
import tell443.counters.Counter;
import tell443.counters.Counters;

/** What a run adds up to, as text for people. */
public final class Summary {

    private static final Counter[] NAMED_ABOVE = {Counter.PACKETS, Counter.PACKET_BYTES, Counter.FLOWS};

    private final RowBuffer out = new RowBuffer(1024);

    private Summary() {}

    /** Ends with a line end. {@code elapsedNanos} is the run's own time. */
    public static String text(Counters counters, Tally tally, long elapsedNanos) {
        Summary summary = new Summary();
        summary.packets(counters, tally, elapsedNanos);
        summary.flows(counters, tally);
        summary.handshakes(tally);
        summary.rest(counters);
        return new String(summary.out.bytes(), 0, summary.out.length(), StandardCharsets.UTF_8);
    }

    private void packets(Counters counters, Tally tally, long elapsedNanos) {
        long packets = counters.get(Counter.PACKETS);
        grouped(packets).ascii(" packets, ");
        TableColumn.human(counters.get(Counter.PACKET_BYTES), out).ascii("B");
        if (tally.spanNanos() >= 0) {
            out.ascii(", flows over ");
            seconds(tally.spanNanos());
        }
        out.ascii("; read in ");
        seconds(elapsedNanos);
        if (packets > 0 && elapsedNanos > 0) {
            out.ascii(", ");
            TableColumn.human((long) (packets * 1e9 / elapsedNanos), out).ascii(" packets/s");
        }
        out.put('\n');
    }

    private void flows(Counters counters, Tally tally) {
        long flows = 0;
        for (FlowClass flowClass : FlowClass.values()) {
            flows += tally.flows(flowClass);
        }
        grouped(flows).ascii(flows == 1 ? " flow" : " flows");
        String separator = ": ";
        for (FlowClass flowClass : FlowClass.values()) {
            if (tally.flows(flowClass) > 0) {
                out.ascii(separator);
                grouped(tally.flows(flowClass)).put(' ').ascii(flowClass.label());
                separator = ", ";
            }
        }
        if (flows == 0 && counters.get(Counter.PACKETS_OTHER_PORTS) > 0) {
            out.ascii("; --ports any looks at all ports");
        }
        if (tally.rows() != flows) {
            out.ascii("; ");
            grouped(tally.rows()).ascii(tally.rows() == 1 ? " row written" : " rows written");
        }
        out.put('\n');
    }

    private void handshakes(Tally tally) {
        if (tally.answered() > 0) {
            grouped(tally.answered()).ascii(" handshakes answered, ClientHello to ServerHello: median ");
            out.decimal(tally.answerMicros(50), 3).ascii(" ms, 99 % within ");
            out.decimal(tally.answerMicros(99), 3).ascii(" ms\n");
        }
    }

    private void rest(Counters counters) {
        for (Counter counter : Counter.values()) {
            long count = counters.get(counter);
            boolean named = false;
            for (Counter above : NAMED_ABOVE) {
                named |= above == counter;
            }
            if (count != 0 && !named) {
                out.ascii("  ");
                grouped(count).put(' ').text(SafeText.escape(counter.meaning())).put('\n');
            }
        }
    }

    /** With commas between thousands. */
    private RowBuffer grouped(long value) {
        if (value < 1_000) {
            return out.integer(value);
        }
        grouped(value / 1_000);
        return out.put(',').padded(value % 1_000, 3);
    }

    private void seconds(long nanos) {
        out.decimal((nanos + 500_000) / 1_000_000, 3).ascii(" s");
    }
}
