package tell443.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tell443.capture.CaptureException;
import tell443.report.OutputException;

/** {@code tell443 read}. */
final class ReadCommand {

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
        return run.run(counters -> wiring.source(options, in, counters), String.join(" ", options.files()), out, Job.Watch.NOBODY);
    }

    private void refuseToOverwriteInput() throws UsageException {
        if (options.analysis().toStandardOutput()) {
            return;
        }
        for (String file : options.files()) {
            if (isSame(file, options.analysis().output())) {
                throw new UsageException("--output " + options.analysis().output() + " is also read; name another file");
            }
        }
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
