package tell443.cli;

import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import tell443.analysis.RunState;
import tell443.capture.CaptureInterface;
import tell443.capture.PacketSource;
import tell443.counters.Counters;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowWriter;
import tell443.report.Samples;
import tell443.report.Vocabulary;

/** The program with a capture that never ends; a file named {@code fault} makes a worker die, an interface named stubborn never stops. */
final class EndlessMain {

    private EndlessMain() {}

    public static void main(String[] args) {
        Main.run(new Endless(), args);
    }

    private static final RunState STATE = new RunState() {

        @Override
        public double share() {
            return -1;
        }

        @Override
        public long packets() {
            return 1;
        }

        @Override
        public int openFlows() {
            return 7;
        }

        @Override
        public Counters counters() {
            return new Counters();
        }
    };

    private static final class Endless implements Wiring {

        private boolean faulty;
        private boolean stubborn;

        @Override
        public PacketSource source(ReadOptions options, InputStream in, Counters counters) {
            faulty = options.files().contains("fault");
            return new FakeSource(() -> {});
        }

        @Override
        public PacketSource live(LiveOptions options, Counters counters, Consumer<String> notes) {
            stubborn = options.capture().interfaces().contains("stubborn");
            notes.accept("begun");
            return new FakeSource(() -> {});
        }

        @Override
        public List<CaptureInterface> interfaces() {
            return List.of();
        }

        @Override
        public void analyze(PacketSource source, Job job) throws OutputException {
            if (faulty) {
                new Thread(() -> {
                    throw new IllegalStateException("boom");
                }).start();
            }
            RowWriter writer = job.newWriter();
            RowBuffer rows = new RowBuffer(16);
            Samples.Sample sample = Samples.web();
            while (!job.stopped() || stubborn) {
                job.read(STATE);
                rows.clear();
                writer.write(sample.facts(), sample.verdict(), rows);
                job.rows().row(sample.facts().startNanos, sample.facts().flowId, rows.bytes(), 0, rows.length());
                sample.facts().flowId++;
                Thread.onSpinWait();
            }
        }

        @Override
        public Vocabulary vocabulary() {
            return new Rooms().vocabulary();
        }
    }
}
