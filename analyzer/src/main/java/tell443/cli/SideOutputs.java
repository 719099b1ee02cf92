package tell443.cli;

import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Collectors;
import tell443.alert.AlertSink;
import tell443.alert.Alerts;
import tell443.analysis.PacketTaker;
import tell443.capture.PacketSource;
import tell443.classify.FlowClass;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.packets.ChosenFlows;
import tell443.packets.HeldPackets;
import tell443.packets.PacketFile;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Turns;
import tell443.report.WholeFiles;

/** What a run writes beside its rows: packets of chosen flows, and alerts. */
final class SideOutputs implements AutoCloseable {

    private static final int SHARE_OF_HEAP = 8; // for the flows whose packets a second pass picks

    private final AnalysisOptions options;
    private final Counters counters;
    private Optional<PacketFile> file = Optional.empty();
    private Optional<ChosenFlows> chosen = Optional.empty();
    private Optional<HeldPackets> held = Optional.empty();
    private Optional<AlertSink> sink = Optional.empty();
    private Optional<Alerts> alerts = Optional.empty();

    private SideOutputs(AnalysisOptions options, Counters counters) {
        this.options = options;
        this.counters = counters;
    }

    /** @param twice whether the packets can be read a second time */
    static SideOutputs open(AnalysisOptions options, Counters counters, PacketSource source, boolean twice, String input, OutputStream out,
            Notes notes) throws OutputException {
        SideOutputs side = new SideOutputs(options, counters);
        try {
            side.openPackets(source, twice, input, out);
            side.openAlerts(out, notes);
            return side;
        } catch (OutputException e) {
            side.close();
            throw e;
        }
    }

    private void openPackets(PacketSource source, boolean twice, String input, OutputStream out) throws OutputException {
        if (options.outputs().packets().isEmpty()) {
            return;
        }
        OutputOptions.Packets wanted = options.outputs().packets().get();
        Output output = wanted.file().equals("-") ? Output.to(out)
                : wanted.inTurn().isPresent() ? Output.inTurn(wanted.file()) : Output.to(wanted.file());
        if (options.live()) {
            output.keepPart();
        }
        output.failAfter(options.simulate().getOrDefault("write-error", Long.MAX_VALUE));
        String classes = wanted.classes().stream().map(FlowClass::label).collect(Collectors.joining(", "));
        String about = "packets of the flows that tell443 judged to be " + classes + (input.isEmpty() ? "" : " in " + input);
        Optional<Turns> turns = wanted.inTurn().map(each -> new Turns(each.rotation(twice), WholeFiles.NOBODY));
        PacketFile opened = new PacketFile(output, turns, this::missing, "tell443 " + Help.VERSION, about, source);
        file = Optional.of(opened);
        if (twice) {
            long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
            chosen = Optional.of(new ChosenFlows(wanted.classes(), opened, memory, counters));
        } else {
            held = Optional.of(new HeldPackets(wanted.classes(), opened, wanted.room(), counters));
        }
    }

    private void openAlerts(OutputStream out, Notes notes) throws OutputException {
        if (options.outputs().alerts().isPresent()) {
            OutputOptions.Alerting wanted = options.outputs().alerts().get();
            AlertSink opened = AlertOutput.open(wanted.output(), out, notes);
            sink = Optional.of(opened);
            alerts = Optional.of(new Alerts(wanted.classes(), wanted.holdNanos(), Alerts.PAIRS, opened));
        }
    }

    /** Before the packets are analysed. */
    void join(Job job) {
        file.ifPresent(each -> job.upkeep().alsoFlush(each::flush));
        job.upkeep().alsoReopen(this::reopen);
        alerts.ifPresent(job::watch);
        chosen.ifPresent(job::watch);
        held.ifPresent(each -> {
            job.watch(each);
            job.packetsTo(each::take);
        });
    }

    Optional<Alerts> alerts() {
        return alerts;
    }

    /** Who takes the packets of a second pass, if one is needed. */
    Optional<PacketTaker> secondPass() {
        return chosen.map(each -> each::take);
    }

    /** Everything was written. */
    void commit() throws OutputException {
        if (file.isPresent()) {
            file.get().end();
        }
    }

    private String missing() {
        long missing = counters.get(Counter.PACKETS_NOT_WRITTEN);
        return missing == 0 ? "" : missing + " " + Counter.PACKETS_NOT_WRITTEN.meaning();
    }

    /** Whoever takes files away wants the ones at hand finished, and new ones. */
    private void reopen() throws OutputException {
        if (options.outputs().packets().flatMap(OutputOptions.Packets::inTurn).isPresent()) {
            commit();
        }
        if (sink.isPresent()) {
            sink.get().reopen();
        }
    }

    void say(Notes notes, boolean quiet) {
        if (file.isPresent() && !quiet) {
            int flows = chosen.map(ChosenFlows::flows).orElse(0) + held.map(HeldPackets::flows).orElse(0);
            notes.line(file.get().packets() + " packets of " + flows + (flows == 1 ? " flow" : " flows") + " written to "
                    + options.outputs().packets().orElseThrow().file());
        }
        if (alerts.isPresent() && !quiet) {
            notes.line(alerts.get().told() + " alerts; " + alerts.get().heldBack() + " further flows were held back");
        }
        long lost = sink.map(AlertSink::lost).orElse(0L);
        if (lost > 0) {
            notes.line(lost + " alerts could not be sent to " + options.outputs().alerts().orElseThrow().output());
        }
    }

    @Override
    public void close() {
        file.ifPresent(PacketFile::close);
        sink.ifPresent(AlertSink::close);
    }
}
