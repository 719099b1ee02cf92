package tell443.cli;

import java.io.InputStream;
import java.io.OutputStream;

/** Reads captures in every format in one process: the launcher makes its class archive from such a run. */
final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] captures) {
        for (String format : new String[] {"csv", "table", "jsonl"}) {
            for (String capture : captures) {
                new Tell443(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), InputStream.nullInputStream(),
                        new SystemEnvironment()).run("read", "--threads", "1", "--format", format, capture);
            }
        }
        System.exit(0);
    }
}
