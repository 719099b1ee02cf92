package tell443.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tell443.analysis.ParallelAnalyzer;
import tell443.analysis.RowMaker;
import tell443.capture.CaptureException;
import tell443.capture.CaptureFiles;
import tell443.capture.CaptureInterface;
import tell443.capture.FilteredSource;
import tell443.capture.LimitedSource;
import tell443.capture.LiveCapture;
import tell443.capture.PacedSource;
import tell443.capture.PacketSource;
import tell443.capture.Privileges;
import tell443.classify.Classifier;
import tell443.classify.Details;
import tell443.classify.Evidence;
import tell443.classify.Protocol;
import tell443.classify.Protocols;
import tell443.classify.Verdict;
import tell443.counters.Counters;
import tell443.lists.ListException;
import tell443.lists.Lists;
import tell443.report.OutputException;
import tell443.report.RowWriter;
import tell443.report.Vocabulary;

/** The program's own rooms. */
final class Rooms implements Wiring {

    @Override
    public PacketSource source(ReadOptions options, InputStream in, Counters counters) throws CaptureException {
        PacketSource files = CaptureFiles.open(options.files(), in, counters);
        ReplayOptions replay = options.replay();
        PacketSource paced = replay.speed() > 0 ? new PacedSource(files, replay.speed()) : files;
        String filter = options.analysis().filter();
        PacketSource filtered = filter.isEmpty() ? paced : new FilteredSource(paced, filter, counters);
        return replay.isLimited() ? new LimitedSource(filtered, replay.packets(), replay.nanos()) : filtered;
    }

    @Override
    public PacketSource live(LiveOptions options, Counters counters, Consumer<String> notes)
            throws CaptureException, UsageException {
        boolean becomes = becomesSomebodyElse(options);
        PacketSource source = LiveCapture.open(options.capture(), counters, notes);
        try {
            if (becomes) {
                Privileges.become(options.user());
            }
            if (!options.analysis().quiet()) {
                notes.accept("captures on " + String.join(", ", options.capture().interfaces())
                        + (becomes ? ", as user " + options.user() + " from now on" : ""));
            }
            return source;
        } catch (CaptureException e) {
            source.close();
            throw e;
        }
    }

    private static boolean becomesSomebodyElse(LiveOptions options) throws UsageException {
        if (!Privileges.mayBeGivenUp()) {
            if (options.userGiven()) {
                throw new UsageException("--user: only root can be somebody else");
            }
            return false;
        }
        if (!Privileges.isUser(options.user())) {
            throw new UsageException("--user: there is no user \"" + options.user() + '"');
        }
        return !options.user().equals("root");
    }

    @Override
    public void analyze(PacketSource source, Job job) throws CaptureException, OutputException, UsageException {
        if (!job.judges()) {
            ParallelAnalyzer picker = new ParallelAnalyzer(source, job.settings(), job.counters(), (facts, out) -> false, job.rows());
            job.packetTaker().ifPresent(picker::alsoTo);
            picker.run(job::stopped, job::read);
            return;
        }
        Classifier classifier = new Classifier(lists(job.options()));
        Verdict verdict = new Verdict();
        RowWriter writer = job.newWriter();
        RowMaker maker = (facts, out) -> {
            classifier.classify(facts, verdict);
            job.judged(facts, verdict);
            return writer.write(facts, verdict, out);
        };
        ParallelAnalyzer analyzer = new ParallelAnalyzer(source, job.settings(), job.counters(), maker, job.rows());
        job.packetTaker().ifPresent(analyzer::alsoTo);
        if (job.views().isPresent()) {
            analyzer.watch(facts -> {
                classifier.classify(facts, verdict);
                return verdict;
            }, job.views().get().onlookers(writer, job.rows()));
        }
        // interfaces end by themselves, after what came before they were asked to
        analyzer.run(job.options().live() ? () -> false : job::stopped, job::read);
    }

    private static Lists lists(AnalysisOptions options) throws UsageException {
        if (!options.useLists()) {
            return Lists.none();
        }
        try {
            return options.lists().isEmpty() ? Lists.builtIn() : Lists.load(Path.of(options.lists()));
        } catch (ListException e) {
            throw new UsageException(e.getMessage());
        }
    }

    @Override
    public List<CaptureInterface> interfaces() throws CaptureException {
        return CaptureInterface.all();
    }

    @Override
    public Vocabulary vocabulary() {
        return new Vocabulary() {
            @Override
            public List<Word> protocols() {
                List<Word> words = new ArrayList<>();
                Details.all().forEach((value, meaning) -> words.add(new Word(value, meaning, "")));
                words.add(new Word("quic/...", "another application protocol that is offered in QUIC", ""));
                return words;
            }

            @Override
            public List<Word> evidence() {
                List<Word> words = new ArrayList<>();
                for (Protocol protocol : Protocols.all()) {
                    for (Evidence evidence : protocol.evidence()) {
                        words.add(new Word(evidence.id(), evidence.because(), evidence.source()));
                    }
                }
                return words;
            }
        };
    }
}
