package tell443.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads captures in every format in one process: the launcher makes its class archive from such a run. */
final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] captures) throws IOException {
        for (String format : new String[] {"csv", "table", "jsonl"}) {
            for (String capture : captures) {
                new Tell443(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), InputStream.nullInputStream(),
                        new SystemEnvironment()).run("read", "--threads", "1", "--format", format, capture);
            }
        }
        File flows = File.createTempFile("tell443-", ".csv");
        flows.deleteOnExit();
        Main.main(new String[] {"read", "--threads", "1", "-q", "-o", flows.getPath(), captures[0]}); // and exits
    }
}
