package tell443.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tell443.capture.CaptureException;
import tell443.capture.PacketSource;
import tell443.capture.Unpacked;
import tell443.counters.Counters;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Progress;
import tell443.report.TableStyle;
import tell443.score.CaptureTree;
import tell443.score.FlowsReader;
import tell443.score.Matching;
import tell443.score.Outcome;
import tell443.score.Score;
import tell443.score.ScoreException;
import tell443.score.TruthFile;

/** {@code tell443 score}: brings flows, from CSV or from captures, to their truth and prints what came of it. */
final class ScoreCommand {

    private static final int CHUNK = 1 << 16;
    private static final TableStyle NO_STYLE = new TableStyle(0, false, false);

    private final ScoreOptions options;
    private final Wiring wiring;
    private final Notes notes;
    private final BooleanSupplier stopped;
    private final Outcome outcome = new Outcome();
    private Optional<Outcome> withoutLists = Optional.empty();
    private int status = Tell443.DONE;

    ScoreCommand(ScoreOptions options, Wiring wiring, Notes notes, BooleanSupplier stopped) {
        this.options = options;
        this.wiring = wiring;
        this.notes = notes;
        this.stopped = stopped;
    }

    int run(OutputStream out, InputStream in) throws UsageException, CaptureException, OutputException {
        try {
            List<Path> captures = captures();
            if (captures.isEmpty()) {
                readFlows(in);
            } else {
                readCaptures(captures, List.of(), outcome);
                if (options.compareLists()) {
                    withoutLists = Optional.of(new Outcome());
                    readCaptures(captures, List.of("--no-lists"), withoutLists.get());
                }
            }
        } catch (ScoreException e) {
            throw new UsageException(e.getMessage());
        }
        if (stopped.getAsBoolean()) {
            notes.line("stopped; there is no score of a part");
            return Tell443.WORLD_WRONG;
        }
        if (outcome.isEmpty()) {
            throw new UsageException("no flow is in the truth; are the names of the captures, the addresses and ports of one and the same"
                    + " traffic?");
        }
        byte[] text = Score.write(outcome, withoutLists, options.wanted(), options.format());
        try (Output output = Output.to(out)) {
            output.write(text, 0, text.length);
            output.commit();
        }
        return status;
    }

    /** The captures and folders among the files; empty when these are flows. */
    private List<Path> captures() throws UsageException, CaptureException {
        List<Path> captures = new ArrayList<>();
        for (String file : options.files()) {
            if (!file.equals("-")) {
                Path path = path(file);
                if (Files.isDirectory(path) || Unpacked.isCapture(path)) {
                    captures.add(path);
                }
            }
        }
        if (!captures.isEmpty() && captures.size() < options.files().size()) {
            throw new UsageException("give either flows or captures; " + captures.get(0) + " is a capture or a folder");
        }
        return captures;
    }

    private static Path path(String file) throws UsageException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + e.getInput() + "\" cannot be the name of a file");
        }
    }

    private void readFlows(InputStream in) throws UsageException, CaptureException, ScoreException {
        String first = options.files().get(0);
        if (options.truth().isEmpty()) {
            throw new UsageException("score needs --truth TRUTH.tsv to judge " + first + " by");
        }
        if (!options.analysis().isEmpty()) {
            throw new UsageException(options.analysis().get(0) + " is for captures; " + first + " is none");
        }
        if (options.compareLists()) {
            throw new UsageException("--compare-lists is for captures; " + first + " is none");
        }
        Matching matching = new Matching(TruthFile.read(options.truth()), outcome);
        byte[] chunk = new byte[CHUNK];
        for (String file : options.files()) {
            FlowsReader flows = matching.flows(file);
            try (InputStream bytes = Unpacked.open(file, in)) {
                for (int got; !stopped.getAsBoolean() && (got = bytes.read(chunk)) >= 0; ) {
                    flows.accept(chunk, 0, got);
                }
            } catch (IOException e) {
                throw Unpacked.unreadable(file, e);
            }
            if (!stopped.getAsBoolean()) {
                flows.finish();
            }
        }
        matching.finish();
    }

    private void readCaptures(List<Path> starts, List<String> further, Outcome outcome)
            throws UsageException, CaptureException, ScoreException, OutputException {
        CaptureTree tree = new CaptureTree(options.truth());
        for (Path start : starts) {
            tree.add(start);
        }
        List<CaptureTree.Labelled> truths = tree.labelled();
        int without = tree.unlabelled().size();
        if (truths.isEmpty() || truths.stream().allMatch(truth -> truth.captures().isEmpty())) {
            throw new UsageException(without == 0 ? "there is no capture in " + starts.get(0)
                    : "there is no truth.tsv for " + tree.unlabelled().get(0) + (truths.isEmpty() ? "" : " that names it")
                    + "; give --truth TRUTH.tsv");
        }
        if (without > 0 && further.isEmpty()) {
            notes.line(without + " captures of which no truth is known are left out, such as " + tree.unlabelled().get(0));
        }
        for (CaptureTree.Labelled labelled : truths) {
            Matching matching = new Matching(labelled.truth(), outcome);
            for (Path capture : labelled.captures()) {
                analyse(capture.toString(), further, matching);
            }
            matching.finish();
        }
    }

    /** One run for each capture: what is in another one is not of the same network and time. */
    private void analyse(String capture, List<String> further, Matching matching)
            throws UsageException, CaptureException, ScoreException, OutputException {
        if (stopped.getAsBoolean()) {
            return;
        }
        ReadOptions reading = options.reading(capture, further);
        Counters counters = new Counters();
        FlowsReader flows = matching.flows(capture);
        try (PacketSource source = wiring.source(reading, InputStream.nullInputStream(), counters);
                Output output = Output.to(new Rows(flows))) {
            Progress progress = new Progress(notes::raw, false, System.nanoTime());
            Job job = new Job(reading.analysis(), NO_STYLE, output, counters, progress, stopped, Job.NOBODY);
            try {
                wiring.analyze(source, job);
            } catch (CaptureException e) {
                notes.line(e.getMessage());
                status = Tell443.WORLD_WRONG;
            }
            job.rows().finish();
            output.commit();
        }
        flows.finish();
        matching.analysed(capture);
    }

    /** Rows on their way from the analysis to the comparison. */
    private static final class Rows extends OutputStream {

        private final FlowsReader flows;

        Rows(FlowsReader flows) {
            this.flows = flows;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int at, int length) throws IOException {
            try {
                flows.accept(bytes, at, length);
            } catch (ScoreException e) {
                throw new IOException(e.getMessage(), e); // our own rows: never
            }
        }
    }
}
