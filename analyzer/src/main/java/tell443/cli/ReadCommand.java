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
import tell443.capture.CaptureException;
import tell443.capture.CaptureFiles;
import tell443.report.OutputException;

/** {@code tell443 read}. */
final class ReadCommand {

    private static final int NAMED = 5; // files that a comment names

    private final ReadOptions options;
    private final Wiring wiring;
    private final Run run;

    ReadCommand(ReadOptions options, Environment environment, Wiring wiring, Notes notes, Stopping stopping) {
        this.options = options;
        this.wiring = wiring;
        run = new Run(options.analysis(), environment, wiring, notes, stopping);
    }

    int run(OutputStream out, InputStream in) throws UsageException, CaptureException, OutputException {
        refuseToOverwriteInput();
        run.input(input());
        OutputOptions outputs = options.analysis().outputs();
        if ((outputs.packets().isPresent() || outputs.inTurn().isPresent()) && CaptureFiles.canBeReadAgain(options.files())) {
            run.again(counters -> wiring.source(options.secondPass(), in, counters));
        }
        return run.run(counters -> wiring.source(options, in, counters), out, Job.NOBODY);
    }

    private String input() {
        int more = options.files().size() - NAMED;
        String named = String.join(", ", options.files().subList(0, Math.min(NAMED, options.files().size())));
        return more > 0 ? named + " and " + more + " more" : named;
    }

    private void refuseToOverwriteInput() throws UsageException {
        AnalysisOptions analysis = options.analysis();
        List<String> written = new ArrayList<>(analysis.outputs().further());
        Optional<OutputOptions.InTurn> rows = analysis.outputs().inTurn();
        Optional<OutputOptions.InTurn> packets = analysis.outputs().packets().flatMap(OutputOptions.Packets::inTurn);
        refuseToOverwriteInTurn("--output " + analysis.output(), rows);
        refuseToOverwriteInTurn("--write " + analysis.outputs().packets().map(OutputOptions.Packets::file).orElse(""), packets);
        if (rows.isEmpty() && !analysis.toStandardOutput()) {
            written.add(analysis.output());
        }
        for (int i = 0; i < written.size(); i++) {
            for (String file : options.files()) {
                if (isSame(file, written.get(i))) {
                    throw new UsageException(option(written.get(i)) + ' ' + written.get(i) + " is also read; name another file");
                }
            }
            for (int j = 0; j < i; j++) {
                if (written.get(i).equals(written.get(j)) || isSame(written.get(i), written.get(j))) {
                    throw new UsageException(written.get(i) + " is named twice for what is written; name another file");
                }
            }
        }
    }

    private void refuseToOverwriteInTurn(String option, Optional<OutputOptions.InTurn> inTurn) throws UsageException {
        for (String file : options.files()) {
            if (inTurn.isPresent() && inTurn.get().names().mayBe(file)) {
                throw new UsageException(option + " could become " + file + ", which is also read; name other files");
            }
        }
    }

    private String option(String file) {
        AnalysisOptions analysis = options.analysis();
        return file.equals(analysis.output()) ? "--output"
                : analysis.outputs().packets().filter(each -> each.file().equals(file)).isPresent() ? "--write" : "--alert-output";
    }

    private static boolean isSame(String a, String b) throws UsageException {
        try {
            Path path = Path.of(b);
            return Files.exists(path) && Files.exists(Path.of(a)) && Files.isSameFile(Path.of(a), path);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + e.getInput() + "\" cannot be the name of a file");
        } catch (IOException e) {
            return false; // who cannot be looked at is not overwritten either
        }
    }
}
